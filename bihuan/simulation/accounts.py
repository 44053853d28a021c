"""The accounts of the demo: one per role, all with one password that is told to whoever starts it. Only with BIHUAN_DEMO=1."""

from dataclasses import dataclass

from django.conf import settings
from django.contrib.auth.hashers import make_password

from bihuan.domain.enterprises.models import SIGNS_IN, Contact
from bihuan.kernel.access.models import Person

PASSWORD = "bihuan-demo-2026"
# Telephones of the demo firm's contacts, of a series that was never given out, like all numbers here.
DEMO_OWNER, DEMO_CLERK = "17000001001", "17000001002"


@dataclass(frozen=True, slots=True)
class Account:
    username: str
    name: str
    role: str


DEMO_SEATS: dict[str, Account] = {
    "intake": Account("liuyang", "刘洋", "受理员（接电话、登记）"),
    "office": Account("zhaomin", "赵敏", "双优化办派单员"),
    "arbiter": Account("sunlei", "孙蕾", "裁定员（退单、不满意）"),
    "checker": Account("zhengkai", "郑凯", "核查员（销号）"),
    "follow_up": Account("wutong", "吴桐", "回访员（独立回访）"),
    "editor": Account("heyun", "何芸", "公开编辑、启封人"),
    "desk": Account("mali", "马丽", "市住建局派单员"),
    "handler": Account("liqiang", "李强", "市住建局承办人"),
    "section_head": Account("gaofeng", "高峰", "市住建局科长"),
    "deputy": Account("lintao", "林涛", "市住建局副局长"),
    "head": Account("chenju", "陈局长", "市住建局局长"),
    "window": Account("wangfang", "王芳", "窗口人员"),
    "steward": Account("zhoujie", "周洁", "店小二（包联干部）"),
    "leader": Account("fangshi", "方市长", "市领导"),
    "inspector": Account("hejing", "何静", "纪检监察员"),
    "system_admin": Account("caorui", "曹睿", "系统管理员"),
    "security_admin": Account("xiemin", "谢敏", "安全管理员"),
    "auditor": Account("duping", "杜平", "审计管理员"),
}


def give_passwords() -> int:
    """Let the demo's accounts sign in; how many. Refuses outside the demo."""
    if not settings.DEMO:
        return 0
    hashed = make_password(PASSWORD)  # one hash for all: the demo's password is no secret
    return Person.objects.filter(username__in=[a.username for a in DEMO_SEATS.values()]).update(
        password=hashed
    )


def firm_accounts() -> list[Contact]:
    """The demo firm's contacts: who signs in at /firm/ with its code, this telephone and the code on the screen."""
    shown = Contact.objects.filter(SIGNS_IN, phone__in=[DEMO_OWNER, DEMO_CLERK]).order_by("phone")
    return list(shown.select_related("enterprise"))


def listed() -> list[Account]:
    """The accounts that are there, in the order of the loop."""
    there = set(
        Person.objects.filter(username__in=[a.username for a in DEMO_SEATS.values()]).values_list(
            "username", flat=True
        )
    )
    return [account for account in DEMO_SEATS.values() if account.username in there]
