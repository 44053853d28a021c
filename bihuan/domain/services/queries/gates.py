"""One gate per noun. What is published is everybody's to read; a first draft is seen by those who work here."""

from django.db.models import Exists, OuterRef, QuerySet

from bihuan.domain.services.models import Item, ItemVersion
from bihuan.kernel.access import Actor, ActorKind
from bihuan.kernel.fitting import without_nul
from bihuan.kernel.refusals import NotVisible

INSIDERS = frozenset({ActorKind.PERSON, ActorKind.CALENDAR, ActorKind.TOKEN})


def items_visible_to(actor: Actor) -> QuerySet[Item]:
    """Everything for those who work here; for everybody else what has been published."""
    if actor.kind in INSIDERS:
        return Item.objects.all()
    published = ItemVersion.objects.filter(item=OuterRef("pk"), published_at__isnull=False)
    return Item.objects.filter(Exists(published))


def item_for(actor: Actor, task_code: str) -> Item:
    """The gate: an item by its 实施编码."""
    found = items_visible_to(actor).select_related("unit").filter(task_code=without_nul(task_code)).first()
    if found is None:
        raise NotVisible("no_such_item", "没有这个事项。", "请从事项目录中选择。")
    return found
