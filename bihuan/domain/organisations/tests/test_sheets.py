"""导入导出: a preview names each bad row before anything is written; what goes out comes back unchanged."""

import io
from datetime import date

import pytest

from bihuan.domain.organisations.models import Office, Post, Tenure
from bihuan.domain.organisations.queries import posts_held
from bihuan.domain.organisations.sheets import (
    OFFICES,
    PEOPLE,
    POSTS,
    import_rows,
    office_rows,
    people_rows,
    post_rows,
    preview_rows,
)
from bihuan.kernel.access.models import Person
from bihuan.kernel.journal.models import Entry
from bihuan.kernel.refusals import Malformed
from bihuan.kernel.sheets import open_sheet, write_rejects, write_xlsx
from bihuan.testing.city import MONDAY_MORNING

TODAY = date(2026, 11, 23)


def book(kind, rows, head=None):
    out = io.BytesIO()
    write_xlsx(out, head or kind.head, rows)
    return out


def previewed(kind, rows):
    with open_sheet(book(kind, rows)) as sheet:
        return preview_rows(kind, sheet)


def imported(kind, rows, by):
    with open_sheet(book(kind, rows)) as sheet:
        return import_rows(kind, sheet, by=by, at=MONDAY_MORNING)


def office(code, name, kind="科室", parent="JZ-ZJ", **more):
    values = {"代码": code, "全称": name, "种类": kind, "上级代码": parent} | more
    return [values.get(label, "") for label in OFFICES.head]


def faults(preview):
    return [(row.number, str(row.faults[0])) for row in preview.bad]


def test_offices_come_in_parents_first(city, cao_rui):
    done = imported(
        OFFICES,
        [
            office("JZ-SW", "市水务局", "单位", "JZ", 机构类别="部门", 单位级别="一级单位"),
            office("JZ-SW-01", "供水科", "科室", "JZ-SW", 科室类别="公共服务类", 职责="城区供水。"),
        ],
        cao_rui,
    )
    assert done.outcomes == {"added": 2} and not done.bad
    section = Office.objects.get(code="JZ-SW-01")
    assert section.unit.name == "市水务局" and section.remit == "城区供水。"


def test_the_preview_names_every_bad_row_and_writes_nothing(city):
    before = Office.objects.count()
    seen = previewed(
        OFFICES,
        [
            office("JZ-ZJ-10", "好科室"),
            office("JZ-ZJ-11", "没有上级", parent="NO"),
            office("JZ-ZJ-10", "重复"),
            office("JZ-ZJ-12", "种类不对", kind="处"),
            office("JZ-ZJ-13", "缺类别", kind="单位"),
            office("JZ-ZJ-02", "建筑许可科", parent="JZ-CG"),
            office("JZ-ZJ-14", ""),
            office("JZ-ZJ-15", "区划不对", 区划代码="421023"),
        ],
    )
    assert seen.good_count == 1
    assert [number for number, _ in faults(seen)] == [3, 4, 5, 6, 7, 8, 9]
    said = dict(faults(seen))
    assert "没有机构 NO" in said[3] and "重复" in said[4] and "“处”" in said[5]
    assert "机构类别" in said[6] and "划转" in said[7] and "全称" in said[8] and "421023" in said[9]
    assert Office.objects.count() == before and not Entry.objects.exists()


def test_what_was_exported_comes_back_unchanged(city, cao_rui):
    rows = list(office_rows())
    assert len(rows) == len(city.offices)
    done = imported(OFFICES, rows, cao_rui)
    assert done.outcomes == {"unchanged": len(rows)} and not Entry.objects.exists()


def test_a_changed_name_is_a_renaming(city, cao_rui):
    done = imported(OFFICES, [office("JZ-ZJ-02", "施工许可科")], cao_rui)
    assert done.outcomes == {"changed": 1}
    assert Entry.objects.get().event == "office.rename"


def test_what_an_action_refuses_joins_the_bad_rows_with_its_reason(city, ma_li):
    done = imported(OFFICES, [office("JZ-ZJ-10", "好科室")], ma_li)
    assert not done.outcomes and "系统管理员" in str(done.bad[0].faults[0])
    assert write_rejects(io.BytesIO(), done.head, done.bad) == 1


def test_a_table_without_its_columns_is_refused_with_their_names(city):
    with open_sheet(book(OFFICES, [["x"]], head=["别的"])) as sheet, pytest.raises(Malformed) as refused:
        preview_rows(OFFICES, sheet)
    assert "代码" in str(refused.value)


def test_people_come_in_without_posts(city, cao_rui):
    rows = [["new", "新同事", "138 0000 1234", ""], ["ma_li", "马丽", "", ""], ["bad", "坏号码", "12", ""]]
    seen = previewed(PEOPLE, rows)
    assert seen.good_count == 2 and [row.number for row in seen.bad] == [4]
    done = imported(PEOPLE, rows, cao_rui)
    assert done.outcomes == {"added": 1, "unchanged": 1} and len(done.bad) == 1
    assert Person.objects.get(username="new").phone == "13800001234"
    assert not posts_held(Person.objects.get(username="new"), on=TODAY)
    assert imported(PEOPLE, list(people_rows()), cao_rui).outcomes == {"unchanged": len(city.people) + 1}


def post(code="JZ-ZJ-03", title="承办人", roles="承办人", username="sun", start="2026-12-01", **more):
    values = {
        "机构代码": code,
        "岗位": title,
        "角色": roles,
        "登录名": username,
        "起": start,
    } | more
    return [values.get(label, "") for label in POSTS.head]


def test_posts_are_made_and_given(city, xie_min):
    done = imported(POSTS, [post(roles="承办人、科室负责人"), post(username="li_qiang", roles="")], xie_min)
    assert done.outcomes == {"added": 2} and not done.bad
    made = Post.objects.get(office=city.housing_market)
    assert made.roles == ["HANDLER", "SECTION_HEAD"] and made.tenures.count() == 2
    assert imported(POSTS, [post(roles="承办人、科室负责人")], xie_min).outcomes == {"unchanged": 1}


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        (post(code="NO"), "没有机构 NO"),
        (post(username="nobody"), "没有人员 nobody"),
        (post(roles="皇帝"), "“皇帝”"),
        (post(止="2026-11-01"), "早于起始日"),
        (post(任职方式="借调"), "最后一日"),
        (post(code="JZ-ZJ-02", roles="科室负责人"), "调整岗位"),
        (post(start="昨天"), "日期"),
    ],
)
def test_a_bad_post_is_named(city, row, reason):
    seen = previewed(POSTS, [row])
    assert seen.good_count == 0 and reason in "".join(str(fault) for fault in seen.bad[0].faults)


def test_three_administrators_do_not_come_into_one_hand_by_a_table(city, xie_min):
    row = post(code="JZ-SJ", title="审计管理员", roles="", username="cao_rui")
    done = imported(POSTS, [row], xie_min)
    assert not done.outcomes and "三员分立" in str(done.bad[0].faults[0])


def test_exported_posts_come_back_unchanged(city, xie_min):
    rows = list(post_rows(on=TODAY))
    assert len(rows) == Tenure.objects.count()
    assert imported(POSTS, rows, xie_min).outcomes == {"unchanged": len(rows)}
