"""包联: one firm, one steward; what is open goes along; history keeps the old name; the reason of a request stays with the office."""

from datetime import timedelta

import pytest

from bihuan.domain.cases.models import Case, CaseParty
from bihuan.domain.cases.queries import cases_visible_to
from bihuan.domain.liaison import actions
from bihuan.domain.liaison.choices import ConflictKind, PairingEnd, Rating, RequestState, VisitKind
from bihuan.domain.liaison.models import Pairing, Promise, StewardRating
from bihuan.domain.liaison.queries import (
    past_pairings,
    promises_held_by,
    request_for,
    requests_visible_to,
    steward_of,
    visits_visible_to,
)
from bihuan.domain.liaison.queries.stewards import find_stewards
from bihuan.kernel.calendar import day_of
from bihuan.kernel.duties.models import Duty
from bihuan.kernel.duties.queries import open_duties
from bihuan.kernel.journal import Subject, history
from bihuan.kernel.journal.models import Entry
from bihuan.kernel.notices.models import Notice
from bihuan.testing.city import CAST
from bihuan.testing.refusals import refused


def test_a_firm_has_one_steward_and_knows_who(keeping):
    pairing = keeping.pair()
    shown = steward_of(keeping.firm, day_of(keeping.loop.at))
    assert (shown.name, shown.is_duty, shown.office) == ("周洁", False, "园林绿化科")
    assert [duty.verb for duty in Duty.objects.filter(subject_kind="pairing", subject_id=pairing.pk)] == [
        "visit"
    ]
    with refused("same_steward"):
        keeping.pair()


def test_a_firm_without_one_reaches_the_duty_steward_of_the_nearest_area(keeping):
    city, xinyuan, on = keeping.loop.city, keeping.firms["xinyuan"], day_of(keeping.loop.at)
    assert steward_of(xinyuan, on) is None
    for who, office, steward in (("zhao_min", city.city, "zhou_jie"), ("song_na", city.county, "fan_lei")):
        keeping.do(actions.set_duty_steward, who, office=office, steward=city.person(steward))
    assert (steward_of(xinyuan, on).name, steward_of(xinyuan, on).is_duty) == ("范磊", True)
    entry = history(city.county.subject)[-1]
    assert (entry.event, entry.data["person"]) == ("office.set_duty_steward", city.person("fan_lei").pk)
    assert "范磊" not in entry.text
    assert steward_of(keeping.firm, on).name == "周洁"


def test_hand_over_takes_along_what_is_open_and_keeps_the_old_name(keeping):
    pairing, loop = keeping.pair(), keeping.loop
    need = keeping.need()
    visit = keeping.planned()
    done = keeping.do(
        actions.record_visit,
        "zhou_jie",
        visit=keeping.planned(),
        summary="看了车间。",
        promises=[actions.Promised("问清转贷条件", (loop.at + timedelta(days=9)).date())],
    )
    new = keeping.do(
        actions.hand_over_pairing, "zhao_min", pairing=pairing, steward=loop.city.person("fan_lei")
    )
    need.refresh_from_db(), visit.refresh_from_db()
    heir = loop.city.person("fan_lei").pk
    assert (need.steward_id, visit.visitor_id, new.steward_id) == (heir, heir, heir)
    assert promises_held_by(heir).get().visit_id == done.pk
    holders = set(CaseParty.objects.filter(case=need.case, role="STEWARD").values_list("holder", flat=True))
    assert holders == {f"person:{heir}"}
    old = loop.city.person("zhou_jie")
    old.name = "周某"
    old.save()
    assert [p.steward_name for p in past_pairings(keeping.firm)] == ["范磊", "周洁"]
    entry = history(new.subject)[-1]
    assert (entry.event, entry.data["cases"], entry.data["promises"], entry.data["visits"]) == (
        "pairing.hand_over",
        1,
        1,
        1,
    )
    assert Notice.objects.filter(recipient=f"enterprise:{keeping.firm.pk}").exists()
    assert not Duty.objects.filter(holder=f"person:{old.pk}", done_at=None).exists()


