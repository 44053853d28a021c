"""重新办理, 复发."""

from bihuan.domain.cases import actions
from bihuan.domain.cases.choices import Boundary, State
from bihuan.domain.cases.models import Link
from bihuan.domain.cases.tests.parts import do, owed
from bihuan.domain.cases.tests.ready import held_by, last
from bihuan.testing.refusals import refused


def reopen(loop, case, who="zhao_min", reason="围挡又占了路。"):
    return do(loop, actions.reopen_case, case, who, reason=reason)


def test_new_facts_make_a_round_of_their_own(loop):
    case = reopen(loop, loop.until("reopen"))
    city = loop.city.city
    assert (case.state, case.round, case.ended_at) == (State.ACCEPTED, 2, None)
    assert set(owed(case)) == {("promise", city.key), ("dispatch", city.key)}
    assert held_by(case) == (city.code, "TRIAGE")
    assert last(case).data["round"] == 2 and "占了路" not in last(case).text


def test_what_was_declined_or_sent_back_begins_with_its_first_round(loop):
    declined = do(
        loop,
        actions.decline_case,
        loop.register(),
        "zhao_min",
        basis=Boundary.NO_FACTS,
        explanation="请补充时间地点。",
    )
    assert reopen(loop, declined).round == 1
    assert reopen(loop, loop.until("conclude_transfer")).round == 1


def test_only_by_the_office_with_the_facts(loop):
    case = loop.until("reopen")
    for who, code in (("wu_tong", "not_your_role"), ("director_chen", "not_your_office")):
        with refused(code):
            reopen(loop, case, who)
    with refused("empty"):
        reopen(loop, case, reason=" ")


def test_a_recurrence_is_linked_once_and_counted(loop):
    old, new = loop.until("closed"), loop.until("dispatch")
    for _ in range(2):
        new = do(loop, actions.mark_recurrence, new, "zheng_kai", of=old)
    assert Link.objects.filter(case=new, other=old, kind="RECURRENCE").count() == 1
    assert last(new).data == {"of": old.number} and new.state == State.ACCEPTED


def test_it_recurs_only_from_another_case_that_ended(loop):
    old, new = loop.until("closed"), loop.until("dispatch")
    for of in (new, loop.register()):
        with refused("not_concluded"):
            do(loop, actions.mark_recurrence, new, "zheng_kai", of=of)
    with refused("not_your_office"):
        do(loop, actions.mark_recurrence, new, "ma_li", of=old)
