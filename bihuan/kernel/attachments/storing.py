"""Bytes into the storage and out of it, in pieces, never a whole file in memory."""

import hashlib
from collections.abc import Iterator
from typing import IO, Any

from django.core.files.base import File
from django.core.files.storage import default_storage

from bihuan.kernel.attachments.kinds import Kind
from bihuan.kernel.attachments.limits import Limits
from bihuan.kernel.attachments.recordings import patched
from bihuan.kernel.refusals import Busy

PIECE = 1 << 18


class Metered(File):  # type: ignore[type-arg]  # generic in the stubs only
    """A file that is measured and hashed while the storage reads it, and refused when it grows beyond its kind's limit."""

    def __init__(
        self, file: IO[bytes], kind: Kind, limits: Limits, patches: dict[int, bytes] | None = None
    ) -> None:
        super().__init__(file, name="")
        self._kind, self._limits, self._patches = kind, limits, patches or {}
        self.written = 0
        self._digest = hashlib.sha256()

    def chunks(self, chunk_size: int | None = None) -> Iterator[bytes]:
        """The pieces as they are to be stored."""
        for piece in patched(pieces_of(self.file), self._patches):
            self.written += len(piece)
            self._limits.refuse_size(self.written, self._kind)
            self._digest.update(piece)
            yield piece

    @property
    def sha256(self) -> str:
        """Of what was stored so far."""
        return self._digest.hexdigest()


def pieces_of(file: Any) -> Iterator[bytes]:
    """A file from its start, in pieces."""
    file.seek(0)
    while piece := file.read(PIECE):
        yield piece


def sha256_of(file: Any) -> str:
    """Of the bytes as they were given. Leaves the file at its start."""
    digest = hashlib.sha256()
    for piece in pieces_of(file):
        digest.update(piece)
    file.seek(0)
    return digest.hexdigest()


def store(path: str, content: Metered) -> None:
    """Write a new file; whatever goes wrong, nothing of it stays. A full disk is a refusal to come back later."""
    try:
        saved = default_storage.save(path, content)
        if saved != path:
            default_storage.delete(saved)
            raise FileExistsError(path)
    except OSError as fault:
        default_storage.delete(path) if not isinstance(fault, FileExistsError) else None
        raise Busy(
            "文件暂时存不下。", "请稍后再传一次；若一直不行，请告诉系统管理员检查存储空间。"
        ) from fault
    except BaseException:
        default_storage.delete(path)
        raise


def remove(paths: list[str]) -> None:
    """Delete files; those already gone are gone."""
    for path in paths:
        default_storage.delete(path)
