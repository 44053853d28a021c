"""Where a roster, a sitting, a walk and a finding stand; the roles, modes and kinds of the page, whose lists end in 等 and stay open."""

from bihuan.kernel.choices import Codes
from bihuan.kernel.states import StateCodes


class Noun(Codes):
    """What a journal, a duty and an address call each of them."""

    ROSTER = "roster", "坐窗口排班"
    SITTING = "sitting", "坐窗口"
    WALK = "walk", "走流程"
    FINDING = "finding", "发现的问题"
    WALK_TASK = "walk_task", "走流程任务"
    HANDLING_LOG = "handling_log", "办件日志"


class RosterState(StateCodes):
    DRAFT = "DRAFT", "blue", "编排中"
    ACTIVE = "ACTIVE", "teal", "执行中"
    ENDED = "ENDED", "grey", "已结束"
    WITHDRAWN = "WITHDRAWN", "grey", "已撤回"


class PlanState(StateCodes):
    """A plan is what was shown: the rows that were looked at are the rows that come into force."""

    PREVIEW = "PREVIEW", "blue", "试排"
    ASKED = "ASKED", "purple", "待审批"
    IN_FORCE = "IN_FORCE", "teal", "执行中"
    REPLACED = "REPLACED", "grey", "已替换"
    DROPPED = "DROPPED", "grey", "未采用"


class TurnState(StateCodes):
    PLANNED = "PLANNED", "blue", "待坐"
    SAT = "SAT", "grey", "已坐"
    MISSED = "MISSED", "purple", "未坐"
    CANCELLED = "CANCELLED", "grey", "已调走"


class SittingState(StateCodes):
    OPEN = "OPEN", "blue", "坐窗口中"
    FINISHED = "FINISHED", "grey", "已结束"


class WalkState(StateCodes):
    OPEN = "OPEN", "blue", "走流程中"
    FINISHED = "FINISHED", "grey", "已走完"


class FindingState(StateCodes):
    """`SEALED`: found in disguise, held back until the walk ends. `RECTIFIED` and `DISPUTED`: the finder's own word."""

    SEALED = "SEALED", "grey", "暂不公开"
    OPEN = "OPEN", "blue", "整改中"
    SHOWN = "SHOWN", "purple", "待发现人看结果"
    RECTIFIED = "RECTIFIED", "grey", "发现人认可"
    DISPUTED = "DISPUTED", "purple", "发现人不认可"


class TaskState(StateCodes):
    OPEN = "OPEN", "blue", "待走"
    DONE = "DONE", "grey", "已走"
    DROPPED = "DROPPED", "grey", "已取消"


class LogState(StateCodes):
    READY = "READY", "teal", "可分析"
    REMOVED = "REMOVED", "grey", "已删除"


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
