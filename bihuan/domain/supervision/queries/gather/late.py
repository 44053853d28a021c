"""Clocks that ran out on cases: one incident per part, for whoever held it when its moment passed."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import NamedTuple

from django.db import models
from django.db.models import Q

from bihuan.domain.cases.choices import Identity
from bihuan.domain.cases.models import Case, Completion, Leg, Return
from bihuan.domain.cases.owed import PROMISE
from bihuan.domain.organisations.models import Office
from bihuan.domain.services.choices import RatingState
from bihuan.domain.services.models import Rating
from bihuan.domain.supervision.choices import IncidentKind
from bihuan.domain.supervision.queries.gather.world import World
from bihuan.domain.supervision.rules.holders import left_at
from bihuan.domain.supervision.rules.incidents import IncidentFacts
from bihuan.domain.supervision.rules.lateness import Lapse, added, count, ended, late_from, merged, one_each
from bihuan.kernel.bulk import among, among_moments, read_rows
from bihuan.kernel.calendar.moments import Stretch
from bihuan.kernel.duties.models import Duty, Pause
from bihuan.kernel.journal.models import Entry, said_in

HANDLE = "handle"
# The promise is kept by all together: whoever held the case when it broke is late already.
NOBODYS = frozenset({PROMISE})
HIDDEN = frozenset({Identity.SEALED, Identity.ANONYMOUS})


class Owed(NamedTuple):
    """A duty that was, or is, late. `holder`: whose it was when the red light came on; `part`: the leg that it is about, 0 for the case
    as a whole."""

    id: int
    subject_kind: str
    subject: int
    item: str
    verb: str
    holder: str
    role: str
    began_at: datetime
    due_at: datetime
    done_at: datetime | None
    part: int
    entries: tuple[int, ...] = ()

    @property
    def key(self) -> str:
        """A part in one office's hands is late once, whichever of its clocks ran out; what is no part, once for each thing owed."""
        what = self.item if self.part else f"{self.item or '-'}:{self.verb}"
        return f"late:{self.subject_kind}:{self.subject}:{what}:{self.holder}"


def late_incidents(world: World, ids: Collection[int]) -> Iterator[IncidentFacts]:
    """Of these cases. Ten queries. What is late on a bad rating's case is the rectification that was asked for."""
    owed = with_evidence(late_duties(world, "case", ids))
    if not owed:
        return
    parts = _parts([one.part for one in owed if one.part])
    hidden, rated = _hidden(ids), _rated(ids)
    answered = _answered([one.part for one in owed if one.part and one.verb == HANDLE])
    spent = _spent(list(parts))
    pauses = pauses_of(owed)
    by_case: dict[int, list[tuple[Owed, Lapse]]] = defaultdict(list)
    for one in owed:
        by_case[one.subject].append((one, _lapse(one, answered, parts)))
    for case, pairs in by_case.items():
        kept = {id(lapse) for lapse in one_each([lapse for _, lapse in pairs])}
        found = counted(
            world,
            [(one, lapse) for one, lapse in pairs if id(lapse) in kept],
            spent=spent,
            pauses=pauses,
            sealed=case in hidden,
        )
        yield from (_of_a_rating(one) for one in found) if case in rated else found


def _of_a_rating(one: IncidentFacts) -> IncidentFacts:
    return one._replace(kind=IncidentKind.RATING_LATE) if HANDLE in one.verbs else one


def counted(
    world: World,
    pairs: Iterable[tuple[Owed, Lapse]],
    *,
    spent: Mapping[int, Sequence[tuple[int, int]]],
    pauses: Mapping[int, Sequence[Stretch]],
    sealed: bool,
    kind: IncidentKind = IncidentKind.LATE,
) -> Iterator[IncidentFacts]:
    """Sent back and late again, or late in contact and in handling: the same lateness. What has one key is one incident."""
    groups: dict[str, list[tuple[Owed, Lapse]]] = defaultdict(list)
    for one, lapse in pairs:
        if one.holder.startswith("office:"):
            groups[one.key].append((one, lapse))
    for key, some in groups.items():
        yield _incident(
            world,
            key,
            sorted(some, key=lambda pair: (late_from(pair[1]), pair[0].id)),
            spent,
            pauses,
            sealed,
            kind,
        )


