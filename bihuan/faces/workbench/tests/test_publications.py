"""公布数字, on its page and on the queue of approvals; then the public reads it."""

import pytest


@pytest.fixture
def proposed(signed_in, loop, said, query_count):
    loop.until("closed")
    client = signed_in("zhao_min")
    page = said(client.get("/work/publications/"))
    assert "提请的数会出现在这里" in page
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


def test_its_page_says_everything_that_made_it_and_takes_it_back(proposed, signed_in, said, query_count):
    with query_count("workbench.publication"):
        answer = proposed.get("/work/publications/20260001/")
    page = said(answer)
    assert "化解率：100.0 %，1 / 1，2026 年" in page and "口径" in page and "年度公布" in page
    form = proposed.get("/work/publications/20260001/withdraw/").context["form"]
    sent = {name: form[name].value() for name in ("submission_key", "seen")}
    answer = proposed.post("/work/publications/20260001/withdraw/", sent)
    assert answer.status_code == 302, said(answer)
    assert "已撤回" in said(proposed.get(answer["Location"]))
    assert "撤回了公布“化解率”" in said(proposed.get("/work/publications/20260001/"))


def test_the_leader_signs_on_its_page_and_the_office_corrects_there(proposed, signed_in, said):
    mayor = signed_in("mayor_fang")
    assert "签发" in said(mayor.get("/work/"))
    url = "/work/publications/20260001/decide/"
    form = mayor.get(url).context["form"]
    sent = {name: form[name].value() for name in ("submission_key", "seen")}
    assert mayor.post(url, sent).status_code == 422  # nothing was said
    assert mayor.post(url, sent | {"granted": "yes", "answer": "同意。"}).status_code == 302
    url = "/work/publications/20260001/correct/"
    form = proposed.get(url).context["form"]
    sent = {name: form[name].value() for name in ("submission_key", "seen")} | {"reason": "补录一件"}
    answer = proposed.post(url, sent)
    assert answer.status_code == 302, said(answer)
    assert "代替 20260001 公布的 100.0 %" in said(proposed.get("/work/publications/20260002/"))


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
    assert client.get("/work/publications/20260001/").status_code == 404
    assert client.get("/work/publications/new/").status_code == 404
