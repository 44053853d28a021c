"""向上反映 on its page: to whom, what is asked, what came back, and who has been told."""

from datetime import datetime

from bihuan.domain.remedies.choices import UpwardAnswer
from bihuan.domain.remedies.models import Upward
from bihuan.domain.remedies.queries.lists import cases_carried_by
from bihuan.faces.workbench.remedies.shown import Shown, fact, facts, office, texts
from bihuan.kernel.access import Actor


def show(upward: Upward, actor: Actor, at: datetime) -> Shown:
    waiting = list(upward.upward_cases.values_list("told_at", flat=True))
    told = sum(moment is not None for moment in waiting)
    return Shown(
        facts=facts(
            fact("报送机关", upward.superior),
            fact("上报单位", office(upward.unit).text),
            fact("起草", office(upward.drafted_in).text, at=upward.opened_at),
            fact("上报日期", on=upward.sent_on),
            fact("上报文号", upward.document),
            fact("催问", f"{upward.chased} 次" if upward.chased else ""),
            fact(
                "上级答复", UpwardAnswer(upward.answer).label if upward.answer else "", at=upward.answered_at
            ),
            fact("答复文号", upward.answer_document),
            fact("同类工单", f"{len(waiting)} 件" + (f"，已告诉反映人 {told} 件" if upward.answer else "")),
        ),
        texts=texts(
            ("问题", upward.problem), ("请求", upward.request), ("告诉反映人的话", upward.answer_text)
        ),
        cases=cases_carried_by(upward, actor),
        cases_title="同类工单",
    )
