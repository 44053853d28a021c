"""Gates and pickers: what does not exist for an actor is not found."""

import pytest

from bihuan.domain.organisations.queries import desk_of, office_for, person_for, unit_of
from bihuan.domain.organisations.verbs import OFFICE_VERBS, PERSON_VERBS
from bihuan.kernel.access import Actor
from bihuan.kernel.refusals import NotVisible
from bihuan.kernel.verbs import PICKERS


def test_offices_are_public_by_their_code(city):
    assert office_for(Actor.public(), "JZ-ZJ") == city.housing
    with pytest.raises(NotVisible):
        office_for(Actor.public(), "nothing")


def test_people_are_not(city, li_qiang):
    assert person_for(li_qiang, "ma_li") == city.person("ma_li")
    for outsider in (Actor.public(), Actor.receipt("case:1")):
        with pytest.raises(NotVisible):
            person_for(outsider, "ma_li")
        assert PICKERS["person"].find(outsider, "") == []


def test_unit_and_desk_of_a_section(city):
    city.housing_permits.refresh_from_db()
    assert unit_of(city.housing_permits) == city.housing
    assert desk_of(city.housing_permits) == city.housing_desk
    assert desk_of(city.town) == city.town  # a town without a desk receives itself


@pytest.mark.parametrize(
    ("source", "words", "key"),
    [
        ("office", "住建局", "JZ-ZJ"),
        ("section", "许可", "JZ-ZJ-02"),
        ("person", "马丽", "ma_li"),
        ("person", "市双优化办", "zhao_min"),
        ("region", "埠河", "421022100"),
        ("role", "回访", "FOLLOW_UP"),
    ],
)
def test_a_picker_finds_by_words_and_gets_by_key(city, li_qiang, source, words, key):
    picker = PICKERS[source]
    assert key in [picker.key(row) for row in picker.find(li_qiang, words)]
    row = picker.get(li_qiang, key)
    assert picker.key(row) == key and picker.label(row)


@pytest.mark.parametrize("source", ["office", "section", "person", "region", "post", "shift", "role"])
def test_a_key_that_is_nothing_is_not_found(city, li_qiang, source):
    for key in ("", "no", "-1", "９", "9" * 30, "a\0b"):
        with pytest.raises(NotVisible):
            PICKERS[source].get(li_qiang, key)
    assert isinstance(PICKERS[source].find(li_qiang, "a\0b"), list)


def test_a_unit_is_no_section(city, li_qiang):
    with pytest.raises(NotVisible):
        PICKERS["section"].get(li_qiang, "JZ-ZJ")


@pytest.mark.parametrize("table", [OFFICE_VERBS, PERSON_VERBS], ids=lambda table: table.noun)
def test_every_verb_has_its_event_its_inputs_a_sentence_and_known_pickers(table):
    from bihuan.kernel.journal.events import event_of

    for verb in table:
        assert event_of(f"{table.noun}.{verb.code}") and verb.sentence
        assert all(
            asked.input.source in PICKERS for asked in verb.inputs if asked.input.kind.startswith("pick")
        )
