"""Sums that must hold within the page. Each says in words what does not."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal


@dataclass(frozen=True, slots=True)
class Share:
    """part / whole is the percentage as printed, rounded as far as it was printed."""

    name: str
    part: int
    whole: int
    printed: str

    def doubts(self) -> Iterator[str]:
        places = -int(Decimal(self.printed).as_tuple().exponent)
        exact = (Decimal(100 * self.part) / self.whole).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
        if self.part > self.whole:
            yield f"{self.name}：{self.part} 大于 {self.whole}。"
        if exact != Decimal(self.printed):
            yield f"{self.name}：印的是 {self.printed} %，由 {self.part} / {self.whole} 算得 {exact} %。"


@dataclass(frozen=True, slots=True)
class Sum:
    """Parts add up to the whole."""

    name: str
    parts: tuple[int, ...]
    whole: int

    def doubts(self) -> Iterator[str]:
        if sum(self.parts) != self.whole:
            yield f"{self.name}：{' + '.join(map(str, self.parts))} = {sum(self.parts)}，印的是 {self.whole}。"


@dataclass(frozen=True, slots=True)
class Within:
    """A part's average cannot lie beyond what caps it."""

    name: str
    value: int
    most: int

    def doubts(self) -> Iterator[str]:
        if self.value > self.most:
            yield f"{self.name}：{self.value} 元高于免除上限 {self.most} 元。"


@dataclass(frozen=True, slots=True)
class Tiers:
    """A tiered award, thresholds in yuan: strictly rising, not below the subject's own line, the award at most 5 % of the threshold."""

    name: str
    thresholds: tuple[int, ...]
    award: int
    entry_line: int = 20_000_000
    most_percent: int = 5

    def doubts(self) -> Iterator[str]:
        if list(self.thresholds) != sorted(set(self.thresholds)):
            yield f"{self.name}：各档没有严格递增。"
        if min(self.thresholds) < self.entry_line:
            yield f"{self.name}：最低一档低于规上门槛 {self.entry_line // 10_000:,} 万元。"
        if self.award * 100 > min(self.thresholds) * self.most_percent:
            yield f"{self.name}：奖励超过最低一档的 {self.most_percent} %。"


WAN = 10_000
CHECKS: tuple[Share | Sum | Within | Tiers, ...] = (
    Share("十问十帮化解率", 1_114, 1_196, "93.1"),
    Share("双优化化解率", 4_631, 4_875, "95"),
    Share("走流程整改率", 506, 539, "93.9"),
    Sum("走流程发现问题", (58, 481), 539),
    Within("市本级减少的丧葬支出", 43_035, 1_620),
    Tiers("奖励第一档", (500_000 * WAN, 1_000_000 * WAN, 5_000_000 * WAN), 500 * WAN),
    Tiers("奖励第二档", (5_000 * WAN, 1_000 * WAN, 500 * WAN), 500 * WAN),
    Tiers("奖励第三档", (1_000 * WAN, 500 * WAN, 100 * WAN), 500 * WAN),
    Tiers("奖励第四档", (500 * WAN, 100 * WAN, 50 * WAN), 500 * WAN),
    Tiers("奖励第五档", (100 * WAN, 50 * WAN, 10 * WAN), 500 * WAN),
)


def doubts() -> dict[str, list[str]]:
    """Every check by name, with what does not hold; empty where it does."""
    return {check.name: list(check.doubts()) for check in CHECKS}
