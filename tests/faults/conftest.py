"""One installation for each engine, which suffers one fault after the other as an installation does in its life.

    .venv/bin/python -m pytest tests/faults -m faults                     # 2,200 items; Elasticsearch: ES_STATE
    make test-faults                                                      # 10,000 items, everything, and the table

These tests start processes and kill them. They are no part of `make test`.
"""

import secrets
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import connection, connections
from django.test.utils import override_settings
from elasticsearch import Elasticsearch
from pytest_django import DjangoDbBlocker

from benchmarks.make_catalogue import fill
from search.indexing import rebuild
from tests.faults.databases import Database
from tests.faults.place import Ended, Place
from tests.faults.proxy import Proxy
from tests.faults.report import write_report
from tests.faults.server import Server

NOT_RUN = (
    "Elasticsearch was NOT tested: ES_STATE names none that may be killed (make test-faults, make test-all)"
)
ENDED: list[Ended] = []


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    for item in items:
        if "tests/faults" in str(item.path):
            item.add_marker(pytest.mark.faults)
            if item.get_closest_marker("whole") and not config.getoption("--faults-whole"):
                item.add_marker(pytest.mark.skip(reason="only in the whole drill (make test-faults)"))


def pytest_sessionfinish(session: pytest.Session) -> None:
    if (path := session.config.getoption("--faults-report")) and ENDED:
        command = " ".join(["python -m pytest", *session.config.invocation_params.args])
        write_report(Path(path), ENDED, items=session.config.getoption("--faults-items"), command=command)


@pytest.fixture(scope="session")
def whole(request: pytest.FixtureRequest) -> bool:
    """Whether everything is wanted and not the selection that CI runs."""
    return bool(request.config.getoption("--faults-whole"))


@pytest.fixture(scope="session")
def catalogue(request: pytest.FixtureRequest, django_db_blocker: DjangoDbBlocker) -> Iterator[Database]:
    """A database with so many items, made once and copied for each engine."""
    folder = Path(tempfile.mkdtemp(prefix="heluo-faults-"))
    name = f"faults_{secrets.token_hex(4)}"
    database = Database(str(folder / "items.sqlite3") if connection.vendor == "sqlite" else name)
    before = connections.databases["default"]["NAME"]
    with django_db_blocker.unblock():
        database.create()
        database.use()
        call_command("migrate", verbosity=0, interactive=False)
        fill(request.config.getoption("--faults-items"))
        yield database
        database.drop()
    connections.databases["default"]["NAME"] = before
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="session", params=["embedded", "elastic"])
def installation(request: pytest.FixtureRequest, catalogue: Database) -> Iterator[Place]:
    """The installation with one engine."""
    is_elastic = request.param == "elastic"
    if is_elastic and not Server.is_there():
        pytest.skip(NOT_RUN)
    folder = Path(tempfile.mkdtemp(prefix="place-"))
    server = Server() if is_elastic else None
    port = int(server.address.rpartition(":")[2]) if server else 0
    place = Place(
        engine_name=request.param,
        folder=folder,
        database=catalogue.copy(f"faults_{secrets.token_hex(4)}", folder),
        items=request.config.getoption("--faults-items"),
        server=server,
        proxy=Proxy("127.0.0.1", port) if server else None,
        ended=ENDED,
    )
    place.database.use()
    told = {
        "SEARCH_URL": place.search_url,
        "SEARCH_INDEX_PREFIX": place.prefix,
        "SEARCH_INDEX_DIR": folder / "index",
        "SEARCH_LIVE_INDEXING": False,
        "MEDIA_ROOT": folder / "media",
    }
    with override_settings(**told):
        rebuild()
        place.start_worker()
        place.known_true = True
        yield place
        place.stop_worker()
    if server:
        client = Elasticsearch(server.address)
        for name in client.indices.get(index=f"{place.prefix}-*", features="aliases"):
            client.indices.delete(index=name)
    place.database.drop()
    catalogue.use()
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def place(installation: Place) -> Iterator[Place]:
    """The installation, true at the beginning of every fault."""
    if not installation.known_true:
        installation.mend()
    installation.known_true = False
    yield installation
    installation.forget_connections()


@pytest.fixture
def on_elastic(installation: Place) -> Place:
    if installation.engine_name != "elastic":
        pytest.skip("a fault of a server")
    return installation


# The places of their own take the part of the suite's usual files and settings.


@pytest.fixture(autouse=True)
def files_in_a_temporary_folder() -> None:
    """The place has its own."""
