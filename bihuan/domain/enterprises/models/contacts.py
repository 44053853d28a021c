"""Whom to call, and who may sign in for the firm."""

from django.db import models
from django.db.models import Q

from bihuan.domain.enterprises.choices import ContactRole, ContactStanding
from bihuan.domain.enterprises.models.enterprises import Enterprise
from bihuan.kernel.access.models import Person
from bihuan.kernel.journal.subjects import Subject
from bihuan.kernel.notes.models import Note


class Contact(models.Model):
    """A person of the firm, with a role. Personal data: shown only to those whose work it is, never journalled, never in the search index.

    Not a `Person`: nobody's hand in a case, no post, no password. One that is verified signs in with the firm's credit code, its
    telephone and a code sent there; the telephone is what was verified, so another number has to be verified anew.
    """

    enterprise = models.ForeignKey(Enterprise, on_delete=models.CASCADE, related_name="contacts")
    name = models.CharField("姓名", max_length=64)
    role = models.CharField("身份", max_length=24, choices=ContactRole.pairs)
    phone = models.CharField("电话", max_length=32, blank=True)
    phone_hash = models.CharField(max_length=64, blank=True)  # HMAC, so that a caller can be recognised
    ended_on = models.DateField("停用日", null=True, blank=True)
    verified_at = models.DateTimeField("核验时间", null=True, blank=True)
    # by the office, who looked at evidence; or invited by a contact who speaks for the firm
    verified_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    invited_by = models.ForeignKey("self", on_delete=models.SET_NULL, null=True, related_name="+")
    evidence = models.ForeignKey(Note, on_delete=models.PROTECT, null=True, related_name="+")
    revoked_at = models.DateTimeField("停用登录", null=True, blank=True)
    signed_in_at = models.DateTimeField("上次登录", null=True, blank=True)

    class Meta:
        verbose_name = "联系人"
        indexes = [
            # reader: the call pad, by the caller's number; signing in
            models.Index(fields=["phone_hash"], name="contact_phone"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(verified_at=None, verified_by=None, invited_by=None)
                | Q(verified_at__isnull=False) & ~Q(phone_hash=""),
                name="contact_verified_by_phone",
            ),
        ]

    def __str__(self) -> str:
        return self.get_role_display()

    @property
    def subject(self) -> Subject:
        return Subject("contact", self.pk)

    @property
    def key(self) -> str:
        """How parties, files and submissions name it."""
        return f"contact:{self.pk}"

    @property
    def standing(self) -> ContactStanding:
        if self.ended_on is not None:
            return ContactStanding.ENDED
        if self.revoked_at is not None:
            return ContactStanding.REVOKED
        return ContactStanding.VERIFIED if self.verified_at else ContactStanding.KNOWN

    @property
    def signs_in(self) -> bool:
        return self.standing == ContactStanding.VERIFIED


# The same as `signs_in`, for queries.
SIGNS_IN = Q(ended_on=None, revoked_at=None, verified_at__isnull=False)


class SignInCode(models.Model):
    """The last one-time code that was sent to a contact: its digest, how long it holds, how often it was tried. Sending another replaces it."""

    contact = models.OneToOneField(Contact, on_delete=models.CASCADE, related_name="code")
    digest = models.CharField(max_length=64)
    sent_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    tries = models.PositiveSmallIntegerField(default=0)
    used_at = models.DateTimeField(null=True)
