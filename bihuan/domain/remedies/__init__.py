"""What lasts beyond one case: the fix of a cause, the word to a superior, the campaign, the long-term item, the discipline clue.

Order to rectify (责令整改): issue · plan (measures) · establish · redress · self-check · trial with readings · verify · relapse.
Report upward (向上反映): draft · add cases · ask · decide · send · chase · answer, and every waiting reporter is told.
Campaign (专项治理): open · areas · cases of any source · effect · end. Long-term item (挂账): milestones · ask · decide · enter · review · finish.
Discipline clue (违纪违法线索): draft · second signature · receive · answer; only the outcome returns to the case.
Documents: domain.md section 2 and the newspaper page. See docs/mechanisms/remedies.md; the verbs of each noun are in verbs.py.
"""
