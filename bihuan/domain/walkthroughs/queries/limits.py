"""What the city has set for this room on a day."""

from datetime import datetime, timedelta

from bihuan.domain.walkthroughs.rules.doubts import Thresholds
from bihuan.kernel.calendar import Limit, day_of
from bihuan.kernel.parameters.values import value

MEGABYTE = 1 << 20


def limit_of(step: str, *, at: datetime) -> Limit:
    """The limit of `roster.decide`, `finding.confirm`, … on the day of `at`."""
    limit: Limit = value("walkthroughs.limit", on=day_of(at), step=step)
    return limit


def owed_ahead(at: datetime) -> timedelta:
    return timedelta(days=value("walkthroughs.owe_days", on=day_of(at)))


def log_megabytes(at: datetime) -> int:
    """How large a handling log may be that comes in over a page."""
    return int(value("walkthroughs.log_megabytes", on=day_of(at)))


def too_large(size: int, at: datetime) -> str:
    """Why a log of so many bytes is not read while somebody waits for the answer; empty where it is."""
    most = log_megabytes(at)
    if size <= most * MEGABYTE:
        return ""
    return f"文件太大：{size / MEGABYTE:.0f} MB，这里最大 {most} MB。请分段导出，或请系统管理员用命令 import_log 导入。"


def same_text_since(at: datetime) -> datetime:
    """From when on the same words are the same words again."""
    return at - timedelta(days=value("walkthroughs.same_text_days", on=day_of(at)))


def thresholds(noun: str, at: datetime) -> Thresholds:
    """When the doubts about a sitting or a walk begin."""
    on = day_of(at)
    return Thresholds(
        short=value(f"walkthroughs.short_{noun}", on=on),
        late=timedelta(hours=value("walkthroughs.late_receipt", on=on)),
    )


def walked_since(at: datetime) -> datetime:
    """An item that was last walked before this has to be walked again."""
    return at - timedelta(days=value("walkthroughs.walk_every_days", on=day_of(at)))
