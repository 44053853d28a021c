"""办结."""

from datetime import date

from bihuan.domain.cases import actions
from bihuan.domain.cases.choices import LegState, Outcome, State
from bihuan.domain.cases.models import Completion, Hand
from bihuan.domain.cases.tests.parts import do, owed, parts_of, promise, with_desk
from bihuan.domain.cases.tests.ready import held_by, last, paper
from bihuan.testing.refusals import refused

REPLY = "围挡已后移三米，依据施工许可整改完毕。"


def done(loop, case, who="li_qiang", **inputs):
    return do(loop, actions.complete_case, case, who, **{"outcome": Outcome.SOLVED, "reply": REPLY} | inputs)


def test_it_waits_for_the_head_of_the_section_and_does_not_count_yet(loop):
    case = loop.until("complete")
    file = paper(loop)
    case = done(loop, case, evidence=[file])
    section = parts_of(case)[-1]
    assert (case.state, section.state, case.outcome) == (State.HANDLING, LegState.SUBMITTED, "")
    assert ("endorse", section.office.key) in owed(case)
    assert ("handle", section.office.key) in owed(case) and promise(case)
    assert held_by(case) == (loop.city.housing.code, "SIGNING")
    said = Completion.objects.get()
    assert (said.reply.text, said.submitted_by) == (REPLY, loop.city.person("li_qiang"))
    assert Hand.objects.get(case=case, step="HANDLED").person == said.submitted_by
    file.refresh_from_db()
    assert (file.subject_id, file.item) == (case.pk, section.item)
    assert (last(case).event, last(case).data["files"]) == ("case.complete", [file.pk])
    assert REPLY not in last(case).text


def test_a_desk_that_handled_it_itself_goes_to_the_deputy(loop):
    case = done(loop, with_desk(loop), "ma_li")
    assert ("approve", loop.city.housing.key) in owed(case)


def test_where_the_handler_is_the_only_head_the_deputy_signs_instead(loop):
    case = done(loop, loop.until("complete"), "gao_feng")
    assert ("approve", loop.city.housing.key) in owed(case)
    assert do(loop, actions.approve_case, case, "lin_tao").state == State.COMPLETED


def test_where_the_head_is_the_person_complained_of_the_deputy_signs_instead(loop):
    case = done(loop, loop.until("complete", respondent_person=loop.city.person("gao_feng")))
    assert ("approve", loop.city.housing.key) in owed(case)


def test_a_promise_has_a_day_to_come_and_a_reply_has_words(loop):
    case = loop.until("complete")
    for day in (None, date(2026, 11, 23)):
        with refused("no_promised_day"):
            done(loop, case, outcome=Outcome.PROMISED, promised_on=day)
    with refused("no_reply"):
        done(loop, case, reply=" ")
    assert done(loop, case, outcome=Outcome.PROMISED, promised_on=date(2026, 11, 24))


def test_a_desk_waits_for_what_it_handed_on(loop):
    case = loop.until("complete")
    with refused("no_leg"):
        done(loop, case, "ma_li")


def test_it_is_refused_to_whoever_holds_no_part(loop):
    case = loop.until("complete")
    for who, code in (("tang_yue", "no_leg"), ("sun", "no_leg"), ("zhao_min", "not_your_role")):
        with refused(code):
            done(loop, case, who)
    done(loop, case)
    with refused("no_leg"):
        done(loop, case)
