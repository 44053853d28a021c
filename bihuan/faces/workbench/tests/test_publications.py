"""公布数字, on its page and on the queue of approvals; then the public reads it."""

import pytest


@pytest.fixture
def proposed(signed_in, loop, said, query_count):
    loop.until("closed")
    client = signed_in("zhao_min")
    page = said(client.get("/work/publications/"))
    assert "还没有提请公布的数字" in page
    form = client.get("/work/publications/new/").context["form"]
    sent = {
        "submission_key": form.initial.get("submission_key") or form["submission_key"].value(),
        "figure": "cases.resolution_rate",
        "period": "2026",
        "reason": "年度公布",
        "document": "",
    }
    answer = client.post("/work/publications/new/", sent)
    assert answer.status_code == 302, said(answer)
    return client


def test_from_the_form_to_the_public(proposed, signed_in, client, said, query_count):
    with query_count("workbench.publications"):
        page = said(proposed.get("/work/publications/"))
    assert "化解率" in page and "待签发" in page and "赵敏提请" in page
    assert "还没有公布" in said(client.get("/figures/"))
    mayor = signed_in("mayor_fang")
    queue = mayor.get("/work/approvals/")
    assert "公布“化解率”：100.0 %，1 / 1，2026 年" in said(queue)
    asked = queue.context["rows"][0].row
    form = mayor.get(f"/work/approvals/{asked.pk}/").context["form"]
    sent = {"submission_key": form.initial["submission_key"], "granted": "yes", "answer": "与台账一致。"}
    assert mayor.post(f"/work/approvals/{asked.pk}/", sent).status_code == 302
    assert "方市长" in said(mayor.get("/work/publications/"))
    assert "100.0 %，1 / 1，2026 年" in said(client.get("/figures/"))


def test_a_period_that_nobody_understands_comes_back_with_what_was_typed(signed_in, said):
    client = signed_in("zhao_min")
    key = client.get("/work/publications/new/").context["form"]["submission_key"].value()
    answer = client.post(
        "/work/publications/new/",
        {"submission_key": key, "figure": "cases.registered", "period": "上个季度", "reason": "例行"},
    )
    page = said(answer)
    assert answer.status_code == 422 and "看不懂期间" in page and "上个季度" in page


@pytest.mark.parametrize("who", ["ma_li", "li_qiang", "wu_tong"])
def test_others_do_not_find_it(signed_in, who):
    client = signed_in(who)
    assert client.get("/work/publications/").status_code in (403, 404)
    assert client.get("/work/publications/new/").status_code == 404
