"""`city` makes a tiny city where there is none, with tokens and a session; `kept` says what the database holds after a plug was pulled:
what was acknowledged and is missing, what is there twice, which leases outlive any worker. Run by script/faults; JSON in, JSON out.
"""

import base64
import hashlib
import io
import json
import os
import sys
from collections import Counter
from datetime import timedelta

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bihuan.settings")
django.setup()

from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.core.files.storage import default_storage
from django.utils.timezone import localdate
from PIL import Image

from bihuan.domain.cases.models import Case
from bihuan.domain.liaison.actions import load_shipped_edition, pair_by_hand
from bihuan.domain.liaison.models import Need, Visit
from bihuan.domain.services.actions import register_item
from bihuan.domain.services.models import Handling
from bihuan.kernel.access import Actor
from bihuan.kernel.access.actions import issue_token
from bihuan.kernel.attachments.models import Attachment
from bihuan.kernel.clock import now
from bihuan.kernel.jobs.models import Job
from bihuan.kernel.journal.models import Entry
from bihuan.testing.city import make_city
from bihuan.testing.desk import CONTENT
from bihuan.testing.firms import make_contacts, make_firms

# No lease is given for longer, so one beyond it would never end.
LONGEST_LEASE = timedelta(minutes=10)
HANDS = {
    "clerk": "liu_yang",
    "office": "zhao_min",
    "desk": "ma_li",
    "window": "wang_fang",
    "steward": "zhou_jie",
}
SCOPES = ("cases:read", "cases:write", "cases:act", "services:write", "liaison:act")


def city(_):
    made = make_city()
    return {
        "tokens": {role: token_of(made, name) for role, name in HANDS.items()},
        "office": made.housing.code,
        "item": item_of(made),
        "window": made.housing_window.code,
        "firm": firm_of(made),
        "picture": base64.b64encode(picture()).decode(),
        "session": session_of(made.person("ma_li")),
    }


def item_of(made):
    """Something that can be handled at the window, from today on."""
    unit, by = made.housing, made.actor("ma_li")
    codes = {"task_code": "faults", "catalog_code": "faults"}
    register_item(by=by, at=now(), unit=unit, content=CONTENT, from_on=localdate(now()), **codes)
    return codes["task_code"]


def firm_of(made):
    """A firm that the steward keeps, with somebody to call and questions to ask."""
    firms = make_firms(made)
    firm = firms["hengda"]
    make_contacts(made, firms)
    load_shipped_edition(by=Actor.calendar("faults"), at=now())
    pair_by_hand(enterprise=firm, steward=made.person("zhou_jie"), by=made.actor("zhao_min"), at=now())
    return firm.code


def token_of(made, name):
    post, person = made.posts[name].pk, made.people[name].pk
    by = Actor.calendar("faults")
    return issue_token(label=name, scopes=SCOPES, post_id=post, person_id=person, days=2, by=by, at=now())[1]


def session_of(person):
    """Somebody has signed in; a killed server must not sign them out."""
    session = SessionStore()
    session[SESSION_KEY] = str(person.pk)
    session[BACKEND_SESSION_KEY] = "allauth.account.auth_backends.AuthenticationBackend"
    session[HASH_SESSION_KEY] = person.get_session_auth_hash()
    session.create()
    return session.session_key


def picture():
    image = Image.effect_noise((64, 64), 80)
    out = io.BytesIO()
    image.save(out, "PNG")
    return out.getvalue()


def kept(asked):
    """`asked`: {cases: {number: [verbs]}, files: {key: sha256}, handlings: {number: rated}, visits: [number]}, all of them acknowledged."""
    cases = dict(Case.objects.values_list("number", "id"))
    lost = [number for number in asked["cases"] if number not in cases]
    steps = Counter(Entry.objects.filter(subject_kind="case").values_list("subject_id", "event"))
    for number, verbs in asked["cases"].items():
        lost += [f"{number} {verb}" for verb in verbs if not steps[cases.get(number), f"case.{verb}"]]
    lost += [f"file {key}" for key, sha256 in asked["files"].items() if not is_kept(key, sha256)]
    handlings = dict(Handling.objects.values_list("number", "rating"))
    lost += [f"handling {number}" for number in asked["handlings"] if number not in handlings]
    rated = [number for number, rated in asked["handlings"].items() if rated]
    lost += [f"rating of {number}" for number in rated if handlings.get(number) is None]
    visits = set(Visit.objects.values_list("number", flat=True))
    lost += [f"visit {number}" for number in asked["visits"] if number not in visits]
    stuck = Job.objects.filter(leased_until__gt=now() + LONGEST_LEASE).values_list("name", flat=True)
    doubled = [
        f"{subject} {event}" for (subject, event), times in steps.items() if times > 1 and event in ONCE
    ]
    sent = Counter(Handling.objects.values_list("external_id", flat=True))
    doubled += [f"handling {key}" for key, times in sent.items() if times > 1]
    raised = Counter(Need.objects.values_list("case__content__text", flat=True))
    doubled += [f"need {content}" for content, times in raised.items() if times > 1]
    return {
        "visits": len(visits),
        "needs": raised.total(),
        "cases": len(cases),
        "handlings": len(handlings),
        "lost": lost,
        "doubled": doubled,
        "stuck": list(stuck),
    }


ONCE = {f"case.{verb}" for verb in ("register", "accept", "dispatch", "acknowledge", "contact")}


def is_kept(key, sha256):
    file = Attachment.objects.filter(key=key).first()
    if file is None or not default_storage.exists(file.path):
        return False
    with default_storage.open(file.path) as stored:
        return hashlib.sha256(stored.read()).hexdigest() == sha256


if __name__ == "__main__":
    print(json.dumps({"city": city, "kept": kept}[sys.argv[1]](json.load(sys.stdin))))
