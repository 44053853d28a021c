"""人次, 接待, 感谢, and what is doubtful."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from django.db.models import Q

from bihuan.domain.organisations.counting import Rows, Source, Tally
from bihuan.domain.walkthroughs.choices import RECEIVED, SittingState, TurnState, WalkState
from bihuan.domain.walkthroughs.figures.doubts import doubtful, undoubted
from bihuan.domain.walkthroughs.models import Received, Sitting, Thanked, Turn, Walk


def sat(as_of: datetime) -> Rows:
    """Finished sittings, doubts and all."""
    return Sitting.objects.filter(state=SittingState.FINISHED, ended_at__lte=as_of)


def walked(as_of: datetime) -> Rows:
    """Finished walks, doubts and all."""
    return Walk.objects.filter(state=WalkState.FINISHED, ended_at__lte=as_of)


def _alone(condition: Callable[[datetime], Q]) -> Callable[[datetime], Q]:
    """Walks that were no part of a sitting: a person-time of their own."""
    return lambda as_of: Q(sitting=None) & condition(as_of)


def _received(as_of: datetime) -> Rows:
    return Received.objects.filter(at__lte=as_of, kind__in=sorted(RECEIVED), sitting__ended_at__lte=as_of)


def _thanked(as_of: datetime) -> Rows:
    return Thanked.objects.filter(at__lte=as_of)


def _due_turns(as_of: datetime) -> Rows:
    done = [TurnState.SAT, TurnState.MISSED]
    return Turn.objects.filter(state__in=done, to_at__lte=as_of, plan__in_force_at__isnull=False)


WALKS = Source(walked, "ended_at", only=undoubted("walk"), keys={"role": "role", "mode": "mode"})
RECEPTION = Source(
    _received, "at", inside="sitting__unit", only=undoubted("sitting", "sitting"), keys={"kind": "kind"}
)
SITTING: tuple[Tally, ...] = (
    Tally(
        code="walkthroughs.person_times",
        name="坐窗口、走流程人次",
        definition="期内结束的坐窗口，加上不在坐窗口期间走的流程，一人一次算一人次。",
        base="已经结束的；存疑而没有核定属实的不在内，另列。",
        unit="人次",
        sources=(
            Source(sat, "ended_at", only=undoubted("sitting")),
            replace(WALKS, only=_alone(undoubted("walk"))),
        ),
    ),
    Tally(
        code="walkthroughs.doubtful",
        name="存疑人次",
        definition="期内结束、看着像走过场（太短、没有接待一个人、一次点完、小结雷同、很久才补报）而没有核定属实的人次。",
        base="已经结束的坐窗口和不在坐窗口期间走的流程。",
        unit="人次",
        sources=(
            Source(sat, "ended_at", only=lambda as_of: Q(doubtful("sitting", as_of))),
            replace(WALKS, only=_alone(lambda as_of: Q(doubtful("walk", as_of)))),
        ),
    ),
    Tally(
        code="walkthroughs.received",
        name="受理业务和咨询",
        definition="坐窗口时当场办理的、咨询解答的、转成工单的、政策不覆盖而作了解释的，按件数合计。",
        base="已经结束、没有存疑的坐窗口；窗口人员自己的困难不在内。",
        unit="件",
        sources=(replace(RECEPTION, amount="matters"),),
    ),
    Tally(
        code="walkthroughs.people",
        name="接待群众",
        definition="坐窗口时接待的人数合计。",
        base="同受理业务和咨询。",
        unit="人",
        sources=(replace(RECEPTION, amount="people"),),
    ),
    Tally(
        code="walkthroughs.thanks",
        name="群众感谢",
        definition="期内登记的感谢信和锦旗，按次数合计。",
        base="全部登记。",
        unit="次",
        sources=(Source(_thanked, "at", inside="sitting__unit", keys={"kind": "kind"}, amount="times"),),
    ),
    Tally(
        code="walkthroughs.turns_kept",
        name="按班坐窗口率",
        definition="班次在期内的，当天坐了的占多少。",
        base="已到期的班次；调走的不在内，调给谁算谁的。",
        unit="%",
        sources=(
            Source(_due_turns, "to_at", inside="leader__unit", above=lambda as_of: Q(state=TurnState.SAT)),
        ),
    ),
)
