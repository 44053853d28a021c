from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bihuan.kernel.figures.doubts import doubts_about
from bihuan.kernel.figures.periods import Period
from bihuan.kernel.figures.values import Value, spoken


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (Value(1114, 1196, "%"), "93.1 %，1114 / 1196，2023 年"),
        (Value(4631, 4875, "%"), "95.0 %，4631 / 4875，2023 年"),
        (Value(1, 8, "%"), "12.5 %，1 / 8，2023 年"),
        (Value(1, 16, "%"), "6.3 %，1 / 16，2023 年"),  # halves up
        (Value(0, 0, "%"), "无数据，0 / 0，2023 年"),
        (Value(1196, None, "件"), "1196 件，2023 年"),
        (Value(11, 4, "个工作日"), "2.8 个工作日，11 / 4，2023 年"),
        (Value(2100000050, None, "元"), "21000000.50 元，2023 年"),
    ],
)
def test_a_share_is_never_said_without_its_numbers_and_its_period(value: Value, said: str) -> None:
    assert spoken(value, Period.year(2023)) == said


def test_shares_are_added_by_their_parts() -> None:
    assert Value(1, 2, "%") + Value(1, 4, "%") == Value(2, 6, "%")
    assert Value(1, None, "件") + Value(2, None, "件") == Value(3, None, "件")
    for other in (Value(1, 2, "件"), Value(1, None, "%")):
        with pytest.raises(ValueError, match="not added"):
            Value(1, 2, "%") + other


@pytest.mark.parametrize(
    ("text", "label", "first", "last"),
    [
        ("2023", "2023 年", date(2023, 1, 1), date(2023, 12, 31)),
        ("2023-Q2", "2023 年第二季度", date(2023, 4, 1), date(2023, 6, 30)),
        ("2024-02", "2024 年 2 月", date(2024, 2, 1), date(2024, 2, 29)),
        ("2023-05-01", "2023 年 5 月 1 日", date(2023, 5, 1), date(2023, 5, 1)),
        (
            "2021-05-01..2023-12-31",
            "2021 年 5 月 1 日至2023 年 12 月 31 日",
            date(2021, 5, 1),
            date(2023, 12, 31),
        ),
    ],
)
def test_a_period_is_written_as_it_is_read(text: str, label: str, first: date, last: date) -> None:
    period = Period.parse(text)
    assert (str(period), period.label, period.from_on, period.until_on) == (text, label, first, last)


@pytest.mark.parametrize(
    "text", ["", "23", "2023-13", "2023-Q5", "2023-02-30", "2023-05-02..2023-05-01", "去年"]
)
def test_what_is_no_period_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="看不懂期间"):
        Period.parse(text)


@pytest.mark.parametrize(
    ("text", "before"),
    [("2023", "2022"), ("2023-Q1", "2022-Q4"), ("2024-03", "2024-02"), ("2023-05-01", "2023-04-30"),
     ("2023-05-11..2023-05-20", "2023-05-01..2023-05-10")],
)  # fmt: skip
def test_the_period_before(text: str, before: str) -> None:
    assert str(Period.parse(text).before()) == before


@given(st.dates(date(1990, 1, 1), date(2100, 1, 1)), st.integers(0, 1500))
def test_months_cover_a_period_without_gaps(first: date, days: int) -> None:
    period = Period(first, date.fromordinal(first.toordinal() + days))
    months = period.months()
    assert months[0].from_on <= period.from_on <= months[0].until_on
    assert months[-1].from_on <= period.until_on <= months[-1].until_on
    assert all(a.ends_at == b.begins_at for a, b in pairwise(months))


def test_a_day_begins_at_midnight_in_the_city() -> None:
    assert Period.day(date(2023, 5, 1)).begins_at.isoformat() == "2023-05-01T00:00:00+08:00"


@pytest.mark.parametrize(
    ("value", "said", "doubt"),
    [
        (Value(1114, 1196, "%"), "93.1 %", ""),
        (Value(4631, 4875, "%"), "95%", ""),
        (Value(506, 539, "%"), "94.9 %", "由分子分母算得 93.9"),
        (Value(1196, None, "件"), "1,196", ""),
        (Value(12, 10, "%"), "", "分子 12 大于分母 10"),
        (Value(93, None, "%"), "", "没有分子和分母"),
        (Value(1, 0, "%"), "", "分母为零"),
        (Value(-1, None, "件"), "", "为负"),
        (Value(1, 2, "%"), "一半", "看不懂"),
    ],
)
def test_a_reported_figure_is_doubted_where_its_parts_do_not_give_it(
    value: Value, said: str, doubt: str
) -> None:
    doubts = "".join(doubts_about(value, said))
    assert doubt in doubts if doubt else not doubts
