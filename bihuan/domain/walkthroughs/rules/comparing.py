"""The promise against what happened, line by line: days, trips, materials, steps. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bihuan.domain.services.rules.comparing import Promise


@dataclass(frozen=True, slots=True)
class Walked:
    """What happened. `days`: working days from the first step to the last; `materials`: every one asked for, with whether it was asked again."""

    days: int
    trips: int
    materials: Sequence[tuple[str, bool]]
    steps: Sequence[str]


@dataclass(frozen=True, slots=True)
class Compared:
    """One line of the comparison. `worse`: the walk was worse than the promise."""

    label: str
    promised: str
    found: str
    worse: bool


def compare_with_promise(promise: Promise, walked: Walked) -> list[Compared]:
    """办事指南写的和实际走的."""
    asked = list(dict.fromkeys(name for name, _ in walked.materials))
    again = list(dict.fromkeys(name for name, twice in walked.materials if twice))
    extra = [name for name in asked if not is_declared(name, promise.materials)]
    steps = [name for name in walked.steps if name not in promise.steps] if promise.steps else []
    return [
        Compared(
            "办理天数", f"{promise.days} 个工作日", f"{walked.days} 个工作日", walked.days > promise.days
        ),
        Compared("到现场次数", f"{promise.trips} 趟", f"{walked.trips} 趟", walked.trips > promise.trips),
        Compared(
            "材料",
            f"{len(promise.materials)} 份",
            f"要了 {len(asked)} 份",
            len(asked) > len(promise.materials),
        ),
        Compared("指南里没有的材料", "不应再要", _list(extra), bool(extra)),
        Compared("重复要的材料", "只交一次", _list(again), bool(again)),
        Compared("指南里没有的环节", "不应再加", _list(steps), bool(steps)),
    ]


def is_declared(name: str, declared: Iterable[str]) -> bool:
    """Whether the guide names this material; people write names shorter or longer than the guide does."""
    plain = "".join(name.split())
    return any(plain in other or other in plain for other in ("".join(one.split()) for one in declared))


def _list(names: Sequence[str]) -> str:
    return "、".join(names) if names else "没有"
