"""The rules of consistency, one row per fault; a consistent item has none."""

from dataclasses import replace

import pytest

from bihuan.domain.services.rules.checks import CHECKS, faults_of, refuse_grave
from bihuan.domain.services.rules.content import MaterialContent, QuestionContent, StepContent
from bihuan.kernel.refusals import Malformed
from bihuan.testing.permits import PERMIT

OWN = MaterialContent("户口簿")

# check → what makes it fire on an item that is otherwise consistent
FIRES = {
    "promised_within_legal": {"promised_days": 8},
    "same_unit": {"legal_unit": "NATURAL"},
    "instant_is_same_day": {"project_type": "INSTANT"},
    "same_day_is_instant": {"promised_days": 0, "steps": (StepContent("受理"),)},
    "permit_has_legal_limit": {"legal_days": None},
    "permit_has_steps": {"steps": ()},
    "steps_within_promise": {"steps": (StepContent("受理", 2), StepContent("审查", 2))},
    "steps_named_once": {"steps": (StepContent("审查", 1), StepContent("审查", 1))},
    "visits_need_reason": {"visits_reason": " "},
    "no_visit_no_reason": {"onsite_visits": 0},
    "fully_online_without_visit": {"online_depth": "FULL"},
    "zero_visit_has_a_way": {"onsite_visits": 0, "visits_reason": "", "online_depth": "CONSULT"},
    "fully_online_without_paper": {
        "online_depth": "FULL",
        "onsite_visits": 0,
        "visits_reason": "",
        "materials": (OWN,),
        "questions": (),
    },
    "window_is_named": {"windows": ()},
    "no_fee_no_payment": {"online_payment": True},
    "no_fee_no_standard": {"fee": "20 元"},
    "fee_has_standard": {"charges": True, "fee_basis": "价费〔2020〕1号"},
    "fee_has_basis": {"charges": True, "fee": "20 元"},
    "lines_differ": {"complaint_line": "0716- 8000001"},
    "lines_are_given": {"inquiry_line": ""},
    "has_basis": {"basis": ""},
    "has_conditions": {"conditions": " "},
    "has_result": {"result": ""},
    "materials_named_once": {"materials": (OWN, OWN), "questions": ()},
    "no_catch_all": {"materials": (MaterialContent("其他材料"),), "questions": ()},
    "issued_is_fetched": {"materials": (replace(OWN, source="GOVERNMENT"),), "questions": ()},
    "fetched_is_not_own": {"materials": (replace(OWN, held_by="人口库"),), "questions": ()},
    "conditional_says_when": {"materials": (replace(OWN, necessity="CONDITIONAL"),), "questions": ()},
    "questions_fit": {"questions": ()},
    "copies_are_counted": {"materials": (replace(OWN, copies=0),), "questions": ()},
}


def test_every_check_has_its_row():
    assert set(FIRES) == {check.code for check in CHECKS}
    assert len(CHECKS) >= 22


def test_a_consistent_item_has_no_faults():
    assert faults_of(PERMIT) == []


@pytest.mark.parametrize("code", FIRES)
def test_a_fault_is_found_and_said(code):
    faults = {fault.check: fault for fault in faults_of(replace(PERMIT, **FIRES[code]))}
    assert code in faults
    assert faults[code].sentence.endswith("。") and faults[code].fix


def test_an_unused_question_is_said():
    extra = (*PERMIT.questions, QuestionContent("minor", "是否未成年？"))
    assert "问题 minor 没有用到" in faults_of(replace(PERMIT, questions=extra))[0].sentence


def test_what_is_merely_doubtful_may_be_published():
    refuse_grave(replace(PERMIT, conditions=""))
    with pytest.raises(Malformed, match="即办件应当天办结"):
        refuse_grave(replace(PERMIT, project_type="INSTANT"))
