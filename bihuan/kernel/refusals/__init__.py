"""A refusal helps: what was asked, why not, what can be done. One class serves the person (a Chinese sentence) and the
machine (RFC 9457 problem details).

`may(facts, actor)` *returns* a refusal or None, so that the same call decides a button, an API link and an action;
`refuse_unless(may(...))` raises it. A refusal rolls the transaction back.
"""

from collections.abc import Mapping
from typing import Any, ClassVar, NoReturn


class Refusal(Exception):
    """Something that was asked and will not be done. Subclasses carry the HTTP status; the code is stable, the sentence is not.

    sentence: what was wrong, in Chinese.   help: what to do instead, in Chinese, may be empty.
    details: facts for machines; never personal data.
    """

    status: ClassVar[int] = 409
    title: ClassVar[str] = "现在不能这样做"

    def __init__(self, code: str, sentence: str, help: str = "", **details: Any) -> None:
        super().__init__(code)
        self.code = code
        self.sentence = sentence
        self.help = help
        self.details = details

    def __str__(self) -> str:
        return f"{self.sentence}{self.help}"

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self.code!r}, {self.sentence!r})"

    def problem(self) -> dict[str, Any]:
        """The problem details of RFC 9457 (`application/problem+json`)."""
        return {
            "type": f"urn:bihuan:problem:{self.code}",
            "title": self.title,
            "status": self.status,
            "detail": str(self),
            "code": self.code,
            **self.details,
        }


class NotVisible(Refusal):
    """It does not exist for this actor: never tell apart 'is not there' and 'not for you'."""

    status = 404
    title = "没有找到"

    def __init__(
        self,
        code: str = "not_found",
        sentence: str = "没有找到您要的内容。",
        help: str = "请核对编号，或从列表进入。",
    ) -> None:
        super().__init__(code, sentence, help)


class NotAllowed(Refusal):
    """This actor may see it, but this is not for them to do."""

    status = 403
    title = "没有权限"


class WrongState(Refusal):
    """Not in this state: a transition that is not in the table does not happen."""

    status = 409
    title = "当前状态不能这样做"


class Changed(Refusal):
    """Somebody else acted in the meantime; `since` says what they did."""

    status = 412
    title = "内容已被他人更新"

    def __init__(
        self,
        sentence: str = "您打开页面之后，别人已经办理了这一件。",
        help: str = "请看看新的情况，再决定怎么办。",
        **details: Any,
    ) -> None:
        super().__init__("changed", sentence, help, **details)


class MissingVersion(Refusal):
    """A write to something that changes needs the version that its author saw (If-Match)."""

    status = 428
    title = "缺少版本"

    def __init__(self) -> None:
        super().__init__("missing_version", "请求缺少 If-Match。", "请先读取最新版本，再带上它的 ETag。")


class Malformed(Refusal):
    """The input does not hold; `fields` maps a field's name to its Chinese sentence. What was typed is kept by the face."""

    status = 422
    title = "填写有误"

    def __init__(
        self,
        code: str = "malformed",
        sentence: str = "填写的内容有误。",
        help: str = "请按提示修改后再提交。",
        *,
        fields: Mapping[str, str] | None = None,
        **details: Any,
    ) -> None:
        self.fields = dict(fields or {})
        super().__init__(code, sentence, help, **({"fields": self.fields} if self.fields else {}), **details)


class TooMany(Refusal):
    """Too many requests; come back after `retry_after` seconds."""

    status = 429
    title = "请求太频繁"

    def __init__(
        self, sentence: str = "您操作得太频繁了。", help: str = "请稍等一会儿再试。", *, retry_after: int = 60
    ) -> None:
        self.retry_after = retry_after
        super().__init__("too_many", sentence, help, retry_after=retry_after)


class Busy(Refusal):
    """The platform cannot answer now (database gone, disk full, lock not to be had); come back after `retry_after` seconds."""

    status = 503
    title = "系统繁忙"

    def __init__(
        self,
        sentence: str = "系统正忙，您的内容没有丢失。",
        help: str = "请稍后再试一次。",
        *,
        retry_after: int = 5,
    ) -> None:
        self.retry_after = retry_after
        super().__init__("busy", sentence, help, retry_after=retry_after)


def refuse_unless(refusal: Refusal | None) -> None:
    """Raise the refusal that a `may` returned; do nothing where it allowed."""
    if refusal is not None:
        raise refusal


def refuse(refusal: Refusal) -> NoReturn:
    """Raise, as an expression."""
    raise refusal


__all__ = [
    "Busy",
    "Changed",
    "Malformed",
    "MissingVersion",
    "NotAllowed",
    "NotVisible",
    "Refusal",
    "TooMany",
    "WrongState",
    "refuse",
    "refuse_unless",
]
