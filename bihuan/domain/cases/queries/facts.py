"""From rows to what the rules may know."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

from django.utils.timezone import localtime

from bihuan.domain.cases.choices import LegState, Outcome, PartyRole, State
from bihuan.domain.cases.models import Case, CaseParty, Completion, Hand, Leg
from bihuan.domain.cases.rules.facts import CaseFacts, LegFacts
from bihuan.domain.cases.rules.linking import MERGEABLE
from bihuan.domain.cases.rules.rounds import is_too_old
from bihuan.domain.organisations.choices import Role
from bihuan.domain.organisations.queries import units_in_tenure
from bihuan.kernel.access import Actor
from bihuan.kernel.approvals.choices import ApprovalState
from bihuan.kernel.approvals.models import Approval
from bihuan.kernel.calendar import day_of
from bihuan.kernel.duties.queries import open_duties
from bihuan.kernel.parameters.values import value

DISPUTABLE = frozenset({State.STRUCK_OFF, State.DISSATISFIED, State.CLOSED})


def facts_of(case: Case, actor: Actor | None = None, *, at: datetime | None = None) -> CaseFacts:
    """What `may` needs: the case, its legs and hands, what waits for approval, and the actor's line and past posts.

    at: the moment of asking, for the few verbs that end with time; without it they count as in time.
    """

    def asks(states: Collection[State]) -> bool:
        """Whether a rule of this state looks at it at all: what nobody asks for is not fetched."""
        return case.state in states

    hands, round_hands = _hands(case)
    approvals = _approvals(case)
    legs = tuple(_leg(leg, approvals) for leg in case.legs.select_related("office").order_by("id"))
    owed = _owed(case)
    disputed = any(leg.state == LegState.RETURNING for leg in legs)
    parties = list(CaseParty.objects.filter(case=case, role__in=[PartyRole.STEWARD, PartyRole.LENT]))
    return CaseFacts(
        id=case.pk,
        state=case.state,
        office=case.office_id,
        round=case.round,
        request_type=case.request_type,
        urgency=case.urgency,
        difficulty=case.difficulty,
        level=case.level,
        identity=case.identity,
        about_conduct=case.about_conduct,
        simple=case.simple,
        suspended=case.suspended_at is not None,
        restated=case.restatement_id is not None,
        excluded=case.excluded_at is not None,
        is_lead_of_others=asks(MERGEABLE) and case.followers.filter(state=State.MERGED).exists(),
        respondent=case.respondent_id,
        respondent_person=case.respondent_person_id,
        promised_outcome=case.outcome == Outcome.PROMISED,
        promised_before=asks({State.COMPLETED}) and _promised_before(case),
        ruling=_ruling(case) if asks(DISPUTABLE) else "",
        said_not_solved=asks(DISPUTABLE) and _said_not_solved(case),
        too_old_to_dispute=asks(DISPUTABLE) and at is not None and _is_too_old(case, at),
        stewards=frozenset(int(p.holder.partition(":")[2]) for p in parties if p.role == PartyRole.STEWARD),
        lent_to=frozenset(p.holder for p in parties if p.role == PartyRole.LENT),
        legs=legs,
        hands=hands,
        round_hands=round_hands,
        waiting=frozenset((kind, item) for kind, item, state in approvals if state == ApprovalState.ASKED),
        signing={
            int(item.partition(":")[2]): (verb, role)
            for verb, item, _, role in owed
            if verb in ("endorse", "approve")
        },
        signers=_signers(legs),
        owed=frozenset((verb, item, holder) for verb, item, holder, _ in owed),
        office_line=frozenset(case.office.line_ids),
        actor_line=actor.line if actor else frozenset(),
        actor_units_during=_units_during(case, actor)
        if asks({State.STRUCK_OFF}) or disputed
        else frozenset(),
    )


def _promised_before(case: Case) -> bool:
    return case.checks.filter(round=case.round, outcome=Outcome.PROMISED, passed=False).exists()


def _ruling(case: Case) -> str:
    kinds = case.rulings.filter(round=case.round).order_by("-id").values_list("kind", flat=True)
    return kinds.first() or ""


def _said_not_solved(case: Case) -> bool:
    return case.follow_ups.filter(round=case.round, disputed_at__isnull=False).exists()


def _is_too_old(case: Case, at: datetime) -> bool:
    return is_too_old(case.ended_at, at, days=value("cases.dispute_days", on=day_of(at)))


Hands = Mapping[str, frozenset[int]]


def _hands(case: Case) -> tuple[Hands, Hands]:
    found: dict[str, set[int]] = defaultdict(set)
    current: dict[str, set[int]] = defaultdict(set)
    rows = Hand.objects.filter(case=case).values_list("round", "step", "person_id", "acting_for_id")
    for round, step, person, acting_for in rows:
        people = {person} | ({acting_for} if acting_for else set())
        found[step] |= people
        if round == case.round:
            current[step] |= people
    return _frozen(found), _frozen(current)


def _frozen(hands: Mapping[str, set[int]]) -> Hands:
    return {step: frozenset(people) for step, people in hands.items()}


def _leg(leg: Leg, approvals: Sequence[tuple[str, str, str]]) -> LegFacts:
    return LegFacts(
        id=leg.pk,
        office=leg.office_id,
        unit=leg.office.unit_id or leg.office_id,
        line=frozenset(leg.office.line_ids),
        role=leg.role,
        state=leg.state,
        round=leg.round,
        parent=leg.parent_id,
        hops=leg.hops,
        handler=leg.handler_id,
        forced=leg.forced,
        due_at=leg.due_at,
        extended=("extension", leg.item, ApprovalState.GRANTED) in approvals,
    )


def _approvals(case: Case) -> list[tuple[str, str, str]]:
    """Everything that was asked on this case, as (kind, item, state)."""
    asked = Approval.objects.filter(subject_kind="case", subject_id=case.pk)
    return list(asked.values_list("kind", "item", "state"))


def _owed(case: Case) -> list[tuple[str, str, str, str]]:
    """Everything that is owed on this case now, as (verb, item, holder, role)."""
    return list(open_duties(case.subject).values_list("verb", "item", "holder", "role"))


def _signers(legs: tuple[LegFacts, ...]) -> Mapping[int, frozenset[int]]:
    """By submitted leg: the persons who submitted or endorsed its waiting completion, the latest one."""
    submitted = [leg.id for leg in legs if leg.state == LegState.SUBMITTED]
    if not submitted:
        return {}
    rows = Completion.objects.filter(leg__in=submitted).order_by("id")
    signed = rows.values_list("leg_id", "submitted_by_id", "endorsed_by_id")
    return {leg: frozenset(pk for pk in people if pk) for leg, *people in signed}


def _units_during(case: Case, actor: Actor | None) -> frozenset[int]:
    # Only those who ask the reporter or arbitrate must be independent.
    if actor is None or case.dispatched_at is None or not actor.has(Role.FOLLOW_UP, Role.ARBITER):
        return frozenset()
    from_on = localtime(case.dispatched_at).date()
    to_on = localtime(case.struck_off_at or case.dispatched_at).date()
    return frozenset().union(
        *(units_in_tenure(pk, from_on=from_on, to_on=max(from_on, to_on)) for pk in sorted(actor.hands))
    )
