from datetime import UTC, datetime

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from bihuan.kernel.refusals import Malformed, WrongState
from bihuan.kernel.submissions import fingerprint, joined, once
from bihuan.kernel.submissions.models import Submission

AT = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)


class Counting:
    """An action that says how often it was done."""

    def __init__(self) -> None:
        self.times = 0

    def __call__(self) -> dict[str, object]:
        self.times += 1
        return {"number": f"2026-{self.times}", "at": AT}


def ask(do, key="k", actor="person:7", body=b"{}"):
    return once(key=key, actor=actor, fingerprint=fingerprint(body), at=AT, do=do)


def test_a_repeat_gets_the_first_answer_and_nothing_is_done_again(db):
    do = Counting()
    assert ask(do) == ask(do) == {"number": "2026-1", "at": "2026-11-23T01:00:00Z"}
    assert do.times == 1


def test_the_same_key_of_another_actor_is_another_submission(db):
    do = Counting()
    assert ask(do)["number"] != ask(do, actor="person:8")["number"]


def test_the_same_key_with_another_body_is_refused(db):
    do = Counting()
    ask(do)
    with pytest.raises(Malformed) as refusal:
        ask(do, body=b'{"a":1}')
    assert (refusal.value.code, refusal.value.status, do.times) == ("key_reused", 422, 1)


def test_a_refusal_gives_the_key_back(db):
    def refuse():
        raise WrongState("closed", "已经办结。")

    with pytest.raises(WrongState):
        ask(refuse)
    assert not Submission.objects.exists()
    assert ask(Counting(), body=b"corrected")["number"] == "2026-1"


@pytest.mark.parametrize("key", ["", "x" * 129, "a\nb", "a\0"])
def test_a_malformed_key_is_refused_before_anything_is_done(key):
    with pytest.raises(Malformed, match="提交编号"):
        ask(Counting(), key=key)


def test_an_action_within_once_needs_no_savepoint(db):
    def do() -> dict[str, object]:
        with joined():
            return {"statements": [one["sql"] for one in asked.captured_queries]}

    with CaptureQueriesContext(connection) as asked:
        said = ask(do)["statements"]
    inside = said[next(n for n, sql in enumerate(said) if sql.startswith("INSERT")) :]
    assert not [sql for sql in inside if "SAVEPOINT" in sql]


def test_elsewhere_it_leaves_the_caller_going_on_after_a_refusal(db):
    with transaction.atomic():
        with pytest.raises(WrongState), joined():
            Submission.objects.create(actor="a", key="k", fingerprint="f", at=AT)
            raise WrongState("no", "不行。")
        assert not Submission.objects.exists()


def test_what_is_refused_within_once_takes_the_key_back_too(db):
    def do() -> dict[str, object]:
        with joined():
            raise WrongState("no", "不行。")

    with pytest.raises(WrongState):
        ask(do)
    assert not Submission.objects.exists()
