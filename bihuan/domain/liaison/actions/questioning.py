"""十问: load the shipped edition, draft the next one, change its questions, issue it by another hand."""

from collections.abc import Mapping
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Annotated, Any

import yaml
from django.db import transaction

from bihuan.domain.liaison.actions.steps import lock, record_step
from bihuan.domain.liaison.choices import EditionState, QuestionKind
from bihuan.domain.liaison.models import Edition, Question
from bihuan.domain.liaison.queries.aspects import aspect_of
from bihuan.domain.liaison.queries.questions import edition_facts, edition_on
from bihuan.domain.liaison.rules.questions import may_change, may_draft, may_issue
from bihuan.kernel.access import Actor, ActorKind
from bihuan.kernel.calendar import day_of
from bihuan.kernel.fitting import refuse_unless_fits
from bihuan.kernel.refusals import Malformed, refuse_unless
from bihuan.kernel.verbs import choice, count, day, line, note, pick

DATA = Path(__file__).resolve().parents[1] / "data" / "questions.yaml"
FIELDS = (
    "place",
    "code",
    "aspect",
    "text",
    "kind",
    "options",
    "asked_if",
    "asked_if_answer",
    "points_to_need",
)


def load_shipped_edition(*, by: Actor, at: datetime) -> Edition:
    """载入默认十问: the house's questions for the eight named aspects, as long as a city has issued none of its own. Again changes nothing."""
    if by.kind is not ActorKind.CALENDAR:
        refuse_unless(may_draft(by))
    existing = edition_on(day_of(at))
    if existing is not None:
        return existing
    shipped = _shipped()
    with transaction.atomic():
        edition = Edition.objects.create(
            name=shipped["name"],
            document=shipped["document"],
            state=EditionState.ISSUED,
            drafted_at=at,
            from_on=shipped["from_on"],
        )
        Question.objects.bulk_create(
            Question(edition=edition, place=place, **row)
            for place, row in enumerate(shipped["questions"], start=1)
        )
        data = {
            "document": edition.document,
            "from_on": edition.from_on,
            "questions": len(shipped["questions"]),
        }
        record_step(edition, "issue", by=by, at=at, data=data)
        return edition


def draft_edition(
    *, by: Actor, at: datetime, name: Annotated[str, line("名称", "如：十问（2027 年版）")]
) -> Edition:
    """起草新版: begins as a copy of the edition that holds."""
    refuse_unless(may_draft(by))
    if not name.strip():
        raise Malformed("empty", "请写名称。", fields={"name": "请写名称。"})
    refuse_unless_fits(Edition, {"name": name.strip()})
    with transaction.atomic():
        held = edition_on(day_of(at))
        edition = Edition.objects.create(name=name.strip(), drafted_at=at)
        rows = held.questions.values(*FIELDS) if held else []
        Question.objects.bulk_create(Question(edition=edition, **row) for row in rows)
        data = {"name": edition.name, "questions": len(rows)}
        record_step(edition, "draft", by=by, at=at, data=data)
        return edition


def set_question(
    *,
    question_edition: Edition,
    by: Actor,
    at: datetime,
    seen: int | None = None,
    code: Annotated[str, line("题目代码", "已有的代码就是改题，新的代码就是加题")],
    aspect: Annotated[str, pick("方面", "aspect")],
    text: Annotated[str, line("问题")],
    kind: Annotated[QuestionKind, choice("形式")],
    place: Annotated[int, count("顺序")],
    options: Annotated[str, note("选项", "一行一个，形式是“选项”时写")] = "",
    asked_if: Annotated[str, line("前题代码", "只有前题答了下面的答案才问；空着就是都问")] = "",
    asked_if_answer: Annotated[str, line("前题答案")] = "",
    points_to_need: Annotated[str, line("提示登记问题的答案", "答了它，手机就提示登记问题")] = "",
) -> Edition:
    """改题或加题, in a draft."""
    aspect = str(getattr(aspect, "code", aspect))
    aspect_of(aspect, on=day_of(at))
    values: dict[str, Any] = {
        "place": place,
        "aspect": aspect,
        "text": text.strip(),
        "kind": str(kind),
        "asked_if": asked_if.strip(),
        "asked_if_answer": asked_if_answer.strip(),
        "points_to_need": points_to_need.strip(),
    }
    refuse_unless_fits(Question, values | {"code": code.strip()})
    choices = [option.strip() for option in options.splitlines() if option.strip()]
    if not code.strip() or not text.strip():
        raise Malformed("empty", "请写代码和问题。", fields={"text": "不能空着。"})
    if (kind == QuestionKind.CHOICE) != bool(choices):
        raise Malformed("bad_options", "只有“选项”题才写选项，至少一个。", fields={"options": "请核对选项。"})
    with transaction.atomic():
        edition = lock(question_edition, seen=seen)
        refuse_unless(may_change(edition_facts(edition, on=day_of(at)), by))
        Question.objects.update_or_create(
            edition=edition, code=code.strip(), defaults=values | {"options": choices}
        )
        record_step(edition, "set_question", by=by, at=at, data={"code": code.strip(), "place": place})
        return edition


def drop_question(
    *,
    question_edition: Edition,
    by: Actor,
    at: datetime,
    seen: int | None = None,
    code: Annotated[str, line("题目代码")],
) -> Edition:
    """删题, in a draft; answers given before stay."""
    with transaction.atomic():
        edition = lock(question_edition, seen=seen)
        refuse_unless(may_change(edition_facts(edition, on=day_of(at)), by))
        gone, _ = edition.questions.filter(code=code.strip()).delete()
        if not gone:
            raise Malformed("no_such_question", "没有这个问题。", fields={"code": "请核对代码。"})
        record_step(edition, "drop_question", by=by, at=at, data={"code": code.strip()})
        return edition


def issue_edition(
    *,
    question_edition: Edition,
    by: Actor,
    at: datetime,
    seen: int | None = None,
    document: Annotated[str, line("文号")],
    from_on: Annotated[date, day("自哪一天起")],
) -> Edition:
    """发布: by another person than whoever drafted; never changed afterwards."""
    if not document.strip():
        raise Malformed("empty", "请写文号。", fields={"document": "请写文号。"})
    refuse_unless_fits(Edition, {"document": document.strip()})
    with transaction.atomic():
        edition = lock(question_edition, seen=seen)
        refuse_unless(may_issue(edition_facts(edition, on=day_of(at)), by))
        edition.state, edition.document, edition.from_on = EditionState.ISSUED, document.strip(), from_on
        data = {"document": edition.document, "from_on": from_on}
        record_step(edition, "issue", by=by, at=at, data=data)
        return edition


@cache
def _shipped() -> Mapping[str, Any]:
    # our own file
    content: Mapping[str, Any] = yaml.safe_load(DATA.read_text(encoding="utf-8"))
    return content
