"""What followed: orders, cards, appeals."""

from datetime import datetime

from django.db.models import Q

from bihuan.domain.organisations.counting import Rows, Source, Tally
from bihuan.domain.supervision.choices import CARD_STANDS, CardState, Colour, Decision, Rung, SupervisionState
from bihuan.domain.supervision.models import Card, Supervision
from bihuan.domain.supervision.queries.standing import cards_that_count


def _orders(as_of: datetime) -> Rows:
    """Sent to somebody who can be ordered, and not taken back."""
    rows = Supervision.objects.filter(issued_at__lte=as_of).exclude(rung=Rung.REQUEST)
    return rows.exclude(state=SupervisionState.WITHDRAWN)


def _open_orders(as_of: datetime) -> Rows:
    return _orders(as_of).filter(Q(ended_at=None) | Q(ended_at__gt=as_of))


def _took_effect(as_of: datetime) -> Rows:
    """Lifted, a card never counted."""
    return Card.objects.filter(effective_at__lte=as_of, state__in=[*sorted(CARD_STANDS), CardState.EXPIRED])


def _yellow(as_of: datetime) -> Rows:
    return cards_that_count(at=as_of).filter(colour=Colour.YELLOW)


def _red(as_of: datetime) -> Rows:
    return cards_that_count(at=as_of).filter(colour=Colour.RED)


def _appealed(as_of: datetime) -> Rows:
    decided = Q(effective_at__lte=as_of) | Q(ended_at__lte=as_of)
    return Card.objects.filter(decided, appealed_at__isnull=False).exclude(decision="")


def _changed(as_of: datetime) -> Q:
    return Q(decision__in=[Decision.REDUCED, Decision.LIFTED])


COLOUR = {"colour": "colour"}
CONSEQUENCE_FIGURES = (
    Tally(
        code="supervision.orders",
        name="发出的督办单",
        definition="期内发出的提醒、督办和挂牌督办，升级到上一级算新的一张。",
        base="没有撤回的；商请不是督办，不算。",
        unit="张",
        sources=(Source(_orders, "issued_at", inside="addressee", keys={"rung": "rung"}),),
    ),
    Tally(
        code="supervision.open_orders",
        name="在办督办单",
        definition="期末（或统计截止日）已经发出、还没有解除或升级的提醒、督办和挂牌督办。",
        base="同发出的督办单。",
        unit="张",
        sources=(Source(_open_orders, "", inside="addressee", keys={"rung": "rung"}),),
    ),
    Tally(
        code="supervision.cards",
        name="生效的红黄牌",
        definition="生效日在期内的红黄牌；申诉期满或申诉后维持、减轻才生效，后来撤销的不算。",
        base="按规则建议、由人决定发出的。",
        unit="张",
        sources=(Source(_took_effect, "effective_at", inside="section", keys=COLOUR),),
    ),
    Tally(
        code="supervision.yellow_cards",
        name="计入的黄牌",
        definition="期末（或统计截止日）有效期内的黄牌；并入红牌的不再另计。",
        base="同生效的红黄牌。",
        unit="张",
        sources=(Source(_yellow, "", inside="section"),),
    ),
    Tally(
        code="supervision.red_cards",
        name="计入的红牌",
        definition="期末（或统计截止日）有效期内的红牌。",
        base="同生效的红黄牌。",
        unit="张",
        sources=(Source(_red, "", inside="section"),),
    ),
    Tally(
        code="supervision.appeals_changed",
        name="申诉改变率",
        definition="期内提出、到统计截止日已裁定的申诉，减轻或撤销的占多少。",
        base="期内提出、已经裁定的申诉。",
        unit="%",
        sources=(Source(_appealed, "appealed_at", inside="section", above=_changed),),
    ),
)
