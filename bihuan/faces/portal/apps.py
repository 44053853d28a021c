from django.apps import AppConfig


class PortalConfig(AppConfig):
    name = "bihuan.faces.portal"
    label = "portal"

    def ready(self) -> None:
        from bihuan.faces.shared.nav import register_footer
        from bihuan.faces.shared.offline.worker import keep_offline

        keep_offline("portal/portal.css", "portal/portal.js")
        register_footer("反映问题", "portal:report")
        register_footer("企业登录", "portal:firm-home")
        register_footer("查进度", "portal:track")
        register_footer("找服务", "portal:services")
        register_footer("评价服务", "portal:rate-which")
        register_footer("找答案", "portal:answers")
        register_footer("办好的事", "portal:finished")
        register_footer("公开的数字", "portal:figures")
        register_footer("督办公开", "portal:supervision")
        register_footer("下周局长坐窗口", "portal:sittings")
