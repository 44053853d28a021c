from django.apps import AppConfig


class DashboardConfig(AppConfig):
    name = "bihuan.faces.dashboard"
    label = "dashboard"

    def ready(self) -> None:
        from bihuan.faces.dashboard.guards import HEADS, LEADERS, READERS
        from bihuan.faces.shared.nav import NavItem, register_nav

        register_nav(
            NavItem("看板", "dashboard:overview", "chart-bar", group="看全局", roles=READERS),
            NavItem("企业需要什么", "dashboard:needs", "building-factory-2", group="看全局", roles=READERS),
            NavItem("今日简报", "dashboard:brief", "flame", group="看全局", roles=LEADERS),
            NavItem("督办热点", "dashboard:hot-spots", "alert-triangle", group="看全局", roles=LEADERS),
            NavItem("本单位", "dashboard:unit", "building", group="看全局", roles=HEADS),
            NavItem("对照报纸", "dashboard:newspaper", "book", group="看全局", roles=LEADERS),
        )
