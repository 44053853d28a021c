from django.apps import AppConfig

# What a pairing owes is no verb of its own: a visit is planned, a steward appointed, on the firm's page.
PAIRING_OWED = {"visit": "走访企业", "appoint": "指定店小二"}
# What the call pad, the window, the path and the visit are drawn and moved by when there is no network.
KEPT = ("workbench/workbench.css", "workbench/intake.js", "workbench/clock.js", "workbench/visit.js")


class WorkbenchConfig(AppConfig):
    name = "bihuan.faces.workbench"
    label = "workbench"

    def ready(self) -> None:
        from django.urls import reverse

        from bihuan.domain.liaison.verbs import PAIRING_VERBS, PROMISE_VERBS
        from bihuan.faces.shared.homes import register_home
        from bihuan.faces.shared.nav import register_counts, register_nav, register_search
        from bihuan.faces.shared.offline.worker import keep_offline
        from bihuan.faces.workbench.liaison.kinds import kinds as liaison_kinds
        from bihuan.faces.workbench.liaison.names import name_pairings, name_promises
        from bihuan.faces.workbench.nouns import name_cases
        from bihuan.faces.workbench.owing import register_owed
        from bihuan.faces.workbench.places import counts, places
        from bihuan.faces.workbench.publishing import KIND as PUBLICATIONS
        from bihuan.faces.workbench.remedies.kinds import kinds
        from bihuan.faces.workbench.remedies.views import home, namer
        from bihuan.faces.workbench.services.kinds import service_kinds
        from bihuan.faces.workbench.subjects import register_namer
        from bihuan.faces.workbench.supervision.kinds import kinds as supervision_kinds
        from bihuan.faces.workbench.system import name_notices, name_parameters
        from bihuan.faces.workbench.walkthroughs.kinds import kinds as walkthroughs

        register_nav(*places())
        register_counts(counts)
        register_search("workbench:cases")
        keep_offline(*KEPT)
        register_namer("case", name_cases)
        register_namer("parameter", name_parameters)
        register_namer("calendar_notice", name_notices)
        register_home("case", lambda pk: reverse("workbench:case-by-id", args=[pk]))
        of_rooms = (
            kinds(),
            service_kinds(),
            walkthroughs(),
            liaison_kinds(),
            supervision_kinds(),
        )
        for kind in (PUBLICATIONS, *(kind for room in of_rooms for kind in room.values())):
            register_owed(kind.code, kind.table, f"workbench:{kind.slug}-verb")
            register_namer(kind.code, namer(kind))
            register_home(kind.code, home(kind))
        register_owed("pairing", PAIRING_VERBS, "workbench:pairing-verb", words=PAIRING_OWED)
        register_owed("visit_promise", PROMISE_VERBS, "workbench:promise-verb")
        register_namer("pairing", name_pairings)
        register_namer("visit_promise", name_promises)
        register_home("pairing", lambda pk: reverse("workbench:pairing-by-id", args=[pk]))
        register_home("visit_promise", lambda pk: reverse("workbench:promise-by-id", args=[pk]))
