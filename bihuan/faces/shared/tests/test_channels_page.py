"""通知方式 under one's own account, and 通知通道 for whoever looks after the system."""

import pytest

from bihuan.kernel.access.models import Person
from bihuan.kernel.clock import now
from bihuan.kernel.notices.choices import Channel
from bihuan.kernel.notices.health import record_down
from bihuan.kernel.notices.models import Preference
from bihuan.kernel.notices.routing import wish_of


@pytest.fixture
def robots(settings):
    settings.NOTICE_ROUTES = {
        "wecom": "json://127.0.0.1:9/{address}",
        "dingtalk": "",
        "feishu": "",
        "sms": "",
    }


def test_a_choice_is_kept_and_shown_again(signed_in, city, robots):
    Person.objects.filter(pk=city.person("li_qiang").pk).update(phone="13800000001")
    client = signed_in("li_qiang")
    asked = client.get("/me/channels/").content.decode()
    assert "企业微信机器人的密钥" in asked and "钉钉" not in asked
    sent = {"order_0": "wecom", "order_1": "sms", "robot_wecom": "abc-def-1", "quiet_hours": "on"}
    done = client.post("/me/channels/", sent, follow=True).content.decode()
    assert "先用企业微信，不通时用短信告诉您" in done and "abc-def-1" in done
    wish = wish_of(Preference.objects.get(person=city.person("li_qiang")))
    assert (wish.order, wish.robots) == ((Channel.WECOM, Channel.SMS), {"wecom": "abc-def-1"})
    assert "abc-def-1" not in Preference.objects.get().robots


def test_what_leads_nowhere_is_said_beside_its_field_and_nothing_typed_is_lost(signed_in, city, robots):
    answer = signed_in("li_qiang").post("/me/channels/", {"order_0": "wecom", "robot_wecom": "http://a/b"})
    assert answer.status_code == 422
    assert "只含字母、数字" in answer.content.decode() and "http://a/b" in answer.content.decode()
    assert not Preference.objects.exists()


def test_a_dead_channel_is_seen_by_the_administrator_and_by_nobody_else(signed_in, city, query_count):
    record_down(Channel.MAIL, error="ConnectionRefusedError", at=now())
    client = signed_in("cao_rui")
    with query_count("workbench.ways"):
        page = client.get("/work/ways/").content.decode()
    assert "不通" in page and "ConnectionRefusedError" in page
    assert signed_in("zhao_min").get("/work/ways/").status_code == 404
