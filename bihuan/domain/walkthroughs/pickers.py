"""The vocabularies of this room that verbs choose from."""

from django.db.models import Q, QuerySet
from django.utils.timezone import localtime

from bihuan.domain.services.models import Item, ItemVersion
from bihuan.domain.services.queries import item_for, version_on, versions_in_force
from bihuan.domain.walkthroughs.choices import TurnState
from bihuan.domain.walkthroughs.models import Turn
from bihuan.domain.walkthroughs.queries.gates import rosters_visible_to
from bihuan.domain.walkthroughs.queries.turns import WITH
from bihuan.kernel.access import Actor
from bihuan.kernel.refusals import NotVisible
from bihuan.kernel.verbs import Picker

FEW = 40


def find_turns(actor: Actor, words: str) -> list[Turn]:
    """Turns still to be sat on rosters that one sees, the next first; one's own before all others."""
    seen = _turns(actor).filter(state=TurnState.PLANNED)
    if words:
        seen = seen.filter(Q(leader__person__name__contains=words) | Q(window__name__contains=words))
    own = list(seen.filter(leader__person__in=actor.hands).order_by("from_at", "id")[:FEW])
    return own + list(
        seen.exclude(pk__in=[turn.pk for turn in own]).order_by("from_at", "id")[: FEW - len(own)]
    )


def turn_for(actor: Actor, key: str) -> Turn:
    turn = _turns(actor).filter(pk=int(key)).first() if key.isdecimal() and len(key) < 12 else None
    if turn is None:
        raise NotVisible("no_such_turn", "没有这个班次。", "请从班次中选择。")
    return turn


def turn_label(turn: Turn) -> str:
    return f"{localtime(turn.from_at):%m-%d %H:%M} {turn.leader} · {turn.window.short_name}"


def _turns(actor: Actor) -> QuerySet[Turn]:
    rosters = rosters_visible_to(actor).values("pk")
    return Turn.objects.filter(plan__roster__in=rosters, plan__in_force_at__isnull=False).select_related(
        *WITH
    )


def find_items(actor: Actor, words: str) -> list[Item]:
    """Items in force, high-frequency ones first, by name or code."""
    found = versions_in_force(localtime().date())
    if words:
        found = found.filter(Q(name__contains=words) | Q(item__task_code__startswith=words))
    rows = found.select_related("item").order_by("-high_frequency", "name", "id")[:FEW]
    return [_named(version.item, version) for version in rows]


def walk_item_for(actor: Actor, key: str) -> Item:
    item = item_for(actor, key)
    return _named(item, version_on(item, localtime().date()))


def _named(item: Item, version: ItemVersion | None) -> Item:
    """The item with the name under which people know it."""
    item.known_as = version.name if version else item.task_code  # type: ignore[attr-defined]
    return item


PICKERS = (
    Picker("turn", find_turns, turn_for, lambda turn: str(turn.pk), turn_label),
    Picker(
        "walk_item",
        find_items,
        walk_item_for,
        lambda item: item.task_code,
        lambda item: getattr(item, "known_as", item.task_code),
    ),
)
