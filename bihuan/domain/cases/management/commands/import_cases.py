"""`bihuan import_cases FILE`: a hotline's export, once. What was imported before is left as it is."""

import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from bihuan.domain.cases.importing import (
    COLUMNS,
    ImportOrder,
    mapping_of,
    preview_import,
    propose,
    run_import,
)
from bihuan.domain.cases.models import Import
from bihuan.domain.organisations.choices import BodyKind
from bihuan.domain.organisations.models import Office
from bihuan.kernel.access import Actor
from bihuan.kernel.clock import now
from bihuan.kernel.refusals import Refusal
from bihuan.kernel.sheets import Preview

WIDTH = 30
MOST_SHOWN = 20


class Command(BaseCommand):
    help = "导入热线或留言平台的工单表（xlsx、xls、csv），可重复执行"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help="表格文件")
        parser.add_argument("--source", default="", help="来源系统的名称；不写时用对照名，再不写用 hotline")
        parser.add_argument("--mapping", default="", help="列对照的名称：已有的就用，没有的就记下这一次的")
        parser.add_argument("--office", default="", help="派单办公室所属政府的机构代码；不写时是市政府")
        parser.add_argument("--programme", default="MESSAGE_BOARD", help="来源项目的代码，决定所用时限")
        parser.add_argument("--dry-run", action="store_true", help="只检查，不写入")

    def handle(self, *args: Any, file: Path, **options: Any) -> None:
        try:
            with file.open("rb") as stream:
                self._import(stream, file, **options)
        except OSError as fault:
            raise CommandError(f"打不开 {file}：{fault.strerror}。") from fault
        except Refusal as refusal:
            raise CommandError(str(refusal)) from refusal

    def _import(self, stream: Any, file: Path, *, mapping: str, dry_run: bool, **options: Any) -> None:
        at, columns = now(), self._columns(mapping)
        seen = preview_import(stream, at=at, columns=columns)
        self._say_preview(seen, columns)
        if dry_run:
            return
        order = ImportOrder(
            source=options["source"] or mapping or "hotline",
            office=self._office(options["office"]),
            programme=options["programme"],
            columns=columns,
            mapping_name=mapping,
        )
        total = seen.good_count + seen.bad_count
        rejected = file.with_name(f"{file.stem}-退回.xlsx")
        with rejected.open("wb+") as rejects:
            run = run_import(
                stream,
                order,
                by=Actor.calendar("import_cases"),
                at=at,
                rejects=rejects,
                done=lambda rows: self._progress(rows, total),
            )
        if not run.rejected:
            rejected.unlink()
        self._say_result(run, rejected)

    def _columns(self, mapping: str) -> dict[str, str]:
        try:
            return mapping_of(mapping)
        except Refusal:
            return {}

    def _office(self, code: str) -> Office:
        wanted = {"code": code} if code else {"body_kind": BodyKind.CITY}
        office = Office.objects.filter(**wanted).first()
        if office is None:
            raise CommandError(f"没有机构 {code or '市政府'}。请先载入机构，或用 --office 指明代码。")
        return office

    def _say_preview(self, seen: Preview, columns: dict[str, str]) -> None:
        labels = {column.code: column.label for column in COLUMNS}
        for head, code in (propose(seen.head) | columns).items():
            self.stdout.write(f"  {head} → {labels[code]}")
        if seen.unknown:
            self.stdout.write(f"  不导入的列：{'、'.join(seen.unknown)}")
        self.stdout.write(f"可导入 {seen.good_count:,} 行，退回 {seen.bad_count:,} 行。")
        for bad in seen.bad[:MOST_SHOWN]:
            self.stdout.write(f"  第 {bad.number} 行：{'；'.join(map(str, bad.faults))}")
        if seen.bad_count > MOST_SHOWN:
            self.stdout.write("  ……其余见退回文件。")

    def _progress(self, rows: int, total: int) -> None:
        if not sys.stderr.isatty():
            return
        filled = WIDTH * rows // total if total else WIDTH
        bar = "█" * filled + "·" * (WIDTH - filled)
        self.stderr.write(f"\r{bar} {rows:,} / {total:,}", ending="" if rows < total else "\n")

    def _say_result(self, run: Import, rejected: Path) -> None:
        self.stdout.write(
            f"新增历史答复 {run.added:,} 件，新登记待办 {run.opened:,} 件，以前导入过 {run.repeated:,} 件，退回 {run.rejected:,} 行。"
        )
        if run.rejected:
            self.stdout.write(f"退回的行和原因在 {rejected}，改好后可以直接再导入。")
