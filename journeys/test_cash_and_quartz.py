"""Two firms: one short of cash that is visited, helped and asked; a quartz maker from an idle plot to its award."""

from datetime import timedelta

import pytest

from bihuan.domain.cases import actions as loops
from bihuan.domain.cases.choices import ContactMeans, Outcome, State
from bihuan.domain.cases.models import Case, Leg
from bihuan.domain.cases.queries import cases_visible_to
from bihuan.domain.liaison import actions
from bihuan.domain.liaison.choices import NeedState, Rating, Stage, VisitKind
from bihuan.domain.liaison.models import Need, Project
from bihuan.domain.liaison.queries import promises_open_to, steward_of
from bihuan.domain.liaison.queries.keeping import kept_firms
from bihuan.domain.organisations.choices import BodyKind, OfficeKind, Role, SectionClass
from bihuan.domain.organisations.models import Office
from bihuan.kernel.calendar import day_of
from bihuan.kernel.figures import Period, figure_of
from bihuan.testing.cases import Loop
from bihuan.testing.city import make_office, seat
from bihuan.testing.refusals import refused


@pytest.fixture
def loop(city) -> Loop:
    return Loop(city)


def house(loop: Loop, code: str, name: str, body: BodyKind, *people: tuple[str, str, str, Role]) -> Office:
    """A body with its desk and one section; each person: key, name, place ("desk" or "section"), role."""
    body_of_it = make_office(
        parent=loop.city.city, code=code, name=name, kind=OfficeKind.UNIT, body_kind=body
    )
    places = {
        "desk": make_office(parent=body_of_it, code=f"{code}-01", name=f"{name}办公室", kind=OfficeKind.DESK),
        "section": make_office(
            parent=body_of_it,
            code=f"{code}-02",
            name=f"{name}业务科",
            kind=OfficeKind.SECTION,
            section_class=SectionClass.PUBLIC_SERVICE,
        ),
    }
    body_of_it.desk = places["desk"]
    body_of_it.save(update_fields=["desk"])
    for key, called, place, role in people:
        loop.city.people[key], loop.city.posts[key] = seat(
            username=key, name=called, office=places[place], title=role.label, roles=[role]
        )
    loop.city.offices[code] = body_of_it
    loop.city.offices[f"{code}-02"] = places["section"]
    return body_of_it


def by_finance_office_and_bank(loop: Loop, case: Case) -> Case:
    """派到市金融局主办、银行协办: each takes its part up, the bank answers the office, the office answers the firm."""
    finance = house(
        loop,
        "JZ-JR",
        "市地方金融工作局",
        BodyKind.DEPARTMENT,
        ("jin_ying", "金颖", "desk", Role.DESK),
        ("shen_bo", "沈波", "section", Role.HANDLER),
        ("qian_li", "钱莉", "section", Role.SECTION_HEAD),
    )
    bank = house(
        loop,
        "JZ-NSH",
        "荆州农村商业银行",
        BodyKind.PARTNER,
        ("lu_ming", "陆明", "desk", Role.DESK),
    )

    def do(action, who, **inputs):
        return action(case=case, by=loop.actor(who), at=loop.later(), **inputs)

    case = do(loops.accept_case, "zhao_min")
    case = do(
        loops.dispatch_case, "zhao_min", office=finance, co_offices=[bank], instruction="请协调银行续贷。"
    )
    assert set(Leg.objects.filter(case=case).values_list("office", "role")) == {
        (finance.desk_id, "LEAD"),
        (bank.desk_id, "CO"),
    }
    case = do(loops.acknowledge_case, "jin_ying")
    case = do(loops.acknowledge_case, "lu_ming")
    case = do(loops.answer_lead, "lu_ming", answer="同意无还本续贷三百万元，已放款。")
    case = do(loops.subdispatch_case, "jin_ying", office=loop.city.offices["JZ-JR-02"])
    case = do(loops.acknowledge_case, "shen_bo")
    case = do(
        loops.contact_reporter, "shen_bo", means=ContactMeans.PHONE, reached=True, gist="银行已同意续贷。"
    )
    case = do(
        loops.complete_case,
        "shen_bo",
        outcome=Outcome.SOLVED,
        reply="荆州农村商业银行已办理无还本续贷三百万元，贷款已到账。",
    )
    return do(loops.endorse_case, "qian_li")


