"""The catalogue: register an item with its first version, publish the version that follows."""

from datetime import date, datetime

from django.db import transaction

from bihuan.domain.organisations.models import Office
from bihuan.domain.services.actions.content import write_version
from bihuan.domain.services.actions.steps import lock_item, record_item, refuse_empty
from bihuan.domain.services.models import Item, ItemVersion
from bihuan.domain.services.queries.facts import item_facts
from bihuan.domain.services.rules.content import ItemContent
from bihuan.domain.services.rules.items import may_begin, may_keep, may_publish
from bihuan.kernel.access import Actor
from bihuan.kernel.calendar import day_of
from bihuan.kernel.refusals import Malformed, refuse_unless


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
    refuse_empty(task_code, "task_code", "请写实施编码。")
    refuse_empty(content.name, "name", "请写事项名称。")
    task_code = task_code.strip()
    if Item.objects.filter(task_code=task_code).exists():
        raise Malformed("task_code_taken", "这个实施编码已经登记过。", fields={"task_code": "请核对编码。"})
    with transaction.atomic():
        refuse_unless(may_keep(frozenset(unit.line_ids), unit.pk, by))
        item = Item.objects.create(
            unit=unit, task_code=task_code, catalog_code=catalog_code.strip(), opened_at=at
        )
        write_version(item, content, place=1, from_on=from_on, published_at=at, document=document.strip())
        data = {"task_code": task_code, "unit": unit.code, "from_on": from_on, "document": document.strip()}
        record_item(item, "register", by=by, at=at, data=data)
        return item


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
    """发布新版本: from a day on the item says this. What it said before stays as it was."""
    refuse_empty(content.name, "name", "请写事项名称。")
    with transaction.atomic():
        item = lock_item(item, seen=seen)
        facts = item_facts(item)
        refuse_unless(may_publish(facts, by) or may_begin(facts, from_on, day_of(at)))
        version = write_version(
            item,
            content,
            place=item.versions.count() + 1,
            from_on=from_on,
            published_at=at,
            document=document.strip(),
            change=change.strip(),
        )
        data = {"place": version.place, "from_on": from_on, "document": version.document}
        record_item(item, "publish", by=by, at=at, data=data)
        return version
