"""The list. A new ground is a row here, with its level and its numbers in `parameters/grounds.yaml`."""

from bihuan.domain.supervision.choices import LATENESS
from bihuan.domain.supervision.choices import IncidentKind as K
from bihuan.domain.supervision.rules.grounds.counted import Counted
from bihuan.domain.supervision.rules.grounds.shape import Ground
from bihuan.domain.supervision.rules.grounds.single import each


def _single(id: str, name: str, sentence: str, evidence: str, *kinds: K) -> Ground:
    return Ground(id, name, sentence, evidence, frozenset(kinds), each)


GROUNDS: tuple[Ground, ...] = (
    Counted(
        "red_lights",
        "红灯多发",
        "规定期间内多件超期，且占同期应办件数的比例达到规定。",
        "每一件的派单、亮红灯、办结记录，以及同期应办件数。",
        *LATENESS,
    ),
    _single(
        "grave_lateness",
        "严重超期",
        "一件超期达到规定的时长。",
        "这一件的派单、亮红灯、办结记录。",
        *LATENESS,
    ),
    _single(
        "rating_late",
        "差评逾期未整改",
        "差评转来的工单到期没有整改办结。",
        "这一件的派单、亮红灯、办结记录；不显示评价人。",
        K.RATING_LATE,
    ),
    _single(
        "false_at_check",
        "核查发现未办实",
        "报告已解决，核查时发现证据不足或与事实不符，被退回重办。",
        "办结报告和退回重办的记录。",
        K.FALSE_AT_CHECK,
    ),
    _single(
        "false_at_follow_up",
        "虚假办结",
        "报告已解决并已销号，反映人说没有解决，经裁定重办。",
        "办结、销号、回访和裁定的记录。",
        K.FALSE_AT_FOLLOW_UP,
    ),
    _single(
        "dissatisfied_again",
        "重办后仍不满意",
        "重办以后，反映人仍不满意。",
        "重办裁定或退回记录，以及其后的回访。",
        K.DISSATISFIED_AGAIN,
    ),
    Counted(
        "improper_returns",
        "不当退单",
        "规定期间内多次退单被驳回。",
        "退单申请和不同意的记录。",
        K.IMPROPER_RETURN,
    ),
    _single(
        "refused_unexplained",
        "一拒了之",
        "答复未解决，没有写明依据，也没有向上反映。",
        "办结报告和质量提示。",
        K.REFUSED_UNEXPLAINED,
    ),
    _single(
        "retaliation",
        "打击报复",
        "反映人遭到打击报复，经上一级核查属实。",
        "上一级的核查结论；不显示反映人和工单编号。",
        K.RETALIATION,
    ),
    _single(
        "order_ignored",
        "督办不落实",
        "督办单到期没有报告。",
        "督办单的发出、到期记录。",
        K.ORDER_IGNORED,
    ),
    _single(
        "relapse",
        "整改反弹",
        "已经核验通过的整改，同样的问题又发生。",
        "核验通过和反弹的记录。",
        K.RELAPSED,
    ),
    Counted(
        "sittings_missed",
        "多次不坐窗口",
        "规定期间内排了班，多次没有到窗口坐班。",
        "每一班进入本人工作和当天没有坐的记录。",
        K.SITTING_MISSED,
    ),
    _single(
        "walk_missed",
        "该走流程没有走",
        "高频事项的走流程任务到期没有走。",
        "任务下达、指派、亮红灯和走完的记录。",
        K.WALK_MISSED,
    ),
    Counted(
        "two_yellows",
        "黄牌累计",
        "规定期间内生效的黄牌达到规定的张数，合并为一张红牌。",
        "每一张黄牌的生效记录。",
        K.YELLOW_CARD,
    ),
)


def ground_named(id: str, own: tuple[Ground, ...] = ()) -> Ground | None:
    """The ground of this id, the house's or the city's own."""
    return next((ground for ground in (*GROUNDS, *own) if ground.id == id), None)
