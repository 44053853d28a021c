"""`bihuan figures`: every figure with its definition, as the page docs/figures.md."""

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from bihuan.kernel.figures import Figure, figures

PAGE = settings.BASE_DIR / "docs" / "figures.md"
HEAD = """# Figures

Written by `bihuan figures --write` from the registry that pages quote; a test compares. How a figure is kept: [kernel/figures](kernel/figures.md).
A figure is asked of dated rows up to its as-of. Keys: `area:<id>` the office in charge at registration, `office:<id>` the unit that holds a part,
`programme:<code>`, `source:<name>` for imported replies; several are joined with `+`. Days are kept for one key at a time.
A first-level unit's `office:` includes its second-level units; each of those has its own as well. Due moments are those in force at the
as-of: an extension or pause that is granted later does not change them.
"""


class Command(BaseCommand):
    help = "列出全部指标和算法；--write 更新 docs/figures.md。"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--write", action="store_true")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["write"]:
            PAGE.write_text(page(), encoding="utf-8")
        else:
            self.stdout.write(page())


def page() -> str:
    """The whole page."""
    return HEAD + "".join(_said(figure) for _, figure in sorted(figures().items()))


def _said(figure: Figure) -> str:
    unit = f"{figure.unit}（平均）" if figure.averaged else figure.unit
    return f"""
## {figure.name} `{figure.code}`
{figure.definition}

- 底数：{figure.base}
- 期间：{figure.basis.label}
- 单位：{unit}
- 版本：{figure.edition}
"""
