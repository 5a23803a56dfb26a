"""The database of a place: a file or, where DATABASE_URL names a PostgreSQL, a database of its server."""

import os
import shutil
import sqlite3
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg
from django.db import connections


@dataclass
class Database:
    """`name` is a path or the name of a PostgreSQL database."""

    name: str

    @property
    def url(self) -> str:
        server = _server()
        if not server:
            return f"sqlite:///{self.name}"
        return urlunsplit(urlsplit(server)._replace(path=f"/{self.name}"))

    def use(self) -> None:
        """This process's own connections go there from now on."""
        connections.close_all()
        connections.databases["default"]["NAME"] = self.name

    def copy(self, name: str, folder: Path) -> "Database":
        """A backup as it is now, or the restoration of one. Nobody may be writing."""
        connections.close_all()
        copy = Database(name if _server() else str(folder / f"{name}.sqlite3"))
        if _server():
            _order(f'DROP DATABASE IF EXISTS "{copy.name}" WITH (FORCE)', self._end_others())
            _order(f'CREATE DATABASE "{copy.name}" TEMPLATE "{self.name}"')
        else:
            with sqlite3.connect(self.name) as source, sqlite3.connect(copy.name) as target:
                source.backup(target)
        return copy

    def become(self, backup: "Database") -> None:
        """Is replaced by a backup: an older database is restored."""
        connections.close_all()
        if _server():
            _order(f'DROP DATABASE IF EXISTS "{self.name}" WITH (FORCE)', backup._end_others())
            _order(f'CREATE DATABASE "{self.name}" TEMPLATE "{backup.name}"')
        else:
            for rest in ("-wal", "-shm"):
                Path(self.name + rest).unlink(missing_ok=True)
            shutil.copyfile(backup.name, self.name)

    def create(self) -> None:
        if _server():
            _order(f'DROP DATABASE IF EXISTS "{self.name}" WITH (FORCE)')
            _order(f'CREATE DATABASE "{self.name}"')

    def drop(self) -> None:
        connections.close_all()
        if _server():
            _order(f'DROP DATABASE IF EXISTS "{self.name}" WITH (FORCE)')

    def _end_others(self) -> str:
        return f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{self.name}'"  # noqa: S608


def _server() -> str:
    url = os.environ.get("DATABASE_URL", "")
    return url if url.startswith(("postgres://", "postgresql://")) else ""


def _order(*statements: str) -> None:
    with psycopg.connect(_server(), autocommit=True) as connection:
        for statement in statements:
            connection.execute(statement)  # type: ignore[arg-type]
