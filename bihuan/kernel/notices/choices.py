"""How somebody is told."""

from bihuan.kernel.choices import Codes


class Channel(Codes):
    IN_APP = "in_app", "站内"
    MAIL = "mail", "邮件"
    SMS = "sms", "短信"
    WECOM = "wecom", "企业微信"
    DINGTALK = "dingtalk", "钉钉"
    FEISHU = "feishu", "飞书"


# Chat robots: the person gives the robot's key; a message that may have arrived is not repeated there.
CHATS = (Channel.WECOM, Channel.DINGTALK, Channel.FEISHU)


class DeliveryState(Codes):
    """Read from a delivery's dates, for lists."""

    WAITING = "waiting", "待发送"
    SENT = "sent", "已发送"
    DEAD = "dead", "发送失败"