@pytest.mark.parametrize("kind", list(ConflictKind))
def test_a_conflict_of_interest_forbids_it(keeping, kind):
    person = keeping.loop.city.person("zhou_jie")
    conflict = keeping.do(
        actions.declare_conflict, "zhou_jie", person=person, enterprise=keeping.firm, kind=kind
    )
    with refused("conflict_of_interest"):
        keeping.pair()
    with refused("needs_office"):
        keeping.do(actions.end_conflict, "zhou_jie", conflict=conflict)
    keeping.do(actions.end_conflict, "zhao_min", conflict=conflict)
    with refused("ended_already"):
        keeping.do(actions.end_conflict, "zhao_min", conflict=conflict)
    assert keeping.pair().steward == person
    # In the cadre's own chain: which firm, never which relation.
    said = [entry for entry in history(Subject("person", person.pk)) if entry.event.endswith("_conflict")]
    assert [entry.event for entry in said] == ["person.declare_conflict", "person.end_conflict"]
    assert all(entry.data == {"enterprise": keeping.firm.name} for entry in said)


def test_the_section_that_inspects_a_firm_is_its_regulator(keeping):
    keeping.planned("tang_yue", kind=VisitKind.INSPECTION)
    city = keeping.loop.city
    post = city.posts["zhou_jie"]
    post.office = city.streets_enforcement
    post.save()
    with refused("conflict_of_interest"):
        keeping.pair()


def test_a_conflict_that_is_declared_while_they_are_paired_parts_them(keeping):
    pairing = keeping.pair()
    steward = keeping.loop.city.person("zhou_jie")
    keeping.do(
        actions.declare_conflict,
        "zhou_jie",
        person=steward,
        enterprise=keeping.firm,
        kind=ConflictKind.KIN,
    )
    pairing.refresh_from_db()
    assert PairingEnd(pairing.ended_why) == PairingEnd.CHANGED
    assert "亲属" not in " ".join(entry.text for entry in history(pairing.subject))
    (owed,) = open_duties(pairing.subject)
    assert (owed.verb, owed.holder) == ("appoint", keeping.loop.city.city.key)
    keeping.pair("fan_lei")
    assert not open_duties(pairing.subject).exists()


@pytest.mark.parametrize("stands_in", [None, "fan_lei"])
def test_whoever_declared_a_conflict_reads_the_firms_cases_no_longer(keeping, stands_in):
    city = keeping.loop.city
    keeping.pair()
    need = keeping.need("firm")
    zhou = keeping.loop.actor("zhou_jie")
    assert cases_visible_to(zhou).filter(pk=need.case_id).exists()
    if stands_in:
        keeping.do(actions.set_duty_steward, "zhao_min", office=city.city, steward=city.person(stands_in))
    said = {"person": city.person("zhou_jie"), "enterprise": keeping.firm, "kind": ConflictKind.KIN}
    keeping.do(actions.declare_conflict, "zhou_jie", **said)
    assert not cases_visible_to(zhou).filter(pk=need.case_id).exists()
    need.refresh_from_db()
    assert need.steward == (city.person(stands_in) if stands_in else None)
    answers = f"person:{need.steward_id}" if stands_in else city.city.key
    assert {duty.holder for duty in open_duties(need.subject)} == {answers}
    keeping.pair("fan_lei")
    (owed,) = open_duties(need.subject)
    need.refresh_from_db()
    assert owed.holder == f"person:{need.steward_id}" and need.steward == city.person("fan_lei")


@pytest.mark.parametrize("who", ["li_qiang", "song_na", "zhou_jie", "firm"])
def test_only_the_office_in_charge_pairs(keeping, who):
    with refused("not_your_office"):
        keeping.do(
            actions.pair_by_hand, who, enterprise=keeping.firm, steward=keeping.loop.city.person("zhou_jie")
        )


