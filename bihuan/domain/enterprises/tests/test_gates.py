"""Who sees which firm."""

import pytest

from bihuan.domain.enterprises.models import Enterprise
from bihuan.domain.enterprises.queries import enterprise_for, enterprises_visible_to
from bihuan.domain.enterprises.verbs import ENTERPRISE_VERBS
from bihuan.kernel.access import Actor
from bihuan.kernel.journal.events import event_of
from bihuan.kernel.refusals import NotVisible
from bihuan.kernel.verbs import PICKERS


@pytest.mark.parametrize(
    ("who", "seen"),
    [
        ("zhao_min", {"hengda", "xinyuan"}),  # the city's posts see all
        ("li_qiang", {"hengda", "xinyuan"}),
        ("song_na", {"xinyuan"}),  # the county's see its own
        ("jiang_li", {"xinyuan"}),
        ("pan_wei", set()),  # the town's: neither lies in it
    ],
)
def test_the_area_says_which(city, firms, who, seen):
    assert set(enterprises_visible_to(city.actor(who))) == {firms[name] for name in seen}


def test_a_firm_without_a_region_is_seen_by_every_post(city, song_na):
    firm = Enterprise.objects.create(name="无区域")
    assert enterprise_for(song_na, firm.code) == firm


@pytest.mark.parametrize("actor", [Actor.public(), Actor.receipt("case:1")])
def test_the_public_sees_none(hengda, actor):
    with pytest.raises(NotVisible):
        enterprise_for(actor, hengda.uscc)
    assert PICKERS["enterprise"].find(actor, "") == []


@pytest.mark.parametrize("code", ["", "E", "E0", "E９", "E" + "9" * 30, "no", "a\0b", "91421000MA49000018"])
def test_a_code_that_is_nothing_is_not_found(zhao_min, hengda, code):
    with pytest.raises(NotVisible):
        enterprise_for(zhao_min, code)
    assert isinstance(PICKERS["enterprise"].find(zhao_min, "a\0b"), list)


def test_the_county_does_not_find_the_citys(song_na, hengda):
    with pytest.raises(NotVisible):
        PICKERS["enterprise"].get(song_na, hengda.uscc)


def test_every_verb_has_its_event_and_known_pickers():
    for verb in ENTERPRISE_VERBS:
        assert event_of(f"enterprise.{verb.code}") and verb.sentence
        assert all(asked.input.source in PICKERS for asked in verb.inputs if asked.input.kind == "pick")
