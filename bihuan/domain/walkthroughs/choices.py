"""Where a roster, a sitting, a walk and a finding stand; the roles, modes and kinds of the page, whose lists end in 等 and stay open."""

from bihuan.kernel import choices
from bihuan.kernel.choices import Codes


class Noun(Codes):
    """What a journal, a duty and an address call each of them."""

    ROSTER = "roster", "坐窗口排班"
    SITTING = "sitting", "坐窗口"
    WALK = "walk", "走流程"
    FINDING = "finding", "发现的问题"
    WALK_TASK = "walk_task", "走流程任务"
    HANDLING_LOG = "handling_log", "办件日志"


class Standing(choices.Standing):
    """Base of the states: each has the tone in which every face shows it."""

    @property
    def colour(self) -> str:
        return COLOURS[self]


class RosterState(Standing):
    DRAFT = "DRAFT", "编排中"
    ACTIVE = "ACTIVE", "执行中"
    ENDED = "ENDED", "已结束"
    WITHDRAWN = "WITHDRAWN", "已撤回"


class PlanState(Standing):
    """A plan is what was shown: the rows that were looked at are the rows that come into force."""

    PREVIEW = "PREVIEW", "试排"
    ASKED = "ASKED", "待审批"
    IN_FORCE = "IN_FORCE", "执行中"
    REPLACED = "REPLACED", "已替换"
    DROPPED = "DROPPED", "未采用"


class TurnState(Standing):
    PLANNED = "PLANNED", "待坐"
    SAT = "SAT", "已坐"
    MISSED = "MISSED", "未坐"
    CANCELLED = "CANCELLED", "已调走"


class SittingState(Standing):
    OPEN = "OPEN", "坐窗口中"
    FINISHED = "FINISHED", "已结束"


class WalkState(Standing):
    OPEN = "OPEN", "走流程中"
    FINISHED = "FINISHED", "已走完"


class FindingState(Standing):
    """`SEALED`: found in disguise, held back until the walk ends. `RECTIFIED` and `DISPUTED`: the finder's own word."""

    SEALED = "SEALED", "暂不公开"
    OPEN = "OPEN", "整改中"
    SHOWN = "SHOWN", "待发现人看结果"
    RECTIFIED = "RECTIFIED", "发现人认可"
    DISPUTED = "DISPUTED", "发现人不认可"


class TaskState(Standing):
    OPEN = "OPEN", "待走"
    DONE = "DONE", "已走"
    DROPPED = "DROPPED", "已取消"


class LogState(Standing):
    READY = "READY", "可分析"
    REMOVED = "REMOVED", "已删除"


class Reception(Codes):
    """What became of what somebody brought to the window."""

    HANDLED = "HANDLED", "当场办理"
    ADVISED = "ADVISED", "咨询解答"
    UNSOLVED = "UNSOLVED", "转为工单"
    NOT_COVERED = "NOT_COVERED", "政策不覆盖"
    DIFFICULTY = "DIFFICULTY", "窗口人员的困难"


# 受理业务和咨询: what the page counts as received.
RECEIVED = frozenset({Reception.HANDLED, Reception.ADVISED, Reception.UNSOLVED, Reception.NOT_COVERED})


class Thanks(Codes):
    LETTER = "LETTER", "感谢信"
    BANNER = "BANNER", "锦旗"


class WalkRole(Codes):
    """扮演的角色, four on the page."""

    APPLICANT = "APPLICANT", "办事群众"
    APPROVER = "APPROVER", "审批人员"
    HELPER = "HELPER", "帮办人员"
    SUPERVISOR = "SUPERVISOR", "监督人员"


class WalkMode(Codes):
    """方式: three on the page, then 等."""

    SELF = "SELF", "亲自办"
    ACCOMPANY = "ACCOMPANY", "陪同办"
    END_TO_END = "END_TO_END", "全程办"
    OTHER = "OTHER", "其他方式"


class FindingKind(Codes):
    """Four on the page, then 等."""

    MATERIALS = "MATERIALS", "材料精简"
    PROCESS = "PROCESS", "流程优化"
    ATTITUDE = "ATTITUDE", "服务态度"
    SYSTEMS = "SYSTEMS", "系统建设"
    OTHER = "OTHER", "其他"


# By whose turn it is: the office (purple), the person (blue), somebody outside (teal). Red, amber and green belong to deadlines.
COLOURS: dict[str, str] = {
    "DRAFT": "blue",
    "ACTIVE": "teal",
    "ENDED": "grey",
    "WITHDRAWN": "grey",
    "PREVIEW": "blue",
    "ASKED": "purple",
    "IN_FORCE": "teal",
    "REPLACED": "grey",
    "DROPPED": "grey",
    "PLANNED": "blue",
    "SAT": "grey",
    "MISSED": "purple",
    "CANCELLED": "grey",
    "OPEN": "blue",
    "FINISHED": "grey",
    "SEALED": "grey",
    "SHOWN": "purple",
    "RECTIFIED": "grey",
    "DISPUTED": "purple",
    "DONE": "grey",
    "READY": "teal",
    "REMOVED": "grey",
}
