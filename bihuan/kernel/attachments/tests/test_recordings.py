import io

from hypothesis import given as fuzzed
from hypothesis import strategies as st

from bihuan.kernel.attachments.recordings import patched, private_boxes
from bihuan.kernel.attachments.tests import conftest as make


def cleaned(content: bytes, piece: int = 1 << 18) -> bytes:
    patches = private_boxes(io.BytesIO(content), len(content))
    return b"".join(patched((content[n : n + piece] for n in range(0, len(content), piece)), patches))


def test_players_skip_what_says_where_and_by_whom():
    content = make.video()
    after = cleaned(content)
    assert len(after) == len(content)
    assert b"udta" not in after
    assert after.count(b"free") == 2
    assert after.replace(b"free", b"udta") == content


@fuzzed(st.integers(1, 50))
def test_a_name_that_lies_across_two_pieces_is_written_over(piece):
    assert cleaned(make.video(), piece) == cleaned(make.video())


@fuzzed(st.binary(max_size=300))
def test_any_bytes_are_walked_to_an_end(content):
    assert len(cleaned(make.video()[:40] + content)) == 40 + len(content)


def test_a_box_longer_than_the_file_ends_the_walk():
    assert private_boxes(io.BytesIO(b"\xff\xff\xff\xffmoov" + b"\0" * 20), 28) == {}
    assert private_boxes(io.BytesIO(b"\0\0\0\x01moov\xff" + b"\0" * 20), 29) == {}
