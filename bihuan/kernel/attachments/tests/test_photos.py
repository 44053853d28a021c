import io
import struct
import zlib
from datetime import UTC, datetime

import pytest
from PIL import Image, PngImagePlugin

from bihuan.kernel.attachments import photos
from bihuan.kernel.attachments.photos import LONGEST_SIDE, clean_photo, look_of
from bihuan.kernel.attachments.tests import conftest as make
from bihuan.kernel.refusals import Malformed


def with_exif(taken="2026:11:20 09:30:00", orientation=6, offset=None) -> bytes:
    exif = Image.Exif()
    exif[0x0110] = "Phone of Zhang San"
    exif[0x0112] = orientation
    details = exif.get_ifd(0x8769)
    details[0x9003] = taken
    if offset:
        details[0x9011] = offset
    exif.get_ifd(0x8825).update({1: "N", 2: (30.0, 20.0, 6.0), 3: "E", 4: (112.0, 14.0, 20.0)})
    return make.jpeg(exif=exif, comment=b"secret comment", xmp=b"<x:xmpmeta>secret place</x:xmpmeta>")


def test_nothing_of_the_photo_survives_but_the_picture_upright():
    given = with_exif()
    assert b"Zhang San" in given
    assert b"secret place" in given
    photo = clean_photo(io.BytesIO(given), "jpg")
    written = photo.content.read()
    for trace in (b"Exif", b"Zhang San", b"secret", b"xmp"):
        assert trace not in written
    image = Image.open(io.BytesIO(written))
    assert image.size == (480, 640)
    assert not image.getexif()


def test_when_it_was_taken_is_read_before_it_is_removed():
    assert clean_photo(io.BytesIO(with_exif()), "jpg").taken_at == datetime(2026, 11, 20, 1, 30, tzinfo=UTC)
    abroad = clean_photo(io.BytesIO(with_exif(offset="+09:00")), "jpg")
    assert abroad.taken_at == datetime(2026, 11, 20, 0, 30, tzinfo=UTC)


@pytest.mark.parametrize("taken", ["0000:00:00 00:00:00", "yesterday", "", "2026:13:01 00:00:00"])
def test_a_moment_that_cannot_be_is_left_out(taken):
    assert clean_photo(io.BytesIO(with_exif(taken)), "jpg").taken_at is None


def test_a_png_loses_its_texts_and_stays_a_png():
    info = PngImagePlugin.PngInfo()
    info.add_text("Author", "Zhang San")
    photo = clean_photo(io.BytesIO(make.png(pnginfo=info, exif=Image.Exif())), "png")
    written = photo.content.read()
    assert photo.code == "png"
    assert b"Zhang San" not in written
    assert written.startswith(b"\x89PNG")


def test_a_heic_becomes_a_jpeg_that_every_browser_shows():
    photo = clean_photo(io.BytesIO(make.heic()), "heic")
    assert photo.code == "jpg"
    assert Image.open(photo.content).size == (640, 480)


def test_a_large_photo_is_made_smaller():
    photo = clean_photo(io.BytesIO(make.jpeg(make.picture(9000, 600))), "jpg")
    assert max(Image.open(photo.content).size) <= LONGEST_SIDE


@pytest.mark.parametrize("mode", ["1", "L", "P", "LA", "RGBA", "I;16"])
def test_a_png_of_any_mode_is_cleaned(mode):
    assert (
        clean_photo(io.BytesIO(make.png(make.picture(64, 64).convert("L").convert(mode))), "png").code
        == "png"
    )


def test_a_printers_jpeg_is_cleaned():
    assert clean_photo(io.BytesIO(make.jpeg(make.picture(64, 64).convert("CMYK"))), "jpg").code == "jpg"


def test_a_picture_with_too_many_points_is_refused_before_it_is_decoded(monkeypatch):
    monkeypatch.setitem(photos.MOST_PIXELS, "png", 100)
    given = make.png()
    monkeypatch.setattr(Image.Image, "load", lambda self: pytest.fail("was decoded"))
    with pytest.raises(Malformed, match="像素太多"):
        clean_photo(io.BytesIO(given), "png")


def test_a_decompression_bomb_is_refused():
    # 30,000 × 30,000 points of one colour fit into a few kilobytes.
    header = make.png(Image.new("1", (1, 1)))
    size = struct.pack(">II", 30_000, 30_000) + header[24:29]
    bomb = header[:16] + size + struct.pack(">I", zlib.crc32(b"IHDR" + size)) + header[33:]
    with pytest.raises(Malformed, match="像素太多"):
        clean_photo(io.BytesIO(bomb), "png")


@pytest.mark.parametrize("cut", [20, 200, 2000])
def test_half_a_photo_is_refused(cut):
    with pytest.raises(Malformed, match="打不开"):
        clean_photo(io.BytesIO(make.jpeg()[:cut]), "jpg")


def test_the_look_survives_resizing_and_recompression():
    image = make.picture(1600, 1200)
    again = Image.open(io.BytesIO(make.jpeg(image.resize((800, 600)), quality=40)))
    assert look_of(image) == look_of(again) != ""
    assert look_of(image) != look_of(make.picture(1600, 1200, seed=3))


def test_a_plain_surface_looks_like_nothing():
    assert look_of(Image.new("RGB", (100, 100), "white")) == ""
