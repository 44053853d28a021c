"""`bihuan worker`: runs what is due and what people asked for, until SIGTERM or Ctrl-C."""

import signal
from datetime import timedelta
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from bihuan.jobs.schedule import schedule
from bihuan.jobs.worker import Worker
from bihuan.kernel.jobs.tasks import Daily, Task


class Command(BaseCommand):
    help = "执行定时任务和后台任务，直到收到停止信号。"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--once", action="store_true", help="只执行当前到期的，然后退出")
        parser.add_argument("--list", action="store_true", help="列出全部定时任务，不执行")

    def handle(self, *args: Any, once: bool, list: bool, **options: Any) -> None:
        if list:
            self.stdout.write("\n".join(line(task) for task in schedule()))
            return
        worker = Worker()
        for sign in (signal.SIGTERM, signal.SIGINT):
            signal.signal(sign, lambda *_: worker.stop())
        if once:
            worker.run_once()
            return
        self.stdout.write(f"后台已启动，共 {len(worker.tasks)} 项定时任务。")
        worker.run()
        self.stdout.write("后台已停止。")


def line(task: Task) -> str:
    """`notices.deliver      每 0:00:05      what it is for`."""
    when = f"每天 {task.every.at:%H:%M}" if isinstance(task.every, Daily) else f"每 {spoken(task.every)}"
    purpose = (task.run.__doc__ or "").split("\n", 1)[0]
    return f"{task.name:<32}{when:<12}{purpose}"


def spoken(every: timedelta) -> str:
    """5 秒, 15 分钟, 6 小时."""
    seconds = int(every.total_seconds())
    for size, unit in ((3600, "小时"), (60, "分钟")):
        if seconds % size == 0:
            return f"{seconds // size} {unit}"
    return f"{seconds} 秒"
