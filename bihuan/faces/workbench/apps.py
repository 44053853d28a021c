from django.apps import AppConfig


class WorkbenchConfig(AppConfig):
    name = "bihuan.faces.workbench"
    label = "workbench"

    def ready(self) -> None:
        from bihuan.faces.shared.nav import register_counts, register_nav, register_search
        from bihuan.faces.workbench.nouns import name_cases
        from bihuan.faces.workbench.places import PLACES, counts
        from bihuan.faces.workbench.subjects import register_namer

        register_nav(*PLACES)
        register_counts(counts)
        register_search("workbench:cases")
        register_namer("case", name_cases)
