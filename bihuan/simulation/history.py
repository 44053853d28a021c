"""What a message board held before this city worked with Bihuan: imported once. It says what was answered, never that it was solved."""

import csv
from datetime import datetime, timedelta
from functools import partial
from io import BytesIO, StringIO

from django.utils.timezone import localtime

from bihuan.domain.cases.importing import ImportOrder, run_import
from bihuan.kernel.access import Actor
from bihuan.simulation.city import World
from bihuan.simulation.life import Life

HEAD = ("留言编号", "留言用户", "留言主题", "留言时间", "留言详情", "答复意见", "答复时间")
# Topic, message, reply, days that it took.
MESSAGES = (
    ("路灯不亮", "小区门口三盏路灯不亮一周了。", "经查，电缆老化，已更换，路灯恢复照明。", 6),
    ("公交班次", "早高峰等车要四十分钟，希望增加班次。", "您反映的问题已转市交通运输局调查处理。", 3),
    ("楼下噪音", "楼下烧烤店营业到凌晨两点。", "已收悉，感谢您的关注。", 20),
    ("不动产登记", "过户要跑几次，材料清单前后不一样。", "已核实并道歉，清单已统一，当天为您办结。", 9),
    ("河道垃圾", "河边垃圾没有人清。", "已安排清理，并纳入每周巡查。", 14),
    ("停车收费", "停车场收费没有公示。", "已转市发展和改革委员会处理。", 35),
    ("燃气报装", "报装一个月没有消息。", "已完成通气。因地下管线避让延误，向您致歉。", 41),
)


def plan_history(world: World, life: Life, now: datetime) -> None:
    """The office brings in last year's messages three weeks before the end."""
    life.after(now - timedelta(days=21), 90, partial(_bring_in, world))


def _bring_in(world: World, at: datetime) -> None:
    order = ImportOrder(source="问政平台", office=world.city, mapping_name="问政平台")
    run_import(_file(at), order, by=Actor.calendar("import_cases"), at=at)


def _file(at: datetime) -> BytesIO:
    """The export as the board writes it: CSV, a message every five weeks of the year before."""
    text = StringIO()
    sheet = csv.writer(text)
    sheet.writerow(HEAD)
    for place, (topic, message, reply, days) in enumerate(MESSAGES, start=1):
        asked = localtime(at) - timedelta(days=365 + 35 * place)
        answered = asked + timedelta(days=days)
        moments = f"{asked:%Y/%m/%d %H:%M}", f"{answered:%Y/%m/%d %H:%M}"
        sheet.writerow([9000 + place, f"网友{place}", topic, moments[0], message, reply, moments[1]])
    return BytesIO(text.getvalue().encode())
