"""A firm's request for another steward: for the office only."""

from datetime import datetime

from django.urls import reverse

from bihuan.domain.liaison.models import StewardRequest
from bihuan.faces.workbench.remedies.shown import Shown, fact, facts, texts
from bihuan.kernel.access import Actor


def title(request: StewardRequest) -> str:
    return f"{request.pairing.enterprise.name}申请更换店小二"


def show(request: StewardRequest, actor: Actor, at: datetime) -> Shown:
    pairing = request.pairing
    return Shown(
        facts=facts(
            fact(
                "企业",
                pairing.enterprise.name,
                url=reverse("workbench:enterprise", args=[pairing.enterprise.code]),
            ),
            fact("现在的店小二", pairing.steward_name),
            fact("结对自", on=pairing.from_on),
            fact("提出", at=request.asked_at),
            fact("处理", at=request.decided_at),
        ),
        texts=texts(("企业写的理由", request.reason), ("给企业的答复", request.answer)),
        notice="理由只有双优化办看得到。店小二只会看到“调整”，请不要转述。",
    )
