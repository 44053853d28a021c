"""The WSGI application that granian serves. It does not start with a default secret in production."""

import os

from django.core.wsgi import get_wsgi_application

from bihuan.kernel.access.checks import refuse_to_start

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bihuan.settings")
application = get_wsgi_application()
refuse_to_start()
