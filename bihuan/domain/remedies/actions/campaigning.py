"""专项治理: open, name its areas, gather clues and cases, write its effect, end."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Annotated

from django.db import transaction

from bihuan.domain.cases.actions import join_campaign, receive_case
from bihuan.domain.cases.actions.intake import Outsider
from bihuan.domain.cases.choices import Identity, RequestType
from bihuan.domain.cases.models import Case
from bihuan.domain.organisations.models import Office
from bihuan.domain.remedies.actions.steps import lock, number_it, record_step, refs, refuse_empty, written
from bihuan.domain.remedies.choices import CampaignState
from bihuan.domain.remedies.models import Campaign, CampaignCase, ProblemArea
from bihuan.domain.remedies.queries.facts import campaign_facts
from bihuan.domain.remedies.rules.campaigns import (
    may_add_cases,
    may_end,
    may_keep_area,
    may_open,
    may_record_effect,
)
from bihuan.kernel.access import Actor
from bihuan.kernel.calendar import day_of
from bihuan.kernel.refusals import Malformed, refuse_unless
from bihuan.kernel.verbs import choice, count, day, line, note, pick, picks


def open_campaign(
    *,
    by: Actor,
    at: datetime,
    office: Annotated[Office, pick("哪一级", "office")],
    code: Annotated[str, line("代码", "工单上用的短代码，如 FUNERAL-2026")],
    name: Annotated[str, line("名称")],
    scope: Annotated[str, note("范围")],
    lead: Annotated[Office, pick("牵头单位", "office")],
    from_on: Annotated[date, day("开始")],
    to_on: Annotated[date, day("结束")],
    areas: Annotated[int, count("问题领域个数", "名称可以以后再填")] = 0,
) -> Campaign:
    """发起专项治理. The number of areas may be known before their names: they start as codes that the city fills in."""
    refuse_empty(code, "code", "请写代码。")
    refuse_empty(name, "name", "请写名称。")
    if from_on > to_on:
        raise Malformed("bad_period", "结束早于开始。", fields={"to_on": "请核对日期。"})
    if not 0 <= areas <= 99:
        raise Malformed("bad_count", "问题领域个数不对。", fields={"areas": "请填 0 到 99。"})
    if Campaign.objects.filter(code=code.strip()).exists():
        raise Malformed("code_taken", "这个代码已经用过。", fields={"code": "请换一个代码。"})
    with transaction.atomic():
        refuse_unless(may_open(by, office.pk))
        campaign = Campaign.objects.create(
            office=office,
            code=code.strip()[:40],
            name=name.strip()[:100],
            lead=lead,
            from_on=from_on,
            to_on=to_on,
            opened_at=at,
        )
        campaign.scope = written(campaign, scope, "scope", "请写范围。", at=at)
        ProblemArea.objects.bulk_create(
            ProblemArea(campaign=campaign, code=f"{campaign.code}-{place}") for place in range(1, areas + 1)
        )
        number_it(campaign, at=at)
        data = {"number": campaign.number, "code": campaign.code, "lead": lead.code, "areas": areas}
        period = {"from_on": from_on, "to_on": to_on}
        record_step(campaign, "open", by=by, at=at, data=data | period | refs(scope=campaign.scope))
        return campaign


def name_area(
    *,
    campaign: Campaign,
    by: Actor,
    at: datetime,
    seen: int | None = None,
    code: Annotated[str, line("领域代码", "已有的代码改名称，新的代码增加一个领域")],
    name: Annotated[str, line("名称")],
) -> Campaign:
    """问题领域: name one that was a bare code, or add one."""
    refuse_empty(code, "code", "请写领域代码。")
    refuse_empty(name, "name", "请写名称。")
    with transaction.atomic():
        campaign = lock(campaign, seen=seen)
        refuse_unless(may_keep_area(campaign_facts(campaign), by))
        ProblemArea.objects.update_or_create(
            campaign=campaign, code=code.strip()[:40], defaults={"name": name.strip()[:80]}
        )
        record_step(campaign, "name_area", by=by, at=at, data={"code": code.strip(), "name": name.strip()})
        return campaign


def collect_cases(
    *,
    campaign: Campaign,
    by: Actor,
    at: datetime,
    seen: int | None = None,
    cases: Annotated[Sequence[Case], picks("纳入哪些工单", "case", "任何来源都可以")],
    area: Annotated[str, line("领域代码")] = "",
) -> Campaign:
    """纳入工单: cases of any source on the campaign's ledger. A case is on one ledger at a time."""
    with transaction.atomic():
        campaign = lock(campaign, seen=seen)
        refuse_unless(may_add_cases(campaign_facts(campaign), by))
        found = _area(campaign, area)
        for case in sorted(cases, key=lambda case: case.pk):
            _take_in(campaign, case, found, by=by, at=at)
        numbers = [case.number for case in cases]
        record_step(campaign, "collect_cases", by=by, at=at, data={"cases": numbers, "area": area})
        return campaign


