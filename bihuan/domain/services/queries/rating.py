"""Handlings and ratings: who sees them, what the rules may know, what may be published."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, Q, QuerySet
from django.db.models.functions import Coalesce

from bihuan.domain.organisations.choices import AREA_BODIES
from bihuan.domain.organisations.models import Office
from bihuan.domain.services.choices import BAD_LEVELS, RatingState
from bihuan.domain.services.models import Handling, Rating
from bihuan.domain.services.rules.ratings import REVIEWERS, HandlingFacts, RatingFacts, hidden_rows
from bihuan.kernel.access import Actor, ActorKind
from bihuan.kernel.calendar import day_of
from bihuan.kernel.figures import Period
from bihuan.kernel.fitting import without_nul
from bihuan.kernel.parameters.values import value
from bihuan.kernel.refusals import NotVisible
from bihuan.kernel.tracked import hands_of


def handlings_visible_to(actor: Actor) -> QuerySet[Handling]:
    """What was handled where this actor stands, and below. Nothing of it tells whether it was rated."""
    if actor.kind is ActorKind.CALENDAR:
        return Handling.objects.all()
    if actor.kind is ActorKind.RECEIPT:
        noun, _, pk = actor.subject.partition(":")
        return Handling.objects.filter(pk=int(pk) if noun == "handling" else 0)
    return Handling.objects.filter(inside("office__path", actor))


def handling_for(actor: Actor, number: str) -> Handling:
    found = (
        handlings_visible_to(actor).select_related("item", "office__unit").filter(number=without_nul(number))
    )
    handling = found.first()
    if handling is None:
        raise NotVisible()
    return handling


def ratings_visible_to(actor: Actor) -> QuerySet[Rating]:
    """Reviewers of the area; never the rated person, nor anybody whose post lies in the rated unit."""
    if actor.kind is ActorKind.CALENDAR:
        return Rating.objects.all()
    if actor.kind is not ActorKind.PERSON or not actor.has(*REVIEWERS):
        return Rating.objects.none()
    found = Rating.objects.filter(inside("handling__office__path", actor))
    own = Q(handling__handled_by__in=sorted(actor.hands)) | Q(
        handling__office__unit__in=sorted(_units(actor))
    )
    return found.exclude(own)


def rating_for(actor: Actor, number: str) -> Rating:
    found = ratings_visible_to(actor).select_related(
        "handling__item", "handling__office__unit", "case", "said", "finding", "doubt"
    )
    rating = found.filter(number=without_nul(number)).first()
    if rating is None:
        raise NotVisible()
    return rating


def handling_facts(handling: Handling, actor: Actor | None = None) -> HandlingFacts:
    return HandlingFacts(
        id=handling.pk,
        unit=handling.office.unit_id or handling.office_id,
        line=frozenset(handling.office.line_ids),
        handled_by=handling.handled_by_id,
        finished_at=handling.finished_at,
        is_rated=Rating.objects.filter(handling=handling).exists(),
        days=value("services.rating_window", on=day_of(handling.finished_at)),
    )


def rating_facts(rating: Rating, actor: Actor | None = None) -> RatingFacts:
    office = rating.handling.office
    areas = Office.objects.filter(pk__in=office.ancestor_ids, body_kind__in=sorted(AREA_BODIES))
    return RatingFacts(
        state=rating.state,
        unit=office.unit_id or office.pk,
        area=frozenset(areas.values_list("pk", flat=True)),
        handled_by=rating.handling.handled_by_id,
        is_bad=rating.is_bad,
        hands=hands_of(rating),
    )


def area_of(office: Office) -> Office:
    """The city or county whose 双优化办 looks after a window's ratings."""
    areas = Office.objects.filter(pk__in=office.ancestor_ids, body_kind__in=sorted(AREA_BODIES))
    found = max(areas, key=lambda area: len(area.path), default=None)
    return found or office


def ratings_in(period: Period, as_of: datetime) -> QuerySet[Rating]:
    """Those that count: given in the period; what was found malicious by then is left out."""
    found = Rating.objects.filter(at__gte=period.begins_at, at__lt=period.ends_at, at__lte=as_of)
    return found.exclude(malicious_at__lte=as_of)


@dataclass(frozen=True, slots=True)
class Tally:
    """One office's ratings of a period. `hidden`: too few to publish; the counts are then not to be shown."""

    office: Office
    total: int
    bad: int
    hidden: bool

    @property
    def satisfied(self) -> int:
        return self.total - self.bad


def tallies(period: Period, as_of: datetime, *, path: str = "/") -> list[Tally]:
    """By unit, what may be published: for everybody, the rated units too."""
    rows = ratings_in(period, as_of).filter(handling__office__path__startswith=path)
    bad = Q(level__in=sorted(BAD_LEVELS))
    # What belongs to no unit is a row of its own: left out, it could be computed from the total beside.
    unit = Coalesce("handling__office__unit", "handling__office")
    counted = rows.order_by().values(rated=unit).annotate(n=Count("pk"), bad=Count("pk", filter=bad))
    found = {row["rated"]: (row["n"], row["bad"]) for row in counted}
    hidden = hidden_rows({unit: n for unit, (n, _) in found.items()}, least_published(as_of))
    offices = Office.objects.in_bulk(list(found))
    return sorted(
        (Tally(offices[unit], n, low, unit in hidden) for unit, (n, low) in found.items()),
        key=lambda tally: (tally.hidden, -tally.total, tally.office.code),
    )


def least_published(as_of: datetime) -> int:
    """How many ratings a number must rest on to be told."""
    return int(value("services.small_number", on=day_of(as_of)))


def finished_month(on: date) -> Period:
    """The last month that is over: a count that ticks while one looks tells who has just rated."""
    return Period.month(on.year, on.month).before()


def levels_of(period: Period, as_of: datetime, unit: Office) -> Counter[str] | None:
    """One unit's ratings by level; None where they are too few."""
    shown = [tally for tally in tallies(period, as_of) if tally.office == unit and not tally.hidden]
    if not shown:
        return None
    rows = ratings_in(period, as_of).filter(handling__office__unit=unit)
    return Counter(rows.values_list("level", flat=True))


def due_to_close() -> QuerySet[Rating]:
    """Verified bad ratings whose case has ended."""
    return Rating.objects.filter(state=RatingState.VERIFIED, case__ended_at__isnull=False)


def inside(path: str, actor: Actor) -> Q:
    """Below one of the offices for which an actor stands."""
    ids = [int(key.partition(":")[2]) for key in actor.keys if key.startswith("office:")]
    found = Q(pk__in=[])
    for one in Office.objects.filter(pk__in=ids).values_list("path", flat=True):
        found |= Q(**{f"{path}__startswith": one})
    return found


def _units(actor: Actor) -> set[int]:
    """The departments in which an actor's post lies; a government as a whole is no rated unit."""
    line = Office.objects.filter(pk__in=actor.line).exclude(body_kind__in=sorted(AREA_BODIES))
    return set(line.values_list("unit_id", flat=True)) - {None} - _areas(actor)


def _areas(actor: Actor) -> set[int]:
    areas = Office.objects.filter(pk__in=actor.line, body_kind__in=sorted(AREA_BODIES))
    return set(areas.values_list("pk", flat=True))
