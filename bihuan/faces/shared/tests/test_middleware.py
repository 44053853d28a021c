"""What happens around every view: who acts, what fails and how it is said, what a browser may keep."""

import errno
from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.core.exceptions import RequestDataTooBig
from django.db import DatabaseError, OperationalError, ProgrammingError
from django.http import HttpResponse, JsonResponse
from django.urls import path
from django.views.decorators.http import require_POST

from bihuan.domain.organisations.models import Delegation
from bihuan.kernel.clock import now
from bihuan.kernel.refusals import TooMany, WrongState
from bihuan.urls import handler400, handler403, handler404, handler500  # noqa: F401  named here for the URL configuration of these tests
from bihuan.urls import urlpatterns as ours

FAILURES = {
    "locked": OperationalError("database is locked"),
    "gone": OperationalError("server closed the connection unexpectedly"),
    "full": OperationalError("database or disk is full"),
    "disk": OSError(errno.ENOSPC, "No space left on device"),
    "large": RequestDataTooBig(),
    "refused": WrongState("too_early", "还没有签收。", "请先签收。"),
    "often": TooMany(retry_after=30),
    "ours": ProgrammingError("no such thing"),
    "table": OperationalError("no such table: nothing"),
}


def fail(request, how):
    raise FAILURES[how]


def who(request):
    actor = request.actor
    return JsonResponse(
        {"kind": actor.kind, "post": actor.post_id, "acting_for": actor.acting_for_id, "face": actor.face}
    )


def remember(request):
    request.session["seen"] = request.session.get("seen", 0) + 1
    return HttpResponse("ok")


urlpatterns = [
    path("fail/<how>/", fail),
    path("api/v1/fail/<how>/", fail),
    path("who/", who),
    path("remember/", remember),
    path("send/", require_POST(lambda request: HttpResponse("ok"))),
    *ours,
]


@pytest.fixture
def site(settings, client, db):
    settings.ROOT_URLCONF = __name__
    client.raise_request_exception = False
    return client


@pytest.mark.parametrize(
    ("how", "status"),
    [
        ("locked", 503),
        ("gone", 503),
        ("full", 503),
        ("disk", 503),
        ("large", 413),
        ("refused", 409),
        ("often", 429),
        ("ours", 500),
        ("table", 500),
    ],
)
def test_each_failure_has_its_status_for_people_and_programs(site, how, status):
    page, problem = site.get(f"/fail/{how}/"), site.get(f"/api/v1/fail/{how}/")
    assert page.status_code == problem.status_code == status
    assert page["Content-Type"].startswith("text/html")
    assert "<h1>" in page.content.decode()
    assert problem["Content-Type"] == "application/problem+json"
    assert problem.json()["status"] == status
    assert ("Retry-After" in page) == (status in (503, 429))


@pytest.mark.parametrize(
    ("how", "status"),
    [
        (OperationalError("terminating connection due to unexpected postmaster exit"), 503),
        (OperationalError("database is locked"), 503),
        (DatabaseError("Forced update did not affect any rows."), 400),  # signed out meanwhile
    ],
)
def test_a_session_that_the_database_did_not_take_is_no_mistake_of_the_browsers(
    site, monkeypatch, how, status
):
    assert site.get("/remember/").status_code == 200

    def fails(*args, **kwargs):
        raise how

    monkeypatch.setattr(Session, "save", fails)
    assert site.get("/remember/").status_code == status


def test_a_program_is_known_by_what_it_accepts(site):
    assert site.get("/fail/refused/", headers={"accept": "application/json"}).json()["code"] == "too_early"


def test_what_was_typed_is_kept_and_can_be_sent_again(site):
    answer = site.post(
        "/fail/locked/",
        {"content": "路灯坏了三天", "submission_key": "k1", "password": "geheim"},
        headers={"sec-fetch-site": "same-origin"},
    )
    html = answer.content.decode()
    assert "路灯坏了三天" in html and "再发送一次" in html
    assert 'name="submission_key"' in html
    assert "geheim" not in html


def test_another_site_gets_no_button_to_send_it(site):
    html = site.post(
        "/fail/locked/", {"content": "骗您点一下"}, headers={"sec-fetch-site": "cross-site"}
    ).content.decode()
    assert "骗您点一下" in html
    assert "再发送一次" not in html


def test_a_page_without_its_token_keeps_what_was_typed(settings, db):
    from django.test import Client

    settings.ROOT_URLCONF = __name__
    answer = Client(enforce_csrf_checks=True).post("/send/", {"content": "很长的一段话"})
    assert answer.status_code == 403
    assert "很长的一段话" in answer.content.decode()


def test_a_wrong_method_gets_a_page(site):
    answer = site.get("/send/")
    assert answer.status_code == 405
    assert answer["Allow"] == "POST"
    assert "<h1>" in answer.content.decode()


def test_every_answer_has_a_number_and_keeps_a_well_formed_one(site):
    assert site.get("/nowhere/")["X-Request-Id"]
    assert (
        site.get("/nowhere/", headers={"x-request-id": "abcd-1234-efgh"})["X-Request-Id"] == "abcd-1234-efgh"
    )
    assert site.get("/nowhere/", headers={"x-request-id": "a\tb<script>"})["X-Request-Id"] != "a\tb<script>"


def test_nobody_signed_in_is_the_public(site):
    assert site.get("/who/").json()["kind"] == "public"


def test_a_person_acts_in_their_post(settings, signed_in, city):
    settings.ROOT_URLCONF = __name__
    answer = signed_in("zhao_min").get("/who/")
    assert answer.json()["post"] == city.posts["zhao_min"].pk
    assert answer["Cache-Control"] == "private, no-store"


def test_a_person_may_choose_to_act_for_an_absent_colleague(settings, signed_in, city):
    settings.ROOT_URLCONF = __name__
    at = now()
    Delegation.objects.create(
        post=city.posts["zheng_kai"],
        absent=city.person("zheng_kai"),
        deputy=city.person("zhao_min"),
        from_at=at - timedelta(days=1),
        to_at=at + timedelta(days=1),
        made_at=at,
    )
    client = signed_in("zhao_min")
    seat = f"{city.posts['zheng_kai'].pk}-{city.person('zheng_kai').pk}"
    assert client.post("/me/post/", {"seat": seat, "next": "/who/"}).url == "/who/"
    assert client.get("/who/").json()["acting_for"] == city.person("zheng_kai").pk
    assert "您正在代" in client.get("/me/notices/").content.decode()


def test_a_post_that_is_not_theirs_is_refused(settings, signed_in, city):
    answer = signed_in("li_qiang").post("/me/post/", {"seat": str(city.posts["zhao_min"].pk)})
    assert answer.status_code == 403


def test_the_way_on_never_leaves_the_site(client, db):
    assert client.post("/me/large-print/", {"next": "https://evil.example/"}).url == "/"
    assert client.post("/me/large-print/", {"next": "//evil.example/"}).url == "/"


def test_large_print_is_remembered_on_the_device(client, db):
    client.post("/me/large-print/")
    assert "large-print" in client.get("/offline/").content.decode()
    client.post("/me/large-print/")
    assert ' large-print"' not in client.get("/offline/").content.decode()
