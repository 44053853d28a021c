"""A tiny city and the cast that tests share.

city (市政府, its 双优化办 is its desk)
├── 住房和城乡建设局: desk, two sections, a window, a second-level unit      the unit most stories happen in
├── 城市管理局: desk, two sections, a window, a contractor (towing)          the other unit
├── 纪委监委                                                                 discipline
├── 大数据中心                                                               the three administrators sit here
└── 公安县 (its 双优化办 is its desk): one department with desk and section, one town

The cast, by the name of its fixture and of `City.person`/`City.actor`:

liu_yang 刘洋 takes calls · zhao_min 赵敏 dispatches and arbitrates at the 双优化办 · zheng_kai 郑凯 checks and strikes off · wu_tong 吴桐 follows up ·
han_xue 韩雪 arbitrates what zhao_min dispatched ·
ma_li 马丽 desk, li_qiang 李强 handler, gao_feng 高峰 section head, lin_tao 林涛 deputy, director_chen 陈局长 head, wang_fang 王芳 window: housing ·
xu_hui 徐辉 desk, tang_yue 唐悦 handler, luo_jun 罗军 section head, deng_bo 邓波 head: city management ·
zhou_jie 周洁 steward cadre · he_jing 何静 inspector · mayor_fang 方市长 leader · song_na 宋娜 county 双优化办 · qin_lan 秦岚 county checker ·
yu_bin 余斌 county department's desk · jiang_li 江莉 its handler · pan_wei 潘伟 town handler · cao_rui 曹睿, xie_min 谢敏, du_ping 杜平 the three administrators ·
sun 孙某 works in another unit and has to do with nothing
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any

from bihuan.domain.organisations.choices import (
    BodyKind,
    Grade,
    Level,
    OfficeKind,
    RegionKind,
    Role,
    SectionClass,
    UnitRank,
)
from bihuan.domain.organisations.models import Office, Post, Region, Tenure
from bihuan.domain.organisations.placement import PLACED, place
from bihuan.domain.organisations.queries import actor_for
from bihuan.kernel.access import Actor
from bihuan.kernel.access.models import Person

SINCE = date(2020, 1, 1)
MONDAY_MORNING = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)  # 09:00 in the city, a working Monday

# name of the fixture: name, office, title, roles, grade
CAST: dict[str, tuple[str, str, str, tuple[Role, ...], Grade]] = {
    "liu_yang": ("刘洋", "office", "受理员", (Role.INTAKE,), Grade.HANDLER),
    "zhao_min": ("赵敏", "office", "派单员", (Role.OFFICE, Role.ARBITER), Grade.SECTION_HEAD),
    "zheng_kai": ("郑凯", "office", "核查员", (Role.CHECKER, Role.EDITOR, Role.UNSEALER), Grade.HANDLER),
    "wu_tong": ("吴桐", "office", "回访员", (Role.FOLLOW_UP,), Grade.HANDLER),
    "han_xue": ("韩雪", "office", "裁定员", (Role.ARBITER,), Grade.SECTION_HEAD),
    "ma_li": ("马丽", "housing_desk", "派单员", (Role.DESK,), Grade.HANDLER),
    "li_qiang": ("李强", "housing_permits", "承办人", (Role.HANDLER,), Grade.HANDLER),
    "gao_feng": ("高峰", "housing_permits", "科长", (Role.SECTION_HEAD, Role.HANDLER), Grade.SECTION_HEAD),
    "lin_tao": ("林涛", "housing", "副局长", (Role.UNIT_DEPUTY,), Grade.UNIT_DEPUTY),
    "director_chen": ("陈局长", "housing", "局长", (Role.UNIT_HEAD,), Grade.UNIT_HEAD),
    "wang_fang": ("王芳", "housing_window", "窗口人员", (Role.HANDLER,), Grade.HANDLER),
    "xu_hui": ("徐辉", "streets_desk", "派单员", (Role.DESK,), Grade.HANDLER),
    "tang_yue": ("唐悦", "streets_enforcement", "承办人", (Role.HANDLER,), Grade.HANDLER),
    "luo_jun": (
        "罗军",
        "streets_enforcement",
        "科长",
        (Role.SECTION_HEAD, Role.HANDLER),
        Grade.SECTION_HEAD,
    ),
    "deng_bo": ("邓波", "streets", "局长", (Role.UNIT_HEAD,), Grade.UNIT_HEAD),
    "zhou_jie": ("周洁", "streets_greening", "包联干部", (Role.STEWARD,), Grade.HANDLER),
    "he_jing": ("何静", "discipline", "纪检监察员", (Role.INSPECTOR,), Grade.HANDLER),
    "mayor_fang": ("方市长", "city", "市领导", (Role.LEADER,), Grade.LEADER),
    "song_na": (
        "宋娜",
        "county_office",
        "派单员",
        (Role.OFFICE, Role.DESK, Role.ARBITER),
        Grade.SECTION_HEAD,
    ),
    "qin_lan": ("秦岚", "county_office", "核查员", (Role.CHECKER,), Grade.HANDLER),
    "yu_bin": ("余斌", "county_roads_desk", "派单员", (Role.DESK,), Grade.HANDLER),
    "jiang_li": ("江莉", "county_roads_section", "承办人", (Role.HANDLER, Role.SECTION_HEAD), Grade.HANDLER),
    "pan_wei": ("潘伟", "town", "承办人", (Role.HANDLER, Role.DESK), Grade.HANDLER),
    "cao_rui": ("曹睿", "data_centre", "系统管理员", (Role.SYSTEM_ADMIN,), Grade.HANDLER),
    "xie_min": ("谢敏", "data_centre", "安全管理员", (Role.SECURITY_ADMIN,), Grade.HANDLER),
    "du_ping": ("杜平", "data_centre", "审计管理员", (Role.AUDITOR,), Grade.HANDLER),
    "sun": ("孙某", "housing_registry", "科员", (Role.HANDLER,), Grade.HANDLER),
}

# whose work arrives where
DESKS = {
    "city": "office",
    "housing": "housing_desk",
    "streets": "streets_desk",
    "county": "county_office",
    "county_roads": "county_roads_desk",
}


@dataclass
class City:
    """Offices, people and posts by name; `actor(name)` is that person in their post."""

    offices: dict[str, Office] = field(default_factory=dict)
    people: dict[str, Person] = field(default_factory=dict)
    posts: dict[str, Post] = field(default_factory=dict)
    regions: dict[str, Region] = field(default_factory=dict)

    def __getattr__(self, name: str) -> Office:
        offices: dict[str, Office] = self.__dict__.get("offices", {})
        try:
            return offices[name]
        except KeyError:
            raise AttributeError(name) from None

    def person(self, name: str) -> Person:
        return self.people[name]

    def actor(self, name: str, *, at: datetime = MONDAY_MORNING, face: str = "workbench") -> Actor:
        return actor_for(self.people[name], self.posts[name], face, at=at)


def make_city() -> City:
    """The tiny city with its whole cast, in some twenty statements: nearly every test asks for it."""
    city = City(regions=_make_regions())
    city.offices = _make_offices(city.regions)
    city.offices["towing"] = make_office(
        parent=city.offices["city"],
        code="JZ-TC",
        name="市清障拖车服务公司",
        kind=OfficeKind.UNIT,
        body_kind=BodyKind.CONTRACTOR,
        supervising_unit=city.offices["streets"],
    )
    city.people, city.posts = _seat_cast(city.offices)
    return city


def _make_offices(regions: dict[str, Region]) -> dict[str, Office]:
    """Level by level, because a child needs its parent's id."""
    made: dict[str, Office] = {}
    waiting = list(_offices(regions))
    while waiting:
        level = [row for row in waiting if not row[1] or row[1] in made]
        waiting = [row for row in waiting if row not in level]
        batch = Office.objects.bulk_create(_bare(made.get(parent), values) for _, parent, values in level)
        made |= {
            name: place(office, made.get(parent))
            for (name, parent, _), office in zip(level, batch, strict=True)
        }
    for unit, desk in DESKS.items():
        made[unit].desk = made[desk]
    Office.objects.bulk_update(made.values(), [*PLACED, "desk"])
    return made


