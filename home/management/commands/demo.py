"""`make demo`: everything from an empty machine to a running site, then server and worker until stopped.

The server starts only after content and index are complete, so that whoever waits for `/` to answer 200
gets the whole site. Ctrl-C, or TERM to this process or its group, ends everything that was started.
"""

import fcntl
import json
import os
import signal
import socket
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.urls import reverse

from home.children import Child, child_start, children_end
from search import indexing
from search.engines import engine


class Command(BaseCommand):
    help = "准备示例网站并启动服务器和后台进程。"

    def handle(self, *args: Any, **options: Any) -> None:
        host, port = os.environ.get("HOST", "127.0.0.1"), int(os.environ.get("PORT", "8000"))
        self._refuse_taken_port(host, port)
        signal.signal(signal.SIGTERM, self._stop)
        processes: list[Child] = []
        try:
            with self._alone():
                self._prepare()
                # Again: granian shares a port with whoever took it meanwhile, instead of failing.
                self._refuse_taken_port(host, port)
                for arguments in (self._server(host, port), (os.path.abspath(sys.argv[0]), "worker")):
                    processes.append(self._start(*arguments))
                self._wait_for(host, port, processes)
                self._introduce(host, port)
                while all(process.poll() is None for process in processes):
                    time.sleep(0.5)
            raise CommandError("服务器或后台进程意外结束，原因见上面的输出。")
        except KeyboardInterrupt:
            self.stdout.write("正在结束……")
        finally:
            children_end(processes, seconds=10)

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """Two at once would fill the same database and share a port between two sites."""
        settings.VAR_DIR.mkdir(parents=True, exist_ok=True)
        with (settings.VAR_DIR / "demo.lock").open("w") as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except OSError as error:
                raise CommandError(f"另一个make demo正在使用{settings.VAR_DIR}。先结束它，再试。") from error
            yield

    def _prepare(self) -> None:
        call_command("migrate", verbosity=0, interactive=False)
        with indexing.paused():
            call_command("load_demo")
        self._complete_index()

    def _introduce(self, host: str, port: int) -> None:
        """Where the site is and who may sign in."""
        address = f"http://{'localhost' if host in ('127.0.0.1', '0.0.0.0') else host}:{port}"  # noqa: S104
        path = settings.VAR_DIR / "demo-accounts.json"
        self.stdout.write(f"\n网站：{address}{reverse('catalog:items').removesuffix('items/')}")
        self.stdout.write(f"后台：{address}{reverse('wagtailadmin_home')}")
        for account in json.loads(path.read_text(encoding="utf-8"))["accounts"]:
            self.stdout.write(f"  {account['name']}  {account['username']}  {account['password']}")
        self.stdout.write(f"账号存在 {path}。按Ctrl-C结束。")
        self.stdout.flush()

    def _complete_index(self) -> None:
        """Drains what is pending; an index that is missing, old or of another database is built anew."""
        if not indexing.is_current() or engine().status().documents != len(indexing.eligible_ids()):
            call_command("search_rebuild", verbosity=0)
        else:
            indexing.drain()

    def _server(self, host: str, port: int) -> tuple[str, ...]:
        return (
            *("-m", "granian", "--interface", "wsgi", "--workers", "2", "--host", host, "--port", str(port)),
            *("--no-access-log", "--backpressure", "64", "--log-level", "warning", "config.wsgi:application"),
        )

    def _start(self, *arguments: str) -> Child:
        return child_start(
            *arguments, environment={**os.environ, "DJANGO_SETTINGS_MODULE": settings.SETTINGS_MODULE}
        )

    def _wait_for(self, host: str, port: int, processes: list[Child]) -> None:
        for _ in range(300):
            if any(process.poll() is not None for process in processes):
                raise CommandError("服务器没有启动，原因见上面的输出。")
            with socket.socket() as probe:
                if probe.connect_ex((host, port)) == 0:
                    return
            time.sleep(0.1)
        raise CommandError(f"服务器30秒内没有在{port}端口应答。")

    def _refuse_taken_port(self, host: str, port: int) -> None:
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((host, port))
            except OSError as error:
                raise CommandError(f"{port}端口已被占用。换一个端口再试：PORT=8001 make demo") from error

    def _stop(self, signum: int, frame: Any) -> None:
        raise KeyboardInterrupt
