"""pydantic's errors in Chinese."""

from datetime import datetime
from enum import StrEnum

import pytest
from pydantic import BaseModel, Field, ValidationError, field_validator

from bihuan.faces.shared.pydantic_zh import OTHERWISE, malformed


class Kind(StrEnum):
    A = "a"
    B = "b"


class Reporter(BaseModel):
    phone: str = Field(max_length=5)


class Case(BaseModel):
    title: str = Field(min_length=2)
    kind: Kind
    people: int = Field(ge=0)
    at: datetime
    reporter: Reporter

    @field_validator("title")
    @classmethod
    def _not_bad(cls, value):
        if value == "坏标题":
            raise ValueError("标题里不能写这个。")
        return value


GOOD = {
    "title": "标题",
    "kind": "a",
    "people": 1,
    "at": "2026-11-23T09:00:00+08:00",
    "reporter": {"phone": "1"},
}


@pytest.mark.parametrize(
    ("change", "field", "sentence"),
    [
        ({"title": None}, "title", "应是文字。"),
        ({"title": "一"}, "title", "至少 2 个字。"),
        ({"title": "坏标题"}, "title", "标题里不能写这个。"),
        ({"kind": "c"}, "kind", "只能是其中之一：'a' or 'b'。"),
        ({"people": -1}, "people", "不能小于 0。"),
        ({"people": "许多"}, "people", "应是整数。"),
        ({"at": "昨天"}, "at", "应是时间，如 2026-02-25T17:30:00+08:00。"),
        ({"reporter": {"phone": "123456"}}, "reporter.phone", "最多 5 个字。"),
        ({"reporter": {}}, "reporter.phone", "缺少这一项。"),
    ],
)
def test_each_error_has_its_sentence_and_its_field(change, field, sentence):
    with pytest.raises(ValidationError) as error:
        Case(**{**GOOD, **change})
    assert malformed(error.value.errors()).fields == {field: sentence}


def test_no_english_reaches_anybody():
    assert malformed([{"type": "something_new", "loc": ("body", "x"), "msg": "Oops"}]).fields == {
        "x": OTHERWISE
    }
    own = {"type": "value_error", "loc": ("x",), "ctx": {"error": ValueError("bad thing")}}
    assert malformed([own]).fields == {"x": OTHERWISE}
