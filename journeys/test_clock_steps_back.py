"""The server's clock steps back in the middle of a case: order is the sequence, never a timestamp, and nothing breaks."""

from datetime import timedelta

import pytest

from bihuan.domain.cases.choices import State
from bihuan.domain.cases.queries import time_account
from bihuan.kernel.journal import history, last_seq
from bihuan.kernel.journal.verify import verify_journal
from bihuan.testing.cases import Loop


@pytest.fixture
def loop(city) -> Loop:
    return Loop(city)


def test_a_case_walks_on_while_the_clock_goes_back_three_hours_and_a_day(loop):
    case = loop.until("acknowledge")
    for step, back in (
        ("acknowledge", timedelta(hours=3)),
        ("subdispatch", timedelta(minutes=1)),
        ("acknowledge_section", timedelta(days=1)),
        ("contact", timedelta()),
        ("complete", timedelta(hours=2)),
        ("endorse", timedelta()),
    ):
        loop.at -= back
        case = loop.step(step, case)
    assert case.state == State.COMPLETED

    entries = history(case.subject)
    moments = [entry.at for entry in entries]
    assert moments != sorted(moments)  # the clock did step back
    assert [entry.seq for entry in entries] == list(range(1, last_seq(case.subject) + 1))
    told = [entry.event for entry in entries]
    assert told.index("case.dispatch") < told.index("case.acknowledge") < told.index("case.complete")
    assert verify_journal().holds
    assert all(held.working_minutes >= 0 for held in time_account(case, at=loop.at))
    assert all(leg.late_minutes >= 0 for leg in case.legs.all())
