"""The words of the national implementation list (政务服务事项实施清单), and where a version, a matter and a rating stand."""

from bihuan.kernel.choices import Codes
from bihuan.kernel.states import StateCodes


class ItemKind(Codes):
    """事项类型, as the national catalogue divides what a government does on application."""

    PERMIT = "PERMIT", "行政许可"
    CONFIRMATION = "CONFIRMATION", "行政确认"
    GRANT = "GRANT", "行政给付"
    REWARD = "REWARD", "行政奖励"
    RULING = "RULING", "行政裁决"
    LEVY = "LEVY", "行政征收"
    OTHER_POWER = "OTHER_POWER", "其他行政权力"
    PUBLIC_SERVICE = "PUBLIC_SERVICE", "公共服务"


class UseLevel(Codes):
    """行使层级."""

    PROVINCE = "PROVINCE", "省级"
    CITY = "CITY", "市级"
    COUNTY = "COUNTY", "县级"
    TOWN = "TOWN", "乡镇级"
    VILLAGE = "VILLAGE", "村级"


class Audience(Codes):
    """服务对象 (`subject` of the list)."""

    PERSON = "PERSON", "自然人"
    FIRM = "FIRM", "企业法人"
    BOTH = "BOTH", "自然人、企业法人"


class ProjectType(Codes):
    INSTANT = "INSTANT", "即办件"
    PROMISED = "PROMISED", "承诺件"


class DayUnit(Codes):
    WORKING = "WORKING", "工作日"
    NATURAL = "NATURAL", "自然日"


class OnlineDepth(Codes):
    """网上办理深度, from nothing to everything."""

    NONE = "NONE", "不提供网上服务"
    CONSULT = "CONSULT", "互联网咨询"
    RECEIVE = "RECEIVE", "互联网收件"
    PRECHECK = "PRECHECK", "互联网预审"
    ACCEPT = "ACCEPT", "互联网受理"
    FULL = "FULL", "全程网办"


# 可网上办理: the application itself can be handed in online. Asking a question online is not doing it online.
ONLINE = frozenset({OnlineDepth.RECEIVE, OnlineDepth.PRECHECK, OnlineDepth.ACCEPT, OnlineDepth.FULL})


class MaterialForm(Codes):
    ORIGINAL = "ORIGINAL", "原件"
    COPY = "COPY", "复印件"
    ORIGINAL_AND_COPY = "ORIGINAL_AND_COPY", "原件和复印件"
    ELECTRONIC = "ELECTRONIC", "电子件"
    FORM = "FORM", "表格"


class Necessity(Codes):
    REQUIRED = "REQUIRED", "必要"
    TOLERATED = "TOLERATED", "容缺后补"
    CONDITIONAL = "CONDITIONAL", "非必要"


class MaterialSource(Codes):
    """来源渠道. What a government office issued and shares is fetched, not asked."""

    APPLICANT = "APPLICANT", "申请人自备"
    GOVERNMENT = "GOVERNMENT", "政府部门核发"
    OTHER = "OTHER", "其他"


class Noun(Codes):
    """What a journal, a duty and an address call each of the numbered ones."""

    HANDLING = "handling", "办件"
    RATING = "rating", "评价"
    MATTER = "matter", "一事联办"
    TASK = "task", "联办任务"


class HandlingChannel(Codes):
    WINDOW = "WINDOW", "窗口"
    ONLINE = "ONLINE", "网上"
    PHONE = "PHONE", "电话"


class RatingLevel(Codes):
    """五级评价. 差评 is the lowest two."""

    VERY_GOOD = "VERY_GOOD", "非常满意"
    GOOD = "GOOD", "满意"
    FAIR = "FAIR", "基本满意"
    BAD = "BAD", "不满意"
    VERY_BAD = "VERY_BAD", "非常不满意"


BAD_LEVELS = frozenset({RatingLevel.BAD, RatingLevel.VERY_BAD})


class RatingVia(Codes):
    QR = "QR", "窗口扫码"
    LINK = "LINK", "办结链接"
    PHONE = "PHONE", "电话"


class Found(Codes):
    """What the verification of a bad rating found."""

    TRUE = "TRUE", "属实"
    PARTLY = "PARTLY", "部分属实"
    UNTRUE = "UNTRUE", "不属实"
    UNCLEAR = "UNCLEAR", "无法核实"


class RatingState(StateCodes):
    GIVEN = "GIVEN", "grey", "已评价"
    TO_VERIFY = "TO_VERIFY", "purple", "待核实"
    VERIFIED = "VERIFIED", "blue", "整改中"
    DOUBTED = "DOUBTED", "purple", "待复核"
    CLOSED = "CLOSED", "grey", "已回访"
    MALICIOUS = "MALICIOUS", "grey", "恶意评价"


class MatterState(StateCodes):
    SUBMITTED = "SUBMITTED", "purple", "待受理"
    INCOMPLETE = "INCOMPLETE", "teal", "待补材料"
    RUNNING = "RUNNING", "blue", "办理中"
    DONE = "DONE", "grey", "已办结"
    PARTLY = "PARTLY", "grey", "部分办成"
    REJECTED = "REJECTED", "grey", "不予受理"
    WITHDRAWN = "WITHDRAWN", "grey", "已撤回"


class TaskState(StateCodes):
    WAITING = "WAITING", "grey", "等前一步"
    OPEN = "OPEN", "blue", "待办"
    DONE = "DONE", "grey", "已办好"
    REFUSED = "REFUSED", "grey", "办不了"
    DROPPED = "DROPPED", "grey", "不再办"


ENDED = frozenset({MatterState.DONE, MatterState.PARTLY, MatterState.REJECTED, MatterState.WITHDRAWN})
