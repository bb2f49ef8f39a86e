"""Whether the site can be served: both databases reachable and migrated."""

from django.core.exceptions import ImproperlyConfigured
from django.db import DatabaseError, connections
from django.db.migrations.executor import MigrationExecutor


def refuse_unready() -> None:
    """Raise ImproperlyConfigured, naming every database that cannot be served from."""
    problems = [problem for alias in connections if (problem := _problem(alias))]
    if problems:
        raise ImproperlyConfigured(
            "The databases are not ready:\n" + "\n".join(problems)
        )


def _problem(alias: str) -> str | None:
    try:
        executor = MigrationExecutor(connections[alias])
        missing = executor.migration_plan(executor.loader.graph.leaf_nodes())
    except DatabaseError as error:
        return f"  - The database “{alias}” cannot be reached: {error}"
    if missing:
        return (
            f"  - The database “{alias}” is not migrated ({len(missing)} missing); "
            "run “python manage.py migrate”."
        )
    return None
