"""专项治理 on its page: its period, its areas with a ledger that balances, its cases, its effect."""

from datetime import datetime

from bihuan.domain.remedies.models import Campaign
from bihuan.domain.remedies.queries.lists import AreaAccount, campaign_account, campaign_cases
from bihuan.faces.workbench.remedies.shown import Cell, Shown, Table, fact, facts, office, texts
from bihuan.kernel.access import Actor


def show(campaign: Campaign, actor: Actor, at: datetime) -> Shown:
    return Shown(
        facts=facts(
            fact("牵头单位", office(campaign.lead).text),
            fact("发起", office(campaign.office).text, at=campaign.opened_at),
            fact("从", on=campaign.from_on),
            fact("到", on=campaign.to_on),
            fact("代码", campaign.code),
            fact("结束", at=campaign.ended_at),
        ),
        texts=texts(("范围", campaign.scope), ("成效", campaign.effect)),
        tables=[_ledger(campaign_account(campaign))],
        cases=campaign_cases(campaign, actor),
        cases_title="纳入的工单",
    )


def _ledger(areas: list[AreaAccount]) -> Table:
    total = sum(area.taken_in for area in areas)
    return Table(
        "台账",
        ("问题领域", "纳入", "在办", "销号", "其他去向"),
        [
            (
                Cell(str(row.area) if row.area else "未分领域"),
                *(Cell(n, number=True) for n in (row.taken_in, row.still_open, row.struck_off, row.exited)),
            )
            for row in areas
        ],
        "还没有问题领域。可以先用“问题领域”登记。",
        f"共纳入 {total} 件。纳入 = 在办 + 销号 + 其他去向。" if total else "",
    )
