"""What can be done with an office and with a person, in the order of their lives."""

from bihuan.domain.organisations import actions
from bihuan.domain.organisations.rules import administration as may
from bihuan.kernel.verbs import Verb, VerbTable

OFFICE_VERBS = VerbTable(
    "office",
    (
        Verb("open", "新设下级机构", actions.open_office, may.may_shape_offices),
        Verb("rename", "更名", actions.rename_office, may.may_shape_offices),
        Verb("move", "划转", actions.move_office, may.may_shape_offices),
        Verb("set_desk", "指定派单台", actions.set_desk, may.may_shape_offices),
        Verb("update", "更新资料", actions.update_office, may.may_keep_office),
        Verb("create_post", "设岗", actions.create_post, may.may_set_rights),
        Verb("change_post", "调整岗位", actions.change_post, may.may_set_rights),
        Verb("close_post", "撤岗", actions.close_post, may.may_set_rights),
        Verb("set_shift", "排班", actions.set_shift, may.may_keep_office),
        Verb("drop_shift", "撤班", actions.drop_shift, may.may_keep_office),
        Verb("close", "撤销机构", actions.close_office, may.may_shape_offices),
    ),
)

PERSON_VERBS = VerbTable(
    "person",
    (
        Verb("update", "更新资料", actions.update_person, may.may_register),
        Verb("appoint", "任职", actions.appoint, may.may_give_post),
        Verb("delegate", "授权代办", actions.delegate, may.may_delegate),
        Verb("end_delegation", "收回代办", actions.end_delegation, may.may_delegate),
        Verb("hand_over", "移交事项", actions.hand_over, may.may_hand_over),
        Verb("leave", "离任", actions.leave_post, may.may_give_post),
        Verb("retire", "停用账号", actions.retire_person, may.may_register),
        Verb("reinstate", "启用账号", actions.reinstate_person, may.may_register),
    ),
)
