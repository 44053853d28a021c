"""Where asked-for work stands."""

from bihuan.kernel.choices import Codes


class RequestState(Codes):
    WAITING = "waiting", "排队中"
    RUNNING = "running", "进行中"
    DONE = "done", "已完成"
    FAILED = "failed", "失败"
    CANCELLED = "cancelled", "已取消"
