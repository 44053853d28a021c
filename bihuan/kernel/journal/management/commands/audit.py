"""`bihuan audit verify|export|seal`: prove the journal, hand it out, sign it."""

import json
from argparse import ArgumentParser
from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from bihuan.kernel.clock import now
from bihuan.kernel.journal.export import export_journal
from bihuan.kernel.journal.keys import NoSealKey, new_key
from bihuan.kernel.journal.published import UnreadableSeals, read_seals
from bihuan.kernel.journal.seals import seal_journal
from bihuan.kernel.journal.verify import Verdict, verify_journal
from bihuan.kernel.notes.witness import altered_notes


class Command(BaseCommand):
    help = "核对、导出、封签全部记录。"

    def add_arguments(self, parser: ArgumentParser) -> None:
        does = parser.add_subparsers(dest="what", required=True)
        verify = does.add_parser("verify", help="核对：完好时退出码为 0，有问题时为 1 并指出在哪里")
        verify.add_argument("--seal", type=Path, help="外人保存的封签（/api/v1/seals 的 JSON）")
        verify.add_argument("--json", action="store_true", help="以 JSON 输出")
        verify.add_argument("--processes", type=int, help="最多用几个进程；默认同处理器个数")
        export = does.add_parser("export", help="导出为 JSON 行，可用 script/verify_export.py 独立核对")
        export.add_argument("file", type=Path)
        seal = does.add_parser("seal", help="为新记录封签")
        seal.add_argument("--new-key", action="store_true", help="先生成封签密钥（权限 0600）")

    def handle(self, *args: Any, what: str, **options: Any) -> None:
        try:
            self.tasks[what](**options)
        except (NoSealKey, UnreadableSeals) as problem:
            raise CommandError(str(problem)) from problem

    @property
    def tasks(self) -> dict[str, Callable[..., None]]:
        return {"verify": self.verify, "export": self.export, "seal": self.seal}

    def verify(self, *, seal: Path | None, json: bool, processes: int | None, **_: Any) -> None:
        outside = read_seals(seal) if seal else ()
        verdict = verify_journal(outside=outside, witnesses=[altered_notes], processes=processes)
        self.stdout.write(as_json(verdict) if json else in_words(verdict))
        if not verdict.holds:
            raise SystemExit(1)

    def export(self, *, file: Path, **_: Any) -> None:
        with file.open("w", encoding="utf-8") as out:
            entries = export_journal(out)
        self.stdout.write(f"已导出 {entries} 条记录到 {file}。核对：python3 script/verify_export.py {file}")

    def seal(self, *, new_key: bool, **_: Any) -> None:
        if new_key:
            self.stdout.write(f"已生成密钥 {settings.SEAL_KEY_FILE}，公钥 {make_key()}。请另行备份密钥。")
        seals = seal_journal(at=now())
        for made in seals:
            self.stdout.write(f"已封签：{made.size} 条，根 {made.root}")
        if not seals:
            self.stdout.write("没有新的记录，不需要封签。")


def make_key() -> str:
    return new_key(settings.SEAL_KEY_FILE)


def in_words(verdict: Verdict) -> str:
    """For people: one line where all is well, else one line per fault."""
    read = f"核对了 {verdict.entries} 条记录、{verdict.subjects} 个对象、{verdict.seals} 个封签"
    if verdict.holds:
        return f"{read}：完好。根 {verdict.root}"
    return "\n".join([f"{read}：有问题。", *(f"- [{fault.code}] {fault}" for fault in verdict.faults)])


def as_json(verdict: Verdict) -> str:
    """For programs."""
    faults = [
        {
            "code": fault.code,
            "subject": str(fault.subject) if fault.subject else None,
            "position": fault.position,
            "sentence": fault.sentence,
        }
        for fault in verdict.faults
    ]
    counts = {"entries": verdict.entries, "subjects": verdict.subjects, "seals": verdict.seals}
    return json.dumps(
        {"holds": verdict.holds, **counts, "root": verdict.root, "faults": faults}, ensure_ascii=False
    )
