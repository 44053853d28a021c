"""From rows to what the rules may know."""

from bihuan.domain.services.models import Item
from bihuan.domain.services.rules.items import ItemFacts
from bihuan.kernel.access import Actor


def item_facts(item: Item, actor: Actor | None = None) -> ItemFacts:
    published = item.versions.filter(published_at__isnull=False).order_by("-place")
    last = published.values("from_on", "is_offered").first()
    return ItemFacts(
        unit=item.unit_id,
        line=frozenset(item.unit.line_ids),
        has_draft=item.versions.filter(published_at=None).exists(),
        is_offered=last is not None and last["is_offered"],
        last_from_on=last["from_on"] if last else None,
    )
