"""修订: one draft per item, begun from what was last published by the first thing that is changed. Each verb replaces one part of it."""

from datetime import datetime
from typing import Annotated

from django.db import transaction

from bihuan.domain.organisations.models import Office
from bihuan.domain.services.actions.content import windows_of, write_version
from bihuan.domain.services.actions.publishing import new_item
from bihuan.domain.services.actions.steps import lock_item, record_item
from bihuan.domain.services.choices import Audience, DayUnit, ItemKind, OnlineDepth, ProjectType, UseLevel
from bihuan.domain.services.models import Item, ItemVersion, Offering
from bihuan.domain.services.queries.facts import item_facts
from bihuan.domain.services.queries.versions import content_of, versions_of
from bihuan.domain.services.rules.content import ItemContent, WindowContent
from bihuan.domain.services.rules.items import may_discard, may_keep
from bihuan.kernel.access import Actor
from bihuan.kernel.fitting import refuse_unless_fits
from bihuan.kernel.refusals import Malformed, refuse_unless
from bihuan.kernel.tracked import refuse_empty
from bihuan.kernel.verbs import choice, count, flag, line, note, pick

DRAFT_PLACE = 0


def open_item(
    *,
    by: Actor,
    at: datetime,
    unit: Annotated[Office, pick("实施主体", "office")],
    task_code: Annotated[str, line("实施编码", "全国唯一，字母和数字")],
    catalog_code: Annotated[str, line("基本编码", "同一事项在各地相同")],
    name: Annotated[str, line("事项名称")],
    kind: Annotated[ItemKind, choice("事项类型")],
) -> Item:
    """登记事项: a draft that is filled in part by part, then published."""
    refuse_empty(name, "name", "请写事项名称。")
    refuse_unless_fits(ItemVersion, {"name": name.strip()})
    with transaction.atomic():
        item = new_item(by=by, at=at, unit=unit, task_code=task_code, catalog_code=catalog_code)
        write_version(item, ItemContent(name=name.strip(), kind=kind), place=DRAFT_PLACE)
        data = {"task_code": item.task_code, "unit": unit.code}
        record_item(item, "open", by=by, at=at, data=data)
        return item


def describe_item(
    *,
    item: Item,
    by: Actor,
    at: datetime,
    seen: int | None = None,
    name: Annotated[str, line("事项名称")],
    kind: Annotated[ItemKind, choice("事项类型")],
    use_level: Annotated[UseLevel, choice("行使层级")],
    audience: Annotated[Audience, choice("服务对象")],
    conditions: Annotated[str, note("受理条件", "什么人、什么情况可以办")] = "",
    basis: Annotated[str, note("设定依据", "法律、法规、规章的名称和条款")] = "",
    result: Annotated[str, line("结果名称", "办成以后拿到什么")] = "",
    window_approval: Annotated[bool, flag("窗口审批事项")] = False,
    high_frequency: Annotated[bool, flag("高频事项")] = False,
) -> Item:
    """改基本信息: what it is, for whom, on what basis, with what result."""
    refuse_empty(name, "name", "请写事项名称。")
    columns = {
        "name": name,
        "kind": kind,
        "use_level": use_level,
        "audience": audience,
        "conditions": conditions,
        "basis": basis,
        "result": result,
        "window_approval": window_approval,
        "high_frequency": high_frequency,
    }
    return _change(item, "describe", columns, by=by, at=at, seen=seen)


def set_limits(
    *,
    item: Item,
    by: Actor,
    at: datetime,
    seen: int | None = None,
    project_type: Annotated[ProjectType, choice("办件类型", "即办件当天办结，承诺时限填 0")],
    promised_days: Annotated[int, count("承诺办结时限")],
    promised_unit: Annotated[DayUnit, choice("承诺时限单位")] = DayUnit.WORKING,
    legal_days: Annotated[int | None, count("法定办结时限", "法律没有规定的不填")] = None,
    legal_unit: Annotated[DayUnit, choice("法定时限单位")] = DayUnit.WORKING,
) -> Item:
    """改时限: the law's limit and what is promised."""
    for field, days in (("promised_days", promised_days), ("legal_days", legal_days or 0)):
        if not 0 <= days <= 3650:
            raise Malformed("bad_days", fields={field: "请填 0 到 3650。"})
    columns = {
        "project_type": project_type,
        "promised_days": promised_days,
        "promised_unit": promised_unit,
        "legal_days": legal_days,
        "legal_unit": legal_unit,
    }
    return _change(item, "set_limits", columns, by=by, at=at, seen=seen)


