"""局长走流程、坐窗口: directors at the window and on the path, and what comes of it.

Roster (固定排班): leaders · windows · leave, bans, fixed turns · plan · ask · decide · sit or swap · end.
Sitting (坐窗口): start · receive · raise a case · explain what policy does not cover · thanks · end · doubts decided by a person.
Walk (走流程): start · steps with a clock · findings · end; sealed until then where it is in disguise. Finding: a case; its gain is credited
when the item's next version shows it. Handling log (办件日志): what really happens on the path, by DuckDB.
Documents: domain.md sections 1 and 8 and the newspaper page. See docs/mechanisms/walkthroughs.md; the verbs of each noun are in verbs.py.
"""
