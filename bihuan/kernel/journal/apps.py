from django.apps import AppConfig
from django.core import checks
from django.db.models.signals import post_migrate


class JournalConfig(AppConfig):
    name = "bihuan.kernel.journal"
    label = "journal"

    def ready(self) -> None:
        from bihuan.kernel.journal.append_only import install_after_migrate
        from bihuan.kernel.journal.checks import check_append_only, check_seal_key

        # The one signal of the house: the last migration of any app may have remade a table.
        post_migrate.connect(install_after_migrate, sender=self, dispatch_uid="journal.append_only")
        checks.register(check_append_only, checks.Tags.database)
        checks.register(check_seal_key, checks.Tags.security, deploy=True)
