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
EVENTS = {"item": ITEM_EVENTS}
