"""Who can sign in. Posts, offices and what they may do live above, in organisations; the kernel knows a person and an actor."""

from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models


class PersonManager(BaseUserManager["Person"]):
    def create_person(
        self, *, username: str, name: str, password: str | None = None, **fields: object
    ) -> "Person":
        """A person with a usable password only where one is given."""
        person = self.model(username=username, name=name, **fields)
        person.set_password(password)
        person.save(using=self._db)
        return person


class Person(AbstractBaseUser):
    """A human being who works in the system. One person, one row, however many posts: hands that must differ are persons."""

    username = models.CharField("登录名", max_length=64, unique=True)
    name = models.CharField("姓名", max_length=64)
    phone = models.CharField("手机", max_length=32, blank=True)
    email = models.EmailField("邮箱", blank=True)
    is_active = models.BooleanField("在用", default=True)
    quiet_hours = models.BooleanField("夜间免打扰", default=True)
    # Given by somebody else: its holder changes it at the next sign-in. The demo's accounts, filled in bulk, keep theirs.
    password_is_temporary = models.BooleanField("临时密码", default=False)

    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    objects = PersonManager()

    class Meta:
        verbose_name = "人员"

    def __str__(self) -> str:
        return self.name

    def get_full_name(self) -> str:
        return self.name

    def set_password(self, raw_password: str | None) -> None:
        """Whatever sets it, a command or another person, gives a temporary one; only the holder's own change makes it theirs."""
        super().set_password(raw_password)
        self.password_is_temporary = raw_password is not None


class Token(models.Model):
    """A neighbouring system's key to the API: hashed, scoped, expiring, revocable. The secret is shown once."""

    label = models.CharField("用途", max_length=100)
    digest = models.CharField(max_length=64, unique=True)  # reader: the API's authentication
    scopes = models.JSONField("范围", default=list)
    # The post for which it acts; what the token may see is what that post may see.
    post_id = models.BigIntegerField("岗位", null=True)
    # Whose hand it is, where it may act and not only read: verbs are people's.
    person = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="代表谁"
    )
    # Somebody outside for whom it speaks instead, e.g. `contact:5`; the room that knows them says whether it still may.
    subject = models.CharField("代表外部", max_length=40, blank=True)
    created_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = "接口令牌"
        indexes = [
            # reader: the keys of a contact, on its own page
            models.Index(fields=["subject"], name="token_subject", condition=~models.Q(subject="")),
        ]


class SharedCache(models.Model):
    """The table behind Django's cache: counters of attempts must be seen by every process, and no further server is needed for that.

    Its shape is Django's (`django.core.cache.backends.db`); as a model it comes with the migrations instead of a command of its own.
    """

    cache_key = models.CharField(max_length=255, primary_key=True)
    value = models.TextField()
    expires = models.DateTimeField(db_index=True)  # reader: the backend's own culling

    class Meta:
        db_table = "access_shared_cache"
