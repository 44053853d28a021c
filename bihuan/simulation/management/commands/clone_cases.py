"""`bihuan clone_cases --to 1000000`: a city's cases, many times over, for measurements."""

import time
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from bihuan.domain.cases.choices.states import ENDED
from bihuan.domain.cases.models import Case
from bihuan.kernel.clock import now
from bihuan.kernel.journal.seals import seal_journal
from bihuan.simulation.cloning import WEEKS, NothingToClone, clone_cases


class Command(BaseCommand):
    help = "把虚构城市已经办完的工单成批复制到指定数量，日志、次序和签名都有效。只用于测速，不要在真实数据上运行。"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--to", type=int, required=True, help="复制到一共多少件")
        parser.add_argument("--weeks", type=int, default=WEEKS, help="最多提前多少周")
        parser.add_argument("--seed", type=int, default=1, help="同一个种子得到同样的工单")
        parser.add_argument("--seal", action="store_true", help="完成后给日志签名")

    def handle(self, *args: Any, **options: Any) -> None:
        started = time.monotonic()
        try:
            made = clone_cases(
                to=options["to"],
                like=Case.objects.filter(state__in=ENDED),  # what is years old and still open is no life
                weeks=options["weeks"],
                seed=options["seed"],
                say=self.stderr.write,
            )
        except NothingToClone as error:
            raise CommandError("还没有办完的工单可以复制，请先运行 bihuan simulate。") from error
        if options["seal"]:
            seal_journal(at=now())
        self.stdout.write(f"复制了 {made:,} 件，用时 {time.monotonic() - started:.0f} 秒。")
