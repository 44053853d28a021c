"""Who reported, who is affected, who sees, and the relay between them."""

from django.db import models

from bihuan.domain.cases.choices import PartyRole, ReporterRole
from bihuan.domain.cases.models.case import Case
from bihuan.domain.cases.models.leg import Leg
from bihuan.kernel.access.models import Person
from bihuan.kernel.notes.models import Note


class Reporter(models.Model):
    """A person outside, in one of three roles. Not a `Person`: reporters do not sign in. Blanked when retention ends.

    `phone_digest` is an HMAC: the caller's history is found by number without a number in any index.
    """

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="reporters")
    role = models.CharField(max_length=16, choices=ReporterRole.pairs, default=ReporterRole.REPORTER)
    name = models.CharField("姓名", max_length=64, blank=True)
    phone = models.CharField("电话", max_length=32, blank=True)
    phone_digest = models.CharField(max_length=64, blank=True)
    contact_time = models.CharField("方便联系的时间", max_length=60, blank=True)
    wants_sms = models.BooleanField("接收短信", default=True)

    class Meta:
        indexes = [
            # reader: the call pad's history by number
            models.Index(fields=["phone_digest", "-case"], name="reporter_phone"),
        ]
        constraints = [models.UniqueConstraint(fields=["case", "role"], name="reporter_one_per_role")]


class CaseParty(models.Model):
    """Visibility is rows: one per office up the tree, so that a viewer matches few keys."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="parties")
    holder = models.CharField(max_length=40)  # an actor's key: `office:12`, `person:7`
    role = models.CharField(max_length=16, choices=PartyRole.pairs)

    class Meta:
        indexes = [
            # reader: cases_visible_to, newest first
            models.Index(fields=["holder", "-case"], name="party_holder"),
        ]
        constraints = [models.UniqueConstraint(fields=["case", "holder", "role"], name="party_once")]


class RelayMessage(models.Model):
    """接力留言: how a section reaches a sealed or anonymous reporter, and how anyone adds to a case by receipt. Counts as contact."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="relay")
    leg = models.ForeignKey(Leg, on_delete=models.PROTECT, null=True, related_name="+")
    from_reporter = models.BooleanField()
    text = models.ForeignKey(Note, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    read_at = models.DateTimeField(null=True)


class Unsealing(models.Model):
    """启封: one person may see who reported a sealed case, for a reason that stays."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="unsealings")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    reason = models.ForeignKey(Note, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        indexes = [
            # reader: sight of a case; the audit's list
            models.Index(fields=["case", "person"], name="unsealing_case"),
        ]
