"""What can be journalled of the calendar."""

from bihuan.kernel.journal.events import Event

EVENTS = (
    Event("calendar_notice.propose", "提出", "提出{year}年放假安排。", next="另一位管理员启用"),
    Event("calendar_notice.refuse", "不予启用", "不予启用{year}年放假安排。"),
    Event(
        "calendar_notice.activate", "启用", "启用{year}年放假安排，未办结的期限随后重新计算。", clock="move"
    ),
)
