"""Refused, explained, reported upward, answered a year later."""

import pytest

from bihuan.domain.cases import actions as cases
from bihuan.domain.cases.actions import Outsider
from bihuan.domain.cases.choices import Outcome, State
from bihuan.domain.cases.models import Case
from bihuan.domain.remedies import actions
from bihuan.domain.remedies.jobs import tell_answers
from bihuan.domain.remedies.queries.lists import cases_carried_by
from bihuan.kernel.access import Actor
from bihuan.kernel.duties.queries import duties_of
from bihuan.kernel.journal import history
from bihuan.kernel.notices.models import Notice
from bihuan.testing.cases import Loop


@pytest.fixture
def loop(city) -> Loop:
    return Loop(city)


def explained(loop: Loop, n: int) -> Case:
    """The policy does not cover it: explained and reported upward, an honest outcome; the reporter was asked and it is closed."""
    case = loop.until(
        "complete",
        content=f"一九九七年的自建房办不了证，第{n}户。",
        reporter=Outsider(name=f"住户{n}", phone=f"138000030{n:02d}"),
    )

    def do(action, who, **inputs):
        return action(case=case, by=loop.actor(who), at=loop.later(), **inputs)

    reply = "依据省厅办法第四条，一九九八年以前的自建房不在补办范围；已向省厅反映，联系人李强，0716-8123456。"
    do(cases.complete_case, "li_qiang", outcome=Outcome.REPORTED_UPWARD, reply=reply)
    do(cases.endorse_case, "gao_feng")
    do(cases.strike_off_case, "zheng_kai", on_site=True)
    do(cases.follow_up_case, "wu_tong", solved=False, contact_confirmed=True, satisfaction="DISSATISFIED")
    do(
        cases.uphold_case,
        "han_xue",
        reason="现行规定确实不覆盖，已经向上反映。",
        remedies="省厅答复后会告诉您，您可以再次申请；也可以申请行政复议。",
    )
    case.refresh_from_db()
    return case


def test_refused_explained_reported_upward_answered_a_year_later(loop):
    first, second = explained(loop, 1), explained(loop, 2)
    assert first.state == State.CLOSED and first.outcome == Outcome.REPORTED_UPWARD

    def do(action, upward, who, **inputs):
        return action(upward=upward, by=loop.actor(who), at=loop.later(), **inputs)

    # The section drafts for the whole class of like problems, its head signs, the desk sends it with date and number.
    upward = actions.draft_upward(
        by=loop.actor("li_qiang"),
        at=loop.later(),
        title="一九九八年以前自建房补办手续",
        superior="省住房和城乡建设厅",
        problem="现行办法不覆盖一九九八年以前的自建房。",
        request="请明确补办口径。",
        cases=[first],
    )
    upward = do(actions.add_cases, upward, "zhao_min", cases=[second])
    assert list(cases_carried_by(upward, loop.actor("zhao_min"))) == [first, second]
    upward = do(actions.ask_upward, upward, "li_qiang")
    upward = do(actions.decide_upward, upward, "director_chen", granted=True)
    upward = do(actions.send_upward, upward, "ma_li", document="荆住建〔2026〕31号", sent_on=loop.at.date())

    # Nothing comes for months; the asking after it is somebody's duty, again and again.
    for _ in range(4):
        loop.later(days=80)
        assert "chase" in {duty.verb for duty in duties_of(loop.actor("ma_li"))}
        upward = do(actions.chase_upward, upward, "ma_li", gist="还在会签。")

    # A year later the answer comes: every waiting reporter is told, without anyone remembering to.
    loop.later(days=45)
    upward = do(
        actions.record_answer,
        upward,
        "ma_li",
        answer="GRANTED",
        text="省厅已同意补办，请带身份证和老照片到窗口办理。",
        document="鄂建〔2027〕12号",
    )
    assert not duties_of(loop.actor("ma_li")).filter(subject_kind="upward").exists()
    tell_answers(Actor.calendar("remedies"), loop.later())
    for case in (first, second):
        told = history(case.subject)[-1]
        assert told.event == "case.upward_answer" and upward.number in told.text
        assert Notice.objects.filter(entry_id=told.pk, recipient=f"reporter:{case.pk}").exists()

    # And one of them asks again: with the receipt alone, round two, a new promise; the other leaves it.
    again = cases.ask_again(case=first, by=Actor.receipt(f"case:{first.pk}"), at=loop.later())
    assert (again.state, again.round) == (State.ACCEPTED, 2)
    assert {duty.verb for duty in duties_of(loop.actor("zhao_min")).filter(subject_id=first.pk)} >= {
        "dispatch"
    }
    second.refresh_from_db()
    assert second.state == State.CLOSED
