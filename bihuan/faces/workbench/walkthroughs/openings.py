"""How a roster, a sitting and a walk begin at a desk; on the phone they begin on `phone`."""

from collections.abc import Callable
from functools import cache

from bihuan.domain.walkthroughs import actions
from bihuan.domain.walkthroughs.rules.rosters import may_call_on, may_draft
from bihuan.faces.workbench.making import Making
from bihuan.faces.workbench.names import ids_in
from bihuan.faces.workbench.remedies.kinds import Kind
from bihuan.faces.workbench.walkthroughs.evidence import unit_of
from bihuan.faces.workbench.walkthroughs.kinds import kinds
from bihuan.kernel.access import Actor
from bihuan.kernel.refusals import NotAllowed, Refusal


def _may_draft(actor: Actor) -> Refusal | None:
    """Whether one of the actor's offices would allow it; the action asks again about the one chosen."""
    if any(may_draft(actor, office) is None for office in ids_in(actor.keys, "office")):
        return None
    return NotAllowed("not_your_step", "您的岗位不编排班表。", "请联系单位办公室。")


def may_open(kind: Kind) -> Callable[[Actor], bool]:
    """Who finds the way to a new one; nobody where it begins by itself."""
    if kind.slug == "handling-logs":
        return lambda actor: unit_of(actor) is not None
    making = makings().get(kind.slug)
    return lambda actor: making is not None and making.may(actor) is None


@cache
def makings() -> dict[str, Making]:
    """By the slug of the noun."""
    known = kinds()
    return {
        "rosters": Making(
            label="编排班表",
            action=actions.draft_roster,
            may=_may_draft,
            back="workbench:rosters",
            back_label="坐窗口排班",
            url=known["rosters"].url,
            lead="先定从哪一周起、排多少周，再加班子成员和窗口。试排看过、主要负责人批准以后才执行。",
            done="已编排。接下来：加班子成员和窗口，然后试排。",
        ),
        "sittings": Making(
            label="开始坐窗口",
            action=actions.start_sitting,
            may=may_call_on,
            back="workbench:sittings",
            back_label="坐窗口",
            url=known["sittings"].url,
            lead="今天在这个窗口有您的班次，就算这一班；没有，就是临时坐一次。在手机上请用“在窗口”。",
            done="已开始。接下来：接待群众，有什么记什么。",
        ),
        "walks": Making(
            label="开始走流程",
            action=actions.start_walk,
            may=may_call_on,
            back="workbench:walks",
            back_label="走流程",
            url=known["walks"].url,
            lead="按今天施行的办事指南来比。暗访在走完之前，别人看不到。在手机上请用“走流程（手机）”。",
            done="已开始。接下来：一步一步走。",
        ),
    }
