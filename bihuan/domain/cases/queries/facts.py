"""From rows to what the rules may know."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

from bihuan.domain.cases.choices import Boundary, LegState, LinkKind, Outcome, PartyRole, State
from bihuan.domain.cases.models import Case, CaseParty, Completion, Hand, Leg, Link
from bihuan.domain.cases.queries.offices import nobody_is_above
from bihuan.domain.cases.rules.facts import CaseFacts, LegFacts
from bihuan.domain.cases.rules.linking import MERGEABLE
from bihuan.domain.cases.rules.rounds import is_too_old
from bihuan.domain.organisations.choices import Role
from bihuan.domain.organisations.queries import units_in_tenure
from bihuan.kernel.access import Actor, ActorKind
from bihuan.kernel.approvals.choices import ApprovalState
from bihuan.kernel.approvals.models import Approval
from bihuan.kernel.calendar import day_of
from bihuan.kernel.duties.queries import open_duties
from bihuan.kernel.parameters.values import value

BESIDE = (PartyRole.STEWARD, PartyRole.LENT, PartyRole.REPORTER)
DISPUTABLE = frozenset({State.STRUCK_OFF, State.DISSATISFIED, State.CLOSED})


def facts_of(case: Case, actor: Actor | None = None, *, at: datetime | None = None) -> CaseFacts:
    """What `may` needs: the case, its legs and hands, what waits for approval, and the actor's line and past posts.

    at: the moment of asking, for the few verbs that end with time; without it they count as in time.
    """

    def asks(states: Collection[State]) -> bool:
        """Whether a rule of this state looks at it at all: what nobody asks for is not fetched."""
        return case.state in states

    rows = _hand_rows(case)
    hands, round_hands = _hands(case, rows)
    approvals = _approvals(case)
    legs = tuple(_leg(leg, approvals) for leg in case.legs.select_related("office").order_by("id"))
    owed = _owed(case)
    disputed = any(leg.state == LegState.RETURNING for leg in legs)
    parties = list(CaseParty.objects.filter(case=case, role__in=BESIDE))
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
        sampled=asks({State.CLOSED}) and case.simple and _sampled(case),
        transferred=asks({State.CLOSED}) and case.transfers.filter(answered_at=case.ended_at).exists(),
        as_clue=asks({State.TRANSFERRED}) and _as_clue(case),
        suspended=case.suspended_at is not None,
        restated=case.restatement_id is not None,
        excluded=case.excluded_at is not None,
        published=case.publications.filter(withdrawn_at=None).exists(),
        is_lead_of_others=asks(MERGEABLE) and case.followers.filter(state=State.MERGED).exists(),
        respondent=case.respondent_id,
        respondent_person=case.respondent_person_id,
        nobody_above=case.about_conduct and nobody_is_above(case.respondent, case.office),
        promised_outcome=case.outcome == Outcome.PROMISED,
        promised_before=asks({State.COMPLETED}) and _promised_before(case),
        ruling=_ruling(case) if asks(DISPUTABLE) else "",
        said_not_solved=asks(DISPUTABLE) and _said_not_solved(case),
        too_old_to_dispute=asks(DISPUTABLE) and at is not None and _is_too_old(case, at),
        answered_from_above=case.answered_from_above_at is not None,
        stewards=frozenset(int(p.holder.partition(":")[2]) for p in parties if p.role == PartyRole.STEWARD),
        lent_to=frozenset(p.holder for p in parties if p.role == PartyRole.LENT),
        reporters=frozenset(p.holder for p in parties if p.role == PartyRole.REPORTER),
        lead_units=_lead_units(case) if asks({State.STRUCK_OFF}) else frozenset(),
        split_from=_split_from(case, actor) if actor else frozenset(),
        legs=legs,
        hands=hands,
        round_hands=round_hands,
        waiting=frozenset((kind, item) for kind, item, state in approvals if state == ApprovalState.ASKED),
        signing={
            int(item.partition(":")[2]): (verb, role)
            for verb, item, _, role in owed
            if verb in ("endorse", "approve")
        },
        signers=_signers(legs, rows),
        owed=frozenset((verb, item, holder) for verb, item, holder, _ in owed),
        office_line=frozenset(case.office.line_ids),
        actor_line=actor.line if actor else frozenset(),
        actor_units_during=_units_during(case, actor)
        if asks({State.STRUCK_OFF, State.CLOSED}) or disputed
        else frozenset(),
    )


def _as_clue(case: Case) -> bool:
    return case.transfers.order_by("-id").values_list("basis", flat=True).first() == Boundary.DISCIPLINE


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


HandRow = tuple[int, int, str, int, int | None, datetime]


def _hand_rows(case: Case) -> list[HandRow]:
    """Every hand in the case, and in the lead case with which it is or was handled."""
    cases = [pk for pk in (case.pk, case.lead_id) if pk]
    rows = Hand.objects.filter(case__in=cases)
    return list(rows.values_list("case_id", "round", "step", "person_id", "acting_for_id", "at"))


def _hands(case: Case, rows: Sequence[HandRow]) -> tuple[Hands, Hands]:
    found: dict[str, set[int]] = defaultdict(set)
    current: dict[str, set[int]] = defaultdict(set)
    for of, round, step, person, acting_for, _ in rows:
        people = {person} | ({acting_for} if acting_for else set())
        found[step] |= people
        if of != case.pk or round == case.round:
            current[step] |= people
    return _frozen(found), _frozen(current)


def _frozen(hands: Mapping[str, set[int]]) -> Hands:
    return {step: frozenset(people) for step, people in hands.items()}


def _sampled(case: Case) -> bool:
    return case.follow_ups.filter(round=0, finished_at=None).exists()


def _lead_units(case: Case) -> frozenset[int]:
    if case.lead_id is None:
        return frozenset()
    parts = Leg.objects.filter(case=case.lead_id).values_list("office_id", "office__unit_id")
    return frozenset(unit or office for office, unit in parts)


def _split_from(case: Case, actor: Actor) -> frozenset[int]:
    """The cases from which this one was split, all the way up; asked for a receipt that is not its own."""
    found: set[int] = set()
    wanted = {case.pk} if actor.kind is ActorKind.RECEIPT and actor.subject != f"case:{case.pk}" else set()
    while wanted:
        above = Link.objects.filter(case__in=wanted, kind=LinkKind.SPLIT, undone_at=None)
        wanted = set(above.values_list("other_id", flat=True)) - found
        found |= wanted
    return frozenset(found)


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


def _signers(legs: tuple[LegFacts, ...], hands: Sequence[HandRow]) -> Mapping[int, frozenset[int]]:
    """By submitted leg: the persons who submitted or endorsed its waiting completion, the latest one, and for whom they acted."""
    absent: dict[tuple[int, datetime | None], int | None]
    absent = {(person, at): acting_for for *_, person, acting_for, at in hands}
    submitted = [leg.id for leg in legs if leg.state == LegState.SUBMITTED]
    if not submitted:
        return {}
    rows = Completion.objects.filter(leg__in=submitted).order_by("id")
    signed = rows.values_list("leg_id", "submitted_by_id", "submitted_at", "endorsed_by_id", "endorsed_at")
    return {
        leg: frozenset(pk for pk in (one, absent.get((one, sent)), two, absent.get((two, seen))) if pk)
        for leg, one, sent, two, seen in signed
    }


def _units_during(case: Case, actor: Actor | None) -> frozenset[int]:
    # Only those who ask the reporter or arbitrate must be independent.
    began = case.dispatched_at or (case.lead.dispatched_at if case.lead else None)
    if actor is None or began is None or not actor.has(Role.FOLLOW_UP, Role.ARBITER):
        return frozenset()
    from_on = day_of(began)
    to_on = day_of(case.struck_off_at or began)
    return frozenset().union(
        *(units_in_tenure(pk, from_on=from_on, to_on=max(from_on, to_on)) for pk in sorted(actor.hands))
    )
