"""接力留言: the reporter is reached without anybody knowing who it is; 补充 answers it."""

from bihuan.domain.cases import actions
from bihuan.domain.cases.models import Contact, RelayMessage
from bihuan.domain.cases.tests.parts import do, owed, with_section
from bihuan.domain.cases.tests.ready import last, receipt
from bihuan.kernel.notices.models import Notice
from bihuan.testing.refusals import refused


def write(loop, case, who="li_qiang", text="请问是哪一栋楼？"):
    return do(loop, actions.relay_message, case, who, text=text)


def test_a_section_writes_and_it_counts_as_contact(loop):
    case = write(loop, with_section(loop, identity="ANONYMOUS", reporter=None))
    message = RelayMessage.objects.get()
    assert (message.text.text, message.from_reporter, message.leg.office) == (
        "请问是哪一栋楼？",
        False,
        loop.city.housing_permits,
    )
    assert Contact.objects.get().means == "RELAY"
    assert "contact" not in {verb for verb, _ in owed(case)}
    assert last(case).event == "case.relay" and "哪一栋" not in last(case).text
    assert Notice.objects.filter(recipient=f"reporter:{case.pk}", entry=last(case)).exists()


def test_the_office_writes_too_but_that_is_not_the_sections_contact(loop):
    case = write(loop, with_section(loop), "zhao_min")
    assert "contact" in {verb for verb, _ in owed(case)}


def test_it_is_refused_to_others_without_words_and_when_the_case_has_ended(loop):
    case = with_section(loop)
    with refused("no_leg"):
        write(loop, case, "tang_yue")
    with refused("empty"):
        write(loop, case, text=" ")
    with refused("wrong_state"):
        write(loop, loop.until("closed"))


def test_the_complained_of_writes_nothing(loop):
    case = loop.until("acknowledge", respondent_person=loop.city.person("ma_li"))
    with refused("complained_of"):
        write(loop, case, "ma_li")


def test_the_reporter_adds_by_receipt_and_whoever_holds_it_is_told(loop):
    case = with_section(loop)
    case = actions.add_to_case(case=case, by=receipt(case), at=loop.later(), text="是三号楼。")
    assert RelayMessage.objects.get().from_reporter
    assert last(case).event == "case.add" and "三号楼" not in last(case).text
    assert Notice.objects.filter(entry=last(case), recipient=loop.city.housing_permits.key).exists()


def test_only_the_reporter_adds_and_only_while_it_is_open(loop):
    case, other = with_section(loop), loop.register()
    for by in (loop.actor("zhao_min"), loop.actor("li_qiang"), receipt(other)):
        with refused("reporter_only"):
            actions.add_to_case(case=case, by=by, at=loop.later(), text="。")
    ended = loop.until("closed")
    with refused("wrong_state"):
        actions.add_to_case(case=ended, by=receipt(ended), at=loop.later(), text="。")
