"""A TCP proxy between the program and its engine: passes on, delays, or swallows everything."""

import contextlib
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

PIECE = 65_536


class Proxy:
    """Listens on a port of this machine. `delay` is how many seconds an answer takes longer; `silent` passes nothing
    on, connections and bytes are taken and nothing ever comes back; `gone` ends every connection at once."""

    def __init__(self, host: str, port: int) -> None:
        self._target = (host, port)
        self.delay = 0.0
        self.silent = False
        self.gone = False
        self._listener = socket.create_server(("127.0.0.1", 0), backlog=128)
        self.port: int = self._listener.getsockname()[1]
        threading.Thread(target=self._serve, daemon=True).start()

    def close(self) -> None:
        self._listener.close()

    @contextmanager
    def slow(self, seconds: float) -> Iterator[None]:
        """Every answer comes so much later."""
        self.delay = seconds
        try:
            yield
        finally:
            self.delay = 0.0

    @contextmanager
    def black_hole(self) -> Iterator[None]:
        """Nothing comes back."""
        self.silent = True
        try:
            yield
        finally:
            self.silent = False

    def _serve(self) -> None:
        with contextlib.suppress(OSError):
            while True:
                client, _ = self._listener.accept()
                threading.Thread(target=self._connect, args=(client,), daemon=True).start()

    def _connect(self, client: socket.socket) -> None:
        if self.gone:
            client.close()
            return
        try:
            server = socket.create_connection(self._target, timeout=None)
        except OSError:
            client.close()
            return
        threading.Thread(target=self._pass, args=(client, server, False), daemon=True).start()
        self._pass(server, client, True)

    def _pass(self, source: socket.socket, target: socket.socket, is_answer: bool) -> None:
        with contextlib.suppress(OSError):
            while piece := source.recv(PIECE):
                if is_answer and self.delay:
                    time.sleep(self.delay)
                if self.silent:
                    continue
                if self.gone:
                    break
                target.sendall(piece)
        for end in (source, target):
            with contextlib.suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)
            end.close()
