"""What was found at the check, at the follow-up, at a ruling: false completion, dissatisfaction after rework, improper returns, refusals."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bihuan.domain.cases.choices import LegRole, LinkKind, Outcome, RulingKind
from bihuan.domain.cases.models import Case, CheckResult, Completion, FollowUp, Link, Return, Ruling
from bihuan.domain.supervision.choices import IncidentKind
from bihuan.domain.supervision.queries.gather.late import HIDDEN
from bihuan.domain.supervision.queries.gather.suspects import NOT_CONTENT
from bihuan.domain.supervision.queries.gather.world import Place, World
from bihuan.domain.supervision.rules.incidents import IncidentFacts
from bihuan.kernel.bulk import among, read_rows
from bihuan.kernel.journal.models import Entry

CLAIMED = frozenset({Outcome.SOLVED, Outcome.PARTLY})
NO_BASIS = "no_basis"
ASKED = ("case.follow_up", "case.rate", "case.say_not_solved")


@dataclass(frozen=True, slots=True)
class Claim:
    """A result that was handed in by the lead."""

    id: int
    case: int
    leg: int
    office: int
    round: int
    outcome: str
    at: datetime
    refused: bool
    flags: frozenset[str]


@dataclass(frozen=True)
class Doubted:
    """What is read of the cases in which something was found."""

    world: World
    ids: Collection[int]
    claims: Mapping[int, Sequence[Claim]]
    entries: Mapping[tuple[int, str, datetime], int]
    hidden: frozenset[int]

    def claim(self, case: int, before: datetime, round: int | None = None) -> Claim | None:
        """The last result that was handed in before that moment, in that round."""
        fit = [
            one
            for one in self.claims.get(case, ())
            if one.at <= before and not one.refused and round in (None, one.round)
        ]
        return fit[-1] if fit else None

    def cited(self, case: int, *said: tuple[str, datetime | None]) -> tuple[int, ...]:
        """The entries of these events at these moments."""
        found = (self.entries.get((case, event, at)) for event, at in said if at is not None)
        return tuple(sorted({pk for pk in found if pk is not None}))


def quality_incidents(world: World, ids: Collection[int]) -> Iterator[IncidentFacts]:
    """Of these cases. A dozen queries; five where nothing was found."""
    failed = CheckResult.objects.filter(case__in=among(ids), passed=False)
    asked = list(
        FollowUp.objects.filter(NOT_CONTENT, case__in=among(ids), finished_at__isnull=False)
        .order_by("id")
        .values("id", "case_id", "round", "finished_at", "disputed_at", "solved", "satisfaction", "reached")
    )
    returns = list(
        Return.objects.filter(leg__case__in=among(ids), agreed=False)
        .order_by("id")
        .values("id", "leg__case_id", "leg_id", "leg__office_id", "proposed_at", "decided_at", "signed_at")
    )
    complained = _complained(ids)
    doubted = set(failed.values_list("case_id", flat=True))
    doubted |= {one["case_id"] for one in asked} | {one["leg__case_id"] for one in returns}
    doubted |= complained.keys() | _said_no(ids)
    if not doubted:
        return
    read = _doubted(world, sorted(doubted))
    checks = list(
        CheckResult.objects.filter(case__in=among(doubted))
        .order_by("id")
        .values("id", "case_id", "round", "passed", "outcome", "at")
    )
    yield from _false_at_check(read, checks)
    yield from _after_follow_up(read, checks, asked)
    yield from _improper_returns(read, returns)
    yield from _refused(read)
    yield from _retaliation(read, checks, complained)


def _false_at_check(read: Doubted, checks: Sequence[Mapping[str, Any]]) -> Iterator[IncidentFacts]:
    """The check sent a claim back: the evidence did not carry it."""
    for check in checks:
        claim = None if check["passed"] else read.claim(check["case_id"], check["at"], check["round"])
        if claim is None or check["outcome"] not in CLAIMED:
            continue
        entries = read.cited(claim.case, ("case.complete", claim.at), ("case.rework", check["at"]))
        yield _incident(
            read, IncidentKind.FALSE_AT_CHECK, f"check:{check['id']}", claim, check["at"], entries
        )


def _after_follow_up(
    read: Doubted, checks: Sequence[Mapping[str, Any]], asked: Sequence[Mapping[str, Any]]
) -> Iterator[IncidentFacts]:
    """The reporter said no. False where it was struck off as solved and a ruling sent it round again; and not the first time where it
    had been worked on again before."""
    rulings = {
        (case, round): at
        for case, round, at in Ruling.objects.filter(
            case__in=[one["case_id"] for one in asked], kind=RulingKind.NEW_ROUND
        ).values_list("case_id", "round", "at")
    }
    reworked = {(check["case_id"], check["round"]) for check in checks if not check["passed"]}
    passed = {(c["case_id"], c["round"]): c for c in checks if c["passed"]}
    for one in asked:
        case, round = one["case_id"], one["round"]
        at = one["disputed_at"] or one["finished_at"]
        claim = read.claim(case, at, round)
        if claim is None:
            continue
        said = read.cited(case, *((event, at) for event in ASKED))
        ruled, check = rulings.get((case, round)), passed.get((case, round))
        if ruled and check and check["outcome"] in CLAIMED and (one["solved"] is False or one["disputed_at"]):
            entries = read.cited(
                case,
                ("case.complete", claim.at),
                ("case.strike_off", check["at"]),
                ("case.new_round", ruled),
            )
            yield _incident(
                read,
                IncidentKind.FALSE_AT_FOLLOW_UP,
                f"follow_up:{one['id']}",
                claim,
                at,
                tuple(sorted({*entries, *said})),
            )
        if round > 1 or (case, round) in reworked:
            entries = read.cited(case, ("case.complete", claim.at))
            yield _incident(
                read,
                IncidentKind.DISSATISFIED_AGAIN,
                f"again:{one['id']}",
                claim,
                at,
                tuple(sorted({*entries, *said})),
            )


def _improper_returns(read: Doubted, returns: Sequence[Mapping[str, Any]]) -> Iterator[IncidentFacts]:
    """A return that was refused: the part was theirs."""
    for one in returns:
        case, decided = one["leg__case_id"], one["decided_at"]
        claim = Claim(
            one["id"],
            case,
            one["leg_id"],
            one["leg__office_id"],
            0,
            "",
            one["proposed_at"],
            False,
            frozenset(),
        )
        entries = read.cited(
            case,
            ("case.return", one["proposed_at"]),
            ("case.sign_return", one["signed_at"]),
            ("case.refuse_return", decided),
            ("case.arbitrate", decided),
        )
        yield _incident(
            read, IncidentKind.IMPROPER_RETURN, f"return:{one['id']}", claim, one["proposed_at"], entries
        )


def _refused(read: Doubted) -> Iterator[IncidentFacts]:
    """一拒了之: a plain no, without a basis, and not reported upward."""
    for claims in read.claims.values():
        for claim in claims:
            if claim.outcome == Outcome.NOT_SOLVED and NO_BASIS in claim.flags and not claim.refused:
                entries = read.cited(claim.case, ("case.complete", claim.at))
                yield _incident(
                    read, IncidentKind.REFUSED_UNEXPLAINED, f"refusal:{claim.id}", claim, claim.at, entries
                )


def _retaliation(
    read: Doubted, checks: Sequence[Mapping[str, Any]], of: Mapping[int, int]
) -> Iterator[IncidentFacts]:
    """A report of retaliation that the office above found true: held against the unit complained of, always sealed."""
    for check in checks:
        if check["case_id"] in of and check["passed"] and check["outcome"] in CLAIMED:
            place = read.world.place_of(of[check["case_id"]])
            entries = read.cited(check["case_id"], ("case.strike_off", check["at"]))
            yield _made(
                read,
                IncidentKind.RETALIATION,
                f"retaliation:{check['id']}",
                place,
                case=check["case_id"],
                at=check["at"],
                entries=entries,
            )


def _incident(
    read: Doubted, kind: IncidentKind, key: str, claim: Claim, at: datetime, entries: tuple[int, ...]
) -> IncidentFacts:
    """Whoever answered for the office when the result was handed in, not when it was found out."""
    place = read.world.place_of(claim.office)
    return _made(
        read,
        kind,
        key,
        place,
        case=claim.case,
        at=at,
        entries=entries,
        since=claim.at,
        item=f"leg:{claim.leg}",
    )


def _made(
    read: Doubted,
    kind: IncidentKind,
    key: str,
    place: Place,
    *,
    case: int,
    at: datetime,
    entries: tuple[int, ...],
    since: datetime | None = None,
    item: str = "",
) -> IncidentFacts:
    seat = read.world.seat(place, since or at)
    return IncidentFacts(
        key=key,
        kind=kind,
        office=place.id,
        unit=read.world.unit_of(place),
        person=seat.person if seat else None,
        post=seat.post if seat else None,
        began_at=since or at,
        at=at,
        until=at,
        subject_id=case,
        item=item,
        sealed=case in read.hidden,
        entries=entries,
    )


def _complained(ids: Collection[int]) -> Mapping[int, int]:
    """Reports of retaliation, with the unit complained of."""
    linked = Link.objects.filter(
        case__in=among(ids), kind=LinkKind.RETALIATION, case__respondent__isnull=False
    )
    return {
        case: respondent
        for case, respondent in linked.values_list("case_id", "case__respondent_id")
        if respondent
    }


def _said_no(ids: Collection[int]) -> set[int]:
    """Cases with a plain no of the lead."""
    said_no = Completion.objects.filter(leg__role=LegRole.LEAD, outcome=Outcome.NOT_SOLVED)
    rows = said_no.filter(leg__case__in=among(ids))
    return set(rows.values_list("leg__case_id", flat=True))


def _doubted(world: World, ids: Collection[int]) -> Doubted:
    claims: dict[int, list[Claim]] = defaultdict(list)
    rows = Completion.objects.filter(leg__case__in=among(ids), leg__role=LegRole.LEAD)
    rows = rows.order_by("submitted_at", "id")
    fields = (
        "id", "leg__case_id", "leg_id", "leg__office_id", "round", "outcome", "submitted_at", "refused_at", "quality",
    )  # fmt: skip
    for pk, case, leg, office, round, outcome, at, refused, quality in read_rows(rows.values_list(*fields)):
        flags = frozenset(str(flag.get("code", "")) for flag in quality)
        claims[case].append(Claim(pk, case, leg, office, round, outcome, at, refused is not None, flags))
    hidden = Case.objects.filter(pk__in=among(ids), identity__in=HIDDEN).values_list("pk", flat=True)
    return Doubted(world, ids, claims, _cited(ids), frozenset(hidden))


CITED = (
    "case.complete",
    "case.rework",
    "case.strike_off",
    "case.new_round",
    "case.return",
    "case.sign_return",
    "case.refuse_return",
    "case.arbitrate",
    *ASKED,
)


def _cited(ids: Collection[int]) -> Mapping[tuple[int, str, datetime], int]:
    said = Entry.objects.filter(subject_kind="case", subject_id__in=among(ids), event__in=CITED)
    rows = read_rows(said.values_list("id", "subject_id", "event", "at"))
    return {(case, event, at): pk for pk, case, event, at in rows}
