"""People say 身份证丢了 and find 居民身份证补领."""

from dataclasses import replace

import pytest

from bihuan.domain.services import actions
from bihuan.domain.services.queries.finding import find_services
from bihuan.domain.services.rules.checklists import checklist
from bihuan.domain.services.rules.content import MaterialContent, QuestionContent
from bihuan.domain.services.rules.finding import parts_of, ways_to_say
from bihuan.testing.city import MONDAY_MORNING
from bihuan.testing.permits import PERMIT

GROUPS = ("身份证 居民身份证", "丢了 遗失 补领 补办", "社保卡 社会保障卡")
FILLERS = ("怎么办", "怎么", "的", "了")
TODAY = MONDAY_MORNING.date()

DEEDS = ("补办", "丢了", "遗失")


def test_synonyms_take_each_others_place():
    ways = ways_to_say("身份证丢了怎么办", GROUPS, FILLERS)
    assert ways[0] == "身份证丢了怎么办"
    assert {"身份证 丢了", "居民身份证 补领", "居民身份证 补办"} <= set(ways)


def test_what_nobody_knows_stays_as_it_is():
    assert ways_to_say("  蓝印户口  ", GROUPS, FILLERS) == ["蓝印户口"]
    assert ways_to_say("", GROUPS, FILLERS) == [""]


def test_ways_are_bounded():
    many = [f"词{n} " + " ".join(f"替{n}{m}" for m in range(9)) for n in range(6)]
    assert len(ways_to_say("".join(f"词{n}" for n in range(6)), many, ())) <= 24


def test_parts_come_longest_first():
    assert parts_of("补办社保卡", GROUPS, FILLERS, DEEDS) == ["社会保障卡", "社保卡"]


@pytest.mark.parametrize(
    ("said", "parts"),
    [
        ("补办", []),  # with what? everything that can be lost would be offered
        ("蓝印户口补办", ["蓝印户口", "蓝印", "印户", "户口"]),
        (
            "想把房子卖给外地来买房子养老人",
            ["想把房子卖给外地来买房子养老人"],
        ),  # a sentence is not taken apart
    ],
)
def test_a_deed_alone_is_no_part_and_a_short_unknown_word_is_taken_apart(said, parts):
    assert parts_of(said, GROUPS, FILLERS, DEEDS) == parts


@pytest.fixture
def cards(city, content):
    names = {"100": "居民身份证补领", "200": "社会保障卡补领、换领", "300": "建筑工程施工许可证核发"}
    return {
        name: actions.register_item(
            by=city.actor("ma_li"),
            at=MONDAY_MORNING,
            unit=city.housing,
            task_code=code,
            catalog_code=code,
            content=replace(content, name=name, kind="PUBLIC_SERVICE", result="证"),
            from_on=TODAY,
        )
        for code, name in names.items()
    }


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("said", "found"),
    [
        ("身份证丢了", "居民身份证补领"),
        ("我的身份证不见了怎么办", "居民身份证补领"),
        ("补办社保卡", "社会保障卡补领、换领"),
        ("盖房", "建筑工程施工许可证核发"),
    ],
)
def test_plain_words_find_the_item(cards, said, found):
    versions, whole = find_services(said, on=TODAY)
    assert [version.name for version in versions] == [found] and whole


@pytest.mark.django_db
def test_where_only_a_part_is_known_the_part_is_offered(cards):
    versions, whole = find_services("社保卡在月球上能不能用", on=TODAY)
    assert [version.name for version in versions] == ["社会保障卡补领、换领"] and not whole


@pytest.mark.django_db
def test_what_is_stopped_is_not_found(city, cards):
    item = cards["居民身份证补领"]
    actions.stop_item(item=item, by=city.actor("ma_li"), at=MONDAY_MORNING, from_on=TODAY, document="停1号")
    versions, whole = find_services("身份证丢了", on=TODAY)
    assert not versions.exists() and not whole  # not the other things that can be lost either


ASKS = replace(
    PERMIT,
    questions=(QuestionContent("agent", "代办？"), QuestionContent("married", "已婚？")),
    materials=(
        MaterialContent("申请表"),
        MaterialContent("营业执照", held_by="库", source="GOVERNMENT"),
        MaterialContent("委托书", question="agent"),
        MaterialContent("单身声明", question="married", answer=False),
        MaterialContent("照片", necessity="TOLERATED"),
    ),
)


@pytest.mark.parametrize(
    ("answers", "bring", "depends"),
    [
        ({}, ["申请表"], ["委托书", "单身声明"]),
        ({"agent": True}, ["申请表", "委托书"], ["单身声明"]),
        ({"agent": False, "married": False}, ["申请表", "单身声明"], []),
        ({"agent": False, "married": True}, ["申请表"], []),
        ({"unknown": True}, ["申请表"], ["委托书", "单身声明"]),
    ],
)
def test_the_checklist_follows_the_answers(answers, bring, depends):
    found = checklist(ASKS, answers)
    assert [m.name for m in found.bring] == bring
    assert [m.name for m in found.depends] == depends
    assert [m.name for m in found.fetched] == ["营业执照"]
    assert [m.name for m in found.later] == ["照片"]
