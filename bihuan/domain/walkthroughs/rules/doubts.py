"""决不能走过场: many small rules of one shape. Each has an id, a name, a sentence and a check; a person decides what it means.

Pure: what is looked at is handed in, the thresholds too.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta


@dataclass(frozen=True, slots=True)
class Looked:
    """What a rule looks at when a sitting or a walk has ended. `noun`: which. `written`: how many things were written down while it lasted;
    `moments`: how many different minutes they were written in; `same_text`: the summary's words were used before."""

    noun: str
    minutes: int
    people: int
    written: int
    moments: int
    same_text: bool
    begins: datetime
    received_at: datetime


@dataclass(frozen=True, slots=True)
class Thresholds:
    """Dated parameters of the city."""

    short: int
    late: timedelta


@dataclass(frozen=True, slots=True)
class DoubtRule:
    code: str
    name: str
    sentence: str
    nouns: tuple[str, ...]
    check: Callable[[Looked, Thresholds], bool]


DOUBTS: tuple[DoubtRule, ...] = (
    DoubtRule(
        "short",
        "时间太短",
        "前后只有几分钟，看不出体验了什么。",
        ("sitting", "walk"),
        lambda one, t: one.minutes < t.short,
    ),
    DoubtRule(
        "nobody",
        "没有接待任何人",
        "坐了窗口，没有记下接待过一个人。",
        ("sitting",),
        lambda one, t: one.people == 0,
    ),
    DoubtRule(
        "no_step", "一步也没有记", "走了流程，没有记下一个环节。", ("walk",), lambda one, t: one.written == 0
    ),
    DoubtRule(
        "one_click",
        "一次点完",
        "记了好几条，全在同一分钟里，像是事后补的。",
        ("sitting", "walk"),
        lambda one, t: one.written >= 3 and one.moments == 1,
    ),
    DoubtRule(
        "same_text",
        "小结雷同",
        "小结和以前写过的一字不差。",
        ("sitting", "walk"),
        lambda one, t: one.same_text,
    ),
    DoubtRule(
        "late",
        "补报",
        "手机记的时间比平台收到早了很久。",
        ("sitting", "walk"),
        lambda one, t: one.received_at - one.begins > t.late,
    ),
)
BY_CODE = {rule.code: rule for rule in DOUBTS}


def doubts_about(looked: Looked, thresholds: Thresholds) -> list[DoubtRule]:
    """The rules that fire, in the order of the list."""
    return [rule for rule in DOUBTS if looked.noun in rule.nouns and rule.check(looked, thresholds)]
