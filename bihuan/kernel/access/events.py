"""What is journalled of signing in and of tokens. Names and addresses are not: the entry says which person by id."""

from bihuan.kernel.journal.events import Event

PERSON_EVENTS = (
    Event("person.sign_in", "登录", "登录了系统"),
    Event("person.lock_out", "锁定", "密码连续输错，登录被暂时锁定"),
    Event("person.change_password", "改密", "修改了密码"),
    Event("person.choose_channels", "通知方式", "改了通知方式"),
    Event("person.give_password", "发密码", "重新设置了临时密码，下次登录时须改掉"),
    Event("person.reset_second_factor", "重置", "清除了第二重验证，须重新绑定"),
)
TOKEN_EVENTS = (
    Event("token.issue", "签发", "签发了接口令牌"),
    Event("token.revoke", "吊销", "吊销了接口令牌"),
)
