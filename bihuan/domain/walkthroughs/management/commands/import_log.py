"""`bihuan import_log FILE --unit CODE --title TITLE`: a handling log that is too large for a page."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from bihuan.domain.organisations.models import Office
from bihuan.domain.services.models import Item
from bihuan.domain.walkthroughs.actions import keep_log
from bihuan.kernel.access import Actor
from bihuan.kernel.clock import now
from bihuan.kernel.refusals import Refusal


class Command(BaseCommand):
    help = "导入办件日志（CSV），不限大小；页面上导入的有大小限制"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help="CSV 文件")
        parser.add_argument("--unit", required=True, help="日志所属单位的机构代码")
        parser.add_argument("--title", required=True, help="名称，如：施工许可 2026 年上半年")
        parser.add_argument("--item", default="", help="事项的实施编码；写了才能和办事指南比")

    def handle(self, *args: Any, file: Path, unit: str, title: str, item: str, **options: Any) -> None:
        office = Office.objects.filter(code=unit).first()
        if office is None:
            raise CommandError(f"没有机构 {unit}。")
        walked = Item.objects.filter(task_code=item).first()
        if item and walked is None:
            raise CommandError(f"没有事项 {item}。")
        try:
            with file.open("rb") as stream:
                log, read = keep_log(
                    by=Actor.calendar("import_log"),
                    at=now(),
                    unit=office,
                    title=title,
                    file=stream,
                    item=walked,
                )
        except OSError as fault:
            raise CommandError(f"打不开 {file}：{fault.strerror}。") from fault
        except Refusal as refusal:
            raise CommandError(str(refusal)) from refusal
        self.stdout.write(
            f"已导入 {log.number}：{log.handlings:,} 件、{log.events:,} 个环节，{read.refused:,} 行没有采用。"
        )
        for one in read.examples:
            self.stdout.write(f"  第 {one.line} 行{one.why}")
