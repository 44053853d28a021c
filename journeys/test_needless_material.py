"""A director finds a needless material, it becomes a case, the item changes, the gain shows."""

from dataclasses import replace
from datetime import date, timedelta

from django.utils.timezone import localtime

from bihuan.domain.cases import actions as cases
from bihuan.domain.cases.choices import Outcome, State
from bihuan.domain.cases.models import Case
from bihuan.domain.services import actions as services
from bihuan.domain.walkthroughs import actions
from bihuan.domain.walkthroughs.choices import FindingKind, FindingState
from bihuan.domain.walkthroughs.jobs import credit_gains, show_results
from bihuan.domain.walkthroughs.models import Gain
from bihuan.kernel.access import Actor
from bihuan.kernel.duties.queries import duties_of
from bihuan.kernel.figures import Period, figure_of
from bihuan.testing.cases import Loop
from bihuan.testing.city import City
from bihuan.testing.desk import CONTENT

JOB = Actor.calendar("walkthroughs")


def test_a_needless_material_is_found_and_goes(city: City):
    loop = Loop(city)
    director = city.person("director_chen")
    director.phone = "13800009999"
    director.save()
    item = services.register_item(
        by=loop.actor("ma_li"),
        at=loop.later(),
        unit=city.housing,
        task_code="11421000011345678A4000115001000",
        catalog_code="000115001000",
        content=CONTENT,
        from_on=date(2026, 1, 1),
        document="荆建发〔2026〕1号",
    )

    # The director of another bureau's neighbour walks it himself and is asked for a paper that nobody needs.
    walk = actions.start_walk(by=loop.actor("director_chen"), at=loop.later(), item=item)
    walk = actions.take_step(
        walk=walk,
        by=loop.actor("director_chen"),
        at=loop.later(),
        name="受理",
        waited=20,
        handled=8,
        asked="户籍证明",
    )
    walk = actions.find_on_walk(
        walk=walk,
        by=loop.actor("director_chen"),
        at=loop.later(),
        kind=FindingKind.MATERIALS,
        content="户籍证明在公安人口库里就有，不必再交。",
        proposal="不再收户籍证明。",
        saves_materials=1,
    )
    walk = actions.end_walk(
        walk=walk, by=loop.actor("director_chen"), at=loop.later(), summary="多交了一份。"
    )
    finding = walk.findings.get()

    # It is a case like any other and goes its way through the same hands.
    case = Case.objects.get(pk=finding.case_id)
    steps = (
        (cases.accept_case, "zhao_min", {}),
        (cases.dispatch_case, "zhao_min", {"office": city.housing, "instruction": "请核实。"}),
        (cases.acknowledge_case, "ma_li", {}),
        (cases.subdispatch_case, "ma_li", {"office": city.housing_permits}),
        (cases.acknowledge_case, "li_qiang", {}),
        (cases.contact_reporter, "li_qiang", {"means": "PHONE", "reached": True, "gist": "已告知。"}),
        (
            cases.complete_case,
            "li_qiang",
            {
                "outcome": Outcome.SOLVED,
                "reply": "自下月起不再收户籍证明，改从公安人口库核验，办事指南同步修改。",
            },
        ),
        (cases.endorse_case, "gao_feng", {}),
        (cases.strike_off_case, "zheng_kai", {"on_site": True, "opinion": "指南已改。"}),
    )
    for action, who, inputs in steps:
        case = action(case=case, by=loop.actor(who), at=loop.later(), **inputs)
    assert case.state == State.STRUCK_OFF

    # The result comes to the finder first, as a duty of his own; before the item changes there is no gain.
    assert show_results(JOB, loop.later()).done == 1
    assert "say" in set(duties_of(loop.actor("director_chen")).values_list("verb", flat=True))
    assert credit_gains(JOB, loop.later()).done == 0 and not Gain.objects.exists()

    today = localtime(loop.at).date()
    services.publish_version(
        item=item,
        by=loop.actor("ma_li"),
        at=loop.later(),
        content=replace(CONTENT, materials=tuple(one for one in CONTENT.materials if one.name != "户籍证明")),
        from_on=today + timedelta(days=1),
        document="荆建发〔2026〕9号",
        change="不再收户籍证明。",
    )
    loop.later(days=2)
    assert credit_gains(JOB, loop.at).done == 1
    gain = Gain.objects.get(finding=finding)
    assert (gain.materials, gain.days, gain.trips) == (1, 0, 0)

    finding.refresh_from_db()
    finding = actions.say_rectified(
        finding=finding,
        by=loop.actor("director_chen"),
        at=loop.later(),
        rectified=True,
        word="窗口不再收了。",
    )
    assert finding.state == FindingState.RECTIFIED
    loop.later()
    period = Period(today - timedelta(days=30), localtime(loop.at).date())
    saved = figure_of("walkthroughs.materials_saved").value(period, loop.at, f"office:{city.housing.pk}")
    assert saved.numerator == 1
