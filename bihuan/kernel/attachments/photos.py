"""Photos are decoded and written anew: nothing of the given file survives but the picture."""

import re
import tempfile
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from typing import IO
from zoneinfo import ZoneInfo

import pillow_heif
from PIL import ExifTags, Image, ImageOps

from bihuan.kernel.refusals import Malformed

LONGEST_SIDE = 4096
QUALITY = 88
# JPEG is decoded at a fraction of its size where that is enough; the others need their full size in memory.
MOST_PIXELS = {"jpg": 250_000_000, "png": 64_000_000, "heic": 64_000_000}
FORMATS = {"jpg": ("JPEG", "MPO"), "png": ("PNG",), "heic": ("HEIF",)}
IN_MEMORY = 4_000_000
_BEIJING = ZoneInfo("Asia/Shanghai")

Image.MAX_IMAGE_PIXELS = max(MOST_PIXELS.values())
pillow_heif.register_heif_opener()


@dataclass(frozen=True, slots=True)
class Photo:
    """code: jpg or png.   look: 64 bits that survive resizing and recompression, empty for a plain surface."""

    content: IO[bytes]
    code: str
    taken_at: datetime | None
    look: str


def clean_photo(file: IO[bytes], code: str) -> Photo:
    """The picture upright, at most 4096 pixels wide or high, without EXIF, place, comment or thumbnail. HEIC becomes JPEG."""
    file.seek(0)
    try:
        with Image.open(file, formats=FORMATS[code]) as image:
            if image.width * image.height > MOST_PIXELS[code]:
                raise _too_many_pixels()
            taken_at = _taken_at(image)
            return _written(_upright(image), "png" if code == "png" else "jpg", taken_at)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise _too_many_pixels() from None
    except (OSError, ValueError, SyntaxError, EOFError, RuntimeError, TypeError, KeyError, IndexError):
        # Pillow's decoders answer garbage with any of these.
        raise Malformed(
            "photo_unreadable", "图片打不开，可能已损坏。", "请重新拍照，或另存为 JPEG 后再传。"
        ) from None


def _upright(image: Image.Image) -> Image.Image:
    image.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))
    upright = ImageOps.exif_transpose(image)
    upright.thumbnail((LONGEST_SIDE, LONGEST_SIDE), Image.Resampling.LANCZOS)
    # Pillow writes comments and XMP back from here.
    upright.info = {}
    return upright


def _written(image: Image.Image, code: str, taken_at: datetime | None) -> Photo:
    content = tempfile.SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115  handed to the caller, who closes it
    if code == "png":
        image.save(content, format="PNG")
    else:
        image.convert("RGB").save(content, format="JPEG", quality=QUALITY, optimize=False)
    content.seek(0)
    return Photo(content, code, taken_at, look_of(image))


def look_of(image: Image.Image) -> str:
    """A difference hash: is each point of a 9 × 8 grey picture darker than its neighbour. 16 hex digits."""
    grey = list(image.convert("RGB").convert("L").resize((9, 8), Image.Resampling.BOX).tobytes())
    bits = [grey[9 * y + x] > grey[9 * y + x + 1] for y in range(8) for x in range(8)]
    number = sum(1 << n for n, bit in enumerate(bits) if bit)
    return f"{number:016x}" if 8 <= number.bit_count() <= 56 else ""


def _taken_at(image: Image.Image) -> datetime | None:
    exif = image.getexif()
    details = exif.get_ifd(ExifTags.IFD.Exif)
    text = details.get(ExifTags.Base.DateTimeOriginal) or exif.get(ExifTags.Base.DateTime)
    try:
        taken = datetime.strptime(str(text).strip("\0 "), "%Y:%m:%d %H:%M:%S")  # noqa: DTZ007  the zone follows
    except ValueError:
        return None
    return taken.replace(tzinfo=_zone(str(details.get(ExifTags.Base.OffsetTimeOriginal, ""))))


def _zone(offset: str) -> timezone | ZoneInfo:
    found = re.fullmatch(r"([+-])(\d\d):(\d\d)", offset.strip("\0 "))
    if found is None or int(found[2]) > 14:
        return _BEIJING
    span = timedelta(hours=int(found[2]), minutes=int(found[3]))
    return timezone(span if found[1] == "+" else -span)


def _too_many_pixels() -> Malformed:
    return Malformed("photo_too_many_pixels", "图片的像素太多，打不开。", "请把图片缩小后再传。")
