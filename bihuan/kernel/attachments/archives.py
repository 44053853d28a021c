"""DOCX, XLSX and OFD are zip archives: what is in them, and whether they unpack to something reasonable."""

import zipfile
from typing import IO

from bihuan.kernel.refusals import Malformed

MOST_ENTRIES = 10_000
MOST_UNPACKED = 600_000_000
MOST_RATIO = 120
ALWAYS_FINE = 30_000_000  # small files may be as repetitive as they like
PIECE = 1 << 20


def names_in(file: IO[bytes]) -> set[str]:
    """The names of an archive's entries."""
    file.seek(0)
    with zipfile.ZipFile(file) as archive:
        return set(archive.namelist())


def refuse_bomb(file: IO[bytes], size: int) -> None:
    """Unpack into nothing, counting, and raise as soon as it grows beyond reason: declared sizes may lie, this does not."""
    most = min(MOST_UNPACKED, max(ALWAYS_FINE, size * MOST_RATIO))
    file.seek(0)
    try:
        with zipfile.ZipFile(file) as archive:
            entries = archive.infolist()
            if len(entries) > MOST_ENTRIES or sum(entry.file_size for entry in entries) > most:
                raise _bomb()
            _unpack(archive, entries, most)
    except (
        zipfile.BadZipFile,
        zipfile.LargeZipFile,
        OSError,
        ValueError,
        EOFError,
        NotImplementedError,
        RuntimeError,
    ):
        raise Malformed(
            "file_damaged", "文件已损坏或加了密码，打不开。", "请重新保存、去掉密码后再传。"
        ) from None
    finally:
        file.seek(0)


def _unpack(archive: zipfile.ZipFile, entries: list[zipfile.ZipInfo], most: int) -> None:
    total = 0
    for entry in entries:
        with archive.open(entry) as content:
            while piece := content.read(PIECE):
                total += len(piece)
                if total > most:
                    raise _bomb()


def _bomb() -> Malformed:
    return Malformed("file_unpacks_too_large", "文件解压后大得不合常理，不能上传。", "请重新导出后再传。")
