from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from bihuan.kernel.calendar import Limit
from bihuan.kernel.parameters import reading
from bihuan.kernel.parameters.reading import FaultyParameters, read_catalogue
from bihuan.kernel.parameters.tests.conftest import FILE
from bihuan.kernel.parameters.values import NoValue, UnknownParameter, document_of, explain, value


@pytest.mark.parametrize(
    ("on", "keys", "expected"),
    [
        (date(2022, 1, 1), {}, 5),
        (date(2023, 4, 30), {"programme": "dual"}, 5),
        (date(2023, 5, 1), {}, 3),
        (date(2023, 5, 1), {"programme": "ten"}, 3),
        (date(2023, 5, 1), {"programme": "ten", "request_type": "inquiry"}, 2),
        (date(2023, 5, 1), {"request_type": "inquiry"}, 2),
        (date(2023, 5, 1), {"programme": "dual", "request_type": "complaint"}, 4),
        (date(2023, 5, 1), {"programme": "dual", "request_type": "inquiry"}, 1),
        (date(2025, 1, 1), {}, 3),  # what is in quarantine does not execute
    ],
)
def test_the_most_specific_row_of_that_day_wins(on: date, keys: dict[str, str], expected: int) -> None:
    assert value("cases.accept", on=on, **keys) == expected


def test_an_expired_value_answers_for_the_days_on_which_it_held() -> None:
    assert value("cases.share", on=date(2022, 12, 31)) == Decimal("0.05")
    with pytest.raises(NoValue, match="2023-01-01 没有生效的参数“占比”"):
        value("cases.share", on=date(2023, 1, 1))


def test_before_the_first_day_there_is_no_value() -> None:
    with pytest.raises(NoValue):
        value("cases.accept", on=date(2020, 12, 31))


def test_a_limit_is_one() -> None:
    assert value("cases.handle", on=date(2022, 1, 1)) == Limit.parse("15 wd")


def test_words_keep_their_order() -> None:
    assert value("cases.words", on=date(2022, 1, 1)) == ("轻生", "燃气泄漏")


def test_an_unknown_code_names_the_nearest() -> None:
    with pytest.raises(UnknownParameter, match=r"cases\.accept"):
        value("cases.acept", on=date(2022, 1, 1))


def test_an_unknown_key_names_the_known_ones() -> None:
    with pytest.raises(LookupError, match="programme, request_type"):
        value("cases.accept", on=date(2022, 1, 1), program="dual")


def test_explain_says_which_row_and_which_document() -> None:
    told = explain("cases.accept", on=date(2023, 6, 1), programme="dual", request_type="complaint")
    assert told.keys == {"programme": "dual", "request_type": "*"}
    assert told.from_on == date(2023, 5, 1)
    assert told.source == "parameters/cases.yaml"
    assert str(told.document) == "《某省营商环境投诉办法》（某发〔2023〕1号）"
    assert document_of("cases.words", on=date(2022, 1, 1)).number == "某发〔2023〕1号"


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        (("description: 受理时限", "description: ''"), "cases.accept:description 不能为空"),
        (("type: int", "type: number"), "cases.accept:'number'"),
        (("value: 5", "value: five"), "应为整数"),
        (("value: 5", "value: 0"), "小于下限"),
        (("value: 5", "value: 91"), "大于上限"),
        (("value: 5", "valve: 5"), "不认识 valve"),
        (("value: 50", "value: 50\n        rows: []"), "要写且只写一个"),
        (("{programme: dual, value: 4}", "{request_type: inquiry, value: 4}"), "同一组键写了两行"),
        (("{programme: dual, value: 4}", "{program: dual, value: 4}"), "不认识 program"),
        (("document: guess", "document: gues"), "documents 里没有“gues”"),
        (("until: 2022-12-31, ", ""), "失效的值要写明最后一天"),
        (("from: 2024-01-01", "from: 2024"), "应为日期"),
        (("number: 无", "number: ''"), "number 不能为空"),
        (("cases.words:", "cases.share:"), "重复的键"),
        (("value: 15 wd", "value: 15 days"), "看不懂时限"),
        (("unit: 时限, type: limit", "unit: 时限, min: 1 wd, type: limit"), "时限没有上下限"),
        (("[轻生, 燃气泄漏]", "[轻生, 轻生]"), "重复的词"),
    ],
)
def test_a_file_that_does_not_hold_says_where(tmp_path: Path, change: tuple[str, str], fault: str) -> None:
    assert change[0] in FILE
    (tmp_path / "parameters" / "cases.yaml").write_text(FILE.replace(*change), encoding="utf-8")
    with pytest.raises(FaultyParameters) as faulty:
        read_catalogue(tmp_path)
    assert fault in str(faulty.value)
    assert str(faulty.value).startswith("parameters/cases.yaml")


def test_a_code_is_defined_in_one_file(tmp_path: Path) -> None:
    (tmp_path / "parameters" / "more.yaml").write_text(FILE, encoding="utf-8")
    with pytest.raises(FaultyParameters, match=r"已在 parameters/cases\.yaml 里定义"):
        read_catalogue(tmp_path)


def test_every_shipped_value_is_described_and_documented() -> None:
    for parameter in reading.shipped().values():
        assert parameter.description and parameter.unit, parameter.code
        assert all(d.document.title and d.document.number for d in parameter.dated), parameter.code
