"""Kinds of what went wrong, the rungs of the ladder, colours, states."""

from bihuan.kernel.choices import Codes
from bihuan.kernel.states import StateCodes


class Noun(Codes):
    """What a journal, a duty and an address call each of them."""

    CARD = "card", "红黄牌"
    SUPERVISION = "supervision", "督办单"
    OUTAGE = "outage", "平台故障"
    INTERVIEW = "interview", "约谈"
    CIRCULAR = "circular", "通报"


class IncidentKind(Codes):
    """One thing that went wrong, as the journal proves it. Grounds are made of these."""

    LATE = "LATE", "超期"
    RATING_LATE = "RATING_LATE", "差评逾期未整改"
    FALSE_AT_CHECK = "FALSE_AT_CHECK", "核查发现未办实"
    FALSE_AT_FOLLOW_UP = "FALSE_AT_FOLLOW_UP", "回访发现虚假办结"
    DISSATISFIED_AGAIN = "DISSATISFIED_AGAIN", "重办后仍不满意"
    IMPROPER_RETURN = "IMPROPER_RETURN", "不当退单"
    REFUSED_UNEXPLAINED = "REFUSED_UNEXPLAINED", "未说明依据就拒绝"
    RETALIATION = "RETALIATION", "打击报复"
    ORDER_IGNORED = "ORDER_IGNORED", "督办逾期未报告"
    RELAPSED = "RELAPSED", "整改反弹"
    SITTING_MISSED = "SITTING_MISSED", "该坐窗口没有坐"
    WALK_MISSED = "WALK_MISSED", "该走流程没有走"
    YELLOW_CARD = "YELLOW_CARD", "黄牌生效"


# A clock that ran out on a part of a case. What a bad rating asked for is one of them: the same lateness is never two things.
LATENESS = frozenset({IncidentKind.LATE, IncidentKind.RATING_LATE})


class Rung(Codes):
    """The ladder, lowest first. A vertical body or a partner is asked (商请): beside the ladder, without a next rung."""

    REQUEST = "REQUEST", "商请"
    REMINDER = "REMINDER", "提醒"
    SECTION = "SECTION", "督办科室"
    HEAD = "HEAD", "督办单位主要负责人"
    LISTED = "LISTED", "挂牌督办"


class Level(Codes):
    """What a ground leads to: a rung of the ladder, or the proposal of a card."""

    REMINDER = "REMINDER", "提醒"
    SECTION = "SECTION", "督办科室"
    HEAD = "HEAD", "督办单位主要负责人"
    YELLOW = "YELLOW", "建议黄牌"
    RED = "RED", "建议红牌"

    @property
    def tone(self) -> str:
        """Only cards carry the colours of cards."""
        return {"YELLOW": "amber", "RED": "red"}.get(self, "grey")


class Colour(Codes):
    YELLOW = "YELLOW", "黄牌"
    RED = "RED", "红牌"

    @property
    def colour(self) -> str:
        return "red" if self == Colour.RED else "amber"


class CardState(StateCodes):
    PROPOSED = "PROPOSED", "purple", "待决定"
    DISMISSED = "DISMISSED", "grey", "不予发牌"
    ISSUED = "ISSUED", "purple", "待送达"
    SERVED = "SERVED", "blue", "已送达"
    APPEALED = "APPEALED", "purple", "申诉中"
    EFFECTIVE = "EFFECTIVE", "blue", "生效中"
    LIFTED = "LIFTED", "grey", "已撤销"
    EXPIRED = "EXPIRED", "grey", "已到期"


# It stands, or may come to stand, against somebody who knows of it.
CARD_STANDS = frozenset({CardState.ISSUED, CardState.SERVED, CardState.APPEALED, CardState.EFFECTIVE})
CARD_ENDED = frozenset({CardState.DISMISSED, CardState.LIFTED, CardState.EXPIRED})


class AppealGround(Codes):
    """Why a card should not stand. The first two are found in time accounts, the third is a judgement (容错免责)."""

    OUTAGE = "OUTAGE", "平台故障"
    PAUSE = "PAUSE", "批准的暂停"
    TOLERATED = "TOLERATED", "容错免责"
    OTHERS_TIME = "OTHERS_TIME", "时间由别的单位占用"
    NOT_MINE = "NOT_MINE", "当时不由本科室负责"
    WRONG_FACTS = "WRONG_FACTS", "事实不符"
    OTHER = "OTHER", "其他"


class Decision(Codes):
    """What becomes of an appeal."""

    UPHELD = "UPHELD", "维持"
    REDUCED = "REDUCED", "减轻"
    LIFTED = "LIFTED", "撤销"


class Service(Codes):
    """How a notice reached its addressee."""

    SYSTEM = "SYSTEM", "平台送达"
    HAND = "HAND", "当面送达"
    LEFT = "LEFT", "留置送达"


class SupervisionState(StateCodes):
    ASKED = "ASKED", "purple", "待批准挂牌"
    ISSUED = "ISSUED", "blue", "待报告"
    REPLIED = "REPLIED", "purple", "待核查"
    LIFTED = "LIFTED", "grey", "已解除"
    ESCALATED = "ESCALATED", "grey", "已升级"
    WITHDRAWN = "WITHDRAWN", "grey", "已撤回"


class OutageState(StateCodes):
    RECORDED = "RECORDED", "purple", "待批准"
    APPROVED = "APPROVED", "teal", "已认定"
    REFUSED = "REFUSED", "grey", "不予认定"
    REVOKED = "REVOKED", "grey", "已撤销认定"


class System(Codes):
    """What was down."""

    PLATFORM = "PLATFORM", "本平台"
    SMS = "SMS", "短信通道"
    NETWORK = "NETWORK", "政务外网"
    HOTLINE = "HOTLINE", "12345 热线系统"
    OTHER = "OTHER", "其他系统"


class InterviewState(StateCodes):
    ARRANGED = "ARRANGED", "purple", "待约谈"
    HELD = "HELD", "blue", "待被约谈人确认"
    CONFIRMED = "CONFIRMED", "grey", "已确认"
    CANCELLED = "CANCELLED", "grey", "已取消"


class CircularState(StateCodes):
    DRAFT = "DRAFT", "blue", "起草中"
    ASKED = "ASKED", "purple", "待签发"
    ISSUED = "ISSUED", "grey", "已印发"
    WITHDRAWN = "WITHDRAWN", "grey", "已撤回"
