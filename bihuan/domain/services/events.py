"""What can be journalled here."""

from bihuan.kernel.journal.events import Event

ITEM_EVENTS = (
    Event("item.register", "登记事项", "登记事项{task_code}，自{from_on}起施行"),
    Event("item.publish", "发布新版本", "发布第{place}版，自{from_on}起施行，依据{document}"),
)
EVENTS = {"item": ITEM_EVENTS}
