"""What can be journalled of an enterprise. Contacts are personal data: an entry says that one changed, never whom."""

from bihuan.kernel.journal.events import Event

ENTERPRISE_EVENTS = (
    Event("enterprise.register", "登记", "登记企业“{name}”。"),
    Event("enterprise.rename", "更名", "“{was}”更名为“{name}”。"),
    Event("enterprise.update", "更新资料", "更新了企业资料。"),
    Event("enterprise.record_year", "年度数据", "登记 {year} 年数据，规模：{size}。"),
    Event("enterprise.record_above_scale", "规上标记", "{year} 年列为{kind}。"),
    Event("enterprise.withdraw_above_scale", "撤销规上标记", "撤销 {year} 年{kind}标记。"),
    Event("enterprise.set_contact", "联系人", "登记联系人（{role}）。"),
    Event("enterprise.end_contact", "停用联系人", "停用一名联系人（{role}）。"),
    Event("enterprise.merge", "合并", "并入重复记录“{dropped}”。"),
    Event("enterprise.merged", "被合并", "本记录并入“{into}”。"),
)
