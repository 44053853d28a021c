import json

import pytest
from django.core.management import CommandError, call_command

pytestmark = pytest.mark.django_db


def said(capsys, *arguments):
    call_command("deadline", *arguments)
    return capsys.readouterr().out


def test_it_prints_the_moment_and_the_skipped_days_with_reasons(capsys):
    lines = said(capsys, "--from", "2026-02-13T16:00", "--working-days", "3").splitlines()
    assert lines[0] == "2026-02-25 17:30"
    assert "  2026-02-17 星期二 春节" in lines
    assert not any("暂定" in line for line in lines)


def test_json_says_whether_it_is_provisional(capsys):
    found = json.loads(said(capsys, "--from", "2026-12-11T09:00", "--working-days", "15", "--json"))
    assert found["due_at"] == "2027-01-04T17:30:00+08:00"
    assert found["provisional"] is True
    assert {"date": "2027-01-01", "reason": "元旦"} in found["skipped"]


@pytest.mark.parametrize(
    ("option", "amount", "due"),
    [
        ("--working-hours", "4", "2026-02-14 11:00"),
        ("--natural-days", "3", "2026-02-24 17:30"),
        ("--limit", "2 h", "2026-02-13 18:00"),
    ],
)
def test_other_limits(capsys, option, amount, due):
    assert said(capsys, "--from", "2026-02-13T16:00", option, amount).splitlines()[0] == due


def test_a_moment_with_a_zone_is_taken_as_it_is(capsys):
    assert said(capsys, "--from", "2026-02-13T08:00+00:00", "--working-days", "3").startswith(
        "2026-02-25 17:30"
    )


@pytest.mark.parametrize(
    ("start", "amount", "sentence"),
    [
        ("gestern", "3", "看不懂时间"),
        ("2026-02-13T16:00", "0", "时限"),
        ("2026-02-13T16:00", "99999", "工作日历只到"),
    ],
)
def test_what_cannot_be_computed_is_a_sentence(start, amount, sentence):
    with pytest.raises(CommandError, match=sentence):
        call_command("deadline", "--from", start, "--working-days", amount)
