"""The kinds of offices, posts and tenures."""

from bihuan.kernel.choices import Codes


class RegionKind(Codes):
    CITY = "CITY", "地级市"
    COUNTY = "COUNTY", "县（市、区）"
    ZONE = "ZONE", "功能区"
    TOWN = "TOWN", "乡镇（街道）"
    VILLAGE = "VILLAGE", "村（社区）"


class CodeStandard(Codes):
    GB2260 = "GB2260", "GB/T 2260 行政区划代码"
    GB10114 = "GB10114", "GB/T 10114 乡级区划代码"
    STATISTICS = "STATISTICS", "统计用区划代码"
    LOCAL = "LOCAL", "本市自编代码"


class OfficeKind(Codes):
    UNIT = "UNIT", "单位"
    DESK = "DESK", "派单台"
    SECTION = "SECTION", "科室"
    WINDOW = "WINDOW", "窗口"
    TEAM = "TEAM", "专班"


class Level(Codes):
    CITY = "CITY", "市级"
    COUNTY = "COUNTY", "县级"
    TOWN = "TOWN", "乡镇级"
    VILLAGE = "VILLAGE", "村级"


class UnitRank(Codes):
    FIRST = "FIRST", "一级单位"
    SECOND = "SECOND", "二级单位"


class BodyKind(Codes):
    CITY = "CITY", "市政府"
    COUNTY = "COUNTY", "县（市、区）政府"
    ZONE = "ZONE", "功能区管委会"
    TOWN = "TOWN", "乡镇政府（街道办）"
    DEPARTMENT = "DEPARTMENT", "部门"
    VERTICAL = "VERTICAL", "垂直管理单位"
    UTILITY = "UTILITY", "公用事业单位"
    STATE_FIRM = "STATE_FIRM", "国有企业"
    PARTNER = "PARTNER", "合作单位"
    CONTRACTOR = "CONTRACTOR", "承包服务单位"


# Bodies that answer for everything inside them: the 双优化办 and the leaders of an area stand for its office.
AREA_BODIES = frozenset({BodyKind.CITY, BodyKind.COUNTY, BodyKind.ZONE, BodyKind.TOWN})
# Asked by 商请, neither ordered nor carded.
ASKED_NOT_ORDERED = frozenset({BodyKind.VERTICAL, BodyKind.PARTNER})


class SectionClass(Codes):
    """Sections are compared only within a class."""

    APPROVAL_SERVICE = "APPROVAL_SERVICE", "审批服务类"
    ENFORCEMENT = "ENFORCEMENT", "监管执法类"
    GENERAL_ADMINISTRATION = "GENERAL_ADMINISTRATION", "综合管理类"
    PUBLIC_SERVICE = "PUBLIC_SERVICE", "公共服务类"
    GRASSROOTS_STATION = "GRASSROOTS_STATION", "基层站所类"


class Role(Codes):
    """What a post may do. The role says which verbs; the post's office says on whose behalf (see `keys.py`)."""

    INTAKE = "INTAKE", "受理员"
    OFFICE = "OFFICE", "双优化办派单员"
    ARBITER = "ARBITER", "裁定员"
    CHECKER = "CHECKER", "销号核查员"
    FOLLOW_UP = "FOLLOW_UP", "回访员"
    EDITOR = "EDITOR", "公开编辑"
    UNSEALER = "UNSEALER", "保密启封人"
    DESK = "DESK", "单位派单员"
    HANDLER = "HANDLER", "承办人"
    SECTION_HEAD = "SECTION_HEAD", "科室负责人"
    UNIT_DEPUTY = "UNIT_DEPUTY", "单位分管负责人"
    UNIT_HEAD = "UNIT_HEAD", "单位主要负责人"
    LEADER = "LEADER", "市县领导"
    INSPECTOR = "INSPECTOR", "纪检监察员"
    STEWARD = "STEWARD", "店小二（包联干部）"
    SYSTEM_ADMIN = "SYSTEM_ADMIN", "系统管理员"
    SECURITY_ADMIN = "SECURITY_ADMIN", "安全管理员"
    AUDITOR = "AUDITOR", "审计管理员"


# Roles with which a post stands for the nearest unit above it.
UNIT_ROLES = frozenset({Role.DESK, Role.UNIT_DEPUTY, Role.UNIT_HEAD, Role.INSPECTOR})
# Roles with which a post stands for the whole area (city, county, zone or town) that its office lies in.
AREA_ROLES = frozenset(
    {
        Role.INTAKE,
        Role.OFFICE,
        Role.ARBITER,
        Role.CHECKER,
        Role.FOLLOW_UP,
        Role.EDITOR,
        Role.UNSEALER,
        Role.LEADER,
    }
)
# 三员分立: never two of these in one person's hands, whatever the posts.
ADMIN_ROLES = frozenset({Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN, Role.AUDITOR})


class Grade(Codes):
    HANDLER = "HANDLER", "工作人员"
    SECTION_HEAD = "SECTION_HEAD", "科室负责人"
    UNIT_DEPUTY = "UNIT_DEPUTY", "单位副职"
    UNIT_HEAD = "UNIT_HEAD", "单位正职"
    LEADER = "LEADER", "市县领导"


class TenureKind(Codes):
    REGULAR = "REGULAR", "任职"
    ACTING = "ACTING", "B岗代理"
    SECONDMENT = "SECONDMENT", "借调"


class ShiftRank(Codes):
    FIRST = "FIRST", "值班员"
    NEXT = "NEXT", "备班员"
    LEADER = "LEADER", "带班领导"
