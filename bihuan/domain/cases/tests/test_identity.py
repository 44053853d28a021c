"""转为保密, 转述, 启封, 打击报复, 拆分: who may know who reported."""

from bihuan.domain.cases import actions
from bihuan.domain.cases.choices import Identity, State
from bihuan.domain.cases.models import Case, CaseParty, Link, Unsealing
from bihuan.domain.cases.queries.gate import cases_visible_to
from bihuan.domain.cases.queries.sight import named_to, seen_of, sight_for
from bihuan.domain.cases.tests.parts import do
from bihuan.domain.cases.tests.ready import covering, last, receipt
from bihuan.kernel.journal import history
from bihuan.kernel.search.queries import matching
from bihuan.testing.refusals import refused

SECRET = "城南市场停车费乱收"


def sealed(loop, **reported):
    case = loop.register(content=SECRET, **reported)
    return actions.seal_case(case=case, by=receipt(case), at=loop.later())


def found(words):
    return list(matching(Case.objects.all(), "case", words))


def restated(loop):
    case = do(loop, actions.accept_case, sealed(loop), "zhao_min")
    with refused("empty"):
        do(loop, actions.restate_case, case, "zhao_min", title=" ", restatement="收费争议。")
    return do(loop, actions.restate_case, case, "liu_yang", title="收费", restatement="某处收费争议。")


def test_sealed_by_receipt_or_by_the_office_before_dispatch(loop):
    case = sealed(loop)
    assert case.identity == Identity.SEALED and not found("停车费") and last(case).event == "case.seal"
    with refused("not_named"):
        do(loop, actions.seal_case, case, "zhao_min")
    other = loop.register()
    with refused("not_your_office"):
        do(loop, actions.seal_case, other, "ma_li")
    with refused("person_only"):
        actions.seal_case(case=other, by=receipt(case), at=loop.later())


def test_sections_read_the_restatement_and_nobody_who_reported(loop):
    case = loop.step("dispatch", restated(loop))
    assert found("收费争议") == [case] and "争议" not in last(case).text
    desk, office = seen_of(case, loop.actor("ma_li")), seen_of(case, loop.actor("zhao_min"))
    assert (desk.content, desk.reporters) == ("某处收费争议。", ())
    assert (office.content, office.reporters) == (SECRET, ())
    with refused("not_sealed"):
        do(loop, actions.restate_case, loop.register(), "zhao_min", title="一", restatement="二")


def test_unsealed_for_one_person_with_a_reason_that_stays(loop):
    case = loop.step("dispatch", restated(loop))
    for who, code in (("ma_li", "not_your_role"), ("wu_tong", "not_yet"), ("zhao_min", "not_your_role")):
        with refused(code):
            do(loop, actions.unseal_case, case, who, reason="核对。")
    with refused("empty"):
        do(loop, actions.unseal_case, case, "zheng_kai", reason=" ")
    case = do(loop, actions.unseal_case, case, "zheng_kai", reason="需要当面核对。")
    assert Unsealing.objects.get().person == loop.city.person("zheng_kai")
    assert last(case).event == "case.unseal" and "当面" not in last(case).text
    assert seen_of(case, loop.actor("zheng_kai")).reporters[0].name == "孙某某"
    assert seen_of(case, loop.actor("zhao_min")).reporters == ()


def test_a_follow_up_caller_unseals_when_it_is_time_and_only_an_independent_one(loop):
    case = restated(loop)
    for step in loop.STEPS[loop.STEPS.index("dispatch") : loop.STEPS.index("follow_up")]:
        case = loop.step(step, case)
    with refused("same_hand"):
        by = covering(loop, "li_qiang", "wu_tong")
        actions.unseal_case(case=case, by=by, at=loop.later(), reason="回访。")
    assert do(loop, actions.unseal_case, case, "wu_tong", reason="回访。").version == last(case).seq


def test_retaliation_is_a_sealed_case_of_which_the_handlers_learn_nothing(loop):
    case = loop.until("closed")
    before = len(history(case.subject))
    with refused("reporter_only"):
        do(loop, actions.report_retaliation, case, "zhao_min", text="。")
    new = actions.report_retaliation(case=case, by=receipt(case), at=loop.later(), text="店门被人泼漆。")
    assert (new.identity, new.urgency, new.about_conduct) == ("SEALED", "URGENT", True)
    assert new.respondent == loop.city.housing and last(new).data == {"of": case.number}
    assert len(history(case.subject)) == before
    assert not CaseParty.objects.filter(case=new, holder=loop.city.housing.key).exists()
    for who in ("li_qiang", "ma_li", "director_chen"):
        assert not cases_visible_to(loop.actor(who)).filter(pk=new.pk).exists()
    new = do(loop, actions.accept_case, new, "zhao_min")
    new = do(loop, actions.restate_case, new, "zhao_min", title="报复", restatement="有人打击报复。")
    with refused("complained_of"):
        do(loop, actions.dispatch_case, new, "zhao_min", office=loop.city.housing)


def test_split_off_it_has_its_own_number_under_the_same_receipt(loop):
    case = loop.register(respondent=loop.city.housing, about_conduct=True)
    with refused("not_your_office"):
        do(loop, actions.split_case, case, "ma_li", title="噪声", content="夜间噪声。")
    with refused("empty"):
        do(loop, actions.split_case, case, "liu_yang", title="噪声", content=" ")
    new = do(loop, actions.split_case, case, "liu_yang", title="噪声", content="夜间噪声。")
    third = do(loop, actions.split_case, new, "liu_yang", title="灯光", content="夜间灯光。")
    assert new.number != case.number and Link.objects.get(case=new).other == case
    assert (new.about_conduct, new.respondent) == (True, loop.city.housing)
    assert history(case.subject)[-1].data == {"case": new.number}
    assert set(cases_visible_to(receipt(case))) == {case, new, third}
    assert set(cases_visible_to(receipt(new))) == {new, third}
    withdrawn = actions.withdraw_case(case=third, by=receipt(case), at=loop.later())
    assert withdrawn.state == State.WITHDRAWN
    with refused("reporter_only"):
        actions.add_to_case(case=case, by=receipt(new), at=loop.later(), text="。")


def test_whom_many_cases_name_is_asked_at_once_and_answered_as_for_each(loop, django_assert_num_queries):
    """Named, sealed and anonymous; about the unit, about a person of it, about another's conduct."""
    city = loop.city
    columns = (
        {},
        {"identity": Identity.SEALED},
        {"identity": Identity.ANONYMOUS},
        {"about_conduct": True, "respondent": city.housing},
        {"about_conduct": True, "respondent": city.streets},
        {"respondent_person": city.person("gao_feng")},
    )
    ids = [loop.until("contact").pk for _ in columns]
    for pk, changed in zip(ids, columns, strict=True):
        Case.objects.filter(pk=pk).update(**changed)
    for who in ("li_qiang", "gao_feng", "director_chen", "zhao_min", "xu_hui"):
        actor = loop.actor(who)
        one_by_one = cases_visible_to(actor).filter(pk__in=ids).select_related("office", "respondent")
        with django_assert_num_queries(1):
            at_once = named_to(actor, ids)
        assert sorted(at_once) == sorted(case.pk for case in one_by_one if sight_for(case, actor).name)
    assert len(named_to(loop.actor("gao_feng"), ids)) == 2
    assert named_to(loop.actor("sun"), ids) == []
