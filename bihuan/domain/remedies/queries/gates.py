"""One gate per noun: lists, pages, exports and files all come through here."""

from typing import TypeVar

from django.db.models import Q, QuerySet

from bihuan.domain.cases.queries import cases_visible_to
from bihuan.domain.organisations.models import Office
from bihuan.domain.remedies.models import (
    Campaign,
    DisciplineClue,
    LongTerm,
    Order,
    Remedy,
    RemedyParty,
    Upward,
)
from bihuan.kernel.access import Actor, ActorKind
from bihuan.kernel.refusals import NotVisible

R = TypeVar("R", bound=Remedy)


def orders_visible_to(actor: Actor) -> QuerySet[Order]:
    """The office in charge, the ordered unit and whoever answers for a part of it, and all above them."""
    return visible_by_rows(Order.objects.all(), actor)


def upwards_visible_to(actor: Actor) -> QuerySet[Upward]:
    """The drafting section, its unit, the office in charge, and all above them."""
    return visible_by_rows(Upward.objects.all(), actor)


def clues_visible_to(actor: Actor) -> QuerySet[DisciplineClue]:
    """The two signatories and the inspectors of the commission; nobody else, not even the calendar's lists."""
    if actor.kind is ActorKind.CALENDAR:
        return DisciplineClue.objects.none()
    return visible_by_rows(DisciplineClue.objects.all(), actor)


def campaigns_visible_to(actor: Actor) -> QuerySet[Campaign]:
    """Known to everyone who works in the area; the cases on its ledger are seen through the case gate."""
    if actor.kind is ActorKind.CALENDAR:
        return Campaign.objects.all()
    office = Office.objects.filter(pk=actor.office_id or 0).first()
    if office is None or actor.kind is not ActorKind.PERSON:
        return Campaign.objects.none()
    return Campaign.objects.filter(office__in=office.line_ids)


def long_terms_visible_to(actor: Actor) -> QuerySet[LongTerm]:
    """Whoever sees the case among the people who work on it sees that it is on the list."""
    if actor.kind is ActorKind.CALENDAR:
        return LongTerm.objects.all()
    if actor.kind is not ActorKind.PERSON:
        return LongTerm.objects.none()
    return LongTerm.objects.filter(case__in=cases_visible_to(actor).values("pk"))


def order_for(actor: Actor, number: str) -> Order:
    return one_of(orders_visible_to(actor).select_related("office", "unit"), number)


def upward_for(actor: Actor, number: str) -> Upward:
    return one_of(upwards_visible_to(actor).select_related("office", "unit", "drafted_in"), number)


def campaign_for(actor: Actor, code: str) -> Campaign:
    found = campaigns_visible_to(actor).select_related("office", "lead").filter(code=code).first()
    if found is None:
        raise NotVisible()
    return found


def campaign_by_number(actor: Actor, number: str) -> Campaign:
    """For addresses: a code may hold any character."""
    return one_of(campaigns_visible_to(actor).select_related("office", "lead"), number)


def long_term_for(actor: Actor, number: str) -> LongTerm:
    return one_of(long_terms_visible_to(actor).select_related("office", "case"), number)


def clue_for(actor: Actor, number: str) -> DisciplineClue:
    return one_of(clues_visible_to(actor).select_related("office", "case", "organ"), number)


def visible_by_rows(found: QuerySet[R], actor: Actor) -> QuerySet[R]:
    """What rows of `RemedyParty` show to this actor; the calendar sees all."""
    if actor.kind is ActorKind.CALENDAR:
        return found
    if not actor.keys or actor.kind is ActorKind.RECEIPT:
        return found.none()
    rows = RemedyParty.objects.filter(
        Q(needs_role="") | Q(needs_role__in=sorted(actor.roles)),
        subject_kind=str(found.model.noun),
        holder__in=actor.keys,
    )
    return found.filter(pk__in=rows.values("subject_id"))


def one_of(found: QuerySet[R], number: str) -> R:
    """The one of this number, or not visible."""
    remedy = found.filter(number=number).first()
    if remedy is None:
        raise NotVisible()
    return remedy
