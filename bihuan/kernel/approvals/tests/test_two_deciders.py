from threading import Barrier, Thread

import pytest
from django.db import connection

from bihuan.kernel.approvals.actions import decide_approval
from bihuan.kernel.approvals.models import Approval
from bihuan.kernel.approvals.tests.conftest import AT, MakeActor, ask
from bihuan.kernel.notes.models import Note
from bihuan.kernel.refusals import WrongState


@pytest.mark.django_db(transaction=True)
def test_two_decide_at_once_and_one_wins(actor: MakeActor) -> None:
    request = ask(by=actor("李强", key="office:7"))
    deciders = [actor(name, key="office:7", roles=("approver",)) for name in ("陈局长", "林涛")]
    together, answers = Barrier(2), []

    def decide(number: int) -> None:
        together.wait()
        try:
            decide_approval(
                approval=request, by=deciders[number], at=AT, granted=number == 0, answer=str(number)
            )
            answers.append(number)
        except WrongState:
            answers.append(-1)
        finally:
            connection.close()

    threads = [Thread(target=decide, args=(number,)) for number in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    winner = max(answers)
    request = Approval.objects.get()
    assert sorted(answers) == [-1, winner]
    assert request.granted is (winner == 0)
    assert [note.text for note in Note.objects.order_by("pk")][1:] == [str(winner)]
