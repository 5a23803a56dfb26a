"""What the settings say of the servers reaches them: hosts, secrets, certificate authority, timeouts, prefix."""

import base64
import json
import shutil
import ssl
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest

from search.engines import engine
from search.engines.base import Anything, CompiledQuery, EngineUnavailable
from search.engines.elastic import ElasticEngine
from search.engines.elastic_connection import Connection, ElasticSettings
from search.engines.patience import patience

ANSWER = {"hits": {"total": {"value": 0}, "hits": []}, "timed_out": False, "aggregations": {}}


@contextmanager
def a_server(
    asked: list[tuple[str, str]], *, seconds: float = 0.0, certificate: Path | None = None
) -> Iterator[str]:
    """Answers everything with nothing found, after some seconds; notes path and Authorization."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            asked.append((self.path, self.headers.get("Authorization", "")))
            self.rfile.read(int(self.headers.get("Content-Length", 0)))
            time.sleep(seconds)
            body = json.dumps(ANSWER).encode()
            self.send_response(200)
            self.send_header("X-Elastic-Product", "Elasticsearch")
            self.send_header("Content-Type", "application/vnd.elasticsearch+json;compatible-with=8")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *args: object) -> None:
            """Tests are silent."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    if certificate:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate)
        server.socket = context.wrap_socket(server.socket, server_side=True)
    Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"{'https' if certificate else 'http'}://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()


@pytest.fixture
def told(settings, tmp_path):
    """All settings of Elasticsearch, as an installation would have them."""
    settings.SEARCH_URL = "https://es1:9200, https://es2:9200,"
    settings.SEARCH_INDEX_PREFIX = "anothercity"
    settings.SEARCH_CA = str(tmp_path / "ca.pem")
    settings.SEARCH_API_KEY = "a-key"
    settings.SEARCH_USER, settings.SEARCH_PASSWORD = "searcher", "a-password"
    settings.SEARCH_TIMEOUT, settings.SEARCH_WRITE_TIMEOUT = 0.7, 42.0
    settings.SEARCH_SHARDS, settings.SEARCH_REPLICAS = 3, "2"
    return ElasticSettings.from_django()


def test_every_setting_is_taken(told, settings):
    assert told == ElasticSettings(
        hosts=("https://es1:9200", "https://es2:9200"),
        folder=Path(settings.SEARCH_INDEX_DIR),
        prefix="anothercity",
        ca=settings.SEARCH_CA,
        api_key="a-key",
        user="searcher",
        password="a-password",
        timeout=0.7,
        write_timeout=42.0,
        shards=3,
        replicas="2",
    )
    assert isinstance(engine(), ElasticEngine)


def test_all_hosts_are_known_and_their_certificates_checked_by_our_authority(told):
    nodes = Connection(told)._client.transport.node_pool.all()
    assert {(node.config.scheme, node.config.host, node.config.port) for node in nodes} == {
        ("https", "es1", 9200),
        ("https", "es2", 9200),
    }
    assert {node.config.ca_certs for node in nodes} == {told.ca}
    assert all(node.config.verify_certs for node in nodes)


@pytest.mark.parametrize(
    ("secrets", "sent"),
    [
        ({"api_key": "a-key", "password": "too"}, "ApiKey a-key"),
        ({"user": "u", "password": "p"}, "Basic " + base64.b64encode(b"u:p").decode()),
        ({}, ""),
    ],
)
def test_a_key_goes_before_a_password_and_none_is_sent_unasked(tmp_path, secrets, sent):
    asked: list[tuple[str, str]] = []
    with a_server(asked) as url:
        ElasticEngine(ElasticSettings((url,), tmp_path, **secrets)).search(CompiledQuery(Anything()))
    assert [authorization for _, authorization in asked] == [sent]