def collect_clue(
    *,
    campaign: Campaign,
    by: Actor,
    at: datetime,
    seen: int | None = None,
    content: Annotated[str, note("线索内容")],
    name: Annotated[str, line("提供人姓名", "可以匿名")] = "",
    phone: Annotated[str, line("提供人电话", "不留电话就是匿名")] = "",
    area: Annotated[str, line("领域代码")] = "",
    request_type: Annotated[RequestType, choice("诉求类型")] = RequestType.REPORT,
) -> Campaign:
    """征集线索: a clue becomes a case at once, on the campaign's ledger."""
    with transaction.atomic():
        campaign = lock(campaign, seen=seen)
        refuse_unless(may_add_cases(campaign_facts(campaign), by))
        found = _area(campaign, area)
        case = receive_case(
            by=by,
            at=at,
            content=content,
            programme="DUAL_OPTIMISATION",
            channel="INTERNAL",
            request_type=request_type,
            identity=Identity.NAMED if phone.strip() else Identity.ANONYMOUS,
            reporter=Outsider(name=name, phone=phone) if phone.strip() else None,
            office=campaign.office,
            campaign=campaign.code,
        )
        CampaignCase.objects.create(campaign=campaign, case=case, area=found, at=at)
        record_step(campaign, "collect_clue", by=by, at=at, data={"case": case.number, "area": area})
        return campaign


def record_effect(
    *,
    campaign: Campaign,
    by: Actor,
    at: datetime,
    seen: int | None = None,
    effect: Annotated[str, note("成效", "写数要能打开到工单")],
) -> Campaign:
    """成效: what changed, in words; the numbers are the ledger's."""
    with transaction.atomic():
        campaign = lock(campaign, seen=seen)
        refuse_unless(may_record_effect(campaign_facts(campaign), by))
        campaign.effect = written(campaign, effect, "effect", "请写成效。", at=at)
        record_step(campaign, "record_effect", by=by, at=at, data=refs(effect=campaign.effect))
        return campaign


def end_campaign(*, campaign: Campaign, by: Actor, at: datetime, seen: int | None = None) -> Campaign:
    """结束: nothing is added any more; its open cases go on like any other."""
    with transaction.atomic():
        campaign = lock(campaign, seen=seen)
        refuse_unless(may_end(campaign_facts(campaign), by))
        campaign.state, campaign.ended_at = CampaignState.ENDED, at
        record_step(campaign, "end", by=by, at=at, data={"on": day_of(at)})
        return campaign


def _area(campaign: Campaign, code: str) -> ProblemArea | None:
    if not code.strip():
        return None
    area = campaign.areas.filter(code=code.strip()).first()
    if area is None:
        raise Malformed("no_such_area", "没有这个问题领域。", fields={"area": "请核对领域代码。"})
    return area


def _take_in(campaign: Campaign, case: Case, area: ProblemArea | None, *, by: Actor, at: datetime) -> None:
    held = CampaignCase.objects.select_related("campaign").filter(case=case).first()
    if held is not None and held.campaign_id != campaign.pk:
        raise Malformed(
            "in_another", f"{case.number} 已在“{held.campaign.name}”。", fields={"cases": "请先核对。"}
        )
    CampaignCase.objects.update_or_create(
        case=case,
        defaults={"campaign": campaign, "area": area},
        create_defaults={"campaign": campaign, "area": area, "at": at},
    )
    join_campaign(case=case, campaign=campaign.code, by=by, at=at)
