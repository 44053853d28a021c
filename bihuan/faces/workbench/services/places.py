"""Their places on the left."""

from bihuan.domain.services.rules.bundling import WORKERS
from bihuan.faces.shared.nav import NavItem
from bihuan.faces.workbench.services.kinds import service_kinds

GROUP = "政务服务"
SERVICES = (
    NavItem("服务事项", "workbench:items", "clipboard-list", GROUP),
    NavItem("服务指标", "workbench:service-figures", "chart-bar", GROUP),
    NavItem("一件事目录", "workbench:joints", "stack-2", GROUP),
    NavItem("办件", "workbench:handlings", "rubber-stamp", GROUP, frozenset(WORKERS)),
    *(
        NavItem(kind.label, kind.list_url, kind.icon, GROUP, frozenset(kind.roles), counter=kind.code)
        for kind in service_kinds().values()
    ),
)
