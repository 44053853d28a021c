"""What can be journalled here."""

from bihuan.kernel.journal.events import Event

ITEM_EVENTS = (
    Event("item.register", "登记事项", "登记事项{task_code}，自{from_on}起施行"),
    Event("item.open", "登记事项", "登记事项{task_code}，待发布", next="逐项填写，再发布"),
    Event("item.describe", "改基本信息", "改了基本信息", next="修订完再发布"),
    Event("item.set_limits", "改时限", "改了时限", next="修订完再发布"),
    Event("item.set_visits", "改到场和网办", "改了到场次数和网办深度", next="修订完再发布"),
    Event("item.set_fees", "改收费和电话", "改了收费和电话", next="修订完再发布"),
    Event("item.set_step", "写环节", "写了环节“{name}”", next="修订完再发布"),
    Event("item.drop_step", "去掉环节", "去掉环节“{name}”", next="修订完再发布"),
    Event("item.set_question", "写情形问题", "写了情形问题 {name}", next="修订完再发布"),
    Event("item.drop_question", "去掉情形问题", "去掉情形问题 {name}", next="修订完再发布"),
    Event("item.set_material", "写材料", "写了材料“{name}”", next="修订完再发布"),
    Event("item.drop_material", "去掉材料", "去掉材料“{name}”", next="修订完再发布"),
    Event("item.set_window", "加窗口", "加了窗口 {window}", next="修订完再发布"),
    Event("item.drop_window", "去掉窗口", "去掉窗口 {window}", next="修订完再发布"),
    Event("item.publish", "发布新版本", "发布第{place}版，自{from_on}起施行，依据{document}"),
    Event("item.discard", "放弃修订", "放弃了没有发布的修订"),
    Event("item.stop", "停办", "自{from_on}起停办，依据{document}"),
)
JOINT_EVENTS = (
    Event(
        "joint.define",
        "登记一件事",
        "登记一件事{code}，综合窗口{window}，时限{limit}",
        next="加各单位的部分和表单",
    ),
    Event("joint.add_part", "加一项", "加了第{place}项，由{office}办"),
    Event("joint.add_field", "加表单项", "加了表单项 {code}"),
    Event("joint.close", "停办", "停办，在办的照常办"),
)
NEXT = ("next",)
MATTER_EVENTS = (
    Event(
        "matter.submit",
        "申请",
        "提交申请{number}，一次办{tasks}项",
        clock="start",
        next="窗口受理",
        audience=NEXT,
    ),
    Event("matter.receive_papers", "收材料", "收到材料", next="材料齐了就受理"),
    Event("matter.ask_more", "一次告知", "一次告知要补的材料", clock="pause", next="办事人补材料"),
    Event("matter.accept", "受理", "受理，各单位同时办", clock="start", next="各单位办各自的一项"),
    Event("matter.reject", "不予受理", "不予受理，告知了原因和其他办法", clock="stop"),
    Event("matter.withdraw", "撤回", "撤回申请", clock="stop"),
    Event("matter.end", "办结", "全部任务结束", clock="stop"),
)
TASK_EVENTS = (
    Event("task.plan", "排定", "排定第{place}项"),
    Event("task.open", "轮到", "前面的都办好了，轮到这一项", clock="start", next="这个单位办", audience=NEXT),
    Event("task.finish", "办好", "办好了", clock="stop"),
    Event("task.refuse", "办不了", "办不了，说明了原因", clock="stop"),
    Event("task.drop", "不再办", "前面的没有办成或已经撤回，不再办", clock="stop"),
)
HANDLING_EVENTS = (
    Event("handling.record", "登记办结", "登记办件{number}"),
    Event("handling.invite", "邀请评价", "到了邀请评价的日子，还没有评价的发短信"),
)
RATING_EVENTS = (
    Event("rating.give", "评价", "收到评价{number}", clock="start", next="差评由双优化办核实", audience=NEXT),
    Event("rating.verify", "核实", "核实完毕", clock="stop", next="整改和回访在工单里"),
    Event("rating.doubt", "认为恶意", "认为是恶意评价", clock="start", next="换一个人复核", audience=NEXT),
    Event("rating.decide_malice", "恶意复核", "复核完毕", clock="stop"),
    Event("rating.close", "已回访", "工单已经结束，评价人已经回访", clock="stop"),
)
EVENTS = {
    "item": ITEM_EVENTS,
    "joint": JOINT_EVENTS,
    "matter": MATTER_EVENTS,
    "task": TASK_EVENTS,
    "handling": HANDLING_EVENTS,
    "rating": RATING_EVENTS,
}
