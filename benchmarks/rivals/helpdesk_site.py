"""django-helpdesk as a site of its own: settings, addresses and application in one file. Run by benchmarks/create.py in the rival's own environment."""

import json
import os
import sys
from pathlib import Path

from django.conf import settings
from django.urls import include, path

BASE = Path(__file__).resolve().parent
settings.configure(
    SECRET_KEY="bench",
    DEBUG=False,
    ALLOWED_HOSTS=["127.0.0.1"],
    ROOT_URLCONF=__name__,
    DATABASES={"default": {**json.loads(os.environ["RIVAL_DATABASE"]), "CONN_MAX_AGE": 600}},
    INSTALLED_APPS=[
        "django.contrib.admin",
        "django.contrib.auth",
        "django.contrib.contenttypes",
        "django.contrib.sessions",
        "django.contrib.sites",
        "django.contrib.messages",
        "django.contrib.staticfiles",
        "django.contrib.humanize",
        "rest_framework",
        "helpdesk",
    ],
    MIDDLEWARE=[
        "django.middleware.security.SecurityMiddleware",
        "django.contrib.sessions.middleware.SessionMiddleware",
        "django.middleware.common.CommonMiddleware",
        "django.middleware.csrf.CsrfViewMiddleware",
        "django.contrib.auth.middleware.AuthenticationMiddleware",
        "django.contrib.messages.middleware.MessageMiddleware",
    ],
    TEMPLATES=[
        {
            "BACKEND": "django.template.backends.django.DjangoTemplates",
            "APP_DIRS": True,
            "OPTIONS": {
                "context_processors": [
                    "django.template.context_processors.request",
                    "django.contrib.auth.context_processors.auth",
                    "django.contrib.messages.context_processors.messages",
                ]
            },
        }
    ],
    SITE_ID=1,
    STATIC_URL="/static/",
    USE_TZ=True,
    DEFAULT_AUTO_FIELD="django.db.models.AutoField",
    EMAIL_BACKEND="django.core.mail.backends.dummy.EmailBackend",
    HELPDESK_TEAMS_MODE_ENABLED=False,
    LOGGING_CONFIG=None,
)

import django

django.setup()

from django.core.wsgi import get_wsgi_application

urlpatterns = [path("", include("helpdesk.urls", namespace="helpdesk"))]
application = get_wsgi_application()


def prepare() -> None:
    """Tables, mail templates, a queue, an agent who is signed in; prints what the client must send."""
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY, get_user_model
    from django.contrib.sessions.backends.db import SessionStore
    from django.core.management import call_command
    from helpdesk.models import Queue

    call_command("migrate", verbosity=0)
    call_command("loaddata", "emailtemplate.json", verbosity=0)
    queue = Queue.objects.create(title="Bench", slug="bench", allow_public_submission=True)
    agent = get_user_model().objects.create_superuser("agent", "agent@example.com", "bench-bench")
    session = SessionStore()
    session[SESSION_KEY] = str(agent.pk)
    session[BACKEND_SESSION_KEY] = "django.contrib.auth.backends.ModelBackend"
    session[HASH_SESSION_KEY] = agent.get_session_auth_hash()
    session.save()
    print(json.dumps({"session": session.session_key, "queue": queue.pk}))


def statements() -> None:
    """How many statements one ticket is, opening and closing its transaction counted."""
    from django.contrib.auth import get_user_model
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext
    from helpdesk.models import Queue

    client = Client(headers={"Host": "127.0.0.1"})
    client.force_login(get_user_model().objects.get())
    ticket = {"queue": Queue.objects.get().pk, "title": "t", "description": "d", "priority": 3}
    for _ in range(3):
        with CaptureQueriesContext(connection) as asked:
            answer = client.post("/api/tickets/", {**ticket, "submitter_email": "sun@example.com"})
        assert answer.status_code == 201, answer.content
    print(json.dumps({"statements": len(asked)}))


if __name__ == "__main__":
    {"prepare": prepare, "statements": statements}[sys.argv[1]]()
