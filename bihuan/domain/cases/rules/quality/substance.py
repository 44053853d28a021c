"""Does it answer: each point, with its basis, its result, and whom to ask."""

import re

from bihuan.domain.cases.rules.quality.draft import Draft

MARK = re.compile(
    r"(?:^|(?<=[\s。；;：:，,]))(?:[（(]?\d{1,2}[）)．、.](?!\d)|[一二三四五六七八九十]{1,2}、|[（(][一二三四五六七八九十]{1,2}[）)]|第?[一二三四五六七八九]是)"
)
BASIS = re.compile(r"《[^》]{2,}》|依据|根据|按照|依照|遵照|第[一二三四五六七八九十百\d]+条")
RESULT = re.compile(
    r"已(?!收悉|知悉|转|受理)|完成|解决|退还|拆除|修复|恢复|更换|清理|发放|办结|办好|无法|不能|不符合|不予"
)
CONTACT = re.compile(r"联系人|联系电话|咨询电话|承办人|经办人|1\d{10}|\d{3,4}[-－—]\d{7,8}|\b\d{7,8}\b")
# Below this share of a point's words in the reply, it is not spoken of.
SPOKEN = 0.125
HARD_CLAIMS = frozenset({"SOLVED", "PARTLY"})


def too_short(draft: Draft) -> str | None:
    """A reply in a few words rarely answers."""
    length = len("".join(draft.reply.split()))
    return f"答复只有{length}个字。" if length < draft.least_length else None


def points_unanswered(draft: Draft) -> str | None:
    """Each numbered point of the report is spoken of: by its number, or in its own words."""
    points = points_of(draft.report)
    if len(points) < 2 or len(points_of(draft.reply)) >= len(points):
        return None
    missed = [place for place, point in enumerate(points, start=1) if not _speaks_of(draft.reply, point)]
    return f"反映了{len(points)}点，好像没有回应第{'、'.join(map(str, missed))}点。" if missed else None


def no_basis(draft: Draft) -> str | None:
    """A rule, a document or a clause is named."""
    return None if BASIS.search(draft.reply) else "没有写依据，如文件名称或条款。"


def no_result(draft: Draft) -> str | None:
    """It says what came of it, where something is claimed to have come of it."""
    if draft.outcome not in HARD_CLAIMS or RESULT.search(draft.reply):
        return None
    return "没有写明办理结果。"


def no_contact(draft: Draft) -> str | None:
    """Whom to ask, or a number to call."""
    return None if CONTACT.search(draft.reply) else "没有写联系人或联系电话。"


def points_of(text: str) -> list[str]:
    """The numbered points of a text, without their marks. Fewer than two marks are not a list."""
    marks = list(MARK.finditer(text))
    if len(marks) < 2:
        return []
    ends = [*(mark.start() for mark in marks[1:]), len(text)]
    return [text[mark.end() : end].strip() for mark, end in zip(marks, ends, strict=True)]


def _speaks_of(reply: str, point: str) -> bool:
    wanted = _pairs(point)
    return not wanted or len(wanted & _pairs(reply)) >= SPOKEN * len(wanted)


def _pairs(text: str) -> set[str]:
    """Neighbouring characters: words of Chinese are mostly two."""
    runs = re.findall(r"[\u4e00-\u9fff]+|[A-Za-z0-9]+", text)
    return {run[i : i + 2] for run in runs for i in range(max(len(run) - 1, 1))}
