"""违纪违法线索 on its page, for the two who signed and the inspectors."""

from datetime import datetime

from bihuan.domain.cases.queries import cases_visible_to
from bihuan.domain.remedies.models import DisciplineClue
from bihuan.faces.workbench.remedies.shown import Shown, fact, facts, office, texts
from bihuan.kernel.access import Actor


def show(clue: DisciplineClue, actor: Actor, at: datetime) -> Shown:
    return Shown(
        facts=facts(
            fact("移送给", office(clue.organ).text),
            fact("范围", "整件移送，工单不再派单" if clue.whole else "只移送线索，工单照常办理"),
            fact("起草和第一签字人", clue.first_signer.name, at=clue.opened_at),
            fact("第二签字人", clue.second_signer.name),
            fact("函号", clue.letter),
            fact("移送时间", at=clue.sent_at),
            fact("接收编号", clue.acceptance_number),
            fact("反馈时间", at=clue.answered_at),
        ),
        texts=texts(("线索摘要", clue.gist), ("处理结果", clue.outcome)),
        cases=cases_visible_to(actor).filter(pk=clue.case_id),
        cases_title="从哪一件发现",
        notice="只有两位签字人和接收机关的人看得到这一页。工单上没有任何痕迹，请不要在别处提起。",
    )
