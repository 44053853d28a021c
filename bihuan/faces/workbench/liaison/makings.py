"""How each begins: a plain form, reached from its list and, filled in, from a firm's page."""

from collections.abc import Mapping
from typing import Any

from django.urls import reverse

from bihuan.domain.enterprises.queries import enterprise_for
from bihuan.domain.liaison import actions
from bihuan.domain.liaison.rules import pairings, projects, questions
from bihuan.domain.liaison.rules.visits import may_plan
from bihuan.domain.organisations.choices import Role
from bihuan.domain.organisations.models import Office
from bihuan.faces.shared.requests import Request
from bihuan.faces.workbench.liaison.kinds import kinds
from bihuan.faces.workbench.making import Making
from bihuan.faces.workbench.names import ids_in
from bihuan.kernel.access import Actor
from bihuan.kernel.refusals import NotAllowed, Refusal


def may_office(actor: Actor) -> Refusal | None:
    """Somebody of a 双优化办."""
    if any(pairings.may_make_plan(actor, office) is None for office in ids_in(actor.keys, "office")):
        return None
    return NotAllowed("not_your_step", "这一步由双优化办办理。", "请联系双优化办。")


def may_declare(actor: Actor) -> Refusal | None:
    if actor.has(Role.STEWARD, Role.OFFICE):
        return None
    return NotAllowed("not_your_step", "由包联干部自己或双优化办登记。")


def _firm(request: Request) -> dict[str, Any]:
    """The firm that the address names, as far as this actor may see it."""
    try:
        return (
            {"enterprise": enterprise_for(request.actor, request.GET["firm"])}
            if request.GET.get("firm")
            else {}
        )
    except Refusal:
        return {}


def _area(request: Request) -> dict[str, Any]:
    office = Office.objects.select_related("area").filter(pk=request.actor.office_id or 0).first()
    area = office.area if office else None
    return {"office": area, "year": request.at.year} if area else {"year": request.at.year}


def makings() -> Mapping[str, Making]:
    """By the address `…/new/`."""
    visits, plans, projects_ = kinds()["visits"], kinds()["pairing-plans"], kinds()["projects"]
    return {
        "visits": Making(
            label="计划走访",
            action=actions.plan_visit,
            may=may_plan,
            back="workbench:visits",
            back_label="走访",
            url=visits.url,
            lead="一家企业一个月内的走访，各单位合在一起不超过上限；超过了，请加入已有的走访，或改为电话。",
            done="已计划。接下来：提前告知企业，企业可以谢绝或改为电话。",
            initial=_firm,
        ),
        "pairing-plans": Making(
            label="生成方案",
            action=actions.make_plan,
            may=may_office,
            back="workbench:pairing-plans",
            back_label="结对方案",
            url=plans.url,
            lead="只是预览，什么都不会改变。每家企业换不换人、为什么，都会列出来；另一人批准后照此启用。",
            done="已生成。接下来：核对缺人和换人的企业，送审。",
            initial=_area,
        ),
        "projects": Making(
            label="登记项目",
            action=actions.open_project,
            may=projects.may_open,
            back="workbench:projects",
            back_label="项目",
            url=projects_.url,
            lead="登记后按里程碑记录进展；在建重大项目不论企业规模，都有专属店小二。",
            initial=_firm,
        ),
    }


def _back(url: str) -> Any:
    return lambda thing: reverse(url)


def other_makings() -> Mapping[str, Making]:
    """What has no page of its own afterwards."""
    return {
        "help-new": Making(
            label="增加帮扶措施",
            action=actions.add_help,
            may=may_office,
            back="workbench:helps",
            back_label="帮扶措施",
            url=_back("workbench:helps"),
            lead="写清谁提供、什么条件、多少额度，店小二照着说就行。",
        ),
        "expertise": Making(
            label="登记专长",
            action=actions.record_expertise,
            may=may_declare,
            back="workbench:liaison",
            back_label="包联",
            url=_back("workbench:liaison"),
            lead="熟悉哪些行业。下一次生成结对方案时，优先结对这些行业的企业。",
        ),
        "conflict": Making(
            label="申报利益冲突",
            action=actions.declare_conflict,
            may=may_declare,
            back="workbench:liaison",
            back_label="包联",
            url=_back("workbench:liaison"),
            lead="持股、任职、亲属、监管关系都要申报；申报后永远不会与这家企业结对，解除要由双优化办办理。",
        ),
        "conflict-end": Making(
            label="解除利益冲突",
            action=actions.end_conflict,
            may=may_office,
            back="workbench:liaison-area",
            back_label="包联总览",
            url=_back("workbench:liaison-area"),
            lead="关系已经不存在了才解除；本人不能解除自己的。解除以后，下一次方案可以让两者结对。",
            done="已解除。",
        ),
        "pair-by-hand": Making(
            label="指定店小二",
            action=actions.pair_by_hand,
            may=may_office,
            back="workbench:liaison-area",
            back_label="包联总览",
            url=lambda pairing: reverse("workbench:enterprise", args=[pairing.enterprise.code]),
            lead="给一家企业指定专属店小二；已经有的，未了的工单、承诺和走访一并移交，并告知企业。",
            done="已指定。接下来：店小二上门见面，企业页面上马上能看到。",
            initial=_firm,
        ),
        "duty-steward": Making(
            label="指定值班店小二",
            action=actions.set_duty_steward,
            may=may_office,
            back="workbench:liaison",
            back_label="包联",
            url=_back("workbench:liaison"),
            lead="没有专属店小二的企业，有事找值班店小二。",
            initial=lambda request: {key: one for key, one in _area(request).items() if key == "office"},
        ),
        "edition-new": Making(
            label="起草新版十问",
            action=actions.draft_edition,
            may=questions.may_draft,
            back="workbench:questions",
            back_label="十问",
            url=_back("workbench:questions"),
            lead="以现行版为底稿，逐题修改；由另一位同事核对后发布。",
        ),
    }
