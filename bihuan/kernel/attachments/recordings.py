"""Phones write where and with what a video was taken into its boxes. Those boxes are renamed `free`, which players skip: the
length and every offset in the file stay as they are, so that nothing is decoded and 200 MB pass in pieces."""

import struct
from collections.abc import Iterator
from typing import IO

# Containers that are walked, and boxes in them that carry place, device, author or comments.
_WALKED = {b"moov", b"trak", b"mdia", b"minf", b"moof", b"traf"}
_PRIVATE = {b"udta", b"meta", b"uuid"}
_DEEPEST = 6
_MOST_BOXES = 20_000


def private_boxes(file: IO[bytes], size: int) -> dict[int, bytes]:
    """What to write where, so that an MP4, MOV or M4A no longer says where it was taken. Offsets of box names."""
    return {start + 4: b"free" for start, name in _boxes(file, size) if name in _PRIVATE}


def _boxes(file: IO[bytes], size: int) -> Iterator[tuple[int, bytes]]:
    waiting = [(0, size, 0)]
    seen = 0
    while waiting:
        start, end, depth = waiting.pop()
        while start + 8 <= end and seen < _MOST_BOXES:
            seen += 1
            file.seek(start)
            length, name, header = _header(file, end - start)
            if length < header or start + length > end:
                break
            yield start, name
            if name in _WALKED and depth < _DEEPEST:
                waiting.append((start + header, start + length, depth + 1))
            start += length
    file.seek(0)


def _header(file: IO[bytes], left: int) -> tuple[int, bytes, int]:
    length, name = struct.unpack(">I4s", file.read(8))
    if length == 1:
        large = file.read(8)
        return (struct.unpack(">Q", large)[0] if len(large) == 8 else 0), name, 16
    return (left if length == 0 else length), name, 8


def patched(pieces: Iterator[bytes], patches: dict[int, bytes]) -> Iterator[bytes]:
    """The pieces of a file with bytes written over at absolute offsets, also where a patch straddles two pieces."""
    offset = 0
    for piece in pieces:
        touched = [
            (at, new) for at, new in patches.items() if at < offset + len(piece) and at + len(new) > offset
        ]
        if touched:
            writable = bytearray(piece)
            for at, new in touched:
                for n, byte in enumerate(new):
                    if 0 <= at + n - offset < len(piece):
                        writable[at + n - offset] = byte
            piece = bytes(writable)
        yield piece
        offset += len(piece)
