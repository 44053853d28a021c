"""Is it about this case, and is it done: copies, promises sold as deeds, other people's names."""

import re

from rapidfuzz import fuzz, process, utils

from bihuan.domain.cases.rules.quality.draft import Draft

SENTENCE = re.compile(r"[^。！？!?；;\n]+")
FUTURE = re.compile(
    r"将(?:会|于|在|对|进一步|组织|安排|尽快|继续|加强|督促|派|把)|拟(?:于|在|对|将|定)|计划(?:于|在|对|将)|准备(?:对|在|将)|下一步|尽快|近期|争取"
)
DONE = re.compile(r"已|完成|办结|办好|解决了|退还了")
SALUTATION = re.compile(r"(?:尊敬的|你好|您好)?[，,]?([\u4e00-\u9fff]{1,3}?)(先生|女士|同志|小姐|老师)")
FIRM = re.compile(r"[\u4e00-\u9fffA-Za-z（）()]{2,30}?(?:有限责任公司|股份有限公司|有限公司|合作社)")
LONG_ENOUGH = 20
SHOWN = 40
NOT_NAMES = frozenset(
    {"各位", "这位", "该", "某", "位", "一位", "那位", "两位", "反映人", "网友", "业主", "市民"}
)


def near_copy(draft: Draft) -> str | None:
    """套话: nearly the same words as in the unit's earlier replies to others."""
    plain = utils.default_process(draft.reply)
    if len(plain) < LONG_ENOUGH or not draft.earlier:
        return None
    found = process.extractOne(
        plain, draft.earlier, scorer=fuzz.ratio, processor=utils.default_process, score_cutoff=draft.near_copy
    )
    return f"与本单位以前的一条答复有{found[1]:.0f}%相同。" if found else None


def future_as_done(draft: Draft) -> str | None:
    """Claimed as solved, but a sentence only says what will be done."""
    if draft.outcome != "SOLVED":
        return None
    for sentence in SENTENCE.findall(draft.reply):
        if FUTURE.search(sentence) and not DONE.search(sentence):
            return f"报告“已解决”，但写的是将来：“{sentence.strip()[:SHOWN]}”"
    return None


def wrong_name(draft: Draft) -> str | None:
    """Addressed to somebody who is not among the case's people. Not asked where the reporter is sealed."""
    surnames = {name[0] for name in draft.names if name}
    if not surnames:
        return None
    for name, title in SALUTATION.findall(draft.reply):
        if name not in NOT_NAMES and name[0] not in surnames and name not in draft.report:
            return f"称呼是“{name}{title}”，和这一件的反映人不一致。"
    return None


def wrong_firm(draft: Draft) -> str | None:
    """Names a firm that neither the report nor the case knows."""
    known = (draft.report, *draft.firms)
    for firm in FIRM.findall(draft.reply):
        if not any(firm in text or (text and text in firm) for text in known):
            return f"提到“{firm}”，这一件里没有这家企业。"
    return None
