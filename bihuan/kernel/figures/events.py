"""What can be journalled about a published figure."""

from bihuan.kernel.journal.events import Event

EVENTS = (
    Event("publication.propose", "提请公布", "提请公布“{name}”{period}：{said}", next="领导签发"),
    Event(
        "publication.correct", "提请更正", "提请更正“{name}”{period}：{said}，原公布值保留", next="领导签发"
    ),
    Event("publication.publish", "签发公布", "签发公布“{name}”{period}：{said}"),
    Event("publication.refuse", "没有签发", "没有签发“{name}”{period}：{said}"),
    Event("publication.withdraw", "撤回", "撤回了公布“{name}”{period}：{said}的提请"),
    Event("publication.report", "录入", "录入报送指标“{name}”{period}：{said}"),
    Event("publication.verify", "核实", "核实了报送指标“{name}”{period}：{said}"),
)
