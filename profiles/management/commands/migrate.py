from typing import Any

from django.core.management.base import CommandParser
from django.core.management.commands import migrate
from django.db import connections


class Command(migrate.Command):
    help = "Migrate both databases, the desk and the reading room."

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        parser.set_defaults(database=None)

    def get_check_kwargs(self, options: dict[str, Any]) -> Any:
        return {"databases": _chosen(options)}

    def handle(self, *args: Any, **options: Any) -> None:
        for alias in _chosen(options):
            if options["verbosity"] > 0:
                self.stdout.write(self.style.MIGRATE_HEADING(f"Database “{alias}”:"))
            super().handle(*args, **{**options, "database": alias})


def _chosen(options: dict[str, Any]) -> list[str]:
    return [options["database"]] if options["database"] else list(connections)
