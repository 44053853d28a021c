"""过程证据: what comes in, what is left out and why, and what the log says; small enough to count by hand."""

import xml.etree.ElementTree as ET
from io import BytesIO, StringIO

import pytest
from django.core.management import CommandError, call_command

from bihuan.domain.walkthroughs import actions
from bihuan.domain.walkthroughs.choices import LogState
from bihuan.domain.walkthroughs.evidence.analysing import Evidence
from bihuan.domain.walkthroughs.evidence.picture import drawn
from bihuan.domain.walkthroughs.evidence.reading import BadLog, read_csv
from bihuan.domain.walkthroughs.evidence.xes import xes
from bihuan.domain.walkthroughs.models import HandlingLog
from bihuan.domain.walkthroughs.queries import log_for
from bihuan.domain.walkthroughs.queries.logs import answers_of
from bihuan.testing.refusals import refused

HEAD = "办件编号,环节,开始时间,结束时间,材料\n"
LOG = HEAD + (
    "A1,受理,2026-03-02 09:00,2026-03-02 09:10,户籍证明\n"
    "A1,审查,2026-03-02 10:10,2026-03-02 10:40,\n"
    "A1,送达,2026-03-03 10:40,2026-03-03 10:50,\n"
    "A2,受理,2026/3/2 9:30,2026/3/2 9:50,户籍证明\n"
    "A2,补正,2026-03-02 14:00,2026-03-02 14:05,户籍证明\n"
    "A2,受理,2026-03-02 15:00,2026-03-02 15:10,\n"
    "A2,审查,2026-03-02 15:30,2026-03-02 16:00,\n"
    "A2,送达,2026-03-02 17:00,2026-03-02 17:10,\n"
)
BAD = (
    LOG
    + ",受理,2026-03-02 09:00,2026-03-02 09:10,\nA3,受理,上午,2026-03-02 09:10,\nA3,受理,2026-03-02 09:10,2026-03-02 09:00,\n"
)


@pytest.fixture
def read(tmp_path):
    def make(text, encoding="utf-8"):
        source = tmp_path / "log.csv"
        source.write_bytes(text.encode(encoding))
        return read_csv(source, tmp_path / "log.parquet", key="k")

    return make


@pytest.fixture
def evidence(read, tmp_path):
    read(LOG)
    with Evidence(tmp_path / "log.parquet") as opened:
        yield opened


def test_rows_that_do_not_hold_are_left_out_and_said(read):
    found = read(BAD)
    assert (found.events, found.handlings, found.refused) == (8, 2, 3)
    assert [(one.line, one.why) for one in found.examples] == [
        (10, "没有办件编号"),
        (11, "开始时间读不懂：上午"),
        (12, "结束早于开始"),
    ]


def test_a_spreadsheet_in_gb18030_reads_the_same(read):
    assert read(LOG, "gb18030") == read(LOG)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("办件编号,环节\nA,受理\n", "缺少列：开始时间、结束时间"),
        (HEAD, "没有一行可以采用"),
        (HEAD + ",,,,\n", "没有一行可以采用"),
    ],
)
def test_a_file_that_holds_nothing_says_what_it_should_hold(read, text, said):
    with pytest.raises(BadLog, match=said):
        read(text)


def test_nobodys_number_is_kept(read, tmp_path):
    read(LOG)
    assert b"A1" not in (tmp_path / "log.parquet").read_bytes()
    with Evidence(tmp_path / "log.parquet") as opened:
        assert all(len(row[0]) == 16 for row in opened.events())


def test_variants_waiting_loops_and_what_is_asked_twice(evidence):
    overview = evidence.overview()
    assert (overview.events, overview.handlings, overview.variants) == (8, 2, 2)
    assert {v.steps: v.handlings for v in evidence.variants()} == {
        ("受理", "审查", "送达"): 1,
        ("受理", "补正", "受理", "审查", "送达"): 1,
    }
    steps = {one.step: one for one in evidence.steps()}
    assert next(iter(steps)) == "受理" and list(steps)[-1] == "送达"
    assert (steps["审查"].times, steps["审查"].waited, steps["审查"].handled) == (2, 40, 30)
    assert [(one.step, one.handlings, one.again) for one in evidence.loops()] == [("受理", 1, 1)]
    assert [(one.material, one.handlings, one.most) for one in evidence.asked_twice()] == [("户籍证明", 1, 2)]


