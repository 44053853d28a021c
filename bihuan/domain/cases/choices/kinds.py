"""Kinds of case, of person, of result. Programmes, channels and the taxonomy are data (parameters), not choices."""

from bihuan.kernel.choices import Codes


class RequestType(Codes):
    INQUIRY = "INQUIRY", "咨询"
    REQUEST = "REQUEST", "求助"
    SUGGESTION = "SUGGESTION", "建议"
    COMPLAINT = "COMPLAINT", "投诉"
    REPORT = "REPORT", "举报"
    PRAISE = "PRAISE", "表扬"


# The simple track: intake may answer these directly from a cited knowledge entry.
SIMPLE = frozenset({RequestType.INQUIRY, RequestType.SUGGESTION, RequestType.PRAISE})


class Urgency(Codes):
    NORMAL = "NORMAL", "一般"
    URGENT = "URGENT", "紧急"
    CRITICAL = "CRITICAL", "特急"


class Difficulty(Codes):
    """难易: C ordinary, B across departments, A hard or historic. Decides who must approve."""

    A = "A", "A 类 疑难或历史遗留"
    B = "B", "B 类 跨部门"
    C = "C", "C 类 一般"


class Level(Codes):
    """层级: may be raised (提级)."""

    TOWN = "TOWN", "乡镇（街道）"
    COUNTY = "COUNTY", "县（市、区）"
    CITY = "CITY", "市级"


class Identity(Codes):
    NAMED = "NAMED", "实名"
    SEALED = "SEALED", "实名保密"
    ANONYMOUS = "ANONYMOUS", "匿名"


class ReporterRole(Codes):
    """A son for his mother, a clerk for a firm: three roles, perhaps three people."""

    REPORTER = "REPORTER", "反映人"
    AFFECTED = "AFFECTED", "当事人"
    CONTACT = "CONTACT", "联系人"


class Outcome(Codes):
    """What came of it. 'Not solvable, but reported upward' is an honest outcome."""

    SOLVED = "SOLVED", "已解决"
    PARTLY = "PARTLY", "部分解决"
    EXPLAINED = "EXPLAINED", "解释说明"
    REPORTED_UPWARD = "REPORTED_UPWARD", "向上反映"
    PROMISED = "PROMISED", "承诺限期"
    NOT_SOLVED = "NOT_SOLVED", "未解决"


class Satisfaction(Codes):
    """The reporter's word at follow-up."""

    VERY_SATISFIED = "VERY_SATISFIED", "非常满意"
    SATISFIED = "SATISFIED", "满意"
    BASICALLY_SATISFIED = "BASICALLY_SATISFIED", "基本满意"
    DISSATISFIED = "DISSATISFIED", "不满意"
    VERY_DISSATISFIED = "VERY_DISSATISFIED", "非常不满意"


CONTENT = frozenset({Satisfaction.VERY_SATISFIED, Satisfaction.SATISFIED, Satisfaction.BASICALLY_SATISFIED})


class PartyRole(Codes):
    """Why an office or person sees a case."""

    OFFICE = "OFFICE", "派单办公室"
    HANDLER = "HANDLER", "承办单位"
    ABOVE = "ABOVE", "上级"
    STEWARD = "STEWARD", "店小二"
    FINDER = "FINDER", "发现人"
    LEADER = "LEADER", "批示领导"
    LENT = "LENT", "代为回访"
    REPORTER = "REPORTER", "反映人"  # a firm, or one contact of it, that signs in for what it reported


class Step(Codes):
    """Whose hand did what: the persons that must differ are compared by these."""

    REGISTERED = "REGISTERED", "登记"
    ACCEPTED = "ACCEPTED", "受理"
    DISPATCHED = "DISPATCHED", "派单"
    SUBDISPATCHED = "SUBDISPATCHED", "二次派单"
    HANDLED = "HANDLED", "承办"
    ENDORSED = "ENDORSED", "科室审核"
    APPROVED = "APPROVED", "单位审批"
    CHECKED = "CHECKED", "核查"
    STRUCK_OFF = "STRUCK_OFF", "销号"
    FOLLOWED_UP = "FOLLOWED_UP", "回访"
    REPLIED = "REPLIED", "直接答复"
    DECIDED = "DECIDED", "裁定"


class Stage(Codes):
    """Whose hands hold the case: one custody at a time, so that the days add up to the time that passed."""

    TRIAGE = "TRIAGE", "研判派单"
    DESK = "DESK", "单位收件"
    HANDLING = "HANDLING", "承办"
    SIGNING = "SIGNING", "单位审签"
    ARBITRATION = "ARBITRATION", "裁定"
    CHECK = "CHECK", "核查销号"
    FOLLOW_UP = "FOLLOW_UP", "回访"
    DECISION = "DECISION", "不满意裁定"
    SUSPENDED = "SUSPENDED", "暂停"


class RulingKind(Codes):
    """What was decided when the reporter was not content."""

    NEW_ROUND = "NEW_ROUND", "再办一轮"
    UPHELD = "UPHELD", "维持结果"
    FINAL = "FINAL", "最终答复"


class LinkKind(Codes):
    MERGED = "MERGED", "并入"
    SPLIT = "SPLIT", "拆分自"
    RECURRENCE = "RECURRENCE", "复发自"
    REPEAT = "REPEAT", "重复反映"
    RETALIATION = "RETALIATION", "打击报复"


class Boundary(Codes):
    """What the loop does not decide: each with its basis, where to turn, and what we do (parameters/boundary.yaml)."""

    LITIGATION = "LITIGATION", "诉讼、仲裁、复议"
    PETITION = "PETITION", "信访已受理或已办结"
    DISCIPLINE = "DISCIPLINE", "违纪违法线索"
    EMERGENCY = "EMERGENCY", "警情、火情、急救"
    STATUTORY = "STATUTORY", "有法定投诉程序"
    DISCLOSURE = "DISCLOSURE", "政府信息公开"
    SUPERIOR = "SUPERIOR", "反映本级政府，由上一级办理"
    NO_FACTS = "NO_FACTS", "没有具体事实"
    REPEATED = "REPEATED", "同一人同一事已办结"


class ContactMeans(Codes):
    PHONE = "PHONE", "电话"
    VISIT = "VISIT", "上门或面谈"
    RELAY = "RELAY", "接力留言"


class InstructionKind(Codes):
    """A leader of ours writes on a case; or an office above us hands it down with its own number."""

    LEADER = "LEADER", "领导批示"
    SUPERIOR = "SUPERIOR", "上级交办"


class ReplyKind(Codes):
    """What an imported reply proves. The first is no answer: its outcome stays unknown."""

    ACKNOWLEDGED = "ACKNOWLEDGED", "只收悉或转办，结果不明"
    ANSWERED = "ANSWERED", "已答复"


class LedgerKind(Codes):
    """How a case came onto an office's open ledger, or left it."""

    NEW = "NEW", "新收"
    REOPENED = "REOPENED", "重新打开"
    TAKEN_OVER = "TAKEN_OVER", "接管"
    STRUCK_OFF = "STRUCK_OFF", "销号"
    EXITED = "EXITED", "其他退出"
    HANDED_OVER = "HANDED_OVER", "移交上级"


class ReviewKind(Codes):
    """What a monthly sample looks at."""

    INTAKE = "INTAKE", "登记"
    DISPATCH = "DISPATCH", "派单"
