"""`bihuan` is the command line: Django's, under its own name."""

import os
import sys


def main() -> None:
    """Run one command, for instance `bihuan migrate` or `bihuan deadline --from 2026-02-13T16:00 --working-days 3`."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bihuan.settings")
    from django.core.management import execute_from_command_line

    try:
        execute_from_command_line(sys.argv)
    except KeyboardInterrupt:
        sys.exit(130)


if __name__ == "__main__":
    main()
