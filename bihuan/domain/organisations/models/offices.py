"""One tree of everything that can hold work."""

from datetime import date

from django.db import models
from django.db.models import F, Q

from bihuan.domain.organisations.choices import BodyKind, Level, OfficeKind, SectionClass, UnitRank
from bihuan.domain.organisations.models.regions import Region
from bihuan.kernel.journal.subjects import Subject


class Office(models.Model):
    """A unit, desk, section, window or team. `path`, `unit` and `area` are kept by the actions, so that 'up the tree' asks no query.

    unit: the nearest unit, itself for a unit.   area: the nearest city, county, zone or town that it lies in, itself for one.
    desk: of a unit, the office inside it where its work arrives.   remit: the duties (职责) that a return of work can cite.
    supervising_unit: of a contractor, the unit that answers for it.
    """

    code = models.CharField("代码", max_length=40, unique=True)  # public and stable: URLs, API, files
    name = models.CharField("全称", max_length=100)
    short_name = models.CharField("简称", max_length=40)
    kind = models.CharField("种类", max_length=12, choices=OfficeKind.pairs)
    level = models.CharField("层级", max_length=12, choices=Level.pairs)
    unit_rank = models.CharField("单位级别", max_length=12, choices=UnitRank.pairs, blank=True)
    body_kind = models.CharField("机构类别", max_length=12, choices=BodyKind.pairs, blank=True)
    section_class = models.CharField("科室类别", max_length=24, choices=SectionClass.pairs, blank=True)
    parent = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="children"
    )
    path = models.CharField(max_length=120, blank=True)  # ids from the root to here: `/1/5/12/`
    unit = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    area = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    desk = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    supervising_unit = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="contractors"
    )
    region = models.ForeignKey(Region, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    remit = models.TextField("职责", blank=True)
    phone = models.CharField("办公电话", max_length=32, blank=True)
    address = models.CharField("办公地点", max_length=120, blank=True)
    opened_on = models.DateField("设立日", null=True, blank=True)  # null: since ever
    closed_on = models.DateField("撤销日", null=True, blank=True)  # the first day on which it is no more

    class Meta:
        verbose_name = "机构"
        indexes = [
            # reader: everything inside an office
            models.Index(fields=["path"], name="office_path"),
            # reader: the directory, by kind
            models.Index(fields=["kind", "code"], name="office_kind"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=~Q(body_kind=BodyKind.CONTRACTOR) | Q(supervising_unit__isnull=False),
                name="office_contractor_supervised",
            ),
            models.CheckConstraint(
                condition=Q(opened_on=None) | Q(closed_on=None) | Q(opened_on__lte=F("closed_on")),
                name="office_period",
            ),
        ]

    def __str__(self) -> str:
        return self.short_name

    @property
    def with_unit(self) -> str:
        """市住建局 · 建筑许可科: every bureau has a 行政审批科. Where its own name says the unit, or it belongs to no unit but its area, the name
        alone. `unit` is fetched with it."""
        unit, name = self.unit, self.short_name or self.name
        if unit is None or unit.pk in (self.pk, self.area_id) or name.startswith(unit.short_name):
            return name
        return f"{unit.short_name} · {name}"

    @property
    def subject(self) -> Subject:
        return Subject("office", self.pk)

    @property
    def key(self) -> str:
        """The holder that parties and duties name."""
        return f"office:{self.pk}"

    @property
    def line_ids(self) -> tuple[int, ...]:
        """Itself and everything above it, nearest first."""
        return tuple(int(part) for part in reversed(self.path.strip("/").split("/")))

    @property
    def ancestor_ids(self) -> tuple[int, ...]:
        """Everything above it, nearest first."""
        return self.line_ids[1:]

    @property
    def line_keys(self) -> tuple[str, ...]:
        """The holders up the tree, nearest first."""
        return tuple(f"office:{pk}" for pk in self.line_ids)

    def is_inside(self, other: "Office") -> bool:
        """It is that office or lies below it."""
        return self.path.startswith(other.path)

    def is_active(self, *, on: date) -> bool:
        return (self.opened_on is None or self.opened_on <= on) and (
            self.closed_on is None or on < self.closed_on
        )


class OfficeName(models.Model):
    """A name that an office bore until it was renamed."""

    office = models.ForeignKey(Office, on_delete=models.CASCADE, related_name="past_names")
    name = models.CharField(max_length=100)
    short_name = models.CharField(max_length=40)
    to_on = models.DateField()  # the last day on which it was called so

    class Meta:
        verbose_name = "曾用名"
        # reader: `name_on`
        indexes = [models.Index(fields=["office", "to_on"], name="office_name_until")]