def test_a_firm_short_of_cash_is_visited_helped_and_asked_and_its_steward_sees_it_through(keeping):
    loop, year = keeping.loop, Period.parse("2026")
    keeping.pair()
    bank = keeping.help()
    # The visit: the ten questions lead to the need, which is a case before the steward leaves the factory.
    visit = keeping.do(
        actions.record_visit,
        "zhou_jie",
        visit=keeping.announced(),
        summary="订单饱满，下月贷款到期。",
        answers={"CASH": ("是", ""), "CASH_WHY": ("贷款到期难续", ""), "CASH_GAP": ("300", "")},
        needs=[actions.Raised("CASH_FLOW", "贷款下月到期，缺三百万元周转。")],
        promises=[actions.Promised("约银行客户经理上门", (loop.at + timedelta(days=5)).date())],
    )
    need = Need.objects.select_related("case").get()
    assert [row.waiting for row in kept_firms(loop.actor("zhou_jie"))] == [[need]]

    # The help of the catalogue is offered beside the case, and taken up by the firm's own word.
    need = keeping.do(actions.offer_help, "zhou_jie", need=need, help=bank, words="不用另外借高息的钱。")
    need = keeping.do(actions.take_up_help, "firm", need=need, help=bank, taken=True)
    promise = promises_open_to(keeping.firm).get()
    assert promise.visit == visit
    keeping.do(actions.keep_promise, "zhou_jie", visit_promise=promise, result="客户经理已上门。")

    # The finance office and a bank do it; others strike off and ask. The steward sees it through and takes none of the four hands.
    def steward_sees(case: Case) -> bool:
        return cases_visible_to(loop.actor("zhou_jie")).filter(pk=case.pk).exists()

    case = by_finance_office_and_bank(loop, need.case)
    assert case.state == State.COMPLETED and steward_sees(case)
    for step in ("strike_off", "follow_up"):
        case = loop.step(step, case)
        assert steward_sees(case)
    assert case.state == State.CLOSED and case.outcome == Outcome.SOLVED

    need = keeping.do(actions.say_effect, "firm", need=need, help=bank, effective=True)
    assert need.state == NeedState.EFFECTIVE
    keeping.do(actions.rate_steward, "firm", enterprise=keeping.firm, rating=Rating.VERY_GOOD, case=case)
    for code, said in (
        ("liaison.need_resolution_rate", "100.0 %"),
        ("liaison.helps_effective", "100.0 %"),
        ("liaison.steward_satisfaction", "100.0 %"),
        ("liaison.contacted", "100.0 %"),
    ):
        assert str(figure_of(code).value(year, loop.at, "")) == said
    assert not kept_firms(loop.actor("zhou_jie"))[0].cases


def test_a_quartz_makers_path_from_an_idle_plot_to_its_award(keeping):
    loop, firm = keeping.loop, keeping.firms["xinyuan"]
    project: Project = keeping.do(
        actions.open_project, "song_na", enterprise=firm, name="高纯石英制品", is_big=True, investment=36_000
    )
    # A big project under construction has a steward of its own, whatever the firm's size.
    plan = keeping.do(actions.make_plan, "zhao_min", office=loop.city.city, year=2026)
    assert plan.rows.filter(enterprise=firm, scope="PROJECT", steward__isnull=False).exists()
    keeping.do(actions.pair_by_hand, "song_na", enterprise=firm, steward=loop.city.person("fan_lei"))
    assert steward_of(firm, day_of(loop.at)).name == "范磊"

    def reach(stage, **more):
        more.setdefault("reached_on", day_of(loop.at))
        return keeping.do(actions.reach_stage, "fan_lei", project=project, stage=stage, **more)

    with refused("stage_missing"):
        reach(Stage.IN_PRODUCTION)
    reach(Stage.LANDED, document="低效地块整合出让")
    reach(Stage.BUILT)
    # Several bureaus come once, together; a third visit of the month would be one too many.
    visit = keeping.planned(
        "fan_lei", enterprise=firm, project=project, planned_for=loop.at + timedelta(days=1)
    )
    visit = keeping.do(actions.join_visit, "jiang_li", visit=visit, topic="通路")
    visit = keeping.do(actions.join_visit, "li_qiang", visit=visit, topic="竣工验收")
    assert visit.kind == VisitKind.JOINT and visit.bureaus.count() == 2
    keeping.planned("sun", enterprise=firm, planned_for=loop.at + timedelta(days=1))
    with refused("visits_enough"):
        keeping.planned("tang_yue", enterprise=firm, planned_for=loop.at + timedelta(days=1))
    keeping.do(actions.record_visit, "fan_lei", visit=visit, summary="一次讲清。")

    reach(Stage.IN_PRODUCTION)
    with refused("reached_already"):
        reach(Stage.BUILT)
    reach(Stage.ABOVE_SCALE, document="月度入规名单")
    with refused("empty"):
        reach(Stage.TITLES)
    reach(Stage.TITLES, name="创新型中小企业")
    reach(Stage.TITLES, name="两化融合企业")
    reach(Stage.AWARDS, name="技改奖励", amount=300, document="拨付回单")
    path = list(project.stages.order_by("id").values_list("stage", flat=True))
    assert path == ["LANDED", "BUILT", "IN_PRODUCTION", "ABOVE_SCALE", "TITLES", "TITLES", "AWARDS"]
    assert project.stages.get(stage="AWARDS").amount_fen == 300 * 1_000_000
