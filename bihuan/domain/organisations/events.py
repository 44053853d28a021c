"""What can be journalled of regions, offices and persons. Names of people never stand in an entry: the subject says who."""

from bihuan.kernel.journal.events import Event

REGION_EVENTS = (Event("region.load", "载入区划", "区划代码已更新：新增 {added} 条，变更 {changed} 条。"),)

OFFICE_EVENTS = (
    Event("office.open", "设立", "设立“{name}”。"),
    Event("office.rename", "更名", "“{was}”更名为“{name}”。"),
    Event("office.move", "划转", "划转到“{parent}”。"),
    Event("office.update", "更新资料", "更新了机构资料。"),
    Event("office.set_desk", "指定派单台", "“{desk}”为本单位派单台。"),
    Event("office.close", "撤销", "自 {closed_on} 起撤销。"),
    Event("office.create_post", "设岗", "设立岗位“{title}”。"),
    Event("office.change_post", "调整岗位", "调整岗位“{title}”的角色。"),
    Event("office.close_post", "撤岗", "自 {closed_on} 起撤销岗位“{title}”。"),
    Event("office.set_shift", "排班", "安排{rank}一班。"),
    Event("office.drop_shift", "撤班", "取消{rank}一班。"),
)

PERSON_EVENTS = (
    Event("person.register", "建档", "人员建档。"),
    Event("person.update", "更新资料", "更新了人员资料。"),
    Event("person.appoint", "任职", "{kind}“{post}”，自 {from_on} 起。"),
    Event("person.leave", "离任", "离任“{post}”，最后一日 {to_on}；移交未办事项 {handed_over} 件。"),
    Event("person.hand_over", "移交", "移交未办事项 {handed_over} 件。"),
    Event("person.delegate", "授权代办", "离岗期间，“{post}”的工作由他人代办。"),
    Event("person.end_delegation", "收回代办", "收回“{post}”的代办授权。"),
    Event("person.retire", "停用", "账号停用。"),
    Event("person.reinstate", "启用", "账号重新启用。"),
)
