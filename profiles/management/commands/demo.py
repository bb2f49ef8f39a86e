import os
import secrets
import socket
import subprocess
import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.auth.models import Group, User
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from profiles.databases import DESK
from profiles.desk.importing import import_dossier
from profiles.desk.roles import ADMINISTRATOR, ANALYST, EDITOR
from profiles.documents.faults import DocumentError
from profiles.documents.reader import read_dossier
from profiles.models import Person
from profiles.publishing import publish_pending, publish_starter

_STARTERS = settings.BASE_DIR / "fixtures" / "dossiers"
#: The accounts that are made, each named after its role, and what it is for.
_ACCOUNTS = {
    ANALYST: "writes, and sends to review",
    EDITOR: "reviews, publishes and withdraws too",
    ADMINISTRATOR: "manages accounts too",
}


class Command(BaseCommand):
    help = (
        "Set up everything with the starter dossiers, and serve it on this machine. "
        "What exists already is left as it is."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--host", default="127.0.0.1")
        parser.add_argument("--port", type=int, default=8000)
        parser.add_argument(
            "--no-serve", action="store_true", help="set everything up, and stop there"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        host, port = options["host"], options["port"]
        if not options["no_serve"]:
            _require_free(host, port)
        self._say("Migrating both databases …")
        call_command("migrate", verbosity=0)
        self._import_starters()
        publish_pending(lambda person: self._say(f"Publishing {person} …"))
        self._create_accounts()
        if not options["no_serve"]:
            self._serve(host, port)

    def _say(self, words: str) -> None:
        self.stdout.write(words)
        self.stdout.flush()

    def _import_starters(self) -> None:
        files = sorted(_STARTERS.glob("*.yaml"))
        for number, file in enumerate(files, start=1):
            text = file.read_text(encoding="utf-8")
            try:
                dossier_id = read_dossier(text).id
                person = Person.objects.using(DESK).filter(stable_id=dossier_id).first()
                if person is None:
                    self._say(f"[{number}/{len(files)}] Importing {file.name} …")
                    person = import_dossier(text, is_starter=True).person
                if not person.editions.exists():
                    publish_starter(person)
            except DocumentError as error:
                raise CommandError(f"{file.name} was refused:\n{error}") from error

    def _create_accounts(self) -> None:
        """An account of each role; their passwords are shown this once."""
        if User.objects.exists():
            return
        passwords = {role: secrets.token_urlsafe(15) for role in _ACCOUNTS}
        with transaction.atomic(using=DESK):
            for role, password in passwords.items():
                user = User.objects.create_user(role, password=password, is_staff=True)
                user.groups.add(Group.objects.get(name=role))
        self._say("The desk's accounts:")
        self._say(f"  {'account':<14} {'password':<20}  what it does")
        for role, use in _ACCOUNTS.items():
            self._say(f"  {role:<14} {passwords[role]:<20}  {use}")
        self._say("The passwords are shown this once; change them at the desk.")

    def _serve(self, host: str, port: int) -> None:
        """Serve with the production server and settings, debug off, plain HTTP."""
        environment = os.environ | {
            "DOSSIER_DEBUG": "0",
            "DOSSIER_HTTPS": "0",
            "DOSSIER_HOSTS": f"localhost,127.0.0.1,{host}",
            "DOSSIER_SECRET_KEY_FILE": str(_secret_file(settings.DATA_DIR)),
        }
        environment.pop("DOSSIER_SECRET_KEY", None)
        manage = [sys.executable, str(settings.BASE_DIR / "manage.py")]
        collect = [*manage, "collectstatic", "--noinput", "--verbosity", "0"]
        subprocess.run(collect, env=environment, check=True)  # noqa: S603 -- our own command, no input of others
        self._say(f"Readers: http://{host}:{port}/")
        self._say(f"The desk: http://{host}:{port}/admin/")
        self._say("Stop with Ctrl+C.")
        # fmt: off
        server = [
            sys.executable, "-m", "granian", "dossier_site.wsgi:application",
            "--interface", "wsgi", "--host", host, "--port", str(port),
            "--workers", "2", "--blocking-threads", "1", "--backlog", "1024",
            "--no-ws", "--log-level", "warning",
            "--working-dir", str(settings.BASE_DIR),
        ]
        # fmt: on
        os.execve(sys.executable, server, environment)  # noqa: S606 -- becomes the server, so that Ctrl+C and signals reach it


def _require_free(host: str, port: int) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise CommandError(
                f"Nothing can be served at {host}:{port} ({error.strerror}); "
                "choose another port with --port."
            ) from error


def _secret_file(folder: Path) -> Path:
    """A secret key of this checkout's own, readable by its owner alone."""
    path = folder / "secret-key"
    if not path.exists():
        path.touch(mode=0o600)
        path.write_text(secrets.token_urlsafe(60))
    return path
