import json
import unicodedata
from datetime import UTC, date, datetime, timedelta, timezone
from enum import IntEnum, StrEnum
from types import MappingProxyType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bihuan.kernel.journal.canonical import NotCanonical, canonical

words = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=8).map(
    lambda text: unicodedata.normalize("NFC", text)
)
plain = st.recursive(
    st.none() | st.booleans() | st.integers(1 - 2**53, 2**53 - 1) | words,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(words, inner, max_size=4),
    max_leaves=12,
)


@given(plain)
def test_plain_values_are_written_as_any_json_library_would_with_sorted_keys(value):
    expected = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    assert canonical(value) == expected
    assert json.loads(canonical(value)) == value


class State(StrEnum):
    CLOSED = "CLOSED"


class Grade(IntEnum):
    A = 1


EIGHT_EAST = timezone(timedelta(hours=8))
WRITTEN = [
    (datetime(2026, 2, 13, 16, 0, tzinfo=EIGHT_EAST), '"2026-02-13T08:00:00.000000Z"'),
    (datetime(2026, 2, 13, 8, 0, 0, 7, tzinfo=UTC), '"2026-02-13T08:00:00.000007Z"'),
    (date(2026, 2, 13), '"2026-02-13"'),
    (State.CLOSED, '"CLOSED"'),
    (Grade.A, "1"),
    ((1, "a"), '[1,"a"]'),
    (MappingProxyType({"b": 1, "a": 2}), '{"a":2,"b":1}'),
    ("e\u0301", '"\u00e9"'),  # one letter, written in two ways
    ({"\uff5e": 1, "\U0001f600": 2}, '{"\uff5e":1,"\U0001f600":2}'),  # by code point, not by UTF-16
    ('"\\\n\x1f\u2028', '"\\"\\\\\\n\\u001f\u2028"'),
]


@pytest.mark.parametrize(("value", "text"), WRITTEN)
def test_other_values_have_one_text(value, text):
    assert canonical(value) == text


REFUSED = [
    (0.5, "$ is the float 0.5: write money as integer fen"),
    ({"a": [1, {"share": 1.0}]}, "$.a[1].share is the float 1.0"),
    (float("nan"), "$ is the float nan"),
    ({"a": "x\0"}, "$.a contains NUL"),
    ({"a\0": 1}, "contains NUL"),
    (["\ud800"], "$[0] contains half a surrogate pair"),
    (2**53, "beyond 2^53"),
    (datetime(2026, 2, 13), "naive"),  # noqa: DTZ001  that is the point
    ({1: 2}, "$.1 is under a key that is no text"),
    ({"e\u0301": 1, "\u00e9": 2}, "twice after normalisation"),
    (b"bytes", "$ is a bytes"),
    ({"at": object()}, "$.at is a object"),
    ({"a": {1, 2}}, "$.a is a set"),
]


@pytest.mark.parametrize(("value", "sentence"), REFUSED)
def test_what_has_no_canonical_text_is_refused_and_says_where(value, sentence):
    with pytest.raises(NotCanonical) as refusal:
        canonical(value)
    assert sentence in str(refusal.value)