def _incident(
    world: World,
    key: str,
    pairs: Sequence[tuple[Owed, Lapse]],
    spent: Mapping[int, Sequence[tuple[int, int]]],
    pauses: Mapping[int, Sequence[Stretch]],
    sealed: bool,
    kind: IncidentKind,
) -> IncidentFacts:
    first = pairs[0][0]
    lapses = merged([lapse for _, lapse in pairs])
    place = world.place_of(int(first.holder.partition(":")[2]), first.role)
    unit = world.unit_of(place)
    began = late_from(lapses[0])
    seat = world.seat(place, began, first.role)
    others = sum(minutes for office, minutes in spent.get(first.part, ()) if office != place.id)
    sums = [
        count(
            world.calendar,
            lapse,
            at=world.at,
            outages=world.down_for(unit),
            others=0 if nth else others,
            left_on=left_at(seat),
        )
        for nth, lapse in enumerate(lapses)
    ]
    total = sums[0] if len(sums) == 1 else added(sums)
    return IncidentFacts(
        key=key,
        kind=kind,
        office=place.id,
        unit=unit,
        person=seat.person if seat else None,
        post=seat.post if seat else None,
        began_at=min(one.began_at for one, _ in pairs),
        at=began,
        until=ended(lapses[-1]),
        subject_kind=first.subject_kind,
        subject_id=first.subject,
        item=first.item,
        verb="+".join(sorted({one.verb for one, _ in pairs})),
        minutes=total.minutes,
        lost_outage=total.lost_outage,
        lost_others=total.lost_others,
        paused=_paused(world, pairs, pauses),
        counted=total.counted,
        counts=total.counts,
        sealed=sealed,
        entries=tuple(sorted({pk for one, _ in pairs for pk in one.entries})),
    )


def _paused(
    world: World, pairs: Sequence[tuple[Owed, Lapse]], pauses: Mapping[int, Sequence[Stretch]]
) -> int:
    stood_still = {stretch for one, _ in pairs for stretch in pauses.get(one.id, ())}
    return sum(world.calendar.working_minutes_between(a, b) for a, b in stood_still)


def _lapse(
    one: Owed, answered: Mapping[int, Sequence[datetime]], parts: Mapping[int, tuple[int, ...]]
) -> Lapse:
    return Lapse(
        key=str(one.id),
        began_at=one.began_at,
        due_at=one.due_at,
        until=one.done_at,
        minutes=0,
        answered_at=_handed_in(one, answered.get(one.part, ())) if one.verb == HANDLE else None,
        part=one.part if one.verb == HANDLE else 0,
        line=parts.get(one.part, ()) if one.verb == HANDLE else (),
    )


def _handed_in(one: Owed, moments: Sequence[datetime]) -> datetime | None:
    """When the work that was signed in the end was handed in; what was refused does not count, for its clock ran on."""
    fit = [at for at in moments if at >= one.began_at and (one.done_at is None or at <= one.done_at)]
    return max(fit, default=None)


def late_duties(world: World, kind: str, ids: Collection[int], verbs: Collection[str] = ()) -> list[Owed]:
    """What was late when it ended, or is late now."""
    late = Q(late_minutes__gt=0) | Q(done_at=None, due_at__lt=world.at)
    rows = Duty.objects.filter(late, subject_kind=kind, subject_id__in=among(ids), due_at__isnull=False)
    rows = rows.filter(verb__in=verbs) if verbs else rows.exclude(verb__in=NOBODYS)
    fields = (
        "id", "subject_kind", "subject_id", "item", "verb", "holder", "role", "started_at", "due_at", "done_at",
    )  # fmt: skip
    found = read_rows(rows.order_by("id").values_list(*fields))
    return [Owed._make((*row, _part_of(row[3]), ())) for row in found]


def _part_of(item: str) -> int:
    return int(item.partition(":")[2]) if item.startswith("leg:") else 0


def with_evidence(owed: Sequence[Owed]) -> list[Owed]:
    """Each with the entries that began it, lit its red light, handed it in and ended it; and with the holder that the red light names."""
    if not owed:
        return []
    at, lit, holders = _said(owed)
    return [
        one._replace(
            entries=tuple(
                sorted(
                    {
                        *lit.get(one.id, ()),
                        *at.get((one.subject, one.began_at), ()),
                        *at.get((one.subject, one.done_at), ()),
                    }
                )
            ),
            holder=holders.get(one.id, one.holder),
        )
        for one in owed
    ]


