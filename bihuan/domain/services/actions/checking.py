"""What the rules of consistency find in a published version is kept beside it. Derived from the version: nothing for its chain."""

from django.db import transaction

from bihuan.domain.services.models import ItemVersion, VersionFault
from bihuan.domain.services.rules.checks import findings_of
from bihuan.domain.services.rules.content import ItemContent


def keep_faults(version: ItemVersion, content: ItemContent) -> bool:
    """As the rules are today; whether that differs from what was kept."""
    found = findings_of(content)
    with transaction.atomic():
        ItemVersion.objects.select_for_update().get(pk=version.pk)
        if list(version.faults.values_list("rule", "what")) == found:
            return False
        version.faults.all().delete()
        VersionFault.objects.bulk_create(
            VersionFault(version=version, rule=rule, what=what) for rule, what in found
        )
        return True
