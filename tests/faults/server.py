"""The Elasticsearch that these tests may kill: one that .ci/elasticsearch.sh started, found by its ES_STATE."""

import os
import signal
import subprocess
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SCRIPT = ROOT / ".ci" / "elasticsearch.sh"


class Server:
    """Known by the file in which the script noted it: process, folder, address."""

    def __init__(self) -> None:
        self.state = Path(os.environ["ES_STATE"])

    @staticmethod
    def is_there() -> bool:
        return Path(os.environ.get("ES_STATE", "/nowhere")).exists()

    @property
    def group(self) -> int:
        """Launcher and server, as `kill` takes a process group."""
        return -int(self.state.read_text().split()[0])

    @property
    def address(self) -> str:
        return self.state.read_text().split()[2]

    def kill(self) -> None:
        """kill -9 of all of it."""
        os.kill(self.group, signal.SIGKILL)
        self.wait_until_dead()

    def wait_until_dead(self) -> None:
        for _ in range(300):
            try:
                os.kill(self.group, 0)
            except ProcessLookupError:
                return
            time.sleep(0.1)
        raise AssertionError("Elasticsearch still runs.")

    def again(self) -> None:
        """Starts it on its data and at its address."""
        self.wait_until_dead()
        subprocess.run(["sh", str(SCRIPT), "again"], check=True, capture_output=True, cwd=ROOT)  # noqa: S603, S607
