"""What time it is, from what is known. Pure."""

from datetime import datetime, timedelta

from bihuan.kernel.refusals import NotAllowed, Refusal, WrongState


def standing_at(*, moved_to: datetime, machine_at: datetime, machine: datetime) -> datetime:
    """Time goes on from where the clock was moved to; a machine that steps backwards never leads before that moment."""
    return moved_to + max(machine - machine_at, timedelta(0))


def may_move(*, demo: bool, now: datetime, to: datetime) -> Refusal | None:
    """Only the demo's clock can be moved, and only forward: what was done in its future cannot be undone."""
    if not demo:
        return NotAllowed("clock_is_real", "只有演示系统才能调整时钟。", "请以 BIHUAN_DEMO=1 启动演示系统。")
    if to < now:
        return WrongState(
            "clock_only_forward", "演示时钟只能调到将来，不能调回过去。", "请选择现在之后的时间。"
        )
    return None
