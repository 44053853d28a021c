"""Where a value stands, and what shape it has."""

from bihuan.kernel.choices import Codes


class Status(Codes):
    """Only an active value executes; an expired one still answers for the days on which it held."""

    DRAFT = "draft", "草案"
    QUARANTINED = "quarantined", "存疑"
    VERIFIED = "verified", "已核实"
    ACTIVE = "active", "生效"
    EXPIRED = "expired", "失效"


class Shape(Codes):
    """The closed list of what a value can be."""

    INT = "int", "整数"
    LIMIT = "limit", "时限"
    RATIO = "ratio", "比率"
    TEXT = "text", "文本"
    FLAG = "flag", "是否"
    WORDS = "words", "词表"
    CHOICES = "choices", "选项"
