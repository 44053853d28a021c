"""修订: the tables of a draft: steps, materials, questions. Named once; the same name again replaces the row where it stands."""

from datetime import datetime
from typing import Annotated, Any

from django.db import transaction
from django.db.models import F, Max, Model

from bihuan.domain.services.actions.drafting import begin
from bihuan.domain.services.actions.steps import record_item
from bihuan.domain.services.choices import MaterialForm, MaterialSource, Necessity
from bihuan.domain.services.models import Item, Material, Question, Step
from bihuan.kernel.access import Actor
from bihuan.kernel.fitting import refuse_unless_fits
from bihuan.kernel.refusals import Malformed
from bihuan.kernel.tracked import refuse_empty
from bihuan.kernel.verbs import choice, count, flag, line

LONGEST_POST = 60


def set_step(
    *,
    item: Item,
    by: Actor,
    at: datetime,
    seen: int | None = None,
    name: Annotated[str, line("环节名称", "已有的改，没有的加在最后")],
    days: Annotated[int, count("时限（工作日）")],
    post: Annotated[str, line("办理岗位")] = "",
) -> Item:
    """写环节: a stage with its limit."""
    if not 0 <= days <= 3650:
        raise Malformed("bad_days", fields={"days": "请填 0 到 3650。"})
    if len(post.strip()) > LONGEST_POST:
        raise Malformed(
            "post_too_long", fields={"post": f"最多 {LONGEST_POST} 个字，现有 {len(post.strip())} 个。"}
        )
    columns = {"days": days, "by": post.strip()}
    return _put("steps", "set_step", item, name, columns, by=by, at=at, seen=seen)


def drop_step(
    *,
    item: Item,
    by: Actor,
    at: datetime,
    seen: int | None = None,
    name: Annotated[str, line("环节名称")],
) -> Item:
    """去掉环节."""
    return _drop("steps", "drop_step", item, name, by=by, at=at, seen=seen)


def set_material(
    *,
    item: Item,
    by: Actor,
    at: datetime,
    seen: int | None = None,
    name: Annotated[str, line("材料名称", "已有的改，没有的加在最后")],
    form: Annotated[MaterialForm, choice("材料形式")],
    necessity: Annotated[Necessity, choice("必要性")] = Necessity.REQUIRED,
    source: Annotated[MaterialSource, choice("来源渠道")] = MaterialSource.APPLICANT,
    copies: Annotated[int, count("份数")] = 1,
    held_by: Annotated[str, line("数据共享来源", "写了就由系统获取，不再向申请人要")] = "",
    question: Annotated[str, line("适用情形", "问题的代号；只有这样回答的人才要")] = "",
    only_if_no: Annotated[bool, flag("回答“否”才要")] = False,
    remark: Annotated[str, line("说明")] = "",
) -> Item:
    """写材料: what is needed, from whom, when."""
    if not 0 <= copies <= 99:
        raise Malformed("bad_copies", fields={"copies": "请填 0 到 99。"})
    columns = {
        "form": form,
        "necessity": necessity,
        "source": source,
        "copies": copies,
        "held_by": held_by.strip(),
        "question": question.strip(),
        "answer": not only_if_no,
        "remark": remark.strip(),
    }
    return _put("materials", "set_material", item, name, columns, by=by, at=at, seen=seen)


def drop_material(
    *,
    item: Item,
    by: Actor,
    at: datetime,
    seen: int | None = None,
    name: Annotated[str, line("材料名称")],
) -> Item:
    """去掉材料: it is not asked for any more."""
    return _drop("materials", "drop_material", item, name, by=by, at=at, seen=seen)


def set_question(
    *,
    item: Item,
    by: Actor,
    at: datetime,
    seen: int | None = None,
    code: Annotated[str, line("代号", "短代号，如 agent")],
    text: Annotated[str, line("问题", "回答是或否，如 是否委托他人办理？")],
) -> Item:
    """写情形问题: a yes-or-no question on which materials depend."""
    refuse_empty(code, "code", "请写代号。")
    if not (code.strip().isascii() and code.strip().replace("_", "").isalnum()):
        raise Malformed("bad_code", fields={"code": "代号只用字母、数字和下划线。"})
    refuse_empty(text, "text", "请写问题。")
    columns = {"text": text.strip()}
    return _put("questions", "set_question", item, code, columns, key="code", by=by, at=at, seen=seen)


def drop_question(
    *,
    item: Item,
    by: Actor,
    at: datetime,
    seen: int | None = None,
    code: Annotated[str, line("代号")],
) -> Item:
    """去掉情形问题."""
    return _drop("questions", "drop_question", item, code, key="code", by=by, at=at, seen=seen)


MODELS: dict[str, type[Model]] = {"steps": Step, "materials": Material, "questions": Question}
LABELS = {"steps": "环节", "materials": "材料", "questions": "情形问题"}


def _put(
    table: str,
    verb: str,
    item: Item,
    name: str,
    columns: dict[str, Any],
    *,
    key: str = "name",
    by: Actor,
    at: datetime,
    seen: int | None,
) -> Item:
    refuse_empty(name, key, "请写名称。")
    name = name.strip()
    refuse_unless_fits(MODELS[table], {key: name} | columns)
    with transaction.atomic():
        item, draft = begin(item, by=by, seen=seen)
        rows = getattr(draft, table)
        if not rows.filter(**{key: name}).update(**columns):
            place = (rows.aggregate(last=Max("place"))["last"] or 0) + 1
            rows.create(**{key: name}, place=place, **columns)
        record_item(item, verb, by=by, at=at, data={"name": name})
        return item


def _drop(
    table: str,
    verb: str,
    item: Item,
    name: str,
    *,
    key: str = "name",
    by: Actor,
    at: datetime,
    seen: int | None,
) -> Item:
    with transaction.atomic():
        item, draft = begin(item, by=by, seen=seen)
        rows = getattr(draft, table)
        row = rows.filter(**{key: name.strip()}).first()
        if row is None:
            raise Malformed("no_such_row", f"没有这个{LABELS[table]}。", fields={key: "请核对名称。"})
        row.delete()
        for later in rows.filter(place__gt=row.place).order_by("place"):
            rows.filter(pk=later.pk).update(place=F("place") - 1)
        record_item(item, verb, by=by, at=at, data={"name": name.strip()})
        return item
