"""What can be journalled of a knowledge entry."""

from bihuan.kernel.journal.events import Event

EVENTS = (
    Event("knowledge.publish", "发布", "发布，依据{document}"),
    Event("knowledge.review", "复核", "复核，下次{review_on}"),
    Event("knowledge.withdraw", "撤下", "撤下"),
)
