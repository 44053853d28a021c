import pytest

from bihuan.kernel.access import Actor, ActorKind
from bihuan.kernel.access.models import Person
from bihuan.kernel.jobs import kinds
from bihuan.kernel.jobs.choices import RequestState
from bihuan.kernel.jobs.kinds import Finished, Progress, RequestKind, register_request_kind
from bihuan.kernel.jobs.models import Request
from bihuan.kernel.jobs.requests import ask_for, cancel_request, request_for, requests_of, run_next
from bihuan.kernel.jobs.tests.conftest import AT, Clock
from bihuan.kernel.refusals import Malformed, NotAllowed, NotVisible, WrongState


class Export:
    """Three items; what happens at each is up to the test."""

    def __init__(self) -> None:
        self.did: list[int] = []
        self.at_item: dict[int, Exception] = {}

    def __call__(self, request: Request, progress: Progress) -> Finished:
        for number in range(request.checkpoint.get("next", 0), 3):
            progress(number, 3)
            if number in self.at_item:
                raise self.at_item.pop(number)
            self.did.append(number)
            progress.checkpoint(next=number + 1)
        return Finished(result_id=9, outcome={"rows": 3})


@pytest.fixture
def export(monkeypatch: pytest.MonkeyPatch) -> Export:
    run = Export()
    kinds.request_kinds()  # the rooms' own come in before, and not into what is made up here
    monkeypatch.setattr(kinds, "_registered", {"export": RequestKind("export", "导出", run)})
    return run


def actor(username: str) -> Actor:
    person = Person.objects.create_person(username=username, name=username)
    return Actor(kind=ActorKind.PERSON, person_id=person.pk, post_id=4)


@pytest.fixture
def zhao_min(db: None) -> Actor:
    return actor("赵敏")


def ask(by: Actor) -> Request:
    return ask_for(kind="export", payload={"filters": {}}, by=by, at=AT)


def test_it_runs_and_its_owner_fetches_the_result(zhao_min: Actor, export: Export, clock: Clock) -> None:
    request = ask(zhao_min)
    assert run_next(now=clock)
    request = request_for(zhao_min, request.pk)
    assert (request.state, request.result_id, request.outcome) == (RequestState.DONE, 9, {"rows": 3})
    assert (request.total, request.post_id) == (3, 4)
    assert not run_next(now=clock)


def test_the_oldest_first(zhao_min: Actor, export: Export, clock: Clock) -> None:
    first, second = ask(zhao_min), ask(zhao_min)
    run_next(now=clock)
    assert [r.state for r in requests_of(zhao_min)] == [RequestState.WAITING, RequestState.DONE]
    assert second.pk > first.pk


def test_only_its_owner_sees_it(zhao_min: Actor, export: Export) -> None:
    request = ask(zhao_min)
    stranger = actor("孙某")
    assert not requests_of(stranger)
    with pytest.raises(NotVisible):
        request_for(stranger, request.pk)
    with pytest.raises(NotVisible):
        cancel_request(request=request, by=stranger, at=AT)


def test_a_job_asks_for_nothing_and_an_unknown_kind_is_a_slip(zhao_min: Actor, export: Export) -> None:
    with pytest.raises(NotAllowed):
        ask(Actor.calendar("test"))
    with pytest.raises(LookupError, match="export"):
        ask_for(kind="import", payload={}, by=zhao_min, at=AT)
    with pytest.raises(ValueError, match="twice"):
        register_request_kind(RequestKind("export", "导出", export))


def test_after_a_crash_it_goes_on_where_it_was(zhao_min: Actor, export: Export, clock: Clock) -> None:
    export.at_item[1] = SystemExit()
    request = ask(zhao_min)
    with pytest.raises(SystemExit):
        run_next(now=clock)
    assert not run_next(now=clock)  # the dead worker's lease
    clock.forward(minutes=5)
    assert run_next(now=clock)
    assert export.did == [0, 1, 2]
    request.refresh_from_db()
    assert (request.state, request.attempts) == (RequestState.DONE, 2)


def test_a_failure_waits_is_tried_again_and_then_given_up(
    zhao_min: Actor, export: Export, clock: Clock
) -> None:
    request = ask(zhao_min)
    for attempt in (1, 2, 3):
        export.at_item[0] = ValueError("13800000001")
        assert run_next(now=clock), attempt
        assert not run_next(now=clock)
        clock.forward(minutes=2)
    request.refresh_from_db()
    assert request.state == RequestState.FAILED
    assert "ValueError at kernel/jobs/tests/test_requests.py" in request.last_error
    assert "13800000001" not in request.last_error


def test_one_that_takes_its_worker_down_every_time_is_given_up(
    zhao_min: Actor, export: Export, clock: Clock
) -> None:
    request = ask(zhao_min)
    for _ in range(3):
        export.at_item[0] = SystemExit()
        with pytest.raises(SystemExit):
            run_next(now=clock)
        clock.forward(minutes=6)
    run_next(now=clock)
    request.refresh_from_db()
    assert (request.state, export.did) == (RequestState.FAILED, [])


def test_a_refusal_ends_it_with_its_sentence(zhao_min: Actor, export: Export, clock: Clock) -> None:
    export.at_item[2] = Malformed(sentence="第三行没有编号。", help="")
    request = ask(zhao_min)
    run_next(now=clock)
    request.refresh_from_db()
    assert (request.state, request.outcome) == (RequestState.FAILED, {"sentence": "第三行没有编号。"})


def test_cancelled_while_it_runs_it_ends_between_two_items(
    zhao_min: Actor, export: Export, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(kinds, "SAVED_EVERY_SECONDS", 0)
    request = ask(zhao_min)
    checkpoint = Progress.checkpoint

    def cancelling(self: Progress, **reached: int) -> None:
        checkpoint(self, **reached)
        if reached["next"] == 2:
            cancel_request(request=request, by=zhao_min, at=AT)

    monkeypatch.setattr(Progress, "checkpoint", cancelling)
    run_next(now=clock)
    request.refresh_from_db()
    assert (request.state, export.did) == (RequestState.CANCELLED, [0, 1])
    with pytest.raises(WrongState):
        cancel_request(request=request, by=zhao_min, at=AT)
    clock.forward(minutes=10)
    assert not run_next(now=clock)


def test_asked_to_stop_the_rest_waits_for_the_next_worker(
    zhao_min: Actor, export: Export, clock: Clock
) -> None:
    request = ask(zhao_min)
    run_next(now=clock, stopping=lambda: len(export.did) == 1)
    request.refresh_from_db()
    assert (request.state, request.attempts) == (RequestState.WAITING, 0)
    clock.forward(seconds=1)
    assert run_next(now=clock)
    assert export.did == [0, 1, 2]


def test_an_old_worker_leaves_a_kind_that_it_does_not_know(
    zhao_min: Actor, export: Export, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    ask(zhao_min)
    monkeypatch.setattr(kinds, "_registered", {})
    assert not run_next(now=clock)
