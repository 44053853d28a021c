"""Forms from verbs: every kind of input, kept files, searched rows."""

from datetime import UTC, date, datetime
from typing import Annotated, Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import QueryDict
from django.utils.datastructures import MultiValueDict

from bihuan.faces.shared.forms import VerbForm
from bihuan.kernel import verbs
from bihuan.kernel.access import Actor
from bihuan.kernel.calendar import Limit
from bihuan.kernel.choices import Codes
from bihuan.kernel.refusals import NotVisible

ACTOR = Actor.public()
ROWS = {f"o{n}": f"第{n}科" for n in range(80)}


class Grade(Codes):
    A = "A", "疑难"
    B = "B", "跨部门"


def get_row(actor, key):
    if key not in ROWS:
        raise NotVisible()
    return key


@pytest.fixture(autouse=True)
def sections(monkeypatch):
    picker = verbs.Picker(
        "trial-sections",
        lambda actor, words: [k for k, v in ROWS.items() if words in v],
        get_row,
        str,
        ROWS.get,
    )
    monkeypatch.setitem(verbs.PICKERS, "trial-sections", picker)


def every(
    *,
    trial,
    by,
    at,
    line: Annotated[str, verbs.line("标题")],
    note: Annotated[str, verbs.note("说明")],
    flag: Annotated[bool, verbs.flag("紧急")],
    verdict: Annotated[bool, verbs.verdict("同意延期")],
    count: Annotated[int, verbs.count("人数")],
    day: Annotated[date, verbs.day("日期")],
    moment: Annotated[datetime, verbs.moment("时间")],
    choice: Annotated[Grade, verbs.choice("难度")],
    pick: Annotated[Any, verbs.pick("主办", "trial-sections")],
    picks: Annotated[list[Any], verbs.picks("协办", "trial-sections")],
    limit: Annotated[Limit, verbs.limit("时限")],
    extra: Annotated[Grade | None, verbs.choice("另一个")] = None,
): ...


def with_files(*, trial, by, at, proof: Annotated[list[Any], verbs.files("佐证")]): ...


VERB = verbs.Verb("every", "都要", every, lambda facts, actor: None)
FILES = verbs.Verb("with_files", "上传", with_files, lambda facts, actor: None)
SENT = (
    "submission_key=k&line=一&note=二&flag=on&verdict=no&count=3&day=2026-11-25&moment=2026-11-25T17:30&choice=B"
    "&pick=o1&picks=o2&picks=o79&limit_0=3&limit_1=wd&extra="
)


def bound(text, verb=VERB, files=None):
    return VerbForm(QueryDict(text), files, verb=verb, actor=ACTOR)


def test_every_kind_gives_the_type_that_the_action_wants():
    form = bound(SENT)
    assert form.is_valid(), form.errors
    assert form.inputs() == {
        "line": "一",
        "note": "二",
        "flag": True,
        "verdict": False,
        "count": 3,
        "day": date(2026, 11, 25),
        "moment": datetime(2026, 11, 25, 9, 30, tzinfo=UTC),
        "choice": Grade.B,
        "pick": "o1",
        "picks": ["o2", "o79"],
        "limit": Limit.parse("3 wd"),
        "extra": None,
    }


def test_what_is_missing_is_named_in_chinese():
    form = bound("submission_key=k")
    assert not form.is_valid()
    assert form.errors["line"] == ["请填写标题。"]
    assert form.errors["pick"] == ["请选择主办。"]
    assert "flag" not in form.errors
    assert form.errors["verdict"] == ["请选择同意延期还是不同意延期。"]


def test_what_is_too_long_is_said_in_our_words_and_not_lost():
    form = bound(SENT.replace("line=一", f"line={'长' * 201}"))
    assert form.errors["line"] == ["最多 200 个字，现在有 201 个，请删短一些。"]
    assert "长" * 201 in str(form["line"])


def test_a_long_vocabulary_is_searched_and_works_without_javascript():
    form = bound("submission_key=k&pick__words=第7&pick__search=1&pick=o3&picks=o5")
    assert form.is_searching
    html = str(form["pick"])
    assert "第70科" in html and "第79科" in html
    assert "第3科" in html, "what was chosen before stays"
    assert "第50科" not in html
    assert "selected>第5科" in str(form["picks"])


def test_a_row_that_is_not_visible_does_not_exist():
    form = bound(SENT.replace("pick=o1", "pick=o999"))
    assert not form.is_valid()
    assert "没有找到“o999”" in form.errors["pick"][0]


def test_a_received_file_is_not_uploaded_twice(db):
    upload = SimpleUploadedFile("说明.pdf", b"%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF")
    form = bound("submission_key=k", FILES, MultiValueDict({"proof": [upload]}))
    form.receive_files(datetime(2026, 11, 23, tzinfo=UTC))
    assert form.is_valid(), form.errors
    kept = form.fields["proof"].received[0].key
    assert kept in str(form["proof"]) and "说明.pdf" in str(form["proof"])
    again = bound(f"submission_key=k&proof__kept={kept}", FILES, MultiValueDict())
    again.receive_files(datetime(2026, 11, 23, tzinfo=UTC))
    assert again.is_valid(), again.errors
    assert again.inputs()["proof"][0].key == kept


def test_a_file_that_may_not_come_in_is_said_beside_its_field(db):
    upload = SimpleUploadedFile("工具.exe", b"MZ\x90\x00" * 64)
    form = bound("submission_key=k", FILES, MultiValueDict({"proof": [upload]}))
    form.receive_files(datetime(2026, 11, 23, tzinfo=UTC))
    assert not form.is_valid()
    assert form.errors["proof"][0].startswith("工具.exe：")


def test_a_guessed_key_of_a_file_is_refused(db):
    form = bound("submission_key=k&proof__kept=abc", FILES, MultiValueDict())
    form.receive_files(datetime(2026, 11, 23, tzinfo=UTC))
    assert not form.is_valid()
