"""What applied on a day. Dated rows only: what was known at a moment, asked again, is the same for ever."""

from datetime import date, datetime

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery, prefetch_related_objects

from bihuan.domain.organisations.models import Office
from bihuan.domain.services.models import Item, ItemVersion
from bihuan.domain.services.rules.comparing import Gain, Promise, compare_promises, in_working_days
from bihuan.domain.services.rules.content import (
    ItemContent,
    MaterialContent,
    QuestionContent,
    StepContent,
    WindowContent,
)

TABLES = ("steps", "materials", "questions", "offerings__window")


def versions_in_force(day: date, *, known_at: datetime | None = None) -> QuerySet[ItemVersion]:
    """Of each item the version that applies on a day, items no longer offered left out. `known_at`: as if asked at that moment."""
    begun = _begun(day, known_at)
    later = begun.filter(item=OuterRef("item"), place__gt=OuterRef("place"))
    return begun.filter(~Exists(later), is_offered=True)


def versions_with_ends(*, known_at: datetime | None = None) -> QuerySet[ItemVersion]:
    """Every published version that offers something, with the day on which the next one took its place (`ends_on`): to ask for many days
    at once, with `holds_on`."""
    published = ItemVersion.objects.filter(published_at__isnull=False)
    if known_at is not None:
        published = published.filter(published_at__lte=known_at)
    following = published.filter(item=OuterRef("item"), place__gt=OuterRef("place")).order_by("place")
    ends: Subquery = Subquery(following.values("from_on")[:1])
    return published.filter(is_offered=True).annotate(ends_on=ends)


def holds_on(day: date) -> Q:
    """Of `versions_with_ends`: a later version never begins before the one it follows, so the next one alone decides."""
    return Q(from_on__lte=day) & (Q(ends_on__isnull=True) | Q(ends_on__gt=day))


def version_on(item: Item, day: date) -> ItemVersion | None:
    """What applies on a day; None before its first version and after its end."""
    found = _begun(day, None).filter(item=item).order_by("-place").first()
    return found if found is not None and found.is_offered else None


def versions_of(item: Item) -> QuerySet[ItemVersion]:
    """The published versions, oldest first."""
    return item.versions.filter(published_at__isnull=False).order_by("place")


def items_at(window: Office, day: date) -> QuerySet[ItemVersion]:
    """What a window offers on a day."""
    return versions_in_force(day).filter(offerings__window=window).select_related("item")


def content_of(version: ItemVersion) -> ItemContent:
    """A version as values, in five queries however many windows it has; see `with_tables` for many versions."""
    prefetch_related_objects([version], *TABLES)
    return ItemContent(
        **{field: getattr(version, field) for field in ItemVersion.FIELDS},
        steps=tuple(StepContent(step.name, step.days, step.by) for step in version.steps.all()),
        materials=tuple(
            MaterialContent(
                m.name, m.form, m.necessity, m.source, m.copies, m.held_by, m.question, m.answer, m.remark
            )
            for m in version.materials.all()
        ),
        questions=tuple(QuestionContent(q.code, q.text) for q in version.questions.all()),
        windows=tuple(WindowContent(o.window.code, o.hours) for o in version.offerings.all()),
    )


def with_tables(versions: QuerySet[ItemVersion]) -> QuerySet[ItemVersion]:
    """With all that `content_of` and `promise_of` read, in five queries."""
    return versions.select_related("item__unit").prefetch_related(*TABLES)


def promise_of(version: ItemVersion) -> Promise:
    """What applicants are told: days, materials that they bring, trips, steps."""
    return Promise(
        days=in_working_days(version.promised_days, version.promised_unit),
        materials=tuple(material.name for material in version.materials.all() if not material.held_by),
        trips=version.onsite_visits,
        steps=tuple(step.name for step in version.steps.all()),
    )


def compare_versions(old: ItemVersion, new: ItemVersion) -> Gain:
    """What the new version saves against the old one: days, materials, trips."""
    return compare_promises(promise_of(old), promise_of(new))


def _begun(day: date, known_at: datetime | None) -> QuerySet[ItemVersion]:
    begun = ItemVersion.objects.filter(published_at__isnull=False, from_on__lte=day)
    return begun if known_at is None else begun.filter(published_at__lte=known_at)


def latest_name(item: str) -> Subquery:
    """To annotate rows with what an item was called last; `item`: their way to it."""
    published = ItemVersion.objects.filter(item=OuterRef(item), published_at__isnull=False)
    return Subquery(published.order_by("-place").values("name")[:1])
