"""局长走流程、坐窗口 on the workbench.

kinds: the nouns as lists and pages know them · rosters … findings: what each shows · openings: how one begins · phone: at the window and on
the path, also without a network · coverage: who and what is missing, and what came of it · evidence: handling logs and their picture.
"""
