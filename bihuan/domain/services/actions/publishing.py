"""The catalogue: register an item with its first version, publish the version that follows, stop."""

from datetime import date, datetime
from typing import Annotated

from django.db import transaction

from bihuan.domain.organisations.models import Office
from bihuan.domain.services.actions.checking import keep_faults
from bihuan.domain.services.actions.content import write_version
from bihuan.domain.services.actions.steps import index_item, lock_item, record_item
from bihuan.domain.services.models import Item, ItemVersion
from bihuan.domain.services.queries.facts import item_facts
from bihuan.domain.services.queries.versions import content_of, versions_of
from bihuan.domain.services.rules.checks import refuse_grave
from bihuan.domain.services.rules.content import ItemContent
from bihuan.domain.services.rules.items import may_begin, may_keep, may_keep_for, may_publish, may_stop
from bihuan.kernel.access import Actor
from bihuan.kernel.calendar import day_of
from bihuan.kernel.fitting import refuse_unless_fits
from bihuan.kernel.refusals import Malformed, refuse_unless
from bihuan.kernel.tracked import refuse_empty
from bihuan.kernel.verbs import day, line


def register_item(
    *,
    by: Actor,
    at: datetime,
    unit: Office,
    task_code: str,
    catalog_code: str,
    content: ItemContent,
    from_on: date,
    document: str = "",
) -> Item:
    """登记事项 with what it says from a day on; it may long have applied."""
    refuse_empty(content.name, "name", "请写事项名称。")
    refuse_grave(content)
    with transaction.atomic():
        item = new_item(by=by, at=at, unit=unit, task_code=task_code, catalog_code=catalog_code)
        version = write_version(
            item, content, place=1, from_on=from_on, published_at=at, document=document.strip()
        )
        index_item(item, version)
        keep_faults(version, content)
        data = {
            "task_code": item.task_code,
            "unit": unit.code,
            "from_on": from_on,
            "document": version.document,
        }
        record_item(item, "register", by=by, at=at, data=data)
        return item


def new_item(*, by: Actor, at: datetime, unit: Office, task_code: str, catalog_code: str) -> Item:
    """The row of an item whose code is new; the caller writes what it says and records."""
    refuse_empty(task_code, "task_code", "请写实施编码。")
    refuse_unless(may_keep_for(unit.pk, frozenset(unit.line_ids), by))
    code = task_code.strip()
    if not (code.isascii() and code.isalnum() and len(code) <= 40):
        raise Malformed("bad_task_code", fields={"task_code": "实施编码只有字母和数字，最多 40 位。"})
    if Item.objects.filter(task_code=code).exists():
        raise Malformed("task_code_taken", "这个实施编码已经登记过。", fields={"task_code": "请核对编码。"})
    refuse_unless_fits(Item, {"catalog_code": catalog_code.strip()})
    return Item.objects.create(unit=unit, task_code=code, catalog_code=catalog_code.strip(), opened_at=at)


def publish_version(
    *,
    item: Item,
    by: Actor,
    at: datetime,
    seen: int | None = None,
    content: ItemContent,
    from_on: date,
    document: str = "",
    change: str = "",
) -> ItemVersion:
    """发布新版本 as a whole: from a day on the item says this. What it said before stays as it was."""
    refuse_empty(content.name, "name", "请写事项名称。")
    refuse_grave(content)
    with transaction.atomic():
        item = lock_item(item, seen=seen)
        facts = item_facts(item)
        refuse_unless(may_keep(facts, by) or may_begin(facts, from_on, day_of(at)))
        version = write_version(
            item,
            content,
            place=_next_place(item),
            from_on=from_on,
            published_at=at,
            document=document.strip(),
            change=change.strip(),
        )
        _publish(item, version, content, by=by, at=at)
        return version


def publish_draft(
    *,
    item: Item,
    by: Actor,
    at: datetime,
    seen: int | None = None,
    from_on: Annotated[date, day("自哪天起施行")],
    document: Annotated[str, line("依据文件", "文号，如 荆数发〔2026〕3号")],
    change: Annotated[str, line("修订说明", "改了什么，给办事的人看")] = "",
) -> Item:
    """发布新版本: what was drafted applies from that day on. What contradicts itself is not published."""
    refuse_empty(document, "document", "请写依据文件。")
    refuse_unless_fits(ItemVersion, {"document": document.strip()})
    with transaction.atomic():
        item = lock_item(item, seen=seen)
        facts = item_facts(item)
        refuse_unless(may_publish(facts, by) or may_begin(facts, from_on, day_of(at)))
        draft = item.versions.get(published_at=None)
        content = content_of(draft)
        refuse_grave(content)
        draft.place, draft.from_on, draft.published_at = _next_place(item), from_on, at
        draft.document, draft.change, draft.is_offered = document.strip(), change.strip(), True
        draft.save()
        _publish(item, draft, content, by=by, at=at)
        return item


def stop_item(
    *,
    item: Item,
    by: Actor,
    at: datetime,
    seen: int | None = None,
    from_on: Annotated[date, day("自哪天起停办")],
    document: Annotated[str, line("依据文件", "文号")],
) -> Item:
    """停办: from that day on it is not offered any more. What it said before stays; a new version may take it up again."""
    refuse_empty(document, "document", "请写依据文件。")
    refuse_unless_fits(ItemVersion, {"document": document.strip()})
    with transaction.atomic():
        item = lock_item(item, seen=seen)
        facts = item_facts(item)
        refuse_unless(may_stop(facts, by) or may_begin(facts, from_on, day_of(at)))
        last = versions_of(item).last()
        assert last is not None  # may_stop saw a published version
        version = write_version(
            item,
            content_of(last),
            place=_next_place(item),
            from_on=from_on,
            published_at=at,
            document=document.strip(),
            change="停办",
            is_offered=False,
        )
        if from_on <= day_of(at):
            index_item(item, version)
        record_item(item, "stop", by=by, at=at, data={"from_on": from_on, "document": version.document})
        return item


def _publish(item: Item, version: ItemVersion, content: ItemContent, *, by: Actor, at: datetime) -> None:
    index_item(item, version)
    keep_faults(version, content)
    data = {
        "place": version.place,
        "from_on": version.from_on,
        "document": version.document,
        "change": version.change,
    }
    record_item(item, "publish", by=by, at=at, data=data)


def _next_place(item: Item) -> int:
    return versions_of(item).count() + 1
