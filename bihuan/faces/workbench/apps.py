from django.apps import AppConfig


class WorkbenchConfig(AppConfig):
    name = "bihuan.faces.workbench"
    label = "workbench"

    def ready(self) -> None:
        from django.urls import reverse

        from bihuan.faces.shared.homes import register_home
        from bihuan.faces.shared.nav import register_counts, register_nav, register_search
        from bihuan.faces.workbench.nouns import name_cases
        from bihuan.faces.workbench.owing import register_owed
        from bihuan.faces.workbench.places import counts, places
        from bihuan.faces.workbench.remedies.kinds import kinds
        from bihuan.faces.workbench.remedies.views import home, namer
        from bihuan.faces.workbench.subjects import register_namer
        from bihuan.faces.workbench.system import name_notices, name_parameters
        from bihuan.faces.workbench.walkthroughs.kinds import kinds as walkthroughs

        register_nav(*places())
        register_counts(counts)
        register_search("workbench:cases")
        register_namer("case", name_cases)
        register_namer("parameter", name_parameters)
        register_namer("calendar_notice", name_notices)
        register_home("case", lambda pk: reverse("workbench:case-by-id", args=[pk]))
        for kind in (*kinds().values(), *walkthroughs().values()):
            register_owed(kind.code, kind.table, f"workbench:{kind.slug}-verb")
            register_namer(kind.code, namer(kind))
            register_home(kind.code, home(kind))
