"""How each of the five begins: a plain form, reached from its list and, filled in, from a case's page."""

from collections.abc import Callable, Mapping
from typing import Any

from bihuan.domain.cases.models import Case
from bihuan.domain.cases.queries import case_for
from bihuan.domain.cases.queries.sight import reads_words, title_for
from bihuan.domain.remedies import actions
from bihuan.domain.remedies.rules import campaigns, clues, long_term, orders, upward
from bihuan.faces.shared.requests import Request
from bihuan.faces.workbench.making import Making
from bihuan.faces.workbench.names import ids_in
from bihuan.faces.workbench.remedies.kinds import Kind, kinds
from bihuan.kernel.access import Actor
from bihuan.kernel.refusals import NotAllowed, Refusal

May = Callable[[Actor, int], Refusal | None]


def _somewhere(may: May) -> Callable[[Actor], Refusal | None]:
    """Whether one of the actor's offices would allow it; the action asks again about the one chosen."""

    def asked(actor: Actor) -> Refusal | None:
        if any(may(actor, office) is None for office in ids_in(actor.keys, "office")):
            return None
        return NotAllowed("not_your_step", "您的岗位不发起这一项。", "请联系负责的双优化办。")

    return asked


# What may begin it: asked of the actor alone for a list, and with a case's office on that case's page.
MAY: Mapping[str, May] = {
    "orders": orders.may_issue,
    "upward": lambda actor, office: upward.may_draft(actor),
    "campaigns": campaigns.may_open,
    "long-term": long_term.may_draft,
    "clues": clues.may_draft,
}
LEADS: Mapping[str, str] = {
    "orders": "下达后，责任单位要在五个工作日内报整改方案；同类单位要在十个工作日内回复自查。下达的人以后不能核验。",
    "upward": "起草后，由单位主要负责人签发，再上报；以后每三十个工作日催问一次，答复来了逐件告诉反映人。",
    "campaigns": "发起后，任何来源的工单都可以纳入；问题领域可以先定个数，名称以后再填。",
    "long-term": "起草后写里程碑，送领导审批。批准列入之前，工单照原来的期限办。",
    "clues": "您是第一签字人。第二人签字后，移送函自动成文，对方要在两个工作日内接收。工单上没有任何痕迹。",
}


def _from_case(request: Request, slug: str) -> dict[str, Any]:
    """What the address names, as far as this actor may see it."""
    cases = [case for number in request.GET.getlist("case")[:50] if (case := _case(request.actor, number))]
    if slug == "campaigns" or not cases:
        return {}
    found: dict[str, Any] = {"cases": cases} if slug in ("orders", "upward") else {"case": cases[0]}
    if slug in ("orders", "upward"):
        found["title"] = title_for(cases[0], words=reads_words(request.actor, cases[0]))[:120]
    return found


def _case(actor: Actor, number: str) -> Case | None:
    try:
        return case_for(actor, number)
    except Refusal:
        return None


ACTIONS: Mapping[str, tuple[Callable[..., Any], str]] = {
    "orders": (actions.issue_order, "已下达。接下来：责任单位报送整改方案。"),
    "upward": (actions.draft_upward, "已起草。接下来：加入同类工单，送签。"),
    "campaigns": (actions.open_campaign, "已发起。接下来：给问题领域写名称，纳入工单。"),
    "long-term": (actions.draft_long_term, "已起草。接下来：写里程碑，送审。"),
    "clues": (actions.draft_clue, "已起草并签字。接下来：第二人签字。"),
}


def making_of(kind: Kind) -> Making:
    """The page that makes one."""
    action, done = ACTIONS[kind.slug]
    return Making(
        label=kind.opening,
        action=action,
        may=_somewhere(MAY[kind.slug]),
        back=kind.list_url,
        back_label=kind.label,
        url=kind.url,
        lead=LEADS[kind.slug],
        done=done,
        initial=lambda request: _from_case(request, kind.slug),
    )


def may_open(kind: Kind, actor: Actor) -> bool:
    """Nouns of other rooms begin elsewhere."""
    return kind.slug in MAY and _somewhere(MAY[kind.slug])(actor) is None


def openings_from(office: int, actor: Actor, *, may_carry: bool) -> list[Kind]:
    """What a case may lead to, for this reader: a campaign gathers cases, it does not begin from one."""
    return [
        kind
        for slug, kind in kinds().items()
        if slug != "campaigns" and (slug != "long-term" or may_carry) and MAY[slug](actor, office) is None
    ]
