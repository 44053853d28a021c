"""Where each remedy stands, and the kinds that a person chooses from."""

from bihuan.kernel.choices import Codes
from bihuan.kernel.states import StateCodes


class Noun(Codes):
    """What a journal, a duty and an address call each of them."""

    ORDER = "order", "责令整改"
    UPWARD = "upward", "向上反映"
    CAMPAIGN = "campaign", "专项治理"
    LONG_TERM = "long_term", "挂账事项"
    CLUE = "discipline_clue", "违纪违法线索"


class Cause(Codes):
    """The root of what went wrong: people's style, how things are arranged, or nobody watching."""

    STYLE = "STYLE", "作风"
    MECHANISM = "MECHANISM", "机制"
    OVERSIGHT = "OVERSIGHT", "监督"


class OrderState(StateCodes):
    ISSUED = "ISSUED", "blue", "待报方案"
    RECTIFYING = "RECTIFYING", "blue", "整改中"
    TRIAL = "TRIAL", "blue", "试运行"
    SUBMITTED = "SUBMITTED", "purple", "待核验"
    VERIFIED = "VERIFIED", "grey", "已核验"
    WITHDRAWN = "WITHDRAWN", "grey", "已撤销"


class UpwardState(StateCodes):
    DRAFT = "DRAFT", "blue", "起草中"
    ASKED = "ASKED", "purple", "待签发"
    APPROVED = "APPROVED", "purple", "待上报"
    SENT = "SENT", "teal", "待上级答复"
    ANSWERED = "ANSWERED", "grey", "上级已答复"
    WITHDRAWN = "WITHDRAWN", "grey", "已撤回"


class UpwardAnswer(Codes):
    GRANTED = "GRANTED", "同意支持"
    PARTLY = "PARTLY", "部分支持"
    REFUSED = "REFUSED", "不予支持"


class CampaignState(StateCodes):
    RUNNING = "RUNNING", "blue", "进行中"
    ENDED = "ENDED", "grey", "已结束"


class LongTermState(StateCodes):
    DRAFT = "DRAFT", "blue", "起草中"
    ASKED = "ASKED", "purple", "待领导审批"
    APPROVED = "APPROVED", "purple", "待列入"
    CARRIED = "CARRIED", "blue", "挂账中"
    DONE = "DONE", "grey", "已销账"
    WITHDRAWN = "WITHDRAWN", "grey", "已撤回"


class ClueState(StateCodes):
    ASKED = "ASKED", "purple", "待第二人签字"
    SENT = "SENT", "teal", "已移送"
    RECEIVED = "RECEIVED", "teal", "已接收"
    ANSWERED = "ANSWERED", "grey", "已反馈"
    WITHDRAWN = "WITHDRAWN", "grey", "已撤回"
