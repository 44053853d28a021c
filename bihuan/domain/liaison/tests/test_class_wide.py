"""共性问题: seen with reasons, bundled by a person, each firm answered."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bihuan.domain.cases import actions
from bihuan.domain.cases.choices import State
from bihuan.domain.enterprises.models import Enterprise
from bihuan.domain.liaison.actions import add_need, bundle_need
from bihuan.domain.liaison.queries.class_wide import class_wide_needs
from bihuan.domain.liaison.rules.class_wide import Told, class_wide
from bihuan.kernel.journal import history
from bihuan.testing.cases import Loop
from bihuan.testing.refusals import refused

WORDS = (
    "园区晚上经常跳闸停电，每次一两个小时，生产线停下来。",
    "工业园夜间跳闸停电，生产线一停就报废一批料。",
    "园区又跳闸停电，生产线停了两个小时，交不了货。",
)


@pytest.fixture
def firms_loop(city) -> Loop:
    return Loop(city)


@pytest.fixture
def five(city) -> list[Enterprise]:
    return [Enterprise.objects.create(name=f"甲{n}公司", region=city.regions["city"]) for n in range(5)]


def need(loop, firm, content, aspect="SURROUNDINGS", **said):
    case = loop.register(enterprise=firm, content=content, programme="ENTERPRISE", **said)
    return add_need(case=case, by=loop.actor("zhou_jie"), at=loop.later(), aspect=aspect)


def test_three_firms_that_say_the_same_are_shown_with_reasons(firms_loop, five, zhao_min):
    needs = [need(firms_loop, firm, words) for firm, words in zip(five, WORDS, strict=False)]
    need(firms_loop, five[3], "招不到熟练的焊工，希望开一场专场招聘。", aspect="HIRING")
    [found] = class_wide_needs(zhao_min, at=firms_loop.at)
    assert [one.pk for one in found.needs] == [one.pk for one in needs]
    assert (found.firms, found.aspect) == (3, "周边环境")
    assert found.reasons[0] == "3 家企业提出"
    assert any("停电" in reason for reason in found.reasons)
    assert 0 < found.sure <= 100


def test_a_sealed_need_is_in_no_bundle(firms_loop, five, zhao_min):
    for firm, words in zip(five[:2], WORDS, strict=False):
        need(firms_loop, firm, words)
    need(firms_loop, five[2], WORDS[2], identity="SEALED")
    assert class_wide_needs(zhao_min, at=firms_loop.at) == []


def test_who_does_not_see_the_cases_sees_no_suggestion(firms_loop, five, song_na, xu_hui):
    for firm, words in zip(five, WORDS, strict=False):
        need(firms_loop, firm, words)
    assert class_wide_needs(song_na, at=firms_loop.at) == []
    assert class_wide_needs(xu_hui, at=firms_loop.at) == []


def test_however_many_needs_there_are_the_same_questions_are_asked(
    firms_loop, five, zhao_min, django_assert_max_num_queries
):
    for firm in five:
        for words in WORDS:
            need(firms_loop, firm, words)
    with django_assert_max_num_queries(7):
        [found] = class_wide_needs(zhao_min, at=firms_loop.at)
    assert (found.firms, len(found.needs)) == (5, 15)


def test_a_bundle_leaves_its_entry_with_the_need_and_is_the_offices(firms_loop, five, zhao_min, song_na):
    lead, other = [need(firms_loop, firm, words) for firm, words in zip(five, WORDS[:2], strict=False)]
    with refused("not_your_office"):
        bundle_need(need=other, by=song_na, at=firms_loop.later(), lead=lead)
    with refused("same_case"):
        bundle_need(need=lead, by=zhao_min, at=firms_loop.later(), lead=lead)
    bundle_need(need=other, by=zhao_min, at=firms_loop.later(), lead=lead)
    other.case.refresh_from_db()
    assert (other.case.state, other.case.lead) == (State.MERGED, lead.case)
    entry = history(other.subject)[-1]
    assert (entry.event, entry.data["case"]) == ("need.bundle", lead.number)


def test_bundled_each_firm_is_answered_and_asked(firms_loop, five, zhao_min):
    """Merged by a person into one lead case; when it is struck off, every firm's own case is asked about."""
    cases = [need(firms_loop, firm, words).case for firm, words in zip(five, WORDS, strict=False)]
    lead = cases[0]
    for step in firms_loop.STEPS[1:6]:
        lead = firms_loop.step(step, lead)
    for case in cases[1:]:
        actions.merge_case(case=case, by=zhao_min, at=firms_loop.later(), lead=lead)
    assert class_wide_needs(zhao_min, at=firms_loop.at) == []
    lead.refresh_from_db()
    for step in firms_loop.STEPS[6:10]:
        lead = firms_loop.step(step, lead)
    for case in cases:
        case.refresh_from_db()
    assert {case.state for case in cases} == {State.STRUCK_OFF}
    assert all(case.follow_ups.filter(finished_at=None).exists() for case in cases)


def told(id, enterprise, terms, aspect="A"):
    return Told(id=id, enterprise=enterprise, aspect=aspect, terms=frozenset(terms))


@pytest.mark.parametrize(
    ("rows", "groups"),
    [
        # 三家说同一件事
        ([(1, 1, "A"), (2, 2, "A"), (3, 3, "A")], [(1, 2, 3)]),
        # 同一家说三次只算一家
        ([(1, 1, "A"), (2, 1, "A"), (3, 1, "A")], []),
        # 两家不够
        ([(1, 1, "A"), (2, 2, "A")], []),
        # 不同方面不算
        ([(1, 1, "A"), (2, 2, "B"), (3, 3, "C")], []),
    ],
)
def test_when_it_is_one_matter(rows, groups):
    same = {"停电", "跳闸"}
    found = class_wide([told(pk, firm, same, aspect) for pk, firm, aspect in rows], least=3, likeness_of=35)
    assert [one.ids for one in found] == groups


rows = st.lists(
    st.tuples(
        st.integers(1, 6),
        st.sampled_from("AB"),
        st.sets(st.sampled_from(["停电", "跳闸", "招工", "贷款"]), min_size=1),
    ),
    max_size=12,
)


@given(rows)
def test_no_need_is_in_two_bundles_and_none_is_too_small(said):
    needs = [told(n, firm, terms, aspect) for n, (firm, aspect, terms) in enumerate(said, start=1)]
    found = class_wide(needs, least=3, likeness_of=35)
    ids = [pk for one in found for pk in one.ids]
    assert len(ids) == len(set(ids))
    firm_of = {one.id: one.enterprise for one in needs}
    for one in found:
        assert len({firm_of[pk] for pk in one.ids}) == one.firms >= 3
    assert class_wide(needs[::-1], least=3, likeness_of=35) == found or {
        o.ids for o in class_wide(needs[::-1], least=3, likeness_of=35)
    } == {o.ids for o in found}
