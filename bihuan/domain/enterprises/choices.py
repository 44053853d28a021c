"""Size classes, kinds of above-scale firms, roles of contacts."""

from collections.abc import Iterable

from bihuan.kernel.choices import Codes


class SizeClass(Codes):
    """统计上大中小微型企业."""

    LARGE = "LARGE", "大型"
    MEDIUM = "MEDIUM", "中型"
    SMALL = "SMALL", "小型"
    MICRO = "MICRO", "微型"


class AboveScaleKind(Codes):
    """规上(限上)企业 are of every kind, not only industry; the list is open."""

    INDUSTRY = "INDUSTRY", "规上工业"
    CONSTRUCTION = "CONSTRUCTION", "有资质的建筑业"
    TRADE = "TRADE", "限上批发和零售业"
    CATERING = "CATERING", "限上住宿和餐饮业"
    REAL_ESTATE = "REAL_ESTATE", "有开发经营活动的房地产业"
    SERVICES = "SERVICES", "规上服务业"


class ContactRole(Codes):
    LEGAL_REPRESENTATIVE = "LEGAL_REPRESENTATIVE", "法定代表人"
    CONTROLLER = "CONTROLLER", "实际控制人"
    MANAGER = "MANAGER", "负责人"
    LIAISON = "LIAISON", "政务联络员"
    FINANCE = "FINANCE", "财务负责人"
    CLERK = "CLERK", "经办人"


# Who speaks for the whole firm: invites and ends the others. They are verified by the office, never by each other.
OWNERS = frozenset({ContactRole.LEGAL_REPRESENTATIVE, ContactRole.CONTROLLER, ContactRole.MANAGER})
# What an actor of such a contact bears among its roles.
FIRM_OWNER = "FIRM_OWNER"


class KeyReach(Codes):
    """How far a firm's key to the API reaches."""

    READ = "READ", "只看我们的诉求"
    RAISE = "RAISE", "看诉求、提需求"
    ACT = "ACT", "看诉求、提需求，并补充、评价、撤回"

    @property
    def scopes(self) -> tuple[str, ...]:
        return ("firm:read", "firm:write", "firm:act")[: 1 + list(KeyReach).index(self)]

    @classmethod
    def of(cls, scopes: Iterable[str]) -> "KeyReach | None":
        """The reach whose scopes these are; none of a key that was made by hand with others."""
        return next((reach for reach in cls if set(reach.scopes) == set(scopes)), None)


class ContactStanding(Codes):
    """Read from a contact's dates: whether it can sign in for its firm."""

    KNOWN = "KNOWN", "只登记电话"
    VERIFIED = "VERIFIED", "可以登录"
    REVOKED = "REVOKED", "已停用登录"
    ENDED = "ENDED", "已离开"

    @property
    def colour(self) -> str:
        return {"VERIFIED": "green", "REVOKED": "amber"}.get(self.value, "grey")


class Standing(Codes):
    OPERATING = "OPERATING", "存续"
    SUSPENDED = "SUSPENDED", "停业"
    REVOKED = "REVOKED", "吊销"
    CANCELLED = "CANCELLED", "注销"