def set_visits(
    *,
    item: Item,
    by: Actor,
    at: datetime,
    seen: int | None = None,
    onsite_visits: Annotated[int, count("到现场次数", "0 就是零跑腿")],
    online_depth: Annotated[OnlineDepth, choice("网上办理深度")],
    visits_reason: Annotated[str, line("必须到现场的原因", "0 次时不填")] = "",
) -> Item:
    """改到场和网办: how often one must come, why, and what can be done online."""
    if not 0 <= onsite_visits <= 20:
        raise Malformed("bad_visits", fields={"onsite_visits": "请填 0 到 20。"})
    columns = {"onsite_visits": onsite_visits, "online_depth": online_depth, "visits_reason": visits_reason}
    return _change(item, "set_visits", columns, by=by, at=at, seen=seen)


def set_fees(
    *,
    item: Item,
    by: Actor,
    at: datetime,
    seen: int | None = None,
    inquiry_line: Annotated[str, line("咨询电话")],
    complaint_line: Annotated[str, line("投诉电话", "不能和咨询电话是同一个")],
    charges: Annotated[bool, flag("收费")] = False,
    fee: Annotated[str, line("收费标准")] = "",
    fee_basis: Annotated[str, line("收费依据")] = "",
    online_payment: Annotated[bool, flag("支持网上支付")] = False,
) -> Item:
    """改收费和电话: what it costs and on what basis, whom to ask, whom to complain to."""
    columns = {
        "inquiry_line": inquiry_line,
        "complaint_line": complaint_line,
        "charges": charges,
        "fee": fee,
        "fee_basis": fee_basis,
        "online_payment": online_payment,
    }
    return _change(item, "set_fees", columns, by=by, at=at, seen=seen)


def set_window(
    *,
    item: Item,
    by: Actor,
    at: datetime,
    seen: int | None = None,
    window: Annotated[Office, pick("窗口", "section", "只能选窗口")],
    hours: Annotated[str, line("开放时间", "如 工作日 8:30–12:00，14:30–17:30")],
) -> Item:
    """加窗口: where it is done and when that is open; the same window again changes its hours."""
    refuse_unless_fits(Offering, {"hours": hours.strip()})
    with transaction.atomic():
        windows_of([WindowContent(window.code)])
        item, draft = begin(item, by=by, seen=seen)
        draft.offerings.update_or_create(window=window, defaults={"hours": hours.strip()})
        record_item(item, "set_window", by=by, at=at, data={"window": window.code})
        return item


def drop_window(
    *,
    item: Item,
    by: Actor,
    at: datetime,
    seen: int | None = None,
    window: Annotated[Office, pick("窗口", "section")],
) -> Item:
    """去掉窗口: it is not done there any more."""
    with transaction.atomic():
        item, draft = begin(item, by=by, seen=seen)
        if not draft.offerings.filter(window=window).delete()[0]:
            raise Malformed("no_such_row", "没有这个窗口。", fields={"window": "这个事项不在这个窗口办。"})
        record_item(item, "drop_window", by=by, at=at, data={"window": window.code})
        return item


def discard_draft(*, item: Item, by: Actor, at: datetime, seen: int | None = None) -> Item:
    """放弃修订: the draft is gone; what was published stays."""
    with transaction.atomic():
        item = lock_item(item, seen=seen)
        refuse_unless(may_discard(item_facts(item), by))
        item.versions.filter(published_at=None).delete()
        record_item(item, "discard", by=by, at=at)
        return item


def begin(item: Item, *, by: Actor, seen: int | None) -> tuple[Item, ItemVersion]:
    """The item, locked, and its draft: the one there is, else a copy of what was last published."""
    item = lock_item(item, seen=seen)
    refuse_unless(may_keep(item_facts(item), by))
    draft = item.versions.filter(published_at=None).first()
    if draft is None:
        last = versions_of(item).last()
        assert last is not None  # an item has a draft or a published version
        draft = write_version(item, content_of(last), place=DRAFT_PLACE)
    return item, draft


def _change(
    item: Item, verb: str, columns: dict[str, object], *, by: Actor, at: datetime, seen: int | None
) -> Item:
    fitted = {name: value.strip() if type(value) is str else value for name, value in columns.items()}
    refuse_unless_fits(ItemVersion, fitted)
    with transaction.atomic():
        item, draft = begin(item, by=by, seen=seen)
        for name, value in fitted.items():
            setattr(draft, name, value)
        draft.save()
        record_item(item, verb, by=by, at=at)
        return item