def _seat_cast(offices: dict[str, Office]) -> tuple[dict[str, Person], dict[str, Post]]:
    people = {name: Person(username=name, name=row[0]) for name, row in CAST.items()}
    for person in people.values():
        person.set_unusable_password()
    posts = {
        name: Post(office=offices[office], title=title, roles=[str(role) for role in roles], grade=grade)
        for name, (_, office, title, roles, grade) in CAST.items()
    }
    Person.objects.bulk_create(people.values())
    Post.objects.bulk_create(posts.values())
    Tenure.objects.bulk_create(Tenure(post=posts[name], person=people[name], from_on=SINCE) for name in CAST)
    return people, posts


def make_office(*, parent: Office | None, **values: Any) -> Office:
    """An office in its place, without a journal entry."""
    office = _bare(parent, values)
    office.save()
    place(office, parent).save(update_fields=PLACED)
    return office


def _bare(parent: Office | None, values: Mapping[str, Any]) -> Office:
    inherited = {
        "short_name": values["name"],
        "level": parent.level if parent else Level.CITY,
        "region": parent.region if parent else None,
    }
    return Office(parent=parent, **inherited | dict(values))


def seat(
    *,
    username: str,
    name: str,
    office: Office,
    title: str,
    roles: Iterable[Role],
    grade: Grade = Grade.HANDLER,
    from_on: date = SINCE,
) -> tuple[Person, Post]:
    """A new person in a post of this office; a post of the same title is shared."""
    person = Person.objects.create_person(username=username, name=name)
    post, _ = Post.objects.get_or_create(
        office=office, title=title, defaults={"roles": [str(r) for r in roles], "grade": grade}
    )
    Tenure.objects.create(post=post, person=person, from_on=from_on)
    return person, post


