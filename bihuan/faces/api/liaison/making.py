"""What begins through the API: each noun's first step with the same inputs as on its page, and a visit kept on a phone, all at once."""

from typing import Annotated, Any

from ninja import Router
from pydantic import Field, StringConstraints

from bihuan.domain.enterprises.queries import enterprise_for
from bihuan.domain.liaison import actions
from bihuan.domain.liaison.choices import VisitKind
from bihuan.domain.liaison.models import Visit
from bihuan.faces.api.auth import needs
from bihuan.faces.api.inputs import AnyCase, Day, Moment, Strict
from bihuan.faces.api.liaison.nouns import ACT, VISITS
from bihuan.faces.api.problems import MAKES
from bihuan.faces.api.requests import KEY_HEADER, described
from bihuan.faces.api.shapes import ThingDone
from bihuan.faces.api.verbs import Few, Key, Note, made_once, uploaded
from bihuan.faces.shared.requests import Request
from bihuan.kernel.choices import Codes

router = Router(tags=["liaison"])


class ContactKind(Codes):
    """What counts as contact; an inspection is planned and recorded as one."""

    VISIT = VisitKind.VISIT.value, VisitKind.VISIT.label
    CALL = VisitKind.CALL.value, VisitKind.CALL.label


class AnswerIn(Strict):
    """一题的回答。"""

    value: Annotated[str, StringConstraints(strip_whitespace=True, max_length=80)]
    remark: Note = ""


class RaisedIn(Strict):
    """走访时企业提出的一个问题。"""

    aspect: Key
    content: Annotated[Note, Field(min_length=1)]


class PromisedIn(Strict):
    """走访时的一项承诺。"""

    text: Annotated[Note, Field(min_length=1)]
    due_on: Day


class FirmContactIn(Strict):
    """一次走访或电话：十问、问题、承诺、照片，一次交齐。answers: 题目代码 → 回答。"""

    enterprise: Key
    kind: AnyCase[ContactKind] = ContactKind.VISIT
    summary: Annotated[Note, Field(min_length=1)]
    answers: Annotated[dict[Key, AnswerIn], Field(max_length=100)] = {}
    needs: Annotated[list[RaisedIn], Field(max_length=20)] = []
    promises: Annotated[list[PromisedIn], Field(max_length=20)] = []
    photos: Few = []
    occurred_at: Moment | None = None


@router.post(
    "/liaison/contacts",
    response={201: ThingDone},
    summary="登记走访：一次交齐",
    openapi_extra=described(MAKES, KEY_HEADER),
)
def record_contact(request: Request, payload: FirmContactIn) -> tuple[int, dict[str, Any]]:
    """手机离线写好的走访，联网后用同一个 Idempotency-Key 重发多少次都只登记一次。"""
    actor = needs(request, ACT)

    def do() -> Visit:
        return actions.record_contact(
            enterprise=enterprise_for(actor, payload.enterprise),
            by=actor,
            at=request.at,
            kind=VisitKind(payload.kind),
            summary=payload.summary,
            answers={code: (said.value, said.remark) for code, said in payload.answers.items()},
            needs=[actions.Raised(need.aspect, need.content) for need in payload.needs],
            promises=[actions.Promised(one.text, one.due_on) for one in payload.promises],
            photos=uploaded(payload.photos, actor),
            occurred_at=payload.occurred_at,
        )

    return 201, made_once(request, actor, VISITS.noun, do)
