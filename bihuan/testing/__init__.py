"""What tests share: the cast (`city`), the clock (`clock`), tables of situations (`tables`), query counts (`query_counts`), a real
browser (`browser`). Nothing here is imported by the product.

The cast, told once: 王芳 sits at the window, 李强 handles in a section, 赵敏 works in the 双优化办, 陈局长 heads a unit, 周洁 is a
cadre who looks after enterprises, 吴桐 calls back, 何静 inspects, 孙某 is an outsider to whom nothing is shown.
"""
