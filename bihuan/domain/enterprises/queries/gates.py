"""How anybody gets an enterprise, and what they see of it."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q, QuerySet

from bihuan.domain.enterprises.choices import OWNERS, ContactRole, ContactStanding
from bihuan.domain.enterprises.models import Contact, Enterprise, EnterpriseName
from bihuan.domain.enterprises.rules.contacts import firm_ids_of
from bihuan.domain.enterprises.rules.keeping import EnterpriseFacts, may_call
from bihuan.domain.organisations.choices import BodyKind
from bihuan.domain.organisations.models import Office
from bihuan.kernel.access import Actor, ActorKind
from bihuan.kernel.fitting import without_nul
from bihuan.kernel.identifiers import mask_name, mask_phone, phone_digest
from bihuan.kernel.refusals import NotVisible


def enterprises_visible_to(actor: Actor) -> QuerySet[Enterprise]:
    """Those not merged away: to the city's posts all of them; to a county's, zone's or town's those of its region and those without one;
    to a firm's own contact that firm; to whoever else holds no post, none."""
    current = Enterprise.objects.filter(merged_into=None)
    if actor.kind is ActorKind.CONTACT:
        return current.filter(pk__in=firm_ids_of(actor))
    if actor.kind is ActorKind.CALENDAR:
        return current
    area = _area_of(actor)
    if area is None:
        return current.none()
    if area.body_kind == BodyKind.CITY or area.region is None:
        return current
    return current.filter(Q(region=None) | Q(region__path__startswith=area.region.path))


def _area_of(actor: Actor) -> Office | None:
    if actor.office_id is None:
        return None
    office = Office.objects.select_related("area__region").filter(pk=actor.office_id).first()
    return office.area if office else None


def enterprise_for(actor: Actor, code: str) -> Enterprise:
    """The gate: by USCC or `E<id>`. The code of a record that was merged leads to its survivor."""
    wanted = without_nul(code).strip().upper()
    by_code = Q(uscc=wanted)
    if wanted[:1] == "E" and wanted[1:].isascii() and wanted[1:].isdecimal() and len(wanted) < 20:
        by_code |= Q(pk=int(wanted[1:]))
    found = Enterprise.objects.filter(by_code).first()
    survivor = (found.merged_into_id or found.pk) if found else 0
    enterprise = enterprises_visible_to(actor).select_related("region").filter(pk=survivor).first()
    if enterprise is None:
        raise NotVisible("no_such_enterprise", "没有找到这家企业。", "请核对统一社会信用代码，或按名称查找。")
    return enterprise


def enterprise_facts(enterprise: Enterprise) -> EnterpriseFacts:
    """What `may` asks of a firm; no query."""
    return EnterpriseFacts(id=enterprise.pk, merged=enterprise.merged_into_id is not None)


def find_enterprises(actor: Actor, words: str, *, limit: int = 20) -> list[Enterprise]:
    """Visible firms by name, former name or the beginning of the code."""
    found, words = enterprises_visible_to(actor), without_nul(words)
    if words:
        former = EnterpriseName.objects.filter(name__contains=words).values("enterprise_id")
        found = found.filter(Q(name__contains=words) | Q(uscc__startswith=words.upper()) | Q(pk__in=former))
    return list(found.order_by("name", "id")[:limit])


def same_enterprise_ids(enterprise: Enterprise) -> frozenset[int]:
    """The firm and every record that was merged into it: what older cases may still name."""
    return frozenset(
        [enterprise.pk, *Enterprise.objects.filter(merged_into=enterprise).values_list("pk", flat=True)]
    )


def name_on(enterprise: Enterprise, day: date) -> str:
    """What a firm was called on a day."""
    past = enterprise.past_names.filter(to_on__gte=day, was_own=True).order_by("to_on")
    return past.values_list("name", flat=True).first() or enterprise.name


@dataclass(frozen=True, slots=True)
class ContactShown:
    """A contact as this actor may see it: in full, or masked."""

    id: int
    name: str
    role: str
    phone: str
    standing: ContactStanding
    signed_in_at: datetime | None


def contacts_for(actor: Actor, enterprise: Enterprise) -> list[ContactShown]:
    """The contacts in use. In full for those whose work it is to call; masked for everybody else who sees the firm."""
    full = may_call(actor)
    return [_shown(one, full) for one in enterprise.contacts.filter(ended_on=None).order_by("role", "id")]


def whom_to_call(actor: Actor, enterprises: Collection[int]) -> dict[int, ContactShown]:
    """The first contact with a telephone of each of these firms, whoever speaks for the firm last: a steward calls the one who knows.
    Nothing for those whose work it is not to call."""
    if not may_call(actor):
        return {}
    rows = Contact.objects.filter(enterprise__in=enterprises, ended_on=None).exclude(phone="")
    found: dict[int, ContactShown] = {}
    for one in sorted(rows, key=lambda one: (one.role in OWNERS, one.pk)):
        found.setdefault(one.enterprise_id, _shown(one, full=True))
    return found


def _shown(contact: Contact, full: bool) -> ContactShown:
    return ContactShown(
        id=contact.pk,
        name=contact.name if full else mask_name(contact.name),
        role=ContactRole(contact.role).label,
        phone=contact.phone if full else mask_phone(contact.phone),
        standing=contact.standing,
        signed_in_at=contact.signed_in_at,
    )


def firms_called_from(actor: Actor, number: str) -> list[Enterprise]:
    """Visible firms one of whose contacts has this telephone: the call pad asks while it rings."""
    callers = Contact.objects.filter(phone_hash=phone_digest(number), ended_on=None).values("enterprise_id")
    return list(enterprises_visible_to(actor).filter(pk__in=callers).order_by("id")[:20])
