import pytest

from bihuan.kernel.calendar.wording import worked


@pytest.mark.parametrize(
    ("minutes", "said"),
    [(0, "0 分钟"), (45, "45 分钟"), (60, "1 小时"), (690, "11 小时 30 分钟"), (1_950, "32 小时 30 分钟")],
)
def test_working_time_is_said_in_hours_and_never_in_days(minutes, said):
    assert worked(minutes) == said
