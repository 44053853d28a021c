"""What the calendar journals on a subject's chain."""

from bihuan.kernel.journal.events import Event

EVENTS = (
    Event("duty.yellow", "黄灯", "临近期限，亮黄灯。", audience=("holder",)),
    Event("duty.red", "红灯", "超过期限，亮红灯。", audience=("holder",)),
    Event(
        "duty.recompute",
        "重算期限",
        "放假安排或工作时间有变，期限重新计算。",
        clock="move",
        audience=("holder",),
    ),
)
