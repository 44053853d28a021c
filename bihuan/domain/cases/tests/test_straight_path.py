"""The straight path: four facts, four persons, and the days add up."""

import itertools

from bihuan.domain.cases.choices import State
from bihuan.domain.cases.models import Custody, Hand
from bihuan.kernel.duties.models import Duty
from bihuan.kernel.journal import history


def test_a_case_goes_from_the_first_word_to_the_end(loop):
    case = loop.until("closed")
    assert case.state == State.CLOSED
    assert [entry.event for entry in history(case.subject)] == [
        "case.register",
        "case.accept",
        "case.dispatch",
        "case.acknowledge",
        "case.subdispatch",
        "case.acknowledge",
        "case.contact",
        "case.complete",
        "case.endorse",
        "case.strike_off",
        "case.follow_up",
    ]


def test_nobody_owes_anything_when_it_is_closed(loop):
    case = loop.until("closed")
    assert not Duty.objects.filter(subject_kind="case", subject_id=case.pk, done_at=None).exists()


def test_the_days_in_everybodys_hands_add_up_to_the_time_that_passed(loop):
    case = loop.until("closed")
    held = list(Custody.objects.filter(case=case).order_by("from_at", "id"))
    assert held[0].from_at == case.registered_at
    assert held[-1].to_at == case.ended_at
    assert all(a.to_at == b.from_at for a, b in itertools.pairwise(held))


def test_four_hands_are_four_persons(loop):
    case = loop.until("closed")
    hands = dict(Hand.objects.filter(case=case).values_list("step", "person_id"))
    four = [hands[step] for step in ("HANDLED", "ENDORSED", "STRUCK_OFF", "FOLLOWED_UP")]
    assert len(set(four)) == 4


def test_its_version_is_its_last_entry(loop):
    case = loop.until("complete")
    case.refresh_from_db()
    assert case.version == history(case.subject)[-1].seq