class TestAnotherSteward:
    def ask(self, keeping):
        return keeping.do(
            actions.request_other_steward, "firm", enterprise=keeping.firm, reason="他从来不接电话。"
        )

    def test_its_reason_is_never_visible_to_the_steward(self, keeping):
        pairing = keeping.pair()
        request = self.ask(keeping)
        seeing = {who for who in CAST if requests_visible_to(keeping.loop.actor(who)).exists()}
        assert seeing == {"zhao_min", "han_xue"}
        with refused("not_found"):
            request_for(keeping.loop.actor("zhou_jie"), request.number)
        granted = keeping.do(
            actions.grant_request,
            "zhao_min",
            steward_request=request,
            steward=keeping.loop.city.person("fan_lei"),
        )
        assert granted.state == RequestState.GRANTED
        pairing.refresh_from_db()
        assert PairingEnd(pairing.ended_why).label == "调整"
        chain = " ".join(entry.text for entry in history(pairing.subject))
        assert "request" not in chain and "申请" not in chain and "REQUEST" not in chain
        told = Notice.objects.filter(recipient=f"person:{pairing.steward_id}")
        assert not any("申请" in notice.title + notice.body for notice in told)

    def test_one_that_was_met_otherwise_waits_no_longer(self, keeping):
        pairing = keeping.pair()
        request = self.ask(keeping)
        keeping.do(
            actions.hand_over_pairing,
            "zhao_min",
            pairing=pairing,
            steward=keeping.loop.city.person("fan_lei"),
        )
        request.refresh_from_db()
        assert request.state == RequestState.GRANTED and not open_duties(request.subject).exists()
        assert [entry.event for entry in history(request.subject)][-1] == "steward_request.lapse"
        assert "lapse" not in " ".join(entry.text for entry in history(pairing.subject))

    def test_no_entry_carries_the_words(self, keeping):
        keeping.pair()
        self.ask(keeping)
        assert not Entry.objects.filter(text__contains="不接电话").exists()

    def test_one_at_a_time_and_only_the_firm_asks(self, keeping):
        keeping.pair()
        with refused("not_your_firm"):
            keeping.do(actions.request_other_steward, "zhou_jie", enterprise=keeping.firm, reason="想换人。")
        request = self.ask(keeping)
        with refused("asked_already"):
            self.ask(keeping)
        keeping.do(actions.withdraw_request, "firm", steward_request=request)
        assert self.ask(keeping).state == RequestState.ASKED

    def test_a_no_needs_words(self, keeping):
        keeping.pair()
        request = self.ask(keeping)
        with refused("empty"):
            keeping.do(actions.refuse_request, "zhao_min", steward_request=request, answer=" ")
        said = keeping.do(
            actions.refuse_request, "zhao_min", steward_request=request, answer="已约谈，再看一个月。"
        )
        assert (said.state, said.answer.text) == (RequestState.REFUSED, "已约谈，再看一个月。")


def test_the_firm_rates_its_steward_apart_from_the_solution(keeping):
    pairing = keeping.pair()
    need = keeping.need()
    keeping.do(
        actions.rate_steward,
        "firm",
        enterprise=keeping.firm,
        rating=Rating.POOR,
        case=need.case,
        remark="慢。",
    )
    with refused("rated_already"):
        keeping.do(actions.rate_steward, "firm", enterprise=keeping.firm, rating=Rating.GOOD, case=need.case)
    with refused("not_your_firm"):
        keeping.do(actions.rate_steward, "zhou_jie", enterprise=keeping.firm, rating=Rating.VERY_GOOD)
    assert StewardRating.objects.get().rating == Rating.POOR
    assert "POOR" not in " ".join(entry.text for entry in history(pairing.subject))


def test_of_a_case_the_firm_rates_who_was_its_steward_then(keeping):
    keeping.pair()
    case = keeping.need().case
    Case.objects.filter(pk=case.pk).update(struck_off_at=keeping.loop.later())
    case.refresh_from_db()
    keeping.loop.later(days=3)
    keeping.pair("fan_lei")
    given = keeping.do(actions.rate_steward, "firm", enterprise=keeping.firm, rating=Rating.GOOD, case=case)
    assert given.steward == keeping.loop.city.person("zhou_jie")


def test_a_pairing_that_ended_is_not_handed_over(keeping):
    pairing = keeping.pair()
    keeping.do(actions.end_pairing, "zhao_min", pairing=pairing)
    with refused("pairing_ended"):
        keeping.do(
            actions.hand_over_pairing,
            "zhao_min",
            pairing=pairing,
            steward=keeping.loop.city.person("fan_lei"),
        )
    assert Pairing.objects.filter(ended_on=None).count() == 0 and not Promise.objects.exists()
    assert not visits_visible_to(keeping.speaks()).exists()


def test_stewards_are_found_by_name_and_office_in_two_questions(keeping, django_assert_num_queries):
    on = day_of(keeping.loop.at)
    for words in ("周", "zhou", "园林"):
        with django_assert_num_queries(2):
            assert [one.username for one in find_stewards(words, on=on, limit=9)] == ["zhou_jie"]
