"""联系反映人."""

from bihuan.domain.cases import actions
from bihuan.domain.cases.choices import ContactMeans
from bihuan.domain.cases.models import Contact
from bihuan.domain.cases.tests.parts import do, owed, with_section
from bihuan.domain.cases.tests.ready import last
from bihuan.testing.refusals import refused


def call(loop, case, who="li_qiang", **inputs):
    said = {"means": ContactMeans.PHONE, "reached": True, "gist": "已告知办理人。"}
    return do(loop, actions.contact_reporter, case, who, **said | inputs)


def test_reached_the_call_is_no_longer_owed_and_counts_from_now(loop):
    case = with_section(loop)
    assert "contact" in {verb for verb, _ in owed(case)}
    case = call(loop, case, reached=False)
    assert "contact" in {verb for verb, _ in owed(case)} and case.urgent_contacted_at is None
    case = call(loop, case)
    assert "contact" not in {verb for verb, _ in owed(case)} and case.urgent_contacted_at == loop.at
    assert list(Contact.objects.values_list("reached", flat=True)) == [False, True]
    entry = last(case)
    assert (
        entry.event == "case.contact"
        and "已告知" not in entry.text
        and set(entry.data) == {"means", "reached", "gist"}
    )


def test_the_office_calls_about_an_urgent_matter_before_anything_is_dispatched(loop):
    case = loop.register(content="井口塌方")
    case = call(loop, case, "liu_yang")
    assert "contact" not in {verb for verb, _ in owed(case)}
    assert Contact.objects.get().leg is None
    for who in ("ma_li", "song_na"):
        with refused("not_your_office"):
            call(loop, case, who)


def test_a_sealed_or_anonymous_reporter_is_reached_by_relay_only(loop):
    case = with_section(loop, identity="ANONYMOUS", reporter=None)
    with refused("relay_only"):
        call(loop, case)


def test_it_is_refused_to_whoever_holds_no_part(loop):
    case = with_section(loop)
    for who, code in (("sun", "no_leg"), ("xu_hui", "no_leg"), ("zhao_min", "not_your_role")):
        with refused(code):
            call(loop, case, who)
