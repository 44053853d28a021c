"""Trips and the way online: what is said of one must fit what is said of the other."""

from collections.abc import Iterator

from bihuan.domain.services.choices import MaterialForm, MaterialSource, Necessity, OnlineDepth
from bihuan.domain.services.rules.checks.base import Check
from bihuan.domain.services.rules.content import ItemContent


class VisitsNeedReason(Check):
    code = "visits_need_reason"
    sentence = "要到现场的应写明原因"
    fix = "写明必须到现场的原因；没有原因的，改为 0 次。"

    def finds(self, item: ItemContent) -> Iterator[str]:
        if item.onsite_visits > 0 and not item.visits_reason.strip():
            yield f"到现场 {item.onsite_visits} 次"


class NoVisitNoReason(Check):
    code = "no_visit_no_reason"
    sentence = "不用到现场的不应再写到现场的原因"
    fix = "删去原因；确实要到现场的，填写次数。"

    def finds(self, item: ItemContent) -> Iterator[str]:
        if item.onsite_visits == 0 and item.visits_reason.strip():
            yield ""


class FullyOnlineWithoutVisit(Check):
    code = "fully_online_without_visit"
    sentence = "全程网办的到现场次数应为 0"
    fix = "次数改为 0，或降低网上办理深度。"

    def finds(self, item: ItemContent) -> Iterator[str]:
        if item.online_depth == OnlineDepth.FULL and item.onsite_visits > 0:
            yield f"到现场 {item.onsite_visits} 次"


class ZeroVisitHasAWay(Check):
    code = "zero_visit_has_a_way"
    sentence = "零跑腿的应能网上办理"
    fix = "写明网上办理深度（至少互联网收件）；只能当面办的，到现场次数不是 0。"

    def finds(self, item: ItemContent) -> Iterator[str]:
        if item.is_zero_visit and not item.is_online:
            yield OnlineDepth(item.online_depth).label


class FullyOnlineWithoutPaper(Check):
    code = "fully_online_without_paper"
    sentence = "全程网办的不应要求申请人交纸质原件"
    fix = "改收电子件，或通过数据共享获取。"
    grave = False

    def finds(self, item: ItemContent) -> Iterator[str]:
        if item.online_depth != OnlineDepth.FULL:
            return
        for material in item.asked:
            paper = material.form in (MaterialForm.ORIGINAL, MaterialForm.ORIGINAL_AND_COPY)
            own = material.source == MaterialSource.APPLICANT and material.necessity == Necessity.REQUIRED
            if paper and own:
                yield material.name


class WindowIsNamed(Check):
    code = "window_is_named"
    sentence = "窗口审批事项或要到现场的事项应写明在哪个窗口办"
    fix = "选择窗口，写明开放时间。"
    grave = False

    def finds(self, item: ItemContent) -> Iterator[str]:
        if (item.window_approval or item.onsite_visits > 0) and not item.windows:
            yield ""


VISITS: tuple[Check, ...] = (
    VisitsNeedReason(),
    NoVisitNoReason(),
    FullyOnlineWithoutVisit(),
    ZeroVisitHasAWay(),
    FullyOnlineWithoutPaper(),
    WindowIsNamed(),
)
