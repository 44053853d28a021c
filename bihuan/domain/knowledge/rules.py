"""Who keeps the knowledge base, and what may be offered."""

from datetime import date

from bihuan.domain.organisations.choices import Role
from bihuan.kernel.access import Actor
from bihuan.kernel.refusals import Malformed, NotAllowed, Refusal

KEEPERS = (Role.OFFICE, Role.EDITOR, Role.SECTION_HEAD, Role.DESK)


def may_keep(owner_key: str, actor: Actor) -> Refusal | None:
    """An entry is kept by its owner section, its unit's desk, or the office's editors."""
    if not actor.has(*KEEPERS):
        return NotAllowed("not_a_keeper", "您的岗位不能维护知识库。", "请交给科室负责人或派单员。")
    if actor.has(Role.OFFICE, Role.EDITOR) or owner_key in actor.keys:
        return None
    return NotAllowed("not_the_owner", "这一条由别的科室负责。", "请联系责任科室。")


def refuse_incomplete(question: str, answer: str, document: str, review_on: date, today: date) -> None:
    """Question, answer and document are given, and the review lies ahead."""
    fields = {
        name: sentence
        for name, value, sentence in [
            ("question", question, "请填写问题。"),
            ("answer", answer, "请填写答复口径。"),
            ("document", document, "请写明依据的文件。"),
        ]
        if not value.strip()
    }
    if review_on <= today:
        fields["review_on"] = "复核日期要在今天以后。"
    if fields:
        raise Malformed("entry_incomplete", "这一条还不完整。", fields=fields)
