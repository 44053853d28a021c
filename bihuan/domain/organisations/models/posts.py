"""Posts, who holds them when, and who acts in whose absence."""

from datetime import date, datetime

from django.db import models
from django.db.models import F, Q

from bihuan.domain.organisations.choices import Grade, Role, TenureKind
from bihuan.domain.organisations.models.offices import Office
from bihuan.kernel.access.models import Person


class Post(models.Model):
    """A seat in an office and what it may do. Work belongs to the post's office; persons come and go."""

    office = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="posts")
    title = models.CharField("岗位", max_length=60)
    roles = models.JSONField("角色", default=list)  # codes of choices.Role
    grade = models.CharField("职级", max_length=16, choices=Grade.pairs, default=Grade.HANDLER)
    closed_on = models.DateField("撤销日", null=True, blank=True)  # the first day on which it is no more

    class Meta:
        verbose_name = "岗位"
        # two posts of one name in one office could not be told apart in an import
        constraints = [models.UniqueConstraint(fields=["office", "title"], name="post_title_once")]

    def __str__(self) -> str:
        return f"{self.office.short_name}{self.title}"

    def has(self, *roles: Role) -> bool:
        """Carries at least one of the roles."""
        return not set(self.roles).isdisjoint(roles)


class Tenure(models.Model):
    """A person holds a post from a day to a day, both counted. A secondment runs beside the post at home: both units count."""

    post = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="tenures")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="tenures")
    kind = models.CharField("任职方式", max_length=12, choices=TenureKind.pairs, default=TenureKind.REGULAR)
    from_on = models.DateField("起")
    to_on = models.DateField("止（含）", null=True, blank=True)

    class Meta:
        verbose_name = "任职"
        indexes = [
            # reader: posts_held, offices_in_tenure
            models.Index(fields=["person", "from_on"], name="tenure_person"),
            # reader: who holds this post today
            models.Index(fields=["post", "from_on"], name="tenure_post"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(to_on=None) | Q(from_on__lte=F("to_on")), name="tenure_period"
            ),
            models.UniqueConstraint(
                fields=["post", "person"], condition=Q(to_on=None), name="tenure_open_once"
            ),
        ]

    def is_held(self, *, on: date) -> bool:
        return self.from_on <= on and (self.to_on is None or on <= self.to_on)


class Delegation(models.Model):
    """While `absent` is away, `deputy` acts for them in that post. Both count as hands for what is done."""

    post = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="delegations")
    absent = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    deputy = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="delegations_held")
    from_at = models.DateTimeField("起")
    to_at = models.DateTimeField("止")  # ends early when taken back
    made_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    made_at = models.DateTimeField()

    class Meta:
        verbose_name = "代办授权"
        indexes = [
            # reader: seats_of, actor_for
            models.Index(fields=["deputy", "to_at"], name="delegation_deputy"),
            # reader: the absent person's page; who covers a duty's holder
            models.Index(fields=["absent", "to_at"], name="delegation_absent"),
        ]
        constraints = [
            models.CheckConstraint(condition=~Q(absent=F("deputy")), name="delegation_two_persons"),
            # taken back before it began: from == to, never in force
            models.CheckConstraint(condition=Q(from_at__lte=F("to_at")), name="delegation_period"),
        ]

    def is_in_force(self, *, at: datetime) -> bool:
        return self.from_at <= at < self.to_at
