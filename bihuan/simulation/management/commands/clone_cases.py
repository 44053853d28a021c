"""`bihuan clone_cases --to 1000000`: a city's cases, many times over, for measurements."""

import time
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from bihuan.kernel.clock import now
from bihuan.kernel.journal.seals import seal_journal
from bihuan.simulation.cloning import NothingToClone, clone_cases


class Command(BaseCommand):
    help = "把虚构城市的工单成批复制到指定数量，日志、次序和签名都有效。只用于测速，不要在真实数据上运行。"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--to", type=int, required=True, help="复制到一共多少件")
        parser.add_argument("--seed", type=int, default=1, help="同一个种子得到同样的工单")
        parser.add_argument("--seal", action="store_true", help="完成后给日志签名")

    def handle(self, *args: Any, **options: Any) -> None:
        started = time.monotonic()
        try:
            made = clone_cases(to=options["to"], seed=options["seed"], say=self.stderr.write)
        except NothingToClone as error:
            raise CommandError("还没有可以复制的工单，请先运行 bihuan simulate。") from error
        if options["seal"]:
            seal_journal(at=now())
        self.stdout.write(f"复制了 {made:,} 件，用时 {time.monotonic() - started:.0f} 秒。")
