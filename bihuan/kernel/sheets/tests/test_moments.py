from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bihuan.kernel.refusals import Malformed
from bihuan.kernel.sheets import parse_day, parse_moment
from bihuan.kernel.sheets.moments import BEIJING


@pytest.mark.parametrize(
    ("typed", "beijing"),
    [
        ("2023/1/5 9:03", "2023-01-05 09:03"),
        ("2023-01-05 09:03:00", "2023-01-05 09:03"),
        ("2023.1.5", "2023-01-05 00:00"),
        ("2023年1月5日", "2023-01-05 00:00"),
        ("2023 年 1 月 5 日 9时03分", "2023-01-05 09:03"),
        ("2023年1月5日下午3时", "2023-01-05 15:00"),
        ("2023年1月5日 星期四 下午3:05", "2023-01-05 15:05"),
        ("2023-1-5 12:30 AM", "2023-01-05 00:30"),
        ("2023-1-5 中午12点", "2023-01-05 12:00"),
        ("２０２３／１／５　９：０３", "2023-01-05 09:03"),
        ("2023-01-05T09:03:07.123", "2023-01-05 09:03"),
        ("2023-01-05T01:03:00Z", "2023-01-05 09:03"),
        ("2023-01-05 09:03:00+08:00", "2023-01-05 09:03"),
        ("2023-01-05 24:00", "2023-01-06 00:00"),
        ("20230105", "2023-01-05 00:00"),
        ("20230105 0903", "2023-01-05 09:03"),
        ("20230105090307", "2023-01-05 09:03"),
        (44931, "2023-01-05 00:00"),
        (44931.377083333334, "2023-01-05 09:03"),
        ("44931.377083333334", "2023-01-05 09:03"),
        (datetime(2023, 1, 5, 9, 3), "2023-01-05 09:03"),  # noqa: DTZ001  as a spreadsheet gives it
        (datetime(2023, 1, 5, 1, 3, tzinfo=UTC), "2023-01-05 09:03"),
        (date(2023, 1, 5), "2023-01-05 00:00"),
        ("1989-07-01 12:00", "1989-07-01 12:00"),
    ],
)
def test_what_an_office_types_is_read_in_beijing_time(typed, beijing):
    read = parse_moment(typed)
    assert read.tzinfo is UTC
    assert f"{read.astimezone(BEIJING):%Y-%m-%d %H:%M}" == beijing
    assert parse_day(typed).isoformat() == beijing[:10]


@pytest.mark.parametrize(
    "typed",
    [
        "1/5/2023",
        "23-1-5",
        "2023-13-01",
        "2023-02-30",
        "2023-1-5 25:00",
        "昨天",
        "",
        None,
        3,
        99_999,
        True,
        "2023",
        "2023年1月",
        float("nan"),
    ],
)
def test_what_may_mean_two_days_or_none_is_refused(typed):
    with pytest.raises(Malformed) as refused:
        parse_moment(typed)
    assert "2023-01-05 09:03" in refused.value.help


@given(st.datetimes(min_value=datetime(1992, 1, 1), max_value=datetime(2090, 1, 1)))  # noqa: DTZ001  hypothesis wants them so
def test_a_day_number_and_a_written_moment_agree(moment):
    serial = (moment - datetime(1899, 12, 30)) / timedelta(days=1)  # noqa: DTZ001  naive like the other
    written = parse_moment(f"{moment:%Y/%m/%d %H:%M:%S}")
    assert abs(parse_moment(serial) - written) <= timedelta(seconds=1)


@given(st.text(max_size=30) | st.floats() | st.integers())
def test_anything_is_a_moment_or_a_refusal(cell):
    try:
        assert parse_moment(cell).tzinfo is UTC
    except Malformed as refusal:
        assert refusal.help
