"""销号."""

from bihuan.domain.cases import actions
from bihuan.domain.cases.choices import Outcome, State
from bihuan.domain.cases.models import CheckResult, FollowUp, Hand
from bihuan.domain.cases.tests.parts import do, owed
from bihuan.domain.cases.tests.ready import covering, held_by, last, paper
from bihuan.domain.organisations.models import Post
from bihuan.domain.organisations.queries import actor_for
from bihuan.kernel.access.models import Person
from bihuan.testing.city import seat
from bihuan.testing.refusals import refused


def off(loop, case, who="zheng_kai", **inputs):
    return do(loop, actions.strike_off_case, case, who, **{"on_site": True} | inputs)


def test_it_is_off_the_list_and_waits_for_the_reporter_before_it_counts_as_closed(loop):
    case = off(loop, loop.until("strike_off"), opinion="现场看过。")
    city = loop.city.city
    assert (case.state, case.struck_off_at, case.ended_at) == (State.STRUCK_OFF, loop.at, None)
    assert set(owed(case)) == {("follow_up", city.key)}
    assert held_by(case) == (city.code, "FOLLOW_UP")
    assert CheckResult.objects.get().passed and FollowUp.objects.get().finished_at is None
    assert Hand.objects.get(case=case, step="STRUCK_OFF").person == loop.city.person("zheng_kai")
    entry = last(case)
    assert (entry.event, entry.data["outcome"], entry.data["on_site"]) == ("case.strike_off", "SOLVED", True)
    assert "现场看过" not in entry.text


def test_evidence_is_needed_from_the_section_or_the_checker(loop):
    case = loop.until("strike_off")
    with refused("strike_off_needs_evidence"):
        off(loop, case, on_site=False)
    assert off(loop, case, on_site=False, evidence=[paper(loop, "zheng_kai")]).state == State.STRUCK_OFF
    case = loop.until("complete")
    file = paper(loop)
    case = do(
        loop,
        actions.complete_case,
        case,
        "li_qiang",
        outcome=Outcome.SOLVED,
        reply="已整改。",
        evidence=[file],
    )
    assert off(loop, loop.step("endorse", case), on_site=False).state == State.STRUCK_OFF


def test_never_by_a_hand_that_handled_or_signed_alone_or_for_another(loop):
    case = loop.until("strike_off")
    for who in ("li_qiang", "gao_feng"):
        with refused("same_hand"):
            actions.strike_off_case(
                case=case, by=covering(loop, who, "zheng_kai"), at=loop.later(), on_site=True
            )


def test_it_belongs_to_the_office_that_dispatched(loop):
    case = loop.until("strike_off")
    for who, code in (
        ("qin_lan", "not_your_office"),
        ("wu_tong", "not_your_role"),
        ("director_chen", "not_your_office"),
    ):
        with refused(code):
            off(loop, case, who)


def test_a_county_strikes_off_its_own(loop):
    seat(username="mayor", name="镇长", office=loop.city.town, title="镇长", roles=["UNIT_HEAD"])
    case = loop.register(region=loop.city.regions["county"])
    case = do(loop, actions.accept_case, case, "song_na")
    case = do(loop, actions.dispatch_case, case, "song_na", office=loop.city.town)
    case = do(loop, actions.acknowledge_case, case, "pan_wei")
    case = do(loop, actions.complete_case, case, "pan_wei", outcome="SOLVED", reply="已修好。")
    post = Post.objects.select_related("office").get(title="镇长")
    mayor = actor_for(Person.objects.get(username="mayor"), post, "workbench", at=loop.at)
    case = actions.approve_case(case=case, by=mayor, at=loop.later())
    with refused("not_your_office"):
        off(loop, case, "zheng_kai")
    assert off(loop, case, "qin_lan").state == State.STRUCK_OFF


def test_a_promise_by_a_date_is_struck_off_on_its_proof_only(loop):
    with refused("only_promised"):
        off(loop, loop.until("accept_promise"))
    case = loop.until("complete")
    old = paper(loop)
    case = do(
        loop,
        actions.complete_case,
        case,
        "li_qiang",
        outcome=Outcome.PROMISED,
        reply="下周换。",
        promised_on=(loop.at.date().replace(day=30)),
        evidence=[old],
    )
    case = loop.step("accept_promise", loop.step("endorse", case))
    for step in ("complete", "endorse"):
        case = loop.step(step, case)
    with refused("strike_off_needs_evidence"):
        off(loop, case, on_site=False)
    assert off(loop, case, on_site=False, evidence=[paper(loop, "zheng_kai")]).state == State.STRUCK_OFF
