"""What was typed is kept whole or refused beside its field: nothing is cut off in silence, and no database is asked to."""

import pytest

from bihuan.domain.services import actions
from bihuan.domain.services.choices import MaterialForm
from bihuan.kernel.refusals import Malformed
from bihuan.testing.city import MONDAY_MORNING

LONG = "长" * 200  # as much as one line of a form takes
AT = MONDAY_MORNING


@pytest.mark.parametrize(
    ("field", "action", "given"),
    [
        ("name", actions.set_step, {"name": LONG, "days": 1}),
        ("post", actions.set_step, {"name": "受理", "days": 1, "post": LONG}),
        ("held_by", actions.set_material, {"name": "照片", "form": MaterialForm.COPY, "held_by": LONG}),
        ("text", actions.set_question, {"code": "agent", "text": LONG}),
        ("inquiry_line", actions.set_fees, {"inquiry_line": LONG, "complaint_line": "12345"}),
        ("document", actions.stop_item, {"from_on": AT.date(), "document": LONG}),
    ],
)
def test_too_long_for_an_item(city, item, field, action, given):
    with pytest.raises(Malformed) as said:
        action(item=item, by=city.actor("ma_li"), at=AT, **given)
    assert set(said.value.fields) == {field}


def test_a_document_that_is_too_long_publishes_nothing(city, item):
    by = city.actor("ma_li")
    actions.set_step(item=item, by=by, at=AT, name="复核", days=1)
    with pytest.raises(Malformed) as said:
        actions.publish_draft(item=item, by=by, at=AT, from_on=AT.date(), document=LONG)
    assert "document" in said.value.fields and item.versions.filter(published_at=None).exists()


def test_a_joint_matter_keeps_what_was_typed(city):
    by = city.actor("zhao_min")
    given = {"code": "card", "window": city.housing_window, "days": "3 wd"}
    with pytest.raises(Malformed) as said:
        actions.define_joint(by=by, at=AT, name=LONG, **given)
    assert "name" in said.value.fields
    joint = actions.define_joint(by=by, at=AT, name="补卡", **given)
    with pytest.raises(Malformed) as said:
        actions.add_part(joint=joint, by=by, at=AT, name="补卡", office=city.housing, papers=f"照片、{LONG}")
    assert "papers" in said.value.fields
