"""What the government offers, and how well: the catalogue, its figures, joint matters, ratings.

Item (政务服务事项): register · draft · revise · publish a version that follows · stop.
Documents: domain.md sections 1, 5 and 8. See docs/mechanisms/services.md.
"""
