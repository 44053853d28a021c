"""A hotline's export comes in once; what it proves is what it says, and bad rows come back with their reasons."""

from io import BytesIO, StringIO

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from openpyxl import Workbook, load_workbook

from bihuan.domain.cases.choices import Outcome, ReplyKind, State
from bihuan.domain.cases.importing import (
    ImportOrder,
    hotline_rows,
    mapping_of,
    preview_import,
    propose,
    run_import,
)
from bihuan.domain.cases.models import Case, Import, ImportedReply
from bihuan.domain.cases.queries import cases_visible_to
from bihuan.domain.cases.rules.imported_replies import claims_done, reply_kind
from bihuan.kernel.access import Actor
from bihuan.kernel.figures import Period, Value, figure_of, value_from_days
from bihuan.kernel.journal import history
from bihuan.kernel.journal.verify import verify_journal
from bihuan.kernel.notes.models import Note
from bihuan.kernel.refusals import Malformed
from bihuan.testing.city import MONDAY_MORNING

HEAD = ["留言编号", "留言用户", "留言主题", "留言时间", "留言详情", "答复意见", "答复时间"]
ROWS = [
    ["9001", "A01", "路灯不亮", "2019/4/25 9:32:09", "\n\t\t 江汉路路灯\u3000不亮。\n\t\t", "您好！经查，电缆老化，已于4月28日修复。", "2019/5/6 14:56"],
    ["9002", "A02", "公交线路", "2019年4月2日 16:03", "希望增加班次。", "网友：您好！您反映的问题已转市交通运输局调查处理。2019年5月30日", "2019-05-30 09:49"],
    ["9003", "A03", "没有时间", "昨天", "正文", "已收悉", "2019/5/9"],
    ["9004", "A04", "先答后问", "2019/4/24", "正文", "已收悉", "2019/4/1"],
    ["9005", "", "", "2019/4/24 8:00", "", "已收悉", "2019/4/30"],
    ["9006", "", "还没有答复", "2026/11/20 8:00", "楼下施工噪音很大。", "", ""],
]  # fmt: skip


def sheet_of(rows, head=HEAD):
    book = Workbook()
    for row in [head, *rows]:
        book.active.append(row)
    out = BytesIO()
    book.save(out)
    out.seek(0)
    return out


@pytest.fixture
def order(city):
    return ImportOrder(source="问政平台", office=city.city, programme="MESSAGE_BOARD", mapping_name="问政")


def imported(order, rows=ROWS, **more):
    return run_import(sheet_of(rows), order, by=Actor.calendar("import_cases"), at=MONDAY_MORNING, **more)


def test_good_rows_come_in_and_bad_ones_come_back_with_row_number_and_reason(order):
    rejects = BytesIO()
    run = imported(order, rejects=rejects)
    assert (run.added, run.opened, run.repeated, run.rejected) == (2, 1, 0, 3)
    rejects.seek(0)
    told = [row[:2] for row in load_workbook(rejects).active.iter_rows(min_row=2, values_only=True)]
    assert [number for number, _ in told] == [4, 5, 6]
    assert "登记时间" in told[0][1]
    assert "早于登记时间" in told[1][1]
    assert "内容" in told[2][1]


def test_the_dashboard_knows_them_at_once_however_old_they_are(order):
    imported(order)
    figure, whole = figure_of("imported.replies"), Period.parse("2004-01-01..2026-12-31")
    assert value_from_days(figure, whole) == Value(2, None, "件")


def test_running_it_again_adds_nothing(order):
    imported(order)
    before = (Case.objects.count(), Note.objects.count())
    run = imported(order)
    assert (run.added, run.opened, run.repeated) == (0, 0, 3)
    assert (Case.objects.count(), Note.objects.count()) == before


def test_the_same_row_twice_in_a_file_is_one_case(order):
    run = imported(order, [ROWS[0], ROWS[0]])
    assert (run.added, run.repeated) == (1, 1)


def test_without_numbers_the_content_tells_them_apart(order):
    rows, head = [row[1:] for row in ROWS[:2]], HEAD[1:]
    for expected in (2, 0):
        run = run_import(sheet_of(rows, head), order, by=Actor.calendar("import_cases"), at=MONDAY_MORNING)
        assert run.added == expected


def test_white_space_and_dates_of_every_kind_are_understood(order):
    imported(order)
    case = Case.objects.get(external_id="9001")
    assert case.content.text == "江汉路路灯 不亮。"
    assert case.registered_at.isoformat() == "2019-04-25T01:32:09+00:00"
    assert case.number == "2019000001"


def test_a_reply_that_only_forwards_leaves_the_outcome_unknown(order):
    imported(order)
    case = Case.objects.get(external_id="9002")
    assert (case.state, case.outcome) == (State.ANSWERED, "")
    assert case.imported_reply.kind == ReplyKind.ACKNOWLEDGED


def test_an_answer_is_at_most_explained_even_where_it_says_that_it_is_done(order):
    imported(order)
    case = Case.objects.get(external_id="9001")
    assert (case.outcome, case.imported_reply.claims_done) == (Outcome.EXPLAINED, True)
    assert not Case.objects.filter(outcome=Outcome.SOLVED).exists()


def test_lateness_names_its_limit(order):
    imported(order)
    reply = ImportedReply.objects.get(case__external_id="9002")
    assert reply.limit == "15 wd"
    assert reply.late_minutes > 0
    assert ImportedReply.objects.get(case__external_id="9001").late_minutes == 0


