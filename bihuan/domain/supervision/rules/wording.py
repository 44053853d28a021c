"""What a card says of itself: what happened, how much of it counts, and what was left out and why."""

from collections.abc import Sequence

from bihuan.domain.supervision.choices import LATENESS, IncidentKind
from bihuan.domain.supervision.rules.incidents import IncidentFacts
from bihuan.kernel.calendar.wording import worked

# What is said in working time.
LATE_KINDS = LATENESS | {IncidentKind.ORDER_IGNORED, IncidentKind.WALK_MISSED}


def facts_of(*, sentence: str, incidents: Sequence[IncidentFacts], period: str, volume: int) -> str:
    """The statement of a card. It names no case, no reporter and no date finer than needed: the list beside it is shown through the gate."""
    lines = [sentence]
    if period:
        share = f"，同期应办 {volume} 件" if volume else ""
        lines.append(f"期间：{period_words(period)}，共 {len(incidents)} 件{share}。")
    late = [one for one in incidents if one.kind in LATE_KINDS]
    if late:
        lines.append(_late(late))
    return "\n".join(lines)


def _late(late: Sequence[IncidentFacts]) -> str:
    counted, outage, others, paused = (
        sum(getattr(one, name) for one in late)
        for name in ("counted", "lost_outage", "lost_others", "paused")
    )
    said = f"计入的超期工作时间 {worked(counted)}。"
    left_out = [
        f"平台故障 {worked(outage)}" if outage else "",
        f"其他单位退单占用 {worked(others)}" if others else "",
    ]
    if any(left_out):
        said += f"不计入：{'，'.join(part for part in left_out if part)}。"
    if paused:
        said += f"批准暂停 {worked(paused)}，期限已经顺延。"
    if not any(left_out) and not paused:
        said += "没有可以扣除的平台故障、批准暂停或其他单位占用的时间。"
    return said


def period_words(period: str) -> str:
    """2026-11 → 2026 年 11 月; 2026-Q4 → 2026 年第 4 季度; 2026 → 2026 年; 12 mo → 12 个月内."""
    amount, _, unit = period.partition(" ")
    if unit:
        return f"{amount} {'个月' if unit == 'mo' else '天'}内"
    year, _, rest = period.partition("-")
    if not rest:
        return f"{year} 年"
    return f"{year} 年第 {rest[1:]} 季度" if rest.startswith("Q") else f"{year} 年 {int(rest)} 月"
