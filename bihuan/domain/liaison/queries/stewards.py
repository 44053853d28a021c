"""Who keeps a firm company, on any day; which cadres can; which never may."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Q, QuerySet

from bihuan.domain.cases.queries.offices import office_in_charge
from bihuan.domain.enterprises.models import Enterprise
from bihuan.domain.liaison.choices import ConflictKind, VisitKind, VisitState
from bihuan.domain.liaison.models import Conflict, DutySteward, Pairing, Visit
from bihuan.domain.organisations.choices import Role
from bihuan.domain.organisations.models import Post
from bihuan.domain.organisations.queries.tenures import tenures_on
from bihuan.kernel.access.models import Person
from bihuan.kernel.journal.models import Entry
from bihuan.kernel.parameters.values import value


@dataclass(frozen=True, slots=True)
class StewardShown:
    """Whom a firm may call. is_duty: not its own, but the duty steward of its area. since: None for a duty steward."""

    person_id: int
    name: str
    title: str
    office: str
    phone: str
    is_duty: bool
    since: date | None
    pairing: Pairing | None = None


def pairings_on(day: date) -> QuerySet[Pairing]:
    return Pairing.objects.filter(Q(ended_on=None) | Q(ended_on__gt=day), from_on__lte=day)


def pairing_of(enterprise: Enterprise, *, on: date) -> Pairing | None:
    """The firm's pairing on a day."""
    found = (
        pairings_on(on).filter(enterprise=enterprise).select_related("steward", "post__office", "enterprise")
    )
    return found.order_by("-from_on", "-id").first()


def steward_of(enterprise: Enterprise, on: date) -> StewardShown | None:
    """Who the firm's steward is on a day: its own, else the duty steward of its area or of the city. None where a city has none yet."""
    pairing = pairing_of(enterprise, on=on)
    if pairing is not None:
        return _shown(pairing.steward, pairing.post, name=pairing.steward_name, pairing=pairing)
    duty = duty_steward_for(enterprise, on=on)
    return _shown(duty.person, duty.post, name=duty.person.name) if duty else None


def duty_steward_for(enterprise: Enterprise, *, on: date) -> DutySteward | None:
    """The nearest area's duty steward, up to the city's."""
    area = office_in_charge(region=enterprise.region, respondent=None, about_conduct=False)
    line = area.line_ids
    found = DutySteward.objects.filter(
        Q(ended_on=None) | Q(ended_on__gt=on), from_on__lte=on, office__in=line
    ).select_related("person", "post__office")
    return min(found, key=lambda duty: line.index(duty.office_id), default=None)


def past_pairings(enterprise: Enterprise) -> QuerySet[Pairing]:
    """Everyone who was this firm's steward, under the name of that time; the latest first."""
    return Pairing.objects.filter(enterprise=enterprise).order_by("-from_on", "-id")


def steward_posts(*, on: date) -> dict[int, Post]:
    """Every active person with a steward's post on a day, with that post."""
    running = tenures_on(on).filter(person__is_active=True).select_related("post__office")
    found: dict[int, Post] = {}
    for tenure in running.order_by("from_on", "id"):
        if tenure.post.has(Role.STEWARD):
            found.setdefault(tenure.person_id, tenure.post)
    return found


def steward_post(person: Person, *, on: date) -> Post | None:
    """The post in which this person is a steward on a day."""
    running = tenures_on(on).filter(person=person, person__is_active=True).select_related("post__office")
    return next((t.post for t in running.order_by("from_on", "id") if t.post.has(Role.STEWARD)), None)


def heir_of(person: Person, *, on: date) -> Person | None:
    """To whom a cadre handed their work when they left, as long as that one is a steward."""
    said = Entry.objects.filter(
        subject_kind="person", subject_id=person.pk, event__in=["person.leave", "person.hand_over"]
    ).order_by("-seq")
    for entry in said[:5]:
        heir = entry.data.get("hand_over_to")
        if heir:
            found = Person.objects.filter(pk=heir).first()
            return found if found and steward_post(found, on=on) else None
    return None


def conflicts_between(person: Person, enterprise: Enterprise, *, on: date) -> set[ConflictKind]:
    """Declared ones, and the regulator's: the person sits in a section that inspected the firm lately."""
    post = steward_post(person, on=on)
    found = {
        ConflictKind(kind)
        for kind in Conflict.objects.filter(person=person, enterprise=enterprise, ended_at=None).values_list(
            "kind", flat=True
        )
    }
    if post is not None and (post.office_id, enterprise.pk) in inspected_pairs(on=on, firms=[enterprise.pk]):
        found.add(ConflictKind.REGULATOR)
    return found


def inspected_pairs(*, on: date, firms: Collection[int] | None = None) -> set[tuple[int, int]]:
    """(section, firm) of every inspection that is not long enough ago; what was planned counts too."""
    since = on - timedelta(days=round(30.4 * value("liaison.conflict_months", on=on)))
    done = Visit.objects.filter(kind=VisitKind.INSPECTION, planned_for__date__gte=since).exclude(
        state=VisitState.CANCELLED
    )
    if firms is not None:
        done = done.filter(enterprise__in=firms)
    pairs = set(done.values_list("visitor_office_id", "enterprise_id"))
    return pairs | set(done.filter(bureaus__isnull=False).values_list("bureaus__office_id", "enterprise_id"))


def find_stewards(words: str, *, on: date, limit: int) -> list[Person]:
    """Cadres with a steward's post, by name, login name or office."""
    posts = steward_posts(on=on)
    found = Person.objects.filter(pk__in=posts)
    if words:
        inside = [
            pk for pk, post in posts.items() if words in post.office.name or words in post.office.short_name
        ]
        found = found.filter(Q(name__contains=words) | Q(username__startswith=words) | Q(pk__in=inside))
    return list(found.order_by("username")[:limit])


def _shown(person: Person, post: Post, *, name: str, pairing: Pairing | None = None) -> StewardShown:
    return StewardShown(
        person_id=person.pk,
        name=name,
        title=post.title,
        office=post.office.short_name,
        phone=person.phone or post.office.phone,
        is_duty=pairing is None,
        since=pairing.from_on if pairing else None,
        pairing=pairing,
    )
