from datetime import date

import pytest

from bihuan.kernel.calendar.years import FaultyNotice, read_year

GOOD = """
year: 2027
document: 国务院办公厅关于2027年部分节假日安排的通知
holidays:
  - {name: 元旦, from_on: 2026-12-31, to_on: 2027-01-02}
working_days:
  - {day: 2027-01-03, for: 元旦}
"""


def test_a_notice_may_reach_into_the_december_before():
    year = read_year(GOOD)
    assert year.holidays[date(2026, 12, 31)] == "元旦"
    assert year.working_days == {date(2027, 1, 3): "元旦"}
    assert not year.provisional


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        ("year: 2027", "year: 2026", "不在 2026 年"),
        ("document: 国务院办公厅关于2027年部分节假日安排的通知", "document: ''", "文号"),
        ("2027-01-02}", "2026-12-01}", "不是一段假期"),
        ("day: 2027-01-03", "day: 2027-01-02", "既放假又上班"),
        ("day: 2027-01-03", "day: 2027-01-04", "本来就上班"),
        ("day: 2027-01-03", "day: morgen", "不是日期"),
        ("holidays:", "feiertage:", "看不懂"),
        ("year: 2027", "year: [", "看不懂"),
    ],
)
def test_what_does_not_hold_is_told_in_chinese(old, new, sentence):
    with pytest.raises(FaultyNotice, match=sentence):
        read_year(GOOD.replace(old, new))
