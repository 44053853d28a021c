"""`bihuan simulate --city small|prefecture --seed N`: a made-up city lives through a year."""

import time
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from bihuan.domain.organisations.models import Office
from bihuan.kernel.clock import now
from bihuan.simulation.accounts import give_passwords
from bihuan.simulation.plans import PLANS
from bihuan.simulation.year import live


class Command(BaseCommand):
    help = "让一座虚构的城市过一年：机构、人员、企业和工单，都经由真实的操作产生。"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--city", choices=sorted(PLANS), default="small", help="规模")
        parser.add_argument("--seed", type=int, default=1, help="同一个种子得到同一座城市")

    def handle(self, *args: Any, **options: Any) -> None:
        if Office.objects.exists():
            raise CommandError("数据库里已经有机构，不能再造一座城市。请换一个空的数据库。")
        started = time.monotonic()
        live(size=options["city"], seed=options["seed"], now=now(), say=self.stdout.write)
        give_passwords()
        self.stdout.write(f"完成，用时 {time.monotonic() - started:.0f} 秒。")
