"""From values to rows: how a version and its tables are written."""

from collections.abc import Iterable

from bihuan.domain.organisations.choices import OfficeKind
from bihuan.domain.organisations.models import Office
from bihuan.domain.services.models import Item, ItemVersion, Material, Offering, Question, Step
from bihuan.domain.services.rules.content import ItemContent, WindowContent
from bihuan.kernel.refusals import Malformed


def write_version(item: Item, content: ItemContent, *, place: int, **columns: object) -> ItemVersion:
    """A new version with its steps, materials, questions and windows."""
    version = ItemVersion.objects.create(item=item, place=place, **_own(content), **columns)
    write_tables(version, content)
    return version


def write_tables(version: ItemVersion, content: ItemContent) -> None:
    """Four tables, numbered from 1 in the order given."""
    Step.objects.bulk_create(
        Step(version=version, place=place, name=step.name, days=step.days, by=step.by)
        for place, step in enumerate(content.steps, 1)
    )
    Material.objects.bulk_create(
        Material(
            version=version,
            place=place,
            name=material.name,
            form=material.form,
            necessity=material.necessity,
            source=material.source,
            copies=material.copies,
            held_by=material.held_by,
            question=material.question,
            answer=material.answer,
            remark=material.remark,
        )
        for place, material in enumerate(content.materials, 1)
    )
    Question.objects.bulk_create(
        Question(version=version, place=place, code=question.code, text=question.text)
        for place, question in enumerate(content.questions, 1)
    )
    windows = windows_of(content.windows)
    Offering.objects.bulk_create(
        Offering(version=version, window=windows[window.code], hours=window.hours)
        for window in content.windows
    )


def windows_of(windows: Iterable[WindowContent]) -> dict[str, Office]:
    """The offices behind the codes; refuses what is no window."""
    codes = [window.code for window in windows]
    found = {office.code: office for office in Office.objects.filter(code__in=codes, kind=OfficeKind.WINDOW)}
    missing = [code for code in codes if code not in found]
    if missing:
        sentence = f"没有这个窗口：{'、'.join(missing)}。"
        raise Malformed("no_such_window", sentence, fields={"windows": sentence})
    return found


def _own(content: ItemContent) -> dict[str, object]:
    return {field: getattr(content, field) for field in ItemVersion.FIELDS}
