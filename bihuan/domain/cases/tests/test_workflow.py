"""The loop as a table, both ways: what is in it is allowed, what is not in it does not happen; and each verb has its states."""

import itertools

import pytest

from bihuan.domain.cases.choices import LegState, State
from bihuan.domain.cases.choices.states import ENDED, OPEN
from bihuan.domain.cases.rules.facts import CaseFacts
from bihuan.domain.cases.rules.workflow import (
    LEG_TRANSITIONS,
    TRANSITIONS,
    is_ending,
    is_leg_transition,
    is_transition,
    leg_has_ended,
)
from bihuan.domain.cases.verbs import CASE_VERBS
from bihuan.domain.organisations.choices import Role
from bihuan.kernel.access import Actor, ActorKind

# from: to
ALLOWED = """
REGISTERED: ACCEPTED CLOSED DECLINED TRANSFERRED MERGED WITHDRAWN VOID
ACCEPTED: DISPATCHED CLOSED DECLINED TRANSFERRED MERGED WITHDRAWN VOID
DISPATCHED: HANDLING ACCEPTED TRANSFERRED MERGED WITHDRAWN
HANDLING: COMPLETED DISPATCHED ACCEPTED LONG_TERM TRANSFERRED MERGED WITHDRAWN
PROMISED: COMPLETED LONG_TERM WITHDRAWN
LONG_TERM: HANDLING WITHDRAWN
COMPLETED: STRUCK_OFF HANDLING PROMISED
STRUCK_OFF: CLOSED DISSATISFIED
DISSATISFIED: ACCEPTED CLOSED
CLOSED: ACCEPTED DISSATISFIED
MERGED: ACCEPTED STRUCK_OFF
DECLINED: ACCEPTED
TRANSFERRED: ACCEPTED CLOSED
WITHDRAWN:
VOID:
"""
ALLOWED_LEGS = """
DISPATCHED: HANDLING RETURNING RECALLED
HANDLING: DELEGATED RETURNING SUBMITTED COMPLETED RECALLED
DELEGATED: HANDLING COMPLETED RECALLED
RETURNING: DISPATCHED HANDLING RETURNED RECALLED
SUBMITTED: HANDLING COMPLETED RECALLED
COMPLETED: HANDLING
RETURNED:
RECALLED:
"""


def pairs(text: str) -> set[tuple[str, str]]:
    rows = [line.split(":") for line in text.strip().splitlines()]
    return {(old, new) for old, news in rows for new in news.split()}


@pytest.mark.parametrize(("old", "new"), list(itertools.product(State, State)))
def test_a_case_goes_where_the_table_says_and_nowhere_else(old, new):
    assert is_transition(old, new) == ((str(old), str(new)) in pairs(ALLOWED))


@pytest.mark.parametrize(("old", "new"), list(itertools.product(LegState, LegState)))
def test_a_part_goes_where_its_table_says_and_nowhere_else(old, new):
    assert is_leg_transition(old, new) == ((str(old), str(new)) in pairs(ALLOWED_LEGS))


def test_every_state_has_its_row_and_can_be_reached():
    assert set(TRANSITIONS) == set(State)
    assert set(LEG_TRANSITIONS) == set(LegState)
    # A case begins as registered, or as answered elsewhere before it was imported.
    assert set().union(*TRANSITIONS.values()) == set(State) - {State.REGISTERED, State.ANSWERED}


def test_a_state_is_open_or_ended():
    assert set(State) == OPEN | ENDED and not OPEN & ENDED
    assert {state for state in State if is_ending(state)} == ENDED
    assert {str(s) for s in LegState if leg_has_ended(s)} == {"COMPLETED", "RETURNED", "RECALLED"}


EVERYBODY = Actor(
    kind=ActorKind.PERSON,
    person_id=1,
    keys=frozenset({"office:1", "office:2", "person:1"}),
    roles=frozenset(str(role) for role in Role),
)
REPORTER = Actor.receipt("case:1")
ALWAYS = " ".join(State)
OPEN_STATES = " ".join(sorted(OPEN))
TRIAGE, WORKING = "REGISTERED ACCEPTED", "DISPATCHED HANDLING"
# verb: the states in which its state is not what refuses it
STATES = {
    "accept": "REGISTERED",
    "reply": TRIAGE,
    "reclassify": OPEN_STATES,
    "decline": TRIAGE,
    "transfer": f"{TRIAGE} {WORKING}",
    "conclude_transfer": "TRANSFERRED",
    "merge": f"{TRIAGE} {WORKING}",
    "unmerge": "MERGED",
    "split": TRIAGE,
    "seal": TRIAGE,
    "restate": OPEN_STATES,
    "dispatch": "ACCEPTED",
    "acknowledge": WORKING,
    "subdispatch": WORKING,
    "contact": f"{TRIAGE} {WORKING} PROMISED LONG_TERM",
    "relay": OPEN_STATES,
    "complete": "HANDLING PROMISED",
    "endorse": "HANDLING PROMISED",
    "approve": "HANDLING PROMISED",
    "refuse_completion": "HANDLING PROMISED",
    "strike_off": "COMPLETED",
    "rework": "COMPLETED",
    "accept_promise": "COMPLETED",
    "carry_over": "HANDLING PROMISED",
    "resume_carried": "LONG_TERM",
    "attempt": "STRUCK_OFF",
    "follow_up": "STRUCK_OFF",
    "rate": "STRUCK_OFF",
    "say_not_solved": "STRUCK_OFF CLOSED",
    "new_round": "DISSATISFIED",
    "uphold": "DISSATISFIED",
    "final_answer": "DISSATISFIED",
    "reopen": "CLOSED DECLINED TRANSFERRED",
    "mark_recurrence": ALWAYS,
    "request_exclusion": ALWAYS,
    "decide_exclusion": ALWAYS,
    "add": OPEN_STATES,
    "turn_into_case": "CLOSED",
    "report_retaliation": ALWAYS,
    "withdraw": f"{TRIAGE} {WORKING} PROMISED LONG_TERM",
    "void": TRIAGE,
}
BY_RECEIPT = {"rate", "say_not_solved", "add", "turn_into_case", "report_retaliation"}


@pytest.mark.parametrize("code", STATES)
def test_a_verb_is_refused_in_every_other_state(code):
    verb, actor = CASE_VERBS.get(code), REPORTER if code in BY_RECEIPT else EVERYBODY
    refused = {
        state: getattr(verb.may(CaseFacts(id=1, state=state, office=1), actor), "code", "") == "wrong_state"
        for state in State
    }
    assert {str(state) for state, no in refused.items() if not no} == set(STATES[code].split())


@pytest.mark.parametrize("code", sorted(set(STATES) - BY_RECEIPT - {"withdraw", "seal"}))
def test_neither_a_job_nor_a_receipt_nor_the_public_decides(code):
    verb = CASE_VERBS.get(code)
    facts = [CaseFacts(id=1, state=state, office=1) for state in STATES[code].split()]
    for actor in (Actor.calendar("job"), REPORTER, Actor.public()):
        assert all(verb.may(fact, actor) is not None for fact in facts)
