"""`bihuan reference`: every verb, event, parameter and figure on one page, from the tables that the code runs on."""

from argparse import ArgumentParser
from collections.abc import Iterable, Iterator
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from bihuan.kernel.figures.registry import figures
from bihuan.kernel.journal.events import all_events
from bihuan.kernel.parameters.reading import shipped
from bihuan.kernel.rooms import import_from_rooms
from bihuan.kernel.verbs import VerbTable

PAGE = settings.BASE_DIR / "docs" / "reference.md"
HEAD = "# Reference\n\nWritten by `bihuan reference --write` from the tables that the code runs on; a test compares. What the words mean: [glossary](glossary.md).\n"


class Command(BaseCommand):
    help = "列出全部动作、事件、参数、指标；--write 更新 docs/reference.md，--check 核对它。"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--write", action="store_true")
        parser.add_argument("--check", action="store_true")

    def handle(self, *args: Any, **options: Any) -> None:
        page = reference()
        if options["write"]:
            PAGE.write_text(page, encoding="utf-8")
        elif not options["check"]:
            self.stdout.write(page)
        elif not PAGE.exists() or PAGE.read_text(encoding="utf-8") != page:
            raise CommandError("docs/reference.md 与代码不一致。请运行 bihuan reference --write 并提交。")


def reference() -> str:
    parts = [HEAD, *verbs(), *events(), *parameters(), *measures()]
    return "\n".join(parts).rstrip() + "\n"


def verbs() -> Iterator[str]:
    """Each table of verbs, in the order of its loop."""
    modules = import_from_rooms("verbs")
    tables = dict.fromkeys(t for module in modules for t in vars(module).values() if isinstance(t, VerbTable))
    for table in tables:
        rows = ((f"`{verb.code}`", verb.label, verb.sentence) for verb in table)
        yield from section(f"Verbs: {table.noun}", ("code", "中文", "what happens"), rows)


def events() -> Iterator[str]:
    rows = (
        (f"`{event.code}`", event.label, event.sentence, event.clock, event.next) for event in all_events()
    )
    yield from section("Events", ("code", "中文", "sentence", "clock", "who is next"), rows)


def parameters() -> Iterator[str]:
    """Each parameter with the documents on which its values rest."""
    rows = (
        (
            f"`{code}`",
            parameter.description,
            parameter.unit,
            "；".join(dict.fromkeys(str(dated.document) for dated in parameter.dated)),
        )
        for code, parameter in sorted(shipped().items())
    )
    yield from section("Parameters", ("code", "说明", "单位", "依据"), rows)


def measures() -> Iterator[str]:
    rows = (
        (f"`{figure.code}`", figure.name, figure.definition, figure.base, figure.unit)
        for figure in figures().values()
    )
    yield from section("Figures", ("code", "中文", "定义", "基数", "单位"), rows)


def section(title: str, heads: Iterable[str], rows: Iterable[Iterable[str]]) -> Iterator[str]:
    heads = list(heads)
    yield f"\n## {title}\n"
    yield row_of(heads)
    yield "|---" * len(heads) + "|"
    yield from map(row_of, rows)


def row_of(cells: Iterable[str]) -> str:
    return "| " + " | ".join(" ".join(cell.split()).replace("|", "\\|") for cell in cells) + " |"
