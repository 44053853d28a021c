"""What a plan must know of cadres: their expertise, their conflicts of interest."""

from datetime import datetime
from typing import Annotated

from django.db import transaction

from bihuan.domain.enterprises.models import Enterprise
from bihuan.domain.enterprises.queries import is_industry
from bihuan.domain.liaison.actions.pairing import part_in_conflict
from bihuan.domain.liaison.choices import ConflictKind
from bihuan.domain.liaison.models import Conflict, Expertise, Pairing
from bihuan.domain.organisations.choices import Role
from bihuan.kernel.access import Actor, ActorKind
from bihuan.kernel.access.models import Person
from bihuan.kernel.journal import Subject, record
from bihuan.kernel.journal.canonical import Json
from bihuan.kernel.refusals import Malformed, NotAllowed, WrongState, refuse_unless
from bihuan.kernel.verbs import choice, line, pick


def record_expertise(
    *,
    by: Actor,
    at: datetime,
    person: Annotated[Person, pick("干部", "steward")],
    industries: Annotated[str, line("熟悉的行业代码", "用空格隔开，如 C13 C26")],
) -> list[Expertise]:
    """登记专长: replaces what stood there."""
    refuse_unless(_may_keep(by, person))
    codes = list(dict.fromkeys(industries.upper().replace("，", " ").replace(",", " ").split()))
    unknown = [code for code in codes if not is_industry(code)]
    if unknown:
        raise Malformed(
            "no_such_industry",
            f"没有行业代码 {'、'.join(unknown[:5])}。",
            fields={"industries": "请按 GB/T 4754 填写。"},
        )
    with transaction.atomic():
        Expertise.objects.filter(person=person).delete()
        known = Expertise.objects.bulk_create(Expertise(person=person, industry=code) for code in codes)
        _record(person, "record_expertise", by=by, at=at, industries="、".join(codes) or "无")
        return known


def declare_conflict(
    *,
    by: Actor,
    at: datetime,
    person: Annotated[Person, pick("干部", "steward")],
    enterprise: Annotated[Enterprise, pick("企业", "enterprise")],
    kind: Annotated[ConflictKind, choice("关系")],
) -> Conflict:
    """申报利益冲突: by the cadre or by the office; from now on the two are never paired, and if they are, they part."""
    refuse_unless(_may_keep(by, person))
    with transaction.atomic():
        found, is_new = Conflict.objects.get_or_create(
            person=person, enterprise=enterprise, kind=kind, ended_at=None, defaults={"declared_at": at}
        )
        if is_new:
            _record(person, "declare_conflict", by=by, at=at, enterprise=enterprise.name)
            paired = Pairing.objects.filter(steward=person, enterprise=enterprise, ended_on=None).first()
            if paired is not None:
                part_in_conflict(pairing=paired, by=by, at=at)
        return found


def end_conflict(
    *, by: Actor, at: datetime, conflict: Annotated[Conflict, pick("利益冲突", "conflict")]
) -> Conflict:
    """解除: the office's decision, never the cadre's own."""
    if not by.has(Role.OFFICE, Role.ARBITER) or conflict.person_id in by.hands:
        raise NotAllowed("needs_office", "利益冲突由双优化办解除，本人不能解除。", "请联系双优化办。")
    with transaction.atomic():
        conflict = (
            Conflict.objects.select_for_update(of=("self",))
            .select_related("person", "enterprise")
            .get(pk=conflict.pk)
        )
        if conflict.ended_at is not None:
            raise WrongState("ended_already", "这一项利益冲突已经解除。", "请刷新页面。")
        conflict.ended_at = at
        conflict.save(update_fields=["ended_at"])
        _record(conflict.person, "end_conflict", by=by, at=at, enterprise=conflict.enterprise.name)
        return conflict


def _record(person: Person, verb: str, *, by: Actor, at: datetime, **said: Json) -> None:
    """In the cadre's own chain; of a conflict it says which firm, never which relation."""
    record(subject=Subject("person", person.pk), event=f"person.{verb}", by=by, at=at, data=said)


def _may_keep(by: Actor, person: Person) -> NotAllowed | None:
    if by.kind is ActorKind.CALENDAR or person.pk in by.hands or by.has(Role.OFFICE):
        return None
    return NotAllowed("not_yours", "只能申报自己的情况，或由双优化办登记。", "请联系双优化办。")
