"""Where pairings, visits, helps and projects stand, and the kinds that a person chooses from. The ten aspects are data (parameters)."""

from bihuan.kernel.choices import Codes
from bihuan.kernel.states import StateCodes


class Noun(Codes):
    """What a journal, a duty and an address call each of them."""

    PAIRING = "pairing", "结对"
    PLAN = "pairing_plan", "结对方案"
    REQUEST = "steward_request", "更换店小二申请"
    VISIT = "visit", "走访"
    PROMISE = "visit_promise", "走访承诺"
    NEED = "need", "企业问题"
    HELP = "help", "帮扶措施"
    EDITION = "question_edition", "十问"
    PROJECT = "project", "项目"


class PairingReason(Codes):
    """Why a firm got this steward. That it had asked for another is no reason that anybody reads: then it is by hand."""

    PLAN = "PLAN", "年度方案"
    HAND_OVER = "HAND_OVER", "移交"
    BY_HAND = "BY_HAND", "双优化办指定"


class PairingEnd(Codes):
    """Why it ended. Of a request the steward only ever reads 调整."""

    PLAN = "PLAN", "年度调整"
    HAND_OVER = "HAND_OVER", "移交"
    LEFT = "LEFT", "干部离任"
    CHANGED = "CHANGED", "调整"
    OUT = "OUT", "企业退出范围"


class PlanState(StateCodes):
    DRAFT = "DRAFT", "blue", "预览"
    ASKED = "ASKED", "purple", "待审批"
    ACTIVATING = "ACTIVATING", "blue", "启用中"
    ACTIVATED = "ACTIVATED", "grey", "已启用"
    REFUSED = "REFUSED", "grey", "未批准"
    DISCARDED = "DISCARDED", "grey", "已作废"


class RowKind(Codes):
    """What a plan does with one firm."""

    KEPT = "KEPT", "不变"
    NEW = "NEW", "新结对"
    CHANGED = "CHANGED", "换人"
    SHORT = "SHORT", "缺人"
    OUT = "OUT", "退出"


class Scope(Codes):
    """Why a firm must have its own steward."""

    ABOVE_SCALE = "ABOVE_SCALE", "规上企业"
    ENTERING = "ENTERING", "新进规企业"
    PROJECT = "PROJECT", "在建重大项目"


class ConflictKind(Codes):
    """利益冲突: with any of them a cadre is never paired with that firm."""

    SHARES = "SHARES", "持股或任职"
    KIN = "KIN", "亲属关系"
    REGULATOR = "REGULATOR", "监管该企业"
    OTHER = "OTHER", "其他"


class RequestState(StateCodes):
    ASKED = "ASKED", "purple", "待处理"
    GRANTED = "GRANTED", "grey", "已调整"
    REFUSED = "REFUSED", "grey", "未同意"
    WITHDRAWN = "WITHDRAWN", "grey", "已撤回"


class VisitKind(Codes):
    """Visits and inspections are told apart: an inspection never counts as care."""

    VISIT = "VISIT", "走访"
    CALL = "CALL", "电话联系"
    JOINT = "JOINT", "联合走访"
    INSPECTION = "INSPECTION", "检查"


class VisitState(StateCodes):
    PLANNED = "PLANNED", "blue", "已计划"
    ANNOUNCED = "ANNOUNCED", "teal", "已告知企业"
    CALL_ASKED = "CALL_ASKED", "blue", "企业希望改为电话"
    DECLINED = "DECLINED", "grey", "企业谢绝"
    DONE = "DONE", "grey", "已完成"
    CANCELLED = "CANCELLED", "grey", "已取消"


class PromiseState(StateCodes):
    OPEN = "OPEN", "blue", "待兑现"
    KEPT = "KEPT", "grey", "已兑现"
    RELEASED = "RELEASED", "grey", "已说明"


class OfferState(StateCodes):
    OFFERED = "OFFERED", "teal", "已提供"
    TAKEN_UP = "TAKEN_UP", "blue", "企业采纳"
    NOT_TAKEN = "NOT_TAKEN", "grey", "企业未采纳"
    EFFECTIVE = "EFFECTIVE", "grey", "见效"
    INEFFECTIVE = "INEFFECTIVE", "purple", "未见效"
    NONE_FITS = "NONE_FITS", "purple", "没有合适的措施"


class NeedState(StateCodes):
    """How far the steward's help has come; where the matter itself stands says its case."""

    WAITING = "WAITING", "blue", "待帮扶"
    OFFERED = "OFFERED", "teal", "已提供措施"
    TAKEN_UP = "TAKEN_UP", "blue", "企业采纳"
    NOT_TAKEN = "NOT_TAKEN", "grey", "企业未采纳"
    EFFECTIVE = "EFFECTIVE", "grey", "见效"
    INEFFECTIVE = "INEFFECTIVE", "purple", "未见效"
    NONE_FITS = "NONE_FITS", "purple", "没有合适的措施"


class PairingState(StateCodes):
    RUNNING = "RUNNING", "blue", "结对中"
    ENDED = "ENDED", "grey", "已结束"


class HelpState(StateCodes):
    CURRENT = "CURRENT", "blue", "现行"
    ENDED = "ENDED", "grey", "已停用"


class ProjectState(StateCodes):
    RUNNING = "RUNNING", "blue", "推进中"
    ENDED = "ENDED", "grey", "已结束"


class QuestionKind(Codes):
    YES_NO = "YES_NO", "是否"
    CHOICE = "CHOICE", "选项"
    NUMBER = "NUMBER", "数字"
    TEXT = "TEXT", "文字"


class EditionState(StateCodes):
    DRAFT = "DRAFT", "blue", "起草中"
    ISSUED = "ISSUED", "grey", "已发布"


class Stage(Codes):
    """里程碑 of a project, in order."""

    LANDED = "LANDED", "落地"
    BUILT = "BUILT", "建成"
    IN_PRODUCTION = "IN_PRODUCTION", "投产"
    ABOVE_SCALE = "ABOVE_SCALE", "进规"
    TITLES = "TITLES", "获评称号"
    AWARDS = "AWARDS", "兑现奖励"


class Rating(Codes):
    """五级 as in 好差评."""

    VERY_GOOD = "VERY_GOOD", "非常满意"
    GOOD = "GOOD", "满意"
    FAIR = "FAIR", "基本满意"
    POOR = "POOR", "不满意"
    VERY_POOR = "VERY_POOR", "非常不满意"


# Visits that are still to come.
UPCOMING = frozenset({VisitState.PLANNED, VisitState.ANNOUNCED, VisitState.CALL_ASKED})
# What counts as contact with the firm; an inspection does not.
CONTACT = frozenset({VisitKind.VISIT, VisitKind.CALL, VisitKind.JOINT})
# What takes up a firm's time on its premises, hence what the cap counts.
ON_SITE = frozenset({VisitKind.VISIT, VisitKind.JOINT})
CONTENT = frozenset({Rating.VERY_GOOD, Rating.GOOD, Rating.FAIR})
