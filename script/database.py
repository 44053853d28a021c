"""`tables` prints how many tables the database holds; `empty` makes it as new. Run by script/demo, which knows whose database it is."""

import os
import sys
from pathlib import Path

import django
from django.db import connection


def tables():
    print(len(connection.introspection.table_names()))


def empty():
    if connection.vendor == "sqlite":
        connection.close()
        for end in ("", "-wal", "-shm", "-journal"):
            Path(str(connection.settings_dict["NAME"]) + end).unlink(missing_ok=True)
        return
    with connection.cursor() as cursor:
        cursor.execute("DROP SCHEMA public CASCADE")
        cursor.execute("CREATE SCHEMA public")


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bihuan.settings")
    django.setup()
    {"tables": tables, "empty": empty}[sys.argv[1]]()
