import pytest
from django.db import transaction

from bihuan.kernel.access import Actor
from bihuan.kernel.access.models import Person
from bihuan.kernel.journal.models import Entry
from bihuan.kernel.notices import resolvers
from bihuan.kernel.notices.actions import Recipient, queue_notices, read_all_notices, read_notice
from bihuan.kernel.notices.jobs import deliver_notices
from bihuan.kernel.notices.models import Delivery, Notice
from bihuan.kernel.notices.queries import inbox_of, reached_nobody, unread_count
from bihuan.kernel.notices.resolvers import Address
from bihuan.kernel.notices.tests.conftest import AT, actor_of, write_entry
from bihuan.kernel.refusals import NotVisible

BY = Actor.calendar("notices.deliver")


def queue(entry: Entry, *recipients: Recipient) -> None:
    queue_notices(entry=entry, recipients=recipients, title="工单 2026-1 待签收", body="请登录办理。", at=AT)


def test_a_rolled_back_action_tells_nobody(entry: Entry, li_qiang: Person) -> None:
    with pytest.raises(RuntimeError), transaction.atomic():
        queue(entry, Recipient(f"person:{li_qiang.pk}"))
        raise RuntimeError
    assert not Notice.objects.exists()


def test_the_same_key_and_channel_is_queued_once(entry: Entry, li_qiang: Person) -> None:
    key = f"person:{li_qiang.pk}"
    queue(entry, Recipient(key, ("in_app", "mail")), Recipient(key))
    queue(entry, Recipient(key, ("mail",)))
    assert sorted(Notice.objects.values_list("recipient", "channel")) == [(key, "in_app"), (key, "mail")]


def test_an_unknown_channel_is_a_slip_in_the_code(entry: Entry) -> None:
    with pytest.raises(ValueError, match="pigeon"):
        queue(entry, Recipient("person:1", ("pigeon",)))


def test_a_person_is_told_once_under_two_keys(
    entry: Entry, desk: str, li_qiang: Person, ma_li: Person
) -> None:
    queue(entry, Recipient(desk), Recipient(f"person:{li_qiang.pk}"))
    deliver_notices(BY, AT)
    assert [d.notice.title for d in inbox_of(actor_of(li_qiang))] == ["工单 2026-1 待签收"]
    assert unread_count(actor_of(ma_li)) == 1


def test_resolving_again_doubles_nothing(entry: Entry, desk: str) -> None:
    queue(entry, Recipient(desk))
    deliver_notices(BY, AT)
    Notice.objects.update(resolved_at=None)  # as after a crash
    deliver_notices(BY, AT)
    assert Delivery.objects.count() == 2


def test_a_resolver_that_fails_holds_up_only_its_own(
    entry: Entry, li_qiang: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(ids: object, at: object) -> dict[int, list[Address]]:
        raise KeyError("a slip")

    monkeypatch.setitem(resolvers._resolvers, "broken", broken)
    queue(entry, Recipient("broken:1"), Recipient(f"person:{li_qiang.pk}"))
    assert deliver_notices(BY, AT).failed == 1
    assert unread_count(actor_of(li_qiang)) == 1
    assert Notice.objects.get(resolved_at=None).recipient == "broken:1"  # and is tried again


def test_one_who_has_left_and_an_unknown_key_reach_nobody(entry: Entry, li_qiang: Person) -> None:
    Person.objects.filter(pk=li_qiang.pk).update(is_active=False)
    queue(entry, Recipient(f"person:{li_qiang.pk}"), Recipient("nobody:1"), Recipient("office"))
    assert deliver_notices(BY, AT).failed == 0
    assert len(reached_nobody()) == 3
    assert not Delivery.objects.exists()


def test_reading_is_ones_own(entry: Entry, li_qiang: Person, ma_li: Person) -> None:
    queue(entry, Recipient(f"person:{li_qiang.pk}"))
    deliver_notices(BY, AT)
    mine = inbox_of(actor_of(li_qiang)).get()
    for stranger in (actor_of(ma_li), Actor.public()):
        with pytest.raises(NotVisible):
            read_notice(delivery_id=mine.pk, by=stranger, at=AT)
    assert read_notice(delivery_id=mine.pk, by=actor_of(li_qiang), at=AT).read_at == AT
    assert unread_count(actor_of(li_qiang)) == 0


def test_all_are_read_at_once_and_the_list_pages_by_id(li_qiang: Person) -> None:
    for id in range(3):
        queue(write_entry(id), Recipient(f"person:{li_qiang.pk}"))
    deliver_notices(BY, AT)
    me = actor_of(li_qiang)
    newest, *older = inbox_of(me)
    assert list(inbox_of(me, before=newest.pk)) == older
    assert read_all_notices(by=me, at=AT) == 3
    assert unread_count(me) == 0
