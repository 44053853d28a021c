"""企业问题: a need becomes a case at once, with the firm as reporter, its aspect, its steward as companion."""

from collections.abc import Sequence
from datetime import datetime
from typing import Annotated

from django.db import transaction

from bihuan.domain.cases.actions import merge_case, receive_case
from bihuan.domain.cases.actions.intake import Outsider
from bihuan.domain.cases.actions.parties import add_party
from bihuan.domain.cases.choices import Identity, PartyRole, RequestType
from bihuan.domain.cases.models import Case
from bihuan.domain.enterprises.choices import ContactRole
from bihuan.domain.enterprises.models import Enterprise
from bihuan.domain.liaison.actions.steps import lock, owe, record_step
from bihuan.domain.liaison.models import Need, Visit
from bihuan.domain.liaison.queries.aspects import aspect_of
from bihuan.domain.liaison.queries.facts import need_facts
from bihuan.domain.liaison.queries.stewards import steward_of
from bihuan.domain.liaison.rules.helping import may_bundle, may_raise
from bihuan.domain.organisations.models import Office
from bihuan.domain.organisations.rules.keys import person_key
from bihuan.kernel.access import Actor
from bihuan.kernel.attachments.models import Attachment
from bihuan.kernel.calendar import day_of
from bihuan.kernel.refusals import Malformed, refuse_unless
from bihuan.kernel.verbs import files, line, note, pick

PROGRAMME = "TEN_QUESTIONS"
# Who speaks for the firm when nobody else was named.
SPEAKERS = (ContactRole.LIAISON, ContactRole.MANAGER, ContactRole.LEGAL_REPRESENTATIVE)


def raise_need(
    *,
    enterprise: Annotated[Enterprise, pick("企业", "enterprise")],
    by: Actor,
    at: datetime,
    aspect: Annotated[str, pick("哪个方面", "aspect")],
    content: Annotated[str, note("什么问题", "一两句话就行")],
    title: Annotated[str, line("标题")] = "",
    photos: Annotated[Sequence[Attachment], files("照片或材料")] = (),
    visit: Visit | None = None,
    contact: Outsider | None = None,
    channel: str = "VISIT",
    category: str = "",
    office: Office | None = None,
    occurred_at: datetime | None = None,
) -> Need:
    """提出问题: seconds for whoever stands in the factory; from then on it is a case like any other."""
    on = day_of(at)
    aspect = str(getattr(aspect, "code", aspect))
    found = aspect_of(aspect, on=on)
    refuse_unless(may_raise(by, enterprise.pk))
    with transaction.atomic():
        case = receive_case(
            by=by,
            at=at,
            content=content,
            title=title,
            programme=PROGRAMME,
            channel=channel,
            request_type=RequestType.REQUEST,
            reporter=contact or speaker_of(enterprise),
            enterprise=enterprise,
            region=enterprise.region,
            office=office,
            category=category,
            occurred_at=occurred_at,
            attachments=photos,
        )
        return add_need(case=case, by=by, at=at, aspect=found.code, visit=visit)


def add_need(*, case: Case, by: Actor, at: datetime, aspect: str, visit: Visit | None = None) -> Need:
    """A firm's case of whatever source gets its aspect and its steward as companion; called once per case. A sealed one goes without:
    the steward would know which firm it is."""
    found = aspect_of(aspect, on=day_of(at))
    enterprise = case.enterprise
    if enterprise is None:
        raise Malformed("no_firm", "这一件没有写明企业。", "请先补上企业。")
    steward = steward_of(enterprise, day_of(at)) if case.identity == Identity.NAMED else None
    with transaction.atomic():
        need = Need.objects.create(
            case=case,
            enterprise=enterprise,
            aspect=found.code,
            visit=visit,
            steward_id=steward.person_id if steward else None,
            raised_at=at,
        )
        told = []
        if steward is not None:
            holder = person_key(steward.person_id)
            add_party(case=case, holder=holder, role=PartyRole.STEWARD)
            owe(need.subject, "offer", holder=holder, at=at)
            told = [holder]
        data = {"case": case.number, "aspect": found.name, "code": found.code}
        record_step(need, "raise", by=by, at=at, data=data, tell=told, saying=f"企业新问题：{case.number}")
        return need


def bundle_need(
    *,
    need: Need,
    by: Actor,
    at: datetime,
    seen: int | None = None,
    lead: Annotated[Need, pick("并入哪一件", "need", "主件；并入后这家企业照样得到答复和回访")],
) -> Need:
    """并案: the same need of another firm becomes one matter with this one; each firm is answered and asked all the same."""
    with transaction.atomic():
        need = lock(need, seen=seen)
        refuse_unless(may_bundle(need_facts(need), by))
        merge_case(case=need.case, by=by, at=at, lead=lead.case)
        record_step(need, "bundle", by=by, at=at, data={"case": lead.case.number})
        return need


def speaker_of(enterprise: Enterprise) -> Outsider:
    """The firm's own contact: the liaison first, then whoever leads it."""
    contacts = [
        contact for contact in enterprise.contacts.filter(ended_on=None).order_by("id") if contact.phone
    ]
    rank = {role: place for place, role in enumerate(SPEAKERS)}
    if not contacts:
        raise Malformed(
            "no_contact",
            "这家企业还没有登记联系人电话，办好了没法告诉企业。",
            "请先登记一名联系人。",
            fields={"contact": "请登记企业联系人和电话。"},
        )
    chosen = min(contacts, key=lambda contact: rank.get(ContactRole(contact.role), len(rank)))
    return Outsider(name=chosen.name, phone=chosen.phone)
