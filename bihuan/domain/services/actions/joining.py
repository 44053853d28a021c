"""一事联办, what is bundled: define it, its parts with their order, its one form."""

from collections.abc import Sequence
from datetime import datetime
from typing import Annotated, Any

from django.db import transaction

from bihuan.domain.organisations.choices import OfficeKind
from bihuan.domain.organisations.models import Office
from bihuan.domain.services.models import FormField, Item, Joint, Part
from bihuan.domain.services.queries.matters import joint_facts
from bihuan.domain.services.rules.bundling import is_circular
from bihuan.domain.services.rules.items import may_bundle, may_keep_for
from bihuan.kernel import journal
from bihuan.kernel.access import Actor
from bihuan.kernel.calendar import Limit
from bihuan.kernel.fitting import refuse_unless_fits
from bihuan.kernel.refusals import Changed, Malformed, refuse_unless
from bihuan.kernel.tracked import refuse_empty
from bihuan.kernel.verbs import flag, limit, line, pick

LONGEST_PAPER = 120


def define_joint(
    *,
    by: Actor,
    at: datetime,
    code: Annotated[str, line("代码", "短代码，如 CARD")],
    name: Annotated[str, line("名称", "办事的人怎么说，如 社保卡丢了一起办")],
    window: Annotated[Office, pick("综合窗口", "section")],
    days: Annotated[str, limit("办结时限", "一个钟，从受理到全部办好")],
    lead: Annotated[str, line("说明")] = "",
) -> Joint:
    """登记一件事: one form, one window, one clock; parts and form follow."""
    refuse_empty(name, "name", "请写名称。")
    code = code.strip().upper()
    if not (code.isascii() and code.replace("-", "").isalnum() and len(code) <= 40):
        raise Malformed("bad_code", fields={"code": "代码只用字母、数字和短横。"})
    if Joint.objects.filter(code=code).exists():
        raise Malformed("code_taken", fields={"code": "这个代码已经用过。"})
    if window.kind != OfficeKind.WINDOW:
        raise Malformed("not_a_window", fields={"window": "请选一个窗口。"})
    told = {"name": name.strip(), "lead": lead.strip()}
    refuse_unless_fits(Joint, told)
    with transaction.atomic():
        refuse_unless(may_keep_for(window.unit_id or window.pk, frozenset(window.line_ids), by))
        joint = Joint.objects.create(
            code=code,
            window=window,
            limit=str(Limit.parse(days)),
            opened_at=at,
            **told,
        )
        _record(
            joint, "define", by=by, at=at, data={"code": code, "window": window.code, "limit": joint.limit}
        )
        return joint


def add_part(
    *,
    joint: Joint,
    by: Actor,
    at: datetime,
    seen: int | None = None,
    name: Annotated[str, line("办什么")],
    office: Annotated[Office, pick("由谁办", "office", "合作单位是商请")],
    item: Annotated[Item | None, pick("对应的事项", "item", "材料从事项里来；合作单位没有事项")] = None,
    after: Annotated[str, line("在哪几项之后", "如 1,2；不写就可以马上办")] = "",
    papers: Annotated[str, line("另要的材料", "用顿号隔开")] = "",
    fields: Annotated[str, line("要看的表单项", "代号用逗号隔开；没写的看不到")] = "",
) -> Joint:
    """加一项: an office's part, what must come before it, what of the form it needs."""
    refuse_empty(name, "name", "请写办什么。")
    refuse_unless_fits(Part, {"name": name.strip()})
    with transaction.atomic():
        joint = _lock(joint, by=by, seen=seen)
        order = {part.place: part.after for part in joint.parts.all()}
        place = len(order) + 1
        before = _places(after, known=order)
        if is_circular({**order, place: before}):
            raise Malformed("circular", fields={"after": "先后次序绕成了圈。"})
        Part.objects.create(
            joint=joint,
            place=place,
            name=name.strip(),
            office=office,
            item=item,
            after=before,
            fields=[code for code in _split(fields) if code],
            papers=_papers(papers),
        )
        data = {
            "place": place,
            "office": office.code,
            "item": item.task_code if item else "",
            "after": before,
        }
        _record(joint, "add_part", by=by, at=at, data=data)
        return joint


def add_field(
    *,
    joint: Joint,
    by: Actor,
    at: datetime,
    seen: int | None = None,
    code: Annotated[str, line("代号")],
    label: Annotated[str, line("要填什么")],
    help: Annotated[str, line("说明")] = "",
    required: Annotated[bool, flag("必填")] = False,
) -> Joint:
    """加表单项: asked once, however many parts need it."""
    refuse_empty(label, "label", "请写要填什么。")
    code = code.strip()
    if not (code.isascii() and code.replace("_", "").isalnum()):
        raise Malformed("bad_code", fields={"code": "代号只用字母、数字和下划线。"})
    columns = {"label": label.strip(), "help": help.strip(), "required": required}
    refuse_unless_fits(FormField, {"code": code} | columns)
    with transaction.atomic():
        joint = _lock(joint, by=by, seen=seen)
        place = joint.form.count() + 1
        FormField.objects.update_or_create(
            joint=joint, code=code, defaults=columns, create_defaults={**columns, "place": place}
        )
        _record(joint, "add_field", by=by, at=at, data={"code": code})
        return joint


def close_joint(*, joint: Joint, by: Actor, at: datetime, seen: int | None = None) -> Joint:
    """停办一件事: no new matter begins; those that run go on."""
    with transaction.atomic():
        joint = _lock(joint, by=by, seen=seen)
        joint.is_open = False
        _record(joint, "close", by=by, at=at)
        return joint


def _lock(joint: Joint, *, by: Actor, seen: int | None) -> Joint:
    locked = Joint.objects.select_for_update(of=("self",)).select_related("window").get(pk=joint.pk)
    if seen is not None and seen != locked.version:
        raise Changed(version=locked.version, seen=seen)
    refuse_unless(may_bundle(joint_facts(locked), by))
    return locked


def _record(joint: Joint, verb: str, *, by: Actor, at: datetime, data: dict[str, Any] | None = None) -> None:
    entry = journal.record(subject=joint.subject, event=f"joint.{verb}", by=by, at=at, data=data or {})
    joint.version = entry.seq
    joint.save()


def _split(text: str) -> list[str]:
    plain = text.replace("，", ",").replace("、", ",")
    return [part.strip() for part in plain.split(",") if part.strip()]


def _papers(text: str) -> list[str]:
    """Each as long as the paper that a matter will hold."""
    named = _split(text)
    for name in named:
        if len(name) > LONGEST_PAPER:
            raise Malformed(
                "paper_too_long",
                fields={"papers": f"“{name[:10]}…”太长：每份材料最多 {LONGEST_PAPER} 个字，用顿号隔开。"},
            )
    return named


def _places(text: str, *, known: Any) -> list[int]:
    said: Sequence[str] = _split(text)
    if not all(part.isdecimal() and part.isascii() and int(part) in known for part in said):
        raise Malformed("no_such_part", fields={"after": "请写已有项目的序号，如 1,2。"})
    return sorted({int(part) for part in said})
