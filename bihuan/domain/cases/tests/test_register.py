"""登记: everything that is wrong becomes a case."""

from datetime import timedelta

import pytest

from bihuan.domain.cases import actions
from bihuan.domain.cases.choices import Identity, Level, PartyRole, State, Urgency
from bihuan.domain.cases.models import Case, CaseParty
from bihuan.domain.cases.queries.limits import limit_for
from bihuan.domain.cases.rules.intake import title_from, urgency_of, urgent_words_in
from bihuan.domain.cases.tests.parts import owed, promise
from bihuan.domain.cases.tests.ready import held_by, last
from bihuan.kernel.access import Actor
from bihuan.kernel.calendar import city_calendar
from bihuan.kernel.search.queries import matching
from bihuan.testing.refusals import refused
from bihuan.testing.tables import table


def test_it_gets_its_number_its_promise_and_an_office_that_owes_its_triage(loop):
    first, second = loop.register(), loop.register()
    city = loop.city.city
    assert (first.number, second.number) == ("2026000001", "2026000002")
    assert (first.state, first.version, first.office) == (State.REGISTERED, 1, city)
    assert set(owed(first)) == {("accept", city.key), ("promise", city.key)}
    limit = limit_for(first, "promise", at=first.registered_at)
    assert promise(first) == city_calendar().due(first.registered_at, limit).at
    assert held_by(first) == (city.code, "TRIAGE")


def test_its_entry_holds_codes_and_the_digest_of_a_note_and_no_words(loop):
    entry = last(
        loop.register(content="井口路塌方", reporter=actions.Outsider(name="钱某", phone="13900001111"))
    )
    assert entry.event == "case.register"
    assert entry.data["flags"] == ["塌方"] and entry.data["urgency"] == "CRITICAL"
    assert not any(word in entry.text for word in ("井口路", "钱某", "13900001111"))


def test_urgent_words_owe_a_call_and_a_person_decides_otherwise(loop):
    flagged = loop.register(content="小区燃气泄漏，闻到味道")
    assert flagged.urgency == Urgency.CRITICAL
    assert owed(flagged)["contact", loop.city.city.key] == flagged.registered_at + timedelta(hours=1)
    decided = loop.register(content="燃气泄漏演练通知太晚", urgency=Urgency.NORMAL)
    assert decided.urgency == Urgency.NORMAL and decided.flags == ["燃气泄漏"]
    assert ("contact", loop.city.city.key) not in owed(decided)


def test_without_words_or_a_number_it_is_refused_and_nothing_is_kept(loop):
    with refused("empty_content"):
        loop.register(content="  ")
    for identity in (Identity.NAMED, Identity.SEALED):
        with refused("no_contact"):
            loop.register(identity=identity, reporter=actions.Outsider(name="孙某某"))
    assert not Case.objects.exists()
    assert loop.register(identity=Identity.ANONYMOUS, reporter=None).number == "2026000001"


def test_a_neighbours_number_is_registered_once(loop):
    case = loop.register(source="12345", external_id="A-7")
    with refused("received_already"):
        loop.register(source="12345", external_id="A-7")
    assert loop.register(source="other", external_id="A-7").pk != case.pk
    assert loop.register(source="12345").pk and loop.register(source="12345").pk


@pytest.mark.parametrize(
    ("respondent", "about_conduct", "in_charge"),
    [
        (None, False, "city"),
        ("county_roads", False, "county"),
        ("county_roads", True, "county"),
        ("town", False, "county"),
        ("town", True, "county"),
        ("county", False, "county"),
        ("county", True, "city"),
        ("county_office", True, "city"),  # the county's own office is complained of
    ],
)
def test_the_area_is_in_charge_and_one_level_up_where_it_is_complained_of(
    loop, respondent, about_conduct, in_charge
):
    office = loop.city.offices[respondent] if respondent else None
    case = loop.register(respondent=office, about_conduct=about_conduct)
    assert case.office == loop.city.offices[in_charge]
    if about_conduct and office:
        assert not CaseParty.objects.filter(case=case, holder=office.key).exists()


def test_a_regions_problem_is_its_countys(loop):
    case = loop.register(region=loop.city.regions["town"])
    assert (case.office, case.level) == (loop.city.county, Level.COUNTY)


def test_the_office_everybody_above_it_and_the_finder_see_it(loop):
    case = loop.register(region=loop.city.regions["county"])
    seen = set(CaseParty.objects.filter(case=case).values_list("holder", "role"))
    finder = f"person:{loop.city.person('liu_yang').pk}"
    assert seen == {
        (loop.city.county.key, PartyRole.OFFICE),
        (loop.city.city.key, PartyRole.ABOVE),
        (finder, PartyRole.FINDER),
    }


def test_a_sealed_one_is_not_found_by_the_reporters_words(loop):
    loop.register(content="城南市场停车费乱收", identity=Identity.SEALED)
    open_ = loop.register(content="城南市场停车费乱收")
    assert [case.pk for case in matching(Case.objects.all(), "case", "停车费")] == [open_.pk]


def test_three_people_have_three_roles_and_no_number_is_kept_in_an_index(loop):
    case = loop.register(
        affected=actions.Outsider(name="孙母"), contact=actions.Outsider(phone="07161234567")
    )
    roles = {r.role: (r.name, bool(r.phone_digest)) for r in case.reporters.all()}
    assert roles == {"REPORTER": ("孙某某", True), "AFFECTED": ("孙母", False), "CONTACT": ("", True)}


def test_a_neighbouring_system_or_anybody_on_the_portal_may_report(loop):
    case = actions.receive_case(
        by=Actor.public(),
        at=loop.later(),
        content="路灯不亮",
        programme="RESIDENT",
        channel="PORTAL",
        identity=Identity.ANONYMOUS,
    )
    assert case.version == 1 and not case.hands.exists()


@table(
    """
    remark                     | title  | content                     | said
    the title as given         | 路灯坏  | 很久了。                     | 路灯坏
    the first sentence         |        | 路灯坏了。很久没人修。         | 路灯坏了
    blanks are one blank       |        | 路灯  坏了                   | 路灯 坏了
    """
)
def test_a_title_is_given_or_the_first_sentence(title, content, said):
    assert title_from(title, content) == said
    assert len(title_from("", "长" * 60)) == 41


def test_the_gravest_word_decides():
    words = {"停水": "URGENT", "坍塌": "CRITICAL"}
    assert urgency_of(urgent_words_in("停水三天", words)) == Urgency.URGENT
    assert urgency_of(urgent_words_in("停水后坍塌", words)) == Urgency.CRITICAL
    assert urgency_of(urgent_words_in("路灯", words)) == Urgency.NORMAL
