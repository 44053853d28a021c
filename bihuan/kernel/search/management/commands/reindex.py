"""`bihuan reindex [KIND …]`: rebuild the search index from the texts."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from bihuan.kernel.search.rebuild import reindex


class Command(BaseCommand):
    help = "重建检索索引。不影响正在进行的检索。"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("kinds", nargs="*", help="只重建这些种类，例如 case；不写则全部重建")

    def handle(self, *args: Any, **options: Any) -> None:
        for kind, done in reindex(options["kinds"]):
            self.stdout.write(f"\r{kind}：{done} 条", ending="")
        self.stdout.write("\n索引已重建。")