def test_against_the_guide(evidence):
    found = evidence.deviation(["受理", "审查", "决定", "送达"])
    assert found.undeclared == [("补正", 1)] and found.skipped == [("决定", 2)]
    assert found.other_order == 0
    assert evidence.deviation(["审查", "受理", "送达"]).other_order == 2


def test_the_picture_stands_on_the_same_numbers(evidence):
    picture = drawn(evidence.steps(), evidence.ways())
    assert [box.step.step for box in picture.boxes] == [one.step for one in evidence.steps()]
    kinds = {(line.way.before, line.way.after): line.kind for line in picture.lines}
    assert kinds["补正", "受理"] == "back" and kinds["审查", "送达"] == "on"
    assert drawn([], []).boxes == []


def test_xes_is_what_other_tools_read(evidence):
    root = ET.fromstring("".join(xes(evidence.events(), name="许可 <一>")))  # nosec B314: written by us
    space = {"x": "http://www.xes-standard.org/"}
    traces = root.findall("x:trace", space)
    assert [len(trace.findall("x:event", space)) for trace in traces] in ([6, 10], [10, 6])
    first = traces[0].find("x:event", space)
    values = {one.get("key"): one.get("value") for one in first}
    assert values["lifecycle:transition"] == "start" and values["time:timestamp"].endswith("+08:00")


@pytest.fixture
def stored(settings, tmp_path):
    """Files of this test lie in a folder of its own."""
    settings.STORAGES = {
        **settings.STORAGES,
        "default": {
            "BACKEND": "django.core.files.storage.FileSystemStorage",
            "OPTIONS": {"location": str(tmp_path / "files")},
        },
    }
    return tmp_path / "files"


def test_the_command_takes_what_is_too_large_for_a_page(desk, item, stored, tmp_path):
    source, said = tmp_path / "large.csv", StringIO()
    source.write_text(BAD, encoding="utf-8")
    call_command(
        "import_log", str(source), unit=desk.city.housing.code, title="许可", item=item.task_code, stdout=said
    )
    log = HandlingLog.objects.get()
    assert (log.events, log.item) == (8, item) and log.number in said.getvalue()
    assert "第 11 行开始时间读不懂" in said.getvalue()
    for wrong, sentence in (
        ({"unit": "nobody"}, "没有机构 nobody"),
        ({"item": "11"}, "没有事项 11"),
        ({"file": tmp_path / "none.csv"}, "打不开"),
        ({"title": " "}, "请写名称"),
    ):
        given = {"file": source, "unit": desk.city.housing.code, "title": "许可", "item": ""} | wrong
        with pytest.raises(CommandError, match=sentence):
            call_command("import_log", str(given.pop("file")), **given)
    assert HandlingLog.objects.count() == 1


def test_a_log_is_brought_in_read_and_removed(desk, item, stored, django_capture_on_commit_callbacks):
    log, read = desk.make(
        actions.keep_log, "ma_li", unit=desk.city.housing, title="许可", file=BytesIO(BAD.encode()), item=item
    )
    assert (log.events, log.handlings, log.refused, read.refused) == (8, 2, 3, 3)
    answers = answers_of(log)
    assert answers.deviation.skipped == [("决定", 2)]
    assert log_for(desk.actor("director_chen"), log.number) == log
    for name in ("xu_hui", "sun"):
        with refused("not_found"):
            log_for(desk.actor(name), log.number)
    with refused("not_your_unit"):
        desk.make(actions.keep_log, "xu_hui", unit=desk.city.housing, title="x", file=BytesIO(LOG.encode()))
    with refused("bad_log"):
        desk.make(actions.keep_log, "ma_li", unit=desk.city.housing, title="x", file=BytesIO(b"\xff\xfe\x00"))
    with django_capture_on_commit_callbacks(execute=True):
        log = desk.do(actions.remove_log, log, "ma_li")
    assert log.state == LogState.REMOVED
    with refused("log_removed"):
        answers_of(log)
    assert not list(stored.rglob("*.parquet"))
