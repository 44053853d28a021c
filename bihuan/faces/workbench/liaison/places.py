"""The places of 十问十帮 on the left."""

from bihuan.domain.liaison.queries.gates import OVERSEERS
from bihuan.domain.organisations.choices import Role
from bihuan.faces.shared.nav import NavItem
from bihuan.faces.workbench.liaison.kinds import kinds

GROUP = "十问十帮"
KEEPERS = frozenset({Role.STEWARD, *OVERSEERS})
LIAISON = (
    NavItem("我的企业", "workbench:liaison", "building-community", GROUP, KEEPERS, counter="pairing"),
    *(
        NavItem(kind.label, kind.list_url, kind.icon, GROUP, frozenset(kind.roles), counter=kind.code)
        for kind in kinds().values()
    ),
    NavItem("帮扶措施", "workbench:helps", "heart-handshake", GROUP, KEEPERS),
    NavItem("十问", "workbench:questions", "list-numbers", GROUP, KEEPERS),
)
