"""Tables out: what the reader may see, masked; long ones in the background."""

import io

import openpyxl
import pytest

from bihuan.domain.cases import actions
from bihuan.domain.cases.choices import Identity
from bihuan.faces.workbench import exports


def rows_in(response):
    return list(openpyxl.load_workbook(io.BytesIO(response.content)).active.iter_rows(values_only=True))


def test_what_the_list_shows_comes_with_masked_names(signed_in, loop):
    case = loop.until("complete")
    head, line = rows_in(signed_in("zhao_min").post("/work/cases/export/?q=围挡", {"columns": "own"}))
    row = dict(zip(head, line, strict=True))
    assert row["编号"] == case.number
    assert row["反映人"] == "孙**"
    assert row["电话"] == "138****1234"


def test_the_hotline_gets_its_own_columns(signed_in, loop):
    loop.until("closed", source="hotline", external_id="12345-1")
    head, line = rows_in(signed_in("zhao_min").post("/work/cases/export/", {"columns": "hotline"}))
    row = dict(zip(head, line, strict=True))
    assert row["外部编号"] == "12345-1"
    assert row["满意度"] == "满意"
    assert row["结果"] == "已解决"
    assert row["回传状态"] == "待回传"


def test_a_sealed_case_is_exported_as_its_restatement_to_sections(signed_in, loop):
    case = loop.step("accept", loop.register(identity=Identity.SEALED, content="我是三号楼的，围挡太占道。"))
    case = actions.restate_case(
        case=case, by=loop.actor("zhao_min"), at=loop.later(), title="某处围挡占道", restatement="围挡占道。"
    )
    loop.step("dispatch", case)
    text = str(rows_in(signed_in("ma_li").post("/work/cases/export/", {"columns": "own"})))
    assert "某处围挡占道" in text
    assert "三号楼" not in text
    assert "孙" not in text


def test_a_formula_in_a_title_does_not_run(signed_in, loop):
    loop.register(title="=HYPERLINK(1)", content="看看。")
    assert "'=HYPERLINK(1)" in str(rows_in(signed_in("zhao_min").post("/work/cases/export/", {})))


def test_others_get_an_empty_table(signed_in, loop):
    loop.until("complete")
    assert len(rows_in(signed_in("tang_yue").post("/work/cases/export/", {}))) == 1


def test_a_long_one_is_made_by_the_worker_and_fetched_by_its_owner(
    signed_in, loop, said, monkeypatch, settings, tmp_path, clock
):
    from bihuan.kernel.clock import now
    from bihuan.kernel.jobs.requests import run_next

    settings.MEDIA_ROOT = tmp_path
    monkeypatch.setattr(exports, "AT_ONCE", 1)
    loop.until("complete")
    loop.until("complete")
    client = signed_in("zhao_min")
    asked = client.post("/work/cases/export/?q=围挡", {"columns": "own"})
    assert asked.status_code == 302
    assert "排队中" in said(client.get(asked["Location"]))
    assert run_next(now=now)
    page = said(client.get(asked["Location"]))
    assert "已完成" in page
    url = page.split('href="/work/files/')[1].split('"')[0]
    fetched = client.get(f"/work/files/{url}")
    content = b"".join(fetched.streaming_content)
    assert len(list(openpyxl.load_workbook(io.BytesIO(content)).active.iter_rows())) == 3
    assert signed_in("zheng_kai").get(f"/work/files/{url}").status_code == 404
    assert signed_in("zheng_kai").get(asked["Location"]).status_code == 404


@pytest.mark.parametrize("columns", ["own", "hotline"])
def test_rows_are_read_in_batches(signed_in, loop, query_count, columns):
    client = signed_in("zhao_min")
    for _ in range(3):
        loop.until("complete")
    with query_count(f"workbench.export_{columns}"):
        client.post("/work/cases/export/", {"columns": columns})
