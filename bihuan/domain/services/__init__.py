"""What the government offers, and how well: the catalogue, its figures, joint matters, ratings.

Item (政务服务事项): register · describe · limits, visits, fees, steps, questions, materials, windows · publish · discard · stop.
Joint (一件事): define · add parts and form · close. Matter (一事联办): submit · receive papers · ask more once · accept · reject · withdraw.
Task (联办任务): open · finish · refuse. Handling (办件): record · invite · rate. Rating (评价): verify · doubt · decide malice · close.
Documents: domain.md sections 1, 5 and 8; 国办发〔2019〕51号. See docs/mechanisms/services.md; the verbs of each noun are in verbs.py.
"""
