"""Materials: each once, each with a source, what the government holds is fetched, what depends on an answer names its question."""

from collections.abc import Iterator

from bihuan.domain.services.choices import MaterialSource, Necessity
from bihuan.domain.services.rules.checks.base import Check
from bihuan.domain.services.rules.content import ItemContent

VAGUE = ("其他材料", "有关材料", "相关材料", "等材料", "需要的材料")


class MaterialsNamedOnce(Check):
    code = "materials_named_once"
    sentence = "同一份材料只能要一次"
    fix = "删去重复的材料。"

    def finds(self, item: ItemContent) -> Iterator[str]:
        names = [material.name for material in item.materials]
        yield from dict.fromkeys(name for name in names if names.count(name) > 1)


class NoCatchAll(Check):
    code = "no_catch_all"
    sentence = "材料不能有兜底条款"
    fix = "逐项写明要什么材料，不写“其他材料”“有关材料”。"

    def finds(self, item: ItemContent) -> Iterator[str]:
        for material in item.materials:
            if any(vague in material.name for vague in VAGUE):
                yield material.name


class IssuedIsFetched(Check):
    code = "issued_is_fetched"
    sentence = "政府部门核发的材料应通过数据共享获取，不再向申请人要"
    fix = "写明数据共享来源；还不能共享的，说明原因。"
    grave = False

    def finds(self, item: ItemContent) -> Iterator[str]:
        for material in item.asked:
            if material.source == MaterialSource.GOVERNMENT and not material.remark.strip():
                yield material.name


class FetchedIsNotOwn(Check):
    code = "fetched_is_not_own"
    sentence = "能共享获取的材料，来源不应是申请人自备"
    fix = "来源改为政府部门核发或其他。"

    def finds(self, item: ItemContent) -> Iterator[str]:
        for material in item.materials:
            if material.is_fetched and material.source == MaterialSource.APPLICANT:
                yield material.name


class ConditionalSaysWhen(Check):
    code = "conditional_says_when"
    sentence = "非必要材料应写明什么情形才要"
    fix = "选一个问题，或在说明里写清楚。"

    def finds(self, item: ItemContent) -> Iterator[str]:
        for material in item.materials:
            told = material.question or material.remark.strip()
            if material.necessity == Necessity.CONDITIONAL and not told:
                yield material.name


class QuestionsFit(Check):
    code = "questions_fit"
    sentence = "情形问题和材料要对得上"
    fix = "材料引用的问题要存在；没有材料用到的问题要删去。"

    def finds(self, item: ItemContent) -> Iterator[str]:
        asked = {question.code for question in item.questions}
        used = {material.question for material in item.materials if material.question}
        yield from (f"没有问题 {code}" for code in sorted(used - asked))
        yield from (f"问题 {code} 没有用到" for code in sorted(asked - used))


class CopiesAreCounted(Check):
    code = "copies_are_counted"
    sentence = "向申请人要的材料至少一份"
    fix = "填写份数；不要的材料请删去。"

    def finds(self, item: ItemContent) -> Iterator[str]:
        for material in item.asked:
            if material.copies < 1:
                yield material.name


MATERIALS: tuple[Check, ...] = (
    MaterialsNamedOnce(),
    NoCatchAll(),
    IssuedIsFetched(),
    FetchedIsNotOwn(),
    ConditionalSaysWhen(),
    QuestionsFit(),
    CopiesAreCounted(),
)
