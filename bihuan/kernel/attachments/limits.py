"""How large and how many. Dated data, like every number that an office may change; a caller may pass narrower ones."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from bihuan.kernel.attachments.kinds import Kind
from bihuan.kernel.parameters.values import value
from bihuan.kernel.refusals import Malformed

MEGABYTE = 1_000_000
FAMILIES = ("image", "document", "audio", "video")


@dataclass(frozen=True, slots=True)
class Limits:
    """megabytes per family; count per subject."""

    megabytes: Mapping[str, int]
    count: int

    @property
    def largest(self) -> int:
        """Bytes that no file of any family may exceed: refused before its content is looked at."""
        return max(self.megabytes.values()) * MEGABYTE

    def refuse_size(self, size: int, kind: Kind | None = None) -> None:
        """Raise where a file is too large, naming the limit and what helps."""
        most = self.megabytes[kind.family] * MEGABYTE if kind else self.largest
        if size > most:
            raise Malformed(
                "file_too_large",
                f"文件太大：{size / MEGABYTE:.0f} MB，{kind.label if kind else '附件'}最大 {most // MEGABYTE} MB。",
                "请压缩、剪短后再传，或分成几个文件。",
            )

    def refuse_count(self, held: int, more: int) -> None:
        """Raise where a subject would hold too many."""
        if held + more > self.count:
            raise Malformed(
                "too_many_files",
                f"附件太多：最多 {self.count} 个，已有 {held} 个。",
                "请只上传能说明问题的文件。",
            )


def limits_on(day: date) -> Limits:
    """The limits of that day."""
    megabytes = {family: value("attachments.megabytes", on=day, family=family) for family in FAMILIES}
    return Limits(megabytes, value("attachments.count", on=day))
