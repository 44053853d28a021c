"""Two people act at once: one wins, the other is told that the case has changed."""

import pytest
from django.db import connection

from bihuan.domain.cases import actions
from bihuan.domain.cases.models import Case
from bihuan.domain.cases.tests.parts import do
from bihuan.kernel.journal import history
from bihuan.kernel.refusals import Changed
from bihuan.testing.cases import Loop
from bihuan.testing.city import make_city
from bihuan.testing.refusals import refused
from bihuan.testing.threads import at_once


def test_whoever_saw_an_older_version_is_told(loop):
    case = loop.register()
    seen = case.version
    do(loop, actions.accept_case, case, "zhao_min", seen=seen)
    with refused("changed"):
        do(loop, actions.decline_case, case, "zhao_min", seen=seen, basis="NO_FACTS", explanation="。")
    case.refresh_from_db()
    assert (case.state, case.version) == ("ACCEPTED", seen + 1)


@pytest.mark.postgresql
@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has one writer at a time")
@pytest.mark.django_db(transaction=True)
def test_at_the_same_moment_one_wins():
    loop = Loop(make_city())
    case = loop.until("strike_off")
    seen, at = case.version, loop.later()

    def judge(action, who, **inputs):
        try:
            return action(
                case=Case.objects.get(pk=case.pk), by=loop.actor(who), at=at, seen=seen, **inputs
            ).state
        except Changed as refusal:
            return refusal.code

    answers = at_once(
        [
            lambda: judge(actions.strike_off_case, "zheng_kai", on_site=True),
            lambda: judge(actions.rework_case, "zhao_min", reason="再看看。"),
        ]
    )
    case.refresh_from_db()
    assert sorted(answers) == sorted(["changed", case.state])
    assert case.version == seen + 1 == history(case.subject)[-1].seq
