"""What can be done with an enterprise, in the order of its life. Registering, a year's figures and merging have views of their own."""

from bihuan.domain.enterprises import actions
from bihuan.domain.enterprises.rules.contacts import may_revoke_contact, may_verify_contact
from bihuan.domain.enterprises.rules.keeping import may_keep, may_keep_register
from bihuan.kernel.verbs import Verb, VerbTable

ENTERPRISE_VERBS = VerbTable(
    "enterprise",
    (
        Verb("rename", "更名", actions.rename_enterprise, may_keep),
        Verb("update", "更新资料", actions.update_enterprise, may_keep),
        Verb("set_contact", "登记联系人", actions.set_contact, may_keep),
        Verb("end_contact", "停用联系人", actions.end_contact, may_keep),
        Verb("verify_contact", "核验联系人", actions.verify_contact, may_verify_contact),
        Verb("revoke_contact", "停用登录", actions.revoke_contact, may_revoke_contact),
        Verb("record_above_scale", "规上标记", actions.record_above_scale, may_keep_register),
        Verb("withdraw_above_scale", "撤销规上标记", actions.withdraw_above_scale, may_keep_register),
    ),
)