class _Said(NamedTuple):
    """Entries by subject and moment; by duty, those that lit its red light, and who held it then."""

    at: dict[tuple[int, datetime | None], list[int]]
    lit: dict[int, list[int]]
    holders: dict[int, str]


RED_TEXT = models.Case(
    models.When(event="duty.red", then="text"), default=models.Value(""), output_field=models.TextField()
)


def _said(owed: Sequence[Owed]) -> _Said:
    """One pass along the chains of the subjects, all of one kind: what was said when these duties began and ended, and the red lights,
    whose text alone says whose clock it was."""
    said = _Said(defaultdict(list), defaultdict(list), {})
    moments = {one.began_at for one in owed} | {one.done_at for one in owed if one.done_at}
    rows = Entry.objects.filter(
        Q(event="duty.red") | Q(at__in=among_moments(moments)),
        subject_kind=owed[0].subject_kind,
        subject_id__in=among({one.subject for one in owed}),
    ).order_by("seq")
    for entry, subject, at, text in read_rows(rows.values_list("id", "subject_id", "at", RED_TEXT)):
        said.at[subject, at].append(entry)
        if text:
            lit = said_in(text)["data"]
            said.lit[lit.get("duty")].append(entry)
            said.holders[lit.get("duty")] = str(lit["holder"])
    return said


def pauses_of(owed: Sequence[Owed]) -> Mapping[int, Sequence[Stretch]]:
    """Approved pauses of these duties: their due moment has moved by them already, and the card says so."""
    found: dict[int, list[Stretch]] = defaultdict(list)
    ended = Pause.objects.filter(duty__in=among(one.id for one in owed), to_at__isnull=False)
    for duty, a, b in ended.values_list("duty_id", "from_at", "to_at"):
        if b is not None:
            found[duty].append((a, b))
    return found


def _parts(ids: Collection[int]) -> dict[int, tuple[int, ...]]:
    """Each part with those above it, nearest first: at most three levels, hence three queries."""
    above: dict[int, int | None] = {}
    asked = set(ids)
    while asked:
        rows = dict(Leg.objects.filter(pk__in=among(asked)).values_list("pk", "parent_id"))
        above |= rows
        asked = {parent for parent in rows.values() if parent} - above.keys()
    return {pk: tuple(_up(pk, above)) for pk in above}


def _up(pk: int, above: Mapping[int, int | None]) -> Iterator[int]:
    parent = above.get(pk)
    while parent is not None:
        yield parent
        parent = above.get(parent)


def _answered(parts: Collection[int]) -> Mapping[int, Sequence[datetime]]:
    """By part: when results were handed in that nobody refused."""
    found: dict[int, list[datetime]] = defaultdict(list)
    rows = Completion.objects.filter(leg__in=among(parts), refused_at=None)
    for leg, at in read_rows(rows.values_list("leg_id", "submitted_at")):
        found[leg].append(at)
    return found


def _spent(parts: Collection[int]) -> Mapping[int, Sequence[tuple[int, int]]]:
    """By part above: what returns of the parts below it took, by whom."""
    codes: dict[int, list[tuple[str, int]]] = defaultdict(list)
    rows = Return.objects.filter(leg__parent__in=among(parts), agreed=True).values_list(
        "leg__parent_id", "charged"
    )
    for parent, charged in rows:
        codes[parent or 0] += [(str(code), int(minutes)) for code, minutes in charged]
    if not codes:
        return {}
    offices = _office_ids({code for some in codes.values() for code, _ in some})
    return {part: [(offices.get(code, 0), minutes) for code, minutes in some] for part, some in codes.items()}


def _office_ids(codes: Collection[str]) -> Mapping[str, int]:
    return dict(Office.objects.filter(code__in=codes).values_list("code", "pk"))


def _rated(ids: Collection[int]) -> frozenset[int]:
    """Cases that a bad rating became; not where it was found to be malicious, which asks for no rectification."""
    rows = Rating.objects.filter(case__in=among(ids)).exclude(state=RatingState.MALICIOUS)
    return frozenset(rows.values_list("case_id", flat=True))


def _hidden(ids: Collection[int]) -> frozenset[int]:
    """Cases whose reporter must not be inferred."""
    return frozenset(Case.objects.filter(pk__in=among(ids), identity__in=HIDDEN).values_list("pk", flat=True))
