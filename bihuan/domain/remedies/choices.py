"""Where each remedy stands, and the kinds that a person chooses from."""

from bihuan.kernel import choices
from bihuan.kernel.choices import Codes


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


class Standing(choices.Standing):
    """Base of the states: each has the tone in which every face shows it."""

    @property
    def colour(self) -> str:
        return COLOURS[self]


class OrderState(Standing):
    ISSUED = "ISSUED", "待报方案"
    RECTIFYING = "RECTIFYING", "整改中"
    TRIAL = "TRIAL", "试运行"
    SUBMITTED = "SUBMITTED", "待核验"
    VERIFIED = "VERIFIED", "已核验"
    WITHDRAWN = "WITHDRAWN", "已撤销"


class UpwardState(Standing):
    DRAFT = "DRAFT", "起草中"
    ASKED = "ASKED", "待签发"
    APPROVED = "APPROVED", "待上报"
    SENT = "SENT", "待上级答复"
    ANSWERED = "ANSWERED", "上级已答复"
    WITHDRAWN = "WITHDRAWN", "已撤回"


class UpwardAnswer(Codes):
    GRANTED = "GRANTED", "同意支持"
    PARTLY = "PARTLY", "部分支持"
    REFUSED = "REFUSED", "不予支持"


class CampaignState(Standing):
    RUNNING = "RUNNING", "进行中"
    ENDED = "ENDED", "已结束"


class LongTermState(Standing):
    DRAFT = "DRAFT", "起草中"
    ASKED = "ASKED", "待领导审批"
    APPROVED = "APPROVED", "待列入"
    CARRIED = "CARRIED", "挂账中"
    DONE = "DONE", "已销账"
    WITHDRAWN = "WITHDRAWN", "已撤回"


class ClueState(Standing):
    ASKED = "ASKED", "待第二人签字"
    SENT = "SENT", "已移送"
    RECEIVED = "RECEIVED", "已接收"
    ANSWERED = "ANSWERED", "已反馈"
    WITHDRAWN = "WITHDRAWN", "已撤回"


# By whose turn it is: the office (purple), the unit (blue), somebody outside (teal). Red, amber and green belong to deadlines.
COLOURS: dict[str, str] = {
    "DRAFT": "blue",
    "ISSUED": "blue",
    "ASKED": "purple",
    "APPROVED": "purple",
    "RECTIFYING": "blue",
    "RUNNING": "blue",
    "SENT": "teal",
    "RECEIVED": "teal",
    "CARRIED": "blue",
    "TRIAL": "blue",
    "SUBMITTED": "purple",
    "VERIFIED": "grey",
    "ANSWERED": "grey",
    "DONE": "grey",
    "ENDED": "grey",
    "WITHDRAWN": "grey",
}
