"""不能一拒了之: how much was reported upward, and whether those who raised it heard the answer."""

from datetime import timedelta

import pytest

from bihuan.domain.remedies import actions
from bihuan.domain.remedies.choices import UpwardAnswer
from bihuan.domain.remedies.figures import TALLIES
from bihuan.domain.remedies.jobs import tell_answers
from bihuan.kernel.access import Actor
from bihuan.kernel.figures import Period


@pytest.fixture
def asked(loop, upward):
    return actions.ask_upward(upward=upward, by=loop.actor("li_qiang"), at=loop.later())


def send(loop, upward):
    upward = actions.decide_upward(
        upward=upward, by=loop.actor("director_chen"), at=loop.later(), granted=True
    )
    return actions.send_upward(
        upward=upward,
        by=loop.actor("ma_li"),
        at=loop.later(),
        document="荆住建〔2026〕3号",
        sent_on=loop.at.date(),
    )


def shares(loop, of=""):
    period = Period.year(2026)
    told = TALLIES["remedies.upward_told"].value(period, loop.at + timedelta(minutes=1), of)
    reported = TALLIES["remedies.reported_upward"].value(period, loop.at + timedelta(minutes=1), of)
    return reported.numerator, (told.numerator, told.denominator)


def test_a_draft_counts_nowhere_and_what_is_sent_waits_to_be_told(loop, asked):
    assert shares(loop) == (0, (0, 0))
    send(loop, asked)
    assert shares(loop) == (1, (0, 1))
    assert shares(loop, f"office:{loop.city.housing.pk}") == (1, (0, 1))
    assert shares(loop, f"office:{loop.city.streets.pk}") == (0, (0, 0))


def test_answered_and_told_counts_and_opens_its_case(loop, asked):
    sent = send(loop, asked)
    actions.record_answer(
        upward=sent,
        by=loop.actor("ma_li"),
        at=loop.later(),
        answer=UpwardAnswer.GRANTED,
        text="可以补办。",
        document="鄂建函〔2026〕9号",
    )
    assert shares(loop) == (1, (0, 1))
    tell_answers(Actor.calendar("remedies"), loop.later())
    assert shares(loop) == (1, (1, 1))
    told = TALLIES["remedies.upward_told"]
    cases = told.cases(Period.year(2026), loop.at + timedelta(minutes=1), "", "above")
    assert list(cases) == [sent.upward_cases.get().case_id]
