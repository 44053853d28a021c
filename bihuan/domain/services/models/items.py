"""The catalogue: items, and what applied on which day. A version is never changed once published; the next one follows it."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from bihuan.domain.services.choices import (
    ONLINE,
    Audience,
    DayUnit,
    ItemKind,
    MaterialForm,
    MaterialSource,
    Necessity,
    OnlineDepth,
    ProjectType,
    UseLevel,
)
from bihuan.kernel.journal.subjects import Subject


class Item(models.Model):
    """政务服务事项 of one unit. `task_code` (实施编码) names it everywhere; `version` is the seq of its last journal entry."""

    task_code = models.CharField("实施编码", max_length=40, unique=True)
    catalog_code = models.CharField("基本编码", max_length=40)
    unit = models.ForeignKey(
        "organisations.Office", on_delete=models.PROTECT, related_name="+", verbose_name="实施主体"
    )
    version = models.PositiveIntegerField(default=0)
    opened_at = models.DateTimeField("登记时间")

    class Meta:
        verbose_name = "政务服务事项"
        indexes = [
            # reader: a unit's catalogue and its report of consistency
            models.Index(fields=["unit", "task_code"], name="item_unit"),
            # reader: the same item in all places that offer it
            models.Index(fields=["catalog_code"], name="item_catalog_code"),
        ]

    def __str__(self) -> str:
        return self.task_code

    @property
    def subject(self) -> Subject:
        return Subject("item", self.pk)

    @property
    def number(self) -> str:
        """What addresses call it."""
        return self.task_code

    @property
    def state(self) -> str:
        """Whether a revision waits to be published; asks the database."""
        return "DRAFT" if self.versions.filter(published_at=None).exists() else "PUBLISHED"


class ItemVersion(models.Model):
    """What an item said from a day on: the last published one that has begun holds. `published_at` empty: a draft, one per item.
    `is_offered` false: from that day the item is not offered any more (停办)."""

    item = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="versions")
    place = models.PositiveSmallIntegerField("第几版")
    from_on = models.DateField("施行日期", null=True)
    published_at = models.DateTimeField("发布时间", null=True)
    document = models.CharField("依据文件", max_length=120, blank=True)
    change = models.CharField("修订说明", max_length=200, blank=True)
    is_offered = models.BooleanField("办理中", default=True)

    name = models.CharField("事项名称", max_length=120)
    kind = models.CharField("事项类型", max_length=16, choices=ItemKind.pairs)
    use_level = models.CharField("行使层级", max_length=12, choices=UseLevel.pairs)
    audience = models.CharField("服务对象", max_length=8, choices=Audience.pairs)
    project_type = models.CharField("办件类型", max_length=12, choices=ProjectType.pairs)
    legal_days = models.PositiveSmallIntegerField("法定办结时限", null=True)
    legal_unit = models.CharField("法定时限单位", max_length=8, choices=DayUnit.pairs)
    promised_days = models.PositiveSmallIntegerField("承诺办结时限")
    promised_unit = models.CharField("承诺时限单位", max_length=8, choices=DayUnit.pairs)
    window_approval = models.BooleanField("窗口审批事项")
    onsite_visits = models.PositiveSmallIntegerField("到现场次数")
    visits_reason = models.CharField("必须到现场的原因", max_length=200, blank=True)
    online_depth = models.CharField("网上办理深度", max_length=12, choices=OnlineDepth.pairs)
    charges = models.BooleanField("是否收费")
    fee = models.CharField("收费标准", max_length=200, blank=True)
    fee_basis = models.CharField("收费依据", max_length=200, blank=True)
    online_payment = models.BooleanField("支持网上支付")
    conditions = models.TextField("受理条件", blank=True)
    basis = models.TextField("设定依据", blank=True)
    result = models.CharField("结果名称", max_length=120, blank=True)
    inquiry_line = models.CharField("咨询电话", max_length=32, blank=True)
    complaint_line = models.CharField("投诉电话", max_length=32, blank=True)
    high_frequency = models.BooleanField("高频事项")

    # The content's own columns, in the order of `ItemContent`.
    FIELDS: ClassVar[tuple[str, ...]] = (
        "name",
        "kind",
        "use_level",
        "audience",
        "project_type",
        "legal_days",
        "legal_unit",
        "promised_days",
        "promised_unit",
        "window_approval",
        "onsite_visits",
        "visits_reason",
        "online_depth",
        "charges",
        "fee",
        "fee_basis",
        "online_payment",
        "conditions",
        "basis",
        "result",
        "inquiry_line",
        "complaint_line",
        "high_frequency",
    )

    class Meta:
        verbose_name = "事项版本"
        indexes = [
            # reader: what is in force on a day, all items
            models.Index(fields=["from_on", "item", "place"], name="item_version_from"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["item", "place"], name="item_version_place_once"),
            models.UniqueConstraint(
                fields=["item"], condition=Q(published_at=None), name="item_version_one_draft"
            ),
            models.CheckConstraint(
                condition=Q(published_at=None) | Q(from_on__isnull=False), name="item_version_begins"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_draft(self) -> bool:
        return self.published_at is None

    @property
    def is_online(self) -> bool:
        return self.online_depth in ONLINE


class Step(models.Model):
    """办理环节 with its limit in working days."""

    version = models.ForeignKey(ItemVersion, on_delete=models.CASCADE, related_name="steps")
    place = models.PositiveSmallIntegerField("第几步")
    name = models.CharField("环节名称", max_length=60)
    days = models.PositiveSmallIntegerField("时限（工作日）", default=0)
    by = models.CharField("办理岗位", max_length=60, blank=True)

    class Meta:
        ordering = ["place"]
        constraints = [models.UniqueConstraint(fields=["version", "place"], name="item_step_once")]


class Material(models.Model):
    """申请材料. `held_by`: the data-sharing source that already holds it; then it is fetched and not asked."""

    version = models.ForeignKey(ItemVersion, on_delete=models.CASCADE, related_name="materials")
    place = models.PositiveSmallIntegerField("第几项")
    name = models.CharField("材料名称", max_length=120)
    form = models.CharField("材料形式", max_length=20, choices=MaterialForm.pairs)
    necessity = models.CharField("必要性", max_length=12, choices=Necessity.pairs)
    source = models.CharField("来源渠道", max_length=12, choices=MaterialSource.pairs)
    copies = models.PositiveSmallIntegerField("份数", default=1)
    held_by = models.CharField("数据共享来源", max_length=60, blank=True)
    question = models.CharField("适用情形", max_length=20, blank=True)  # the code of a question
    answer = models.BooleanField("情形回答", default=True)
    remark = models.CharField("说明", max_length=200, blank=True)

    class Meta:
        ordering = ["place"]
        constraints = [models.UniqueConstraint(fields=["version", "place"], name="item_material_once")]


class Question(models.Model):
    """A yes-or-no question on which materials depend."""

    version = models.ForeignKey(ItemVersion, on_delete=models.CASCADE, related_name="questions")
    place = models.PositiveSmallIntegerField("第几问")
    code = models.CharField("代号", max_length=20)
    text = models.CharField("问题", max_length=120)

    class Meta:
        ordering = ["place"]
        constraints = [models.UniqueConstraint(fields=["version", "code"], name="item_question_once")]


class Offering(models.Model):
    """A window at which it is done, with its hours."""

    version = models.ForeignKey(ItemVersion, on_delete=models.CASCADE, related_name="offerings")
    window = models.ForeignKey(
        "organisations.Office", on_delete=models.PROTECT, related_name="+", verbose_name="窗口"
    )
    hours = models.CharField("开放时间", max_length=80, blank=True)

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["version", "window"], name="item_offering_once")]


class VersionFault(models.Model):
    """What a rule of consistency found in a published version. Kept, because a version never changes; the rules may, so a job looks again."""

    version = models.ForeignKey(ItemVersion, on_delete=models.CASCADE, related_name="faults")
    rule = models.CharField("规则", max_length=40)
    what = models.TextField("具体情形", blank=True)

    class Meta:
        verbose_name = "体检结果"
        ordering = ["id"]
