"""`city` makes a tiny city where there is none; `kept` says what the database holds after a plug was pulled: how many cases, which of
the given numbers are missing, which leases outlive any worker. Run by script/faults; JSON in, JSON out.
"""

import json
import os
import sys
from datetime import timedelta

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bihuan.settings")
django.setup()

from bihuan.domain.cases.models import Case
from bihuan.kernel.clock import now
from bihuan.kernel.jobs.models import Job
from bihuan.testing.city import make_city

# No lease is given for longer, so one beyond it would never end.
LONGEST_LEASE = timedelta(minutes=10)
AT_ONCE = 500


def city(numbers):
    return {"offices": len(make_city().offices)}


def kept(numbers):
    lost = set(numbers)
    for first in range(0, len(numbers), AT_ONCE):
        lost -= set(
            Case.objects.filter(number__in=numbers[first : first + AT_ONCE]).values_list("number", flat=True)
        )
    stuck = Job.objects.filter(leased_until__gt=now() + LONGEST_LEASE).values_list("name", flat=True)
    return {"cases": Case.objects.count(), "lost": sorted(lost), "stuck": list(stuck)}


if __name__ == "__main__":
    print(json.dumps({"city": city, "kept": kept}[sys.argv[1]](json.load(sys.stdin))))
