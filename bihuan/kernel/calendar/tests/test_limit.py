import pytest

from bihuan.kernel.calendar import Limit, Unit


@pytest.mark.parametrize("text", ["3 wd", "4 wh", "90 wm", "7 d", "2 h", "15 min", "1 mo"])
def test_it_is_written_as_it_is_read(text):
    assert str(Limit.parse(text)) == text


def test_the_space_may_be_missing():
    assert Limit.parse(" 15wd ") == Limit(15, Unit.WORKING_DAYS) == Limit(15, "wd")


@pytest.mark.parametrize(
    "text", ["", "wd", "3", "3 days", "-3 wd", "3.5 wd", "三 wd", "٣ wd", "3 wd 4", "0 wd", "9999999 wd"]
)
def test_what_is_no_limit_is_told_in_chinese(text):
    with pytest.raises(ValueError, match="时限"):
        Limit.parse(text)


def test_its_label_is_for_screens():
    assert Limit.parse("3 wd").label == "3个工作日"


def test_only_hours_and_minutes_run_on_the_wall_clock():
    assert {unit for unit in Unit if Limit(1, unit).on_the_wall_clock} == {Unit.HOURS, Unit.MINUTES}
