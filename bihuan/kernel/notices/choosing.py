"""What a person decides about being told: by which channels, in which order, at night, all at once in the morning."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.db import transaction

from bihuan.kernel.access import Actor
from bihuan.kernel.access.models import Person
from bihuan.kernel.journal import Subject, record
from bihuan.kernel.journal.canonical import Json
from bihuan.kernel.notices.choices import CHATS, Channel
from bihuan.kernel.notices.models import Preference
from bihuan.kernel.notices.routing import open_channels, sealed_robots
from bihuan.kernel.notices.rules import is_robot_key
from bihuan.kernel.refusals import Malformed, NotAllowed


def choose_channels(
    *,
    person: Person,
    by: Actor,
    at: datetime,
    order: Sequence[Channel],
    quiet_hours: bool,
    digest: bool,
    robots: Mapping[str, str],
) -> Preference:
    """通知方式: one's own choice. The first channel that works is taken; in the application everything stands anyway. The entry says
    which channels, never a key."""
    if by.person_id != person.pk:
        raise NotAllowed("not_yourself", "通知方式只能由本人选择。", "请登录自己的账号。")
    _refuse_unless_reachable(person, order, robots)
    with transaction.atomic():
        Person.objects.select_for_update().get(pk=person.pk)
        preference, _ = Preference.objects.update_or_create(
            person=person,
            defaults={
                "order": ",".join(dict.fromkeys(order)),
                "digest": digest,
                "robots": sealed_robots({channel: robots.get(channel, "") for channel in CHATS}),
            },
        )
        person.quiet_hours = quiet_hours
        person.save(update_fields=["quiet_hours"])
        said: dict[str, Json] = {
            "order": [str(channel) for channel in dict.fromkeys(order)],
            "digest": digest,
            "quiet_hours": quiet_hours,
        }
        record(subject=Subject("person", person.pk), event="person.choose_channels", by=by, at=at, data=said)
        return preference


def _refuse_unless_reachable(person: Person, order: Sequence[Channel], robots: Mapping[str, str]) -> None:
    """Each chosen channel is switched on here, and leads somewhere."""
    fields: dict[str, str] = {}
    for channel in order:
        if channel not in open_channels():
            fields["order"] = f"本系统没有开通{channel.label}。"
        elif channel is Channel.MAIL and not person.email:
            fields["order"] = "您的账号没有邮箱，请先请管理员登记。"
        elif channel is Channel.SMS and not person.phone:
            fields["order"] = "您的账号没有手机号，请先请管理员登记。"
        elif channel in CHATS and not is_robot_key(robots.get(channel, "")):
            fields[f"robot_{channel}"] = "请填写机器人地址里的密钥，只含字母、数字、横线和下划线。"
    if fields:
        raise Malformed("no_such_way", "这样收不到通知。", "请改好标出的几处。", fields=fields)
