"""The closed loop: everything that is wrong becomes a case, and every case closes the loop.

收集 → 研判 → 派单 → 分级处置 → 办结 → 销号 → 回访 → 结案. Four facts, four persons: the handler says that it is done, the approver of
the unit signs, the office that dispatched checks the evidence and strikes off, an independent person asks the reporter. Only then
is it closed; otherwise it goes round again. Two axes: the *state* of the case (choices.states) and who owes the next step (duties).

Documents: 鄂优化营商环境 complaint rules (3/15/5 working days), Xuchang 2025 grades, Guangdong, Shandong and Beijing 12345 rules; all of them
dated data in parameters/. The verbs, in loop order, are in verbs.py.
"""
