"""What can be journalled of a case: code, Chinese sentence, effect on the clock, who acts next, who is told."""

from bihuan.kernel.journal.events import Event

EVENTS = (
    Event(
        "case.register",
        "登记",
        "登记了这一件,编号{number}",
        clock="start",
        next="派单办公室研判",
        audience=("reporter",),
    ),
    Event("case.accept", "受理", "受理了这一件", next="派单办公室派单", audience=("reporter",)),
    Event("case.reclassify", "改判", "更正了研判", next="照旧"),
    Event(
        "case.decline", "不予受理", "不予受理,依据:{basis}", clock="stop", audience=("reporter", "finders")
    ),
    Event(
        "case.transfer",
        "移送",
        "移送给{organ}",
        clock="stop",
        next="对方办理后告知结果",
        audience=("reporter", "finders"),
    ),
    Event("case.conclude_transfer", "移送结果", "收到移送结果:{outcome}", audience=("reporter", "finders")),
    Event("case.withdraw", "撤回", "反映人撤回", clock="stop"),
    Event("case.void", "作废", "登记有误,作废", clock="stop"),
    Event("case.dispatch", "派单", "派给了{office}", clock="start", next="承办单位签收"),
    Event("case.acknowledge", "签收", "{office}签收", next="承办单位办理"),
    Event("case.subdispatch", "二次派单", "{from}派给了{office}", next="承办科室签收"),
    Event("case.contact", "联系反映人", "联系了反映人", next="照旧"),
    Event("case.complete", "办结", "{office}报告办理结果:{outcome}", next="本单位审签"),
    Event("case.endorse", "科室审核", "{office}负责人审核同意", next="单位审批,或派单办公室核查"),
    Event("case.approve", "单位审批", "单位审批同意", next="派单办公室核查"),
    Event("case.refuse_completion", "审签退回", "审签退回{office}", next="承办人补办"),
    Event(
        "case.strike_off",
        "销号",
        "核查属实,销号",
        clock="stop",
        next="独立回访",
        audience=("reporter", "finders"),
    ),
    Event("case.rework", "退回重办", "核查不符,退回{office}重办", clock="resume", next="承办单位重办"),
    Event("case.attempt", "回访未接通", "第{try}次回访没有接通", next="再次回访"),
    Event("case.follow_up", "回访", "回访:{satisfaction}", next="结案,或裁定下一步", audience=("finders",)),
)
