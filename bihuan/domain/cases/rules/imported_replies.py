"""What an imported reply proves by its own words: that it was received, that it was answered; never that it was solved."""

import re

from bihuan.domain.cases.choices import Outcome, ReplyKind

_CLAUSES = re.compile(r"[，。！；：:;!,\n]|(?<=[\u4e00-\u9fff])\s+")
# Clauses that carry no answer. A clause that is none of these makes the reply one.
_EMPTY = tuple(
    re.compile(pattern)
    for pattern in (
        r"^.{0,14}(您好|你好).{0,4}$",  # greeting
        r"^(尊敬的|亲爱的)?.{0,4}(网友|网民|市民|群众|朋友|同志|先生|女士)[“”\"A-Za-z0-9_*]{0,16}$",
        r"^[“”\"'《》〔〕（）()A-Za-z0-9_*]{0,16}$",  # a name, a user's code
        r"^[\d年月日\-/.\s]+$",  # a date
        r"(感谢|谢谢|致谢|祝您|祝你|支持与监督|理解和支持|支持和理解|关心和支持|关心与支持|监督和支持|监督与支持)",
        r"(收悉|已收到|获悉|已阅|已知悉|已受理|已登记)",
        r"(报告|上报)了?.{0,16}(领导|县委|市委|部门)",
        r"(转交|转至|转给|转往|转由|转发|转办|转送|转请|转到|移交|交由|交办|呈送|发函|已转|已交|转\w{2,12}(局|委|办|县|区|市|镇|部门|中心|大队))",
        r"(高度重视|非常重视|十分重视|认真对待)",
        r"(正在|将|已责成|要求|请|督促|会|待).{0,16}(核实|调查|核查|核处|了解|处理|办理|落实|研究|跟进|督办|反馈|回复|答复|处置|办复)",
        r"^(并|及时|尽快|立即|请).{0,12}(核实|调查|核查|核处|处理|办理|反馈|回复|答复|处置|办复)",
        r"(调查处理|核实处理|调查核实|核处|办理结果|处理结果|调查结果|核查结果).{0,18}$",
        r"^(现|特此|以下|此复|妥否|如下).{0,10}(回复|答复|如下)?$",
        r"(您|你|网友|关于|针对).{0,40}(反映|留言|来信|来帖|咨询|提出|投诉|建议|诉求|帖文).{0,30}(问题|情况|事项|留言|收悉|建议|诉求|帖子?)”?$",
        r"^(通过|您通过|您在|你在).{0,30}(平台|问政|网站|信箱|栏目).{0,12}$",
        r"(留意|关注|注意|耐心).{0,10}(结果|回复|答复|等待)",
        r"^.{0,16}(办公室|网信办|网宣办|信访局|政府|党委|街道办|局|委|宣传部)$",  # who signs
        r"(也可|可以?)直接.{0,4}(咨询|致电|拨打|联系|投诉|向)",
    )
)
# A clause that says one of these says something, whatever else it says.
_SAID = re.compile(
    r"根据|规定|目前|经(核实|查|了解|调查|协调)|现已|建议您|请(您|你)?(到|向|提供|携带|登录|直接拨打)|"
    r"不属(?!于我).{0,6}|不支持|因|可到|已于|已(列入|纳入|清除|拆除|完成|批|摘牌|建成|派)|计划|预计|符合|执法|凭|需经|不足"
)
_DONE = re.compile(
    r"已(经)?(于.{0,14})?(全部|基本|按.{0,6})?(修复|更换|修好|整改到位|整改完毕|整改完成|处理完毕|清理完毕|清除|拆除|解决|办结|退还|退回|支付到位|发放到位|恢复)"
)


def reply_kind(reply: str) -> ReplyKind:
    """Only an acknowledgement or a forwarding (已收悉, 已转…处理, 正在核实) where no clause says anything else."""
    clauses = [clause.strip(" \u3000“”\"'") for clause in _CLAUSES.split(reply)]
    said = [clause for clause in clauses if clause and _says_something(clause)]
    return ReplyKind.ANSWERED if sum(map(len, said)) > 6 else ReplyKind.ACKNOWLEDGED


def _says_something(clause: str) -> bool:
    return _SAID.search(clause) is not None or not any(empty.search(clause) for empty in _EMPTY)


def claims_done(reply: str) -> bool:
    """The reply says of itself that it is done. A claim: nobody has asked the reporter."""
    return _DONE.search(reply) is not None


def outcome_of(kind: ReplyKind) -> Outcome | None:
    """An answer explains. Whether it solved anything, only evidence and the reporter could say."""
    return Outcome.EXPLAINED if kind == ReplyKind.ANSWERED else None
