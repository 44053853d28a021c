"""十问十帮: every firm has its cadre, every need its help.

Pairing (包联): plan (min-cost flow, previewed) · ask · activate · hand over · ask for another steward · rate. Visits (走访): plan · announce ·
join · decline or ask for a call · record with the ten questions · promises kept. Needs (企业问题): raised into a case under one of ten
aspects, with the steward as companion. Helps (帮): a dated catalogue per aspect · offer or say that none fits · taken up · effective.
Projects (项目): landed → built → in production → above-scale → titles → award.

A firm speaks through an actor whose keys contain `enterprise:<id>`, whatever its kind: see rules/common.py.
Documents: domain.md section 1 row 4 and the newspaper page. See docs/mechanisms/liaison.md.
"""