def test_the_prefix_names_the_alias_that_is_asked(tmp_path):
    asked: list[tuple[str, str]] = []
    with a_server(asked) as url:
        ElasticEngine(ElasticSettings((url,), tmp_path, prefix="anothercity")).search(
            CompiledQuery(Anything())
        )
    assert asked[0][0].startswith("/anothercity/_search?")


def test_a_reader_waits_as_long_as_told_and_a_writer_longer(tmp_path):
    asked: list[tuple[str, str]] = []
    with a_server(asked, seconds=0.4) as url:
        told = ElasticSettings((url,), tmp_path, timeout=0.1, write_timeout=5.0)
        hasty = Connection(told)
        started = time.monotonic()
        with pytest.raises(EngineUnavailable), hasty.reading() as client:
            client.search(index="x")
        assert time.monotonic() - started < 0.35
        with hasty.writing() as client:
            client.search(index="x")
        with Connection(replace(told, timeout=5.0)).reading() as client:
            client.search(index="x")


def test_all_questions_of_a_page_wait_no_longer_together_than_one_would(tmp_path):
    asked: list[tuple[str, str]] = []
    with a_server(asked, seconds=0.2) as url:
        engine = ElasticEngine(ElasticSettings((url,), tmp_path, timeout=0.5))
        started = time.monotonic()
        with pytest.raises(EngineUnavailable), patience(0.5):  # noqa: PT012 - the third is too much
            for _ in range(20):
                engine.search(CompiledQuery(Anything()))
        assert time.monotonic() - started < 0.9
        assert len(asked) >= 2, "each of them came in time"
        engine.search(CompiledQuery(Anything()))  # the next page begins anew


def test_a_page_whose_time_is_over_asks_no_more(tmp_path):
    asked: list[tuple[str, str]] = []
    with a_server(asked) as url, patience(0.0), pytest.raises(EngineUnavailable):
        ElasticEngine(ElasticSettings((url,), tmp_path)).search(CompiledQuery(Anything()))
    assert asked == []


class Authority:
    """A certificate authority that openssl makes in a folder."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir()
        self._folder, self.pem = folder, folder / "ca.pem"
        self._openssl("req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "1", "-subj", "/CN=authority", "-keyout", "ca.key", "-out", "ca.pem")  # fmt: skip

    def certificate(self) -> Path:
        """One for 127.0.0.1, key and certificate in one file."""
        (self._folder / "names").write_text("subjectAltName=IP:127.0.0.1\n")
        self._openssl("req", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-subj", "/CN=es", "-keyout", "es.key", "-out", "es.csr")  # fmt: skip
        self._openssl("x509", "-req", "-in", "es.csr", "-CA", "ca.pem", "-CAkey", "ca.key", "-CAcreateserial", "-days", "1", "-extfile", "names", "-out", "es.crt")  # fmt: skip
        both = self._folder / "es.pem"
        both.write_text((self._folder / "es.key").read_text() + (self._folder / "es.crt").read_text())
        return both

    def _openssl(self, *arguments: str) -> None:
        subprocess.run(["openssl", *arguments], cwd=self._folder, check=True, capture_output=True)  # noqa: S603, S607


@pytest.mark.skipif(not shutil.which("openssl"), reason="TLS was NOT tested: openssl makes its certificates")
def test_a_server_is_believed_by_our_authority_and_by_no_other(tmp_path):
    ours, another = Authority(tmp_path / "ours"), Authority(tmp_path / "another")
    asked: list[tuple[str, str]] = []
    with a_server(asked, certificate=ours.certificate()) as url:
        told = ElasticSettings((url,), tmp_path, api_key="a-key", ca=str(ours.pem))
        assert ElasticEngine(told).search(CompiledQuery(Anything())).total == 0
        assert [authorization for _, authorization in asked] == ["ApiKey a-key"]
        for ca in (str(another.pem), ""):
            with pytest.raises(EngineUnavailable, match="certificate verify failed"):
                ElasticEngine(replace(told, ca=ca)).search(CompiledQuery(Anything()))
    assert len(asked) == 1, "nobody was told the key"