def _make_regions() -> dict[str, Region]:
    made: dict[str, Region] = {}
    for key, code, name, kind, parent in [
        ("city", "421000", "荆州市", RegionKind.CITY, ""),
        ("county", "421022", "公安县", RegionKind.COUNTY, "city"),
        ("town", "421022100", "埠河镇", RegionKind.TOWN, "county"),
    ]:
        above = made.get(parent)
        region = Region.objects.create(code=code, name=name, kind=kind, parent=above)
        region.path = f"{above.path if above else '/'}{region.pk}/"
        region.save(update_fields=["path"])
        made[key] = region
    return made


def _offices(regions: dict[str, Region]) -> Iterable[tuple[str, str, dict[str, Any]]]:
    department = {"kind": OfficeKind.UNIT, "body_kind": BodyKind.DEPARTMENT, "unit_rank": UnitRank.FIRST}
    desk, section = {"kind": OfficeKind.DESK}, {"kind": OfficeKind.SECTION}
    window = {"kind": OfficeKind.WINDOW, "section_class": SectionClass.APPROVAL_SERVICE}
    county = {"level": Level.COUNTY, "region": regions["county"]}
    yield (
        "city",
        "",
        {
            "code": "JZ",
            "name": "市人民政府",
            "short_name": "市政府",
            "kind": OfficeKind.UNIT,
            "body_kind": BodyKind.CITY,
            "region": regions["city"],
        },
    )
    yield "office", "city", {"code": "JZ-SYH", "name": "市双优化办", **desk}
    yield (
        "housing",
        "city",
        {"code": "JZ-ZJ", "name": "市住房和城乡建设局", "short_name": "市住建局", **department},
    )
    yield "housing_desk", "housing", {"code": "JZ-ZJ-01", "name": "市住建局办公室", **desk}
    yield (
        "housing_permits",
        "housing",
        {
            "code": "JZ-ZJ-02",
            "name": "建筑许可科",
            "section_class": SectionClass.APPROVAL_SERVICE,
            "remit": "建筑工程施工许可、竣工联合验收。",
            **section,
        },
    )
    yield (
        "housing_market",
        "housing",
        {
            "code": "JZ-ZJ-03",
            "name": "房产市场监管科",
            "section_class": SectionClass.ENFORCEMENT,
            "remit": "房地产市场与物业服务监管。",
            **section,
        },
    )
    yield "housing_window", "housing", {"code": "JZ-ZJ-04", "name": "市住建局政务窗口", **window}
    yield (
        "housing_registry",
        "housing",
        {
            "code": "JZ-ZJ-05",
            "name": "市房屋交易中心",
            **department,
            "unit_rank": UnitRank.SECOND,
        },
    )
    yield "streets", "city", {"code": "JZ-CG", "name": "市城市管理局", "short_name": "市城管局", **department}
    yield "streets_desk", "streets", {"code": "JZ-CG-01", "name": "市城管局办公室", **desk}
    yield (
        "streets_enforcement",
        "streets",
        {
            "code": "JZ-CG-02",
            "name": "停车管理科",
            "section_class": SectionClass.ENFORCEMENT,
            "remit": "机动车停放管理、清障拖车服务监管。",
            **section,
        },
    )
    yield (
        "streets_greening",
        "streets",
        {
            "code": "JZ-CG-03",
            "name": "园林绿化科",
            "section_class": SectionClass.PUBLIC_SERVICE,
            "remit": "城区绿化养护。",
            **section,
        },
    )
    yield "streets_window", "streets", {"code": "JZ-CG-04", "name": "市城管局政务窗口", **window}
    yield (
        "discipline",
        "city",
        {"code": "JZ-JW", "name": "市纪委监委党风政风监督室", "short_name": "市纪委监委", **department},
    )
    yield "data_centre", "city", {"code": "JZ-SJ", "name": "市大数据中心", **department}
    yield (
        "county",
        "city",
        {
            "code": "GA",
            "name": "公安县人民政府",
            "short_name": "公安县",
            "kind": OfficeKind.UNIT,
            "body_kind": BodyKind.COUNTY,
            **county,
        },
    )
    yield "county_office", "county", {"code": "GA-SYH", "name": "公安县双优化办", **desk}
    yield "county_roads", "county", {"code": "GA-JT", "name": "公安县交通运输局", **department}
    yield "county_roads_desk", "county_roads", {"code": "GA-JT-01", "name": "公安县交通局办公室", **desk}
    yield (
        "county_roads_section",
        "county_roads",
        {
            "code": "GA-JT-02",
            "name": "公路养护科",
            "section_class": SectionClass.PUBLIC_SERVICE,
            "remit": "县乡公路养护。",
            **section,
        },
    )
    yield (
        "town",
        "county",
        {
            "code": "GA-BH",
            "name": "埠河镇人民政府",
            "short_name": "埠河镇",
            "kind": OfficeKind.UNIT,
            "body_kind": BodyKind.TOWN,
            "level": Level.TOWN,
            "region": regions["town"],
        },
    )
