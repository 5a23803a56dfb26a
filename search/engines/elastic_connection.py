"""The way to the servers: addresses, secrets, timeouts, the breaker, and what counts as “away”.

Decided here: a reader waits one second, for all questions of a page together (patience.py), and no server is asked
twice for it; a refused connection is tried on the next host; whatever keeps the servers from answering is
EngineUnavailable, whatever they refuse is an error of ours. Not here: what is asked.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from django.conf import settings
from elasticsearch import ApiError, Elasticsearch, NotFoundError, TransportError

from search.engines.base import EngineUnavailable, NoIndex
from search.engines.breaker import Breaker
from search.engines.patience import is_spare, seconds_left

# Too many requests, a gateway without a server, a server without its shards.
AWAY = {408, 429, 502, 503, 504}
# A block on the index (read-only, disk full): written later, not lost.
BLOCKED = 403
UNAUTHORISED = 401


@dataclass(frozen=True)
class ElasticSettings:
    """What the settings say of the servers."""

    hosts: tuple[str, ...]
    folder: Path
    prefix: str = "heluo"
    ca: str = ""
    api_key: str = ""
    user: str = "elastic"
    password: str = ""
    timeout: float = 1.0
    write_timeout: float = 30.0
    shards: int = 1
    replicas: str = "0-1"

    @classmethod
    def from_django(cls) -> "ElasticSettings":
        return cls(
            hosts=tuple(host.strip() for host in settings.SEARCH_URL.split(",") if host.strip()),
            folder=Path(settings.SEARCH_INDEX_DIR),
            prefix=settings.SEARCH_INDEX_PREFIX,
            ca=settings.SEARCH_CA,
            api_key=settings.SEARCH_API_KEY,
            user=settings.SEARCH_USER,
            password=settings.SEARCH_PASSWORD,
            timeout=settings.SEARCH_TIMEOUT,
            write_timeout=settings.SEARCH_WRITE_TIMEOUT,
            shards=settings.SEARCH_SHARDS,
            replicas=settings.SEARCH_REPLICAS,
        )


class Connection:
    """One client and one breaker for all threads of a process."""

    def __init__(self, told: ElasticSettings) -> None:
        self.settings = told
        self.breaker = Breaker()

    @cached_property
    def _client(self) -> Elasticsearch:
        told = self.settings
        options: dict[str, Any] = {"ca_certs": told.ca} if told.ca else {}
        if told.api_key:
            options["api_key"] = told.api_key
        elif told.password:
            options["basic_auth"] = (told.user, told.password)
        # A refused connection costs nothing, so the next host is asked; a silent one has cost the second.
        retries = len(told.hosts) - 1
        return Elasticsearch(
            list(told.hosts), max_retries=retries, retry_on_timeout=False, retry_on_status=(), **options
        )

    @contextmanager
    def reading(self) -> Iterator[Elasticsearch]:
        """The client, for what a visitor waits for. Even a question that the server refuses (too long for it) must
        not end in an error page."""
        seconds = seconds_left(self.settings.timeout)
        try:
            with self._guarded():
                if seconds <= 0:
                    raise EngineUnavailable("its answers took longer together than a page waits")
                yield self._client.options(request_timeout=seconds)
        except ApiError as error:
            raise EngineUnavailable(f"refused: {error.message}") from error

    @contextmanager
    def writing(self) -> Iterator[Elasticsearch]:
        """The client, for what may take longer."""
        with self._guarded():
            yield self._client.options(request_timeout=self.settings.write_timeout)

    @contextmanager
    def _guarded(self) -> Iterator[None]:
        if not self.breaker.allows(spare=is_spare()):
            raise EngineUnavailable("the breaker is open")
        try:
            yield
        except EngineUnavailable:
            self.breaker.failed()
            raise
        except TransportError as error:
            self.breaker.failed()
            # `str` of a TLS error does not say which.
            raise EngineUnavailable(f"{type(error).__name__}: {error.message}") from error
        except ApiError as error:
            # It answers, so the breaker stays closed unless it says itself that it cannot.
            self.breaker.failed() if error.status_code in AWAY else self.breaker.succeeded()
            raise _told(error) from error
        self.breaker.succeeded()


def _told(error: ApiError) -> Exception:
    if isinstance(error, NotFoundError):
        return NoIndex("there is no index yet")
    if error.status_code in {*AWAY, BLOCKED, UNAUTHORISED} or error.status_code >= 500:
        return EngineUnavailable(f"{error.status_code} {error.message}")
    return error


def is_away(statuses: Sequence[int]) -> bool:
    """Whether one of a bulk's answers speaks of the servers and not of its document."""
    return any(status in {*AWAY, BLOCKED} or status == 404 or status >= 500 for status in statuses)
