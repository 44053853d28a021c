"""Sittings, walks, findings, rosters: lists, pages, the phone's forms, coverage; the records behind a number are exactly those."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from bihuan.domain.cases.models import Case
from bihuan.domain.walkthroughs import actions
from bihuan.domain.walkthroughs.choices import SittingState
from bihuan.domain.walkthroughs.jobs import miss_turns
from bihuan.domain.walkthroughs.models import HandlingLog, Received, Sitting, Walk
from bihuan.domain.walkthroughs.queries.turns import turns_in_force
from bihuan.faces.workbench.walkthroughs.kinds import kinds
from bihuan.kernel.access import Actor
from bihuan.testing.desk import find


def key():
    return {"submission_key": uuid4().hex}


@pytest.mark.parametrize("slug", ["sittings", "walks", "findings", "rosters", "walk-tasks"])
def test_an_empty_list_says_what_will_come(signed_in, slug):
    page = signed_in("director_chen").get(reverse(f"workbench:{slug}"))
    assert page.status_code == 200 and kinds()[slug].empty in page.content.decode()


def test_the_pages_say_what_happened(signed_in, desk, sitting, walk, active):
    sitting = desk.do(actions.receive_people, sitting, "wang_fang", handled=2, advised=1, people=3)
    walk = find(desk, walk)
    finding = walk.findings.get()
    client = signed_in("director_chen")
    for slug, number, words in (
        ("sittings", sitting.number, "3 人，3 件"),
        ("walks", walk.number, "和办事指南比"),
        ("findings", finding.number, "少 1 份材料"),
        ("rosters", active.number, "执行中的班次"),
    ):
        page = client.get(reverse(f"workbench:{slug}-one", args=[number])).content.decode()
        assert words in page
        assert client.get(reverse(f"workbench:{slug}")).content.decode().count(number) >= 1


def test_what_one_may_not_see_does_not_exist(signed_in, sitting, active):
    client = signed_in("sun")
    for slug, number in (("sittings", sitting.number), ("rosters", active.number)):
        assert client.get(reverse(f"workbench:{slug}-one", args=[number])).status_code == 404


def test_the_list_and_a_page_ask_as_many_queries_as_recorded(signed_in, desk, sitting, query_count):
    client = signed_in("director_chen")
    with query_count("workbench.sittings"):
        client.get(reverse("workbench:sittings"))
    with query_count("workbench.sitting"):
        client.get(reverse("workbench:sittings-one", args=[sitting.number]))
    with query_count("workbench.walkthroughs"):
        client.get(reverse("workbench:walkthroughs"))
    for place in ("sit", "walk"):
        with query_count(f"workbench.{place}"):
            client.get(reverse(f"workbench:{place}"))
        with query_count(f"workbench.{place}_now"):
            client.get(reverse(f"workbench:{place}-now"))


def test_every_list_and_page_asks_as_many_queries_as_recorded(
    signed_in, desk, sitting, walk, active, query_count
):
    """With three of a kind as with one: a list never asks row by row."""
    for _ in range(3):
        walk = find(desk, walk)
    finding = walk.findings.order_by("id")[0]
    task = actions.owe_walk(item=walk.item, by=Actor.calendar("walkthroughs"), at=desk.later())
    client = signed_in("director_chen")
    pages = {
        "walk_page": ("walks-one", walk.number),
        "finding": ("findings-one", finding.number),
        "sitting_roster": ("rosters-one", active.number),
        "walk_task": ("walk-tasks-one", task.number),
        "walks": ("walks",),
        "findings": ("findings",),
        "sitting_rosters": ("rosters",),
        "walk_tasks": ("walk-tasks",),
        "handling_logs": ("handling-logs",),
        "findings_behind_a_number": ("walkthroughs-records", "findings"),
    }
    for name, (view, *args) in pages.items():
        with query_count(f"workbench.{name}"):
            assert client.get(reverse(f"workbench:{view}", args=args)).status_code == 200


def test_the_phone_page_is_blank_and_may_be_kept(signed_in, sitting):
    client = signed_in("director_chen")
    page = client.get(reverse("workbench:sit"))
    assert page["X-Offline"] == "page"
    assert sitting.number not in page.content.decode()
    assert sitting.number in client.get(reverse("workbench:sit-now")).content.decode()


def send(client, verb, place="sit", **fields):
    return client.post(reverse(f"workbench:{place}-send", args=[verb]), key() | fields)


def test_what_waited_on_the_phone_comes_in_its_order_and_once(signed_in, city):
    client = signed_in("director_chen")
    claimed = "2026-11-23T00:40:00.000Z"
    start = key() | {"window": city.housing_window.code, "occurred_at": claimed}
    url = reverse("workbench:sit-send", args=["start"])
    for _ in range(2):
        assert client.post(url, start).status_code == 302
    sitting = Sitting.objects.get()
    assert sitting.claimed_from.isoformat().startswith("2026-11-23T00:40")
    assert send(client, "receive", handled="2", advised="1", people="3").status_code == 302
    assert send(client, "raise-case", content="预售证查不到", consent="on").status_code == 302
    assert send(client, "end", summary="看到了。").status_code == 302
    sitting.refresh_from_db()
    assert sitting.state == SittingState.FINISHED
    assert Received.objects.count() == 3 and Case.objects.count() == 1


def test_without_an_open_sitting_nothing_is_lost(signed_in, city):
    page = send(signed_in("director_chen"), "raise-case", content="预售证查不到", consent="on")
    assert page.status_code == 422
    text = page.content.decode()
    assert "请先“开始坐窗口”" in text and "预售证查不到" in text and "data-came-back" in text


def test_the_companion_writes_for_the_leader(signed_in, sitting):
    assert send(signed_in("wang_fang"), "receive", handled="1", advised="0", people="1").status_code == 302
    assert sitting.received.count() == 1


def test_a_walk_on_the_phone(signed_in, item):
    client = signed_in("director_chen")
    sent = send(client, "start", place="walk", item=item.task_code, role="APPLICANT", mode="SELF")
    assert sent.status_code == 302
    done = send(
        client, "step", place="walk", name="取号", waited="25", handled="5", trip="1", asked="户籍证明"
    )
    assert done.status_code == 302
    found = send(client, "find", place="walk", kind="MATERIALS", content="没有用处", saves_materials="1")
    assert found.status_code == 302
    assert Walk.objects.get().findings.count() == 1


def test_the_records_behind_a_number_are_exactly_those(signed_in, desk, sitting, clock):
    for _ in range(3):
        desk.later(minutes=20)
        sitting = desk.do(actions.receive_people, sitting, "wang_fang", handled=1)
    sitting = desk.do(actions.end_sitting, sitting, "director_chen", summary="看到了。")
    clock.stand_at(desk.later())
    client = signed_in("director_chen")
    page = client.get(reverse("workbench:walkthroughs") + "?period=2026").content.decode()
    assert "坐窗口、走流程人次" in page
    url = (
        reverse("workbench:walkthroughs-records", args=["received"])
        + f"?period=2026&of=office:{desk.city.housing.pk}"
    )
    rows = client.get(url).content.decode()
    assert rows.count("坐窗口接待") == 3 and "受理业务和咨询：3 件" in rows
    person = client.get(
        reverse("workbench:walkthroughs-records", args=["person_times"]) + "?period=2026"
    ).content.decode()
    assert sitting.number in person


def test_turns_behind_a_number_are_those_of_rosters_that_the_reader_sees(signed_in, desk, active, clock):
    turn = turns_in_force(active).order_by("from_at").first()
    clock.stand_at(turn.to_at + timedelta(days=1))
    miss_turns(Actor.calendar("walkthroughs"), turn.to_at + timedelta(days=1))
    url = reverse("workbench:walkthroughs-records", args=["turns_kept"]) + "?period=2026"
    own = signed_in("director_chen").get(url).content.decode()
    assert reverse("workbench:rosters-one", args=[active.number]) in own
    other = signed_in("xu_hui").get(url).content.decode()
    assert turn.leader.person.name not in other and "您只能看到本单位和下级的" in other


def test_the_head_approves_what_was_shown(signed_in, desk, roster):
    roster = desk.do(actions.plan_roster, roster, "ma_li")
    page = signed_in("ma_li").get(reverse("workbench:rosters-one", args=[roster.number])).content.decode()
    assert "第 1 次试排" in page and "每人几次" in page
    refused = signed_in("ma_li").get(reverse("workbench:rosters-verb", args=[roster.number, "decide"]))
    assert refused.status_code == 403


def test_turns_are_a_calendar_of_their_own(signed_in, client, desk, active):
    leader = active.plans.get().turns.order_by("from_at").first().leader.person
    page = signed_in(leader.username).get(reverse("workbench:feed")).content.decode()
    assert "班次日历地址" in page
    token = page.split("/feed/turns/")[1].split(".ics")[0]
    feed = client.get(reverse("workbench:turns-file", args=[token])).content.decode()
    own = active.plans.get().turns.filter(leader__person=leader).count()
    assert feed.count("BEGIN:VEVENT") == own and "坐窗口：" in feed


def test_a_handling_log_is_read_as_a_picture(signed_in, city, settings, tmp_path):
    settings.STORAGES = {
        **settings.STORAGES,
        "default": {
            "BACKEND": "django.core.files.storage.FileSystemStorage",
            "OPTIONS": {"location": str(tmp_path / "files")},
        },
    }
    client = signed_in("ma_li")
    said = "办件编号,环节,开始时间,结束时间\nA1,受理,2026-03-02 09:00,2026-03-02 09:10\nA1,送达,2026-03-02 10:10,2026-03-02 10:20\nA2,受理,坏,坏\n"
    sent = client.post(
        reverse("workbench:handling-logs-new"),
        key() | {"title": "许可", "file": SimpleUploadedFile("log.csv", said.encode())},
    )
    assert sent.status_code == 302
    page = client.get(sent.url).content.decode()
    assert "<svg" in page and "等 1 小时" in page and "实际怎么走" in page and "第 4 行" in page
    xes = b"".join(client.get(f"{sent.url}log.xes").streaming_content).decode()
    assert xes.count("<trace>") == 1
    assert signed_in("sun").get(sent.url).status_code == 404
    bad = client.post(
        reverse("workbench:handling-logs-new"),
        key() | {"title": "许可", "file": SimpleUploadedFile("log.csv", b"x,y\n1,2\n")},
    )
    assert bad.status_code == 422 and "缺少列" in bad.content.decode()


def test_a_log_too_large_for_a_page_is_told_so(signed_in, city, monkeypatch):
    monkeypatch.setattr("bihuan.domain.walkthroughs.queries.limits.log_megabytes", lambda at: 0)
    sent = signed_in("ma_li").post(
        reverse("workbench:handling-logs-new"),
        key() | {"title": "许可", "file": SimpleUploadedFile("log.csv", b"x,y\n1,2\n")},
    )
    assert sent.status_code == 422 and "import_log" in sent.content.decode()


def test_the_same_key_with_another_file_is_a_mistake(signed_in, city, settings, tmp_path):
    settings.STORAGES = {
        **settings.STORAGES,
        "default": {
            "BACKEND": "django.core.files.storage.FileSystemStorage",
            "OPTIONS": {"location": str(tmp_path / "files")},
        },
    }
    client, said = signed_in("ma_li"), key()
    head = "办件编号,环节,开始时间,结束时间\n"
    rows = [f"A{n},受理,2026-03-02 09:00,2026-03-02 09:10\n" for n in (1, 1, 2)]
    answers = [
        client.post(
            reverse("workbench:handling-logs-new"),
            said | {"title": "许可", "file": SimpleUploadedFile("log.csv", (head + row).encode())},
        ).status_code
        for row in rows
    ]
    assert answers == [302, 302, 422] and HandlingLog.objects.count() == 1
