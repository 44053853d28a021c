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
    Event("enterprise.verify_contact", "核验联系人", "核验了一名联系人（{role}），可以登录。"),
    Event("enterprise.invite_contact", "邀请联系人", "企业负责人邀请了一名联系人（{role}）。"),
    Event("enterprise.revoke_contact", "停用登录", "停用了一名联系人（{role}）的登录。"),
    Event("enterprise.make_key", "签发令牌", "企业负责人签发了接口令牌（{reach}）。"),
    Event("enterprise.revoke_key", "停用令牌", "企业负责人停用了接口令牌（{reach}）。"),
    Event("enterprise.merge", "合并", "并入重复记录“{dropped}”。"),
    Event("enterprise.merged", "被合并", "本记录并入“{into}”。"),
)

# A contact's own chain: signing in and out. Telephone and name are not in it.
CONTACT_EVENTS = (
    Event("contact.send_code", "发送验证码", "请求了登录验证码。"),
    Event("contact.sign_in", "登录", "登录了企业页面。"),
    Event("contact.lock_out", "锁定", "验证码连续输错，这个验证码作废。"),
    Event("contact.sign_out", "退出", "退出了企业页面。"),
)
