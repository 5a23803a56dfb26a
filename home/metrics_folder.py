"""Where the processes of one server count together.

Decided here: each process writes its counts into files of its own (prometheus-client's way) in a folder named after
machine and common parent; folders of servers that ended are removed by the next that starts here. This module must be
used before prometheus-client is imported, which then decides once and for all, so it does not import it.
"""

import os
import shutil
import socket
from pathlib import Path

VARIABLE = "PROMETHEUS_MULTIPROC_DIR"


def folder_ensure(parent: Path) -> Path:
    """The folder of this process's server, made and named to prometheus-client."""
    servers = parent / socket.gethostname()
    ours = servers / str(os.getppid())
    ours.mkdir(parents=True, exist_ok=True)
    os.environ[VARIABLE] = str(ours)
    for other in servers.iterdir():
        if other.name.isdigit() and not runs(int(other.name)):
            shutil.rmtree(other, ignore_errors=True)
    return ours


def runs(process: int) -> bool:
    """Whether there is such a process on this machine."""
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        pass
    return True
