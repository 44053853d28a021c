"""The vocabularies of this room that verbs choose from."""

from django.db.models import Q, QuerySet
from django.utils.timezone import localtime

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


PICKERS = (Picker("turn", find_turns, turn_for, lambda turn: str(turn.pk), turn_label),)