def test_imported_replies_are_counted_apart(order, city):
    imported(order)
    year = Period.year(2019)
    assert figure_of("imported.replies").value(year, MONDAY_MORNING, "source:问政平台") == Value(
        2, None, "件"
    )
    assert figure_of("imported.outcome_unknown").value(year, MONDAY_MORNING, "") == Value(1, 2, "%")
    assert figure_of("imported.late_share").value(year, MONDAY_MORNING, "") == Value(1, 2, "%")
    assert figure_of("cases.resolution_rate").value(year, MONDAY_MORNING, "") == Value(0, 0, "%")


def test_a_row_without_a_reply_enters_the_loop_now_and_keeps_its_moment_as_a_claim(order):
    imported(order)
    case = Case.objects.get(external_id="9006")
    assert case.state == State.REGISTERED
    assert case.registered_at == MONDAY_MORNING
    assert case.occurred_at.isoformat() == "2026-11-20T00:00:00+00:00"


def test_every_imported_case_has_a_valid_entry_and_the_office_sees_it(order, zhao_min, li_qiang):
    imported(order)
    case = Case.objects.get(external_id="9001")
    assert [entry.event for entry in history(case.subject)] == ["case.import"]
    assert case.version == 1
    assert cases_visible_to(zhao_min).filter(pk=case.pk).exists()
    assert not cases_visible_to(li_qiang).filter(pk=case.pk).exists()


def test_the_chains_verify(order):
    imported(order)
    assert verify_journal().holds


def test_the_mapping_is_proposed_from_the_heads_and_remembered(order):
    assert propose(["留言编号", "答复意见", "备注"]) == {"留言编号": "external_id", "答复意见": "reply"}
    imported(order)
    assert mapping_of("问政")["留言详情"] == "content"


def test_a_head_of_its_own_is_mapped_by_hand(order):
    head = [{"留言详情": "甲栏"}.get(name, name) for name in HEAD]
    with pytest.raises(Malformed):
        preview_import(sheet_of(ROWS, head), at=MONDAY_MORNING)
    seen = preview_import(sheet_of(ROWS, head), at=MONDAY_MORNING, columns={"甲栏": "content"})
    assert (seen.good_count, seen.bad_count) == (3, 3)


def test_a_preview_writes_nothing(order):
    preview_import(sheet_of(ROWS), at=MONDAY_MORNING)
    assert not Case.objects.exists()
    assert not Import.objects.exists()


def test_the_way_back_has_the_hotlines_number_and_a_delivery_state(order):
    imported(order)
    rows = {row[0]: row for row in hotline_rows(Case.objects.all())}
    assert rows["9001"][-1] == "原平台已答复"
    assert rows["9006"][-1] == "办理中"
    assert rows["9006"][8] == ""


def test_the_command_says_what_it_did(city, tmp_path):
    file = tmp_path / "热线.xlsx"
    file.write_bytes(sheet_of(ROWS).getvalue())
    out = StringIO()
    call_command("import_cases", str(file), dry_run=True, stdout=out)
    assert not Case.objects.exists()
    assert "第 4 行" in out.getvalue()
    call_command("import_cases", str(file), stdout=out)
    assert "新增历史答复 2 件，新登记待办 1 件" in out.getvalue()
    assert (tmp_path / "热线-退回.xlsx").exists()


def test_history_comes_in_by_batches_and_not_row_by_row(order):
    def statements(name: str, many: int) -> int:
        row = ["", "路灯不亮", "2020/3/2 9:00", "路灯不亮，已有三天。", "经查，已更换灯泡。", "2020/3/9 9:00"]
        with CaptureQueriesContext(connection) as asked:
            assert imported(order, [[f"{name}{n}", *row] for n in range(many)]).added == many
        return len(asked)

    statements("热身", 1)  # what a process reads only once
    few = statements("少", 10)
    # SQLite takes fewer values in one statement than PostgreSQL: some more batches, but nothing for each row.
    assert statements("多", 210) - few < 200 / 10


@pytest.mark.parametrize(
    ("reply", "kind"),
    [
        ("网友：您好！留言已收悉", ReplyKind.ACKNOWLEDGED),
        ("您的留言已收悉。关于您反映的问题，已转市教育体育局调查处理。", ReplyKind.ACKNOWLEDGED),
        ("网民您好：您反映的问题已收悉，有关问题已交办交通运输局调查处理。", ReplyKind.ACKNOWLEDGED),
        ("您好！您反映的问题正在核实，有关情况将及时反馈。感谢您对我们工作的支持，祝您事事顺心。2019年10月29日", ReplyKind.ACKNOWLEDGED),
        ("您好，经核实，此路段已纳入硬化计划，今年天气好转会马上施工。", ReplyKind.ANSWERED),
        ("您好！您的留言已收悉，现答复如下：居住证有效期为一年。", ReplyKind.ANSWERED),
        ("您好！请到户口所在地派出所申请办理。", ReplyKind.ANSWERED),
    ],
)  # fmt: skip
def test_what_a_reply_proves(reply, kind):
    assert reply_kind(reply) == kind


def test_only_what_is_said_to_be_done_is_a_claim():
    assert claims_done("路面已经全部修复。")
    assert not claims_done("计划在年底前修复。")
