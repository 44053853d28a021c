"""`bihuan load_regions`: bring the codes of regions to what the shipped file, or a city's own, says."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand

from bihuan.domain.organisations.actions import load_regions
from bihuan.domain.organisations.actions.regions import SHIPPED
from bihuan.kernel.access import Actor
from bihuan.kernel.clock import now


class Command(BaseCommand):
    help = "载入行政区划代码（可重复执行）"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "file", nargs="?", type=Path, default=SHIPPED, help="CSV 文件；不写时用自带的荆州市代码"
        )

    def handle(self, *args: Any, file: Path, **options: Any) -> None:
        loaded = load_regions(by=Actor.calendar("load_regions"), at=now(), path=file)
        self.stdout.write(f"新增 {loaded.added}，更新 {loaded.changed}，未变 {loaded.unchanged}。")
