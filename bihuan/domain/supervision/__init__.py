"""What is late or badly done has consequences, fairly: findings, the ladder of supervision, yellow and red cards.

Findings (情形): read from the journal above, by rules of one shape; rows that anyone may throw away and recompute.
Supervision (督办单): issue · reply · lift or send back · escalate; reminder → section → head of the unit → listed (挂牌督办).
Card (红黄牌): proposed by a rule, issued by a person, served · answer · appeal · decide · take effect · expire; lift at any time.
Outage (平台故障): record · approve; its time is nobody's. Interview (约谈) and circular (通报): records with their papers.
Documents: domain.md section 2. See docs/mechanisms/supervision.md; the verbs of each noun are in verbs.py.
"""
