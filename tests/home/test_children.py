"""Nothing that `demo` and `worker` start outlives them."""

import os
import signal
import subprocess
import sys
import time

import pytest
from django.conf import settings

# The parent says which child it started, and both would stay for a minute.
PARENT = """
import sys, time
from home.children import child_start
print(child_start("-c", sys.argv[1]).pid, flush=True)
time.sleep(60)
"""
STUBBORN = "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); print('ready', flush=True); time.sleep(60)"
END = """
import os, sys, time
from home.children import child_start, children_end
child = child_start("-c", sys.argv[1])
time.sleep(2)
children_end([child], seconds=0.5)
print(child.returncode, flush=True)
"""


def start(script, argument):
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "config.settings.test",
        "PYTHONPATH": str(settings.BASE_DIR),
    }
    return subprocess.Popen(  # noqa: S603
        [sys.executable, "-c", script, argument], env=environment, stdout=subprocess.PIPE, text=True
    )


def runs(pid):
    try:
        with open(f"/proc/{pid}/stat") as stat:
            return stat.read().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells a child that its parent is gone")
def test_a_child_ends_when_its_parent_is_killed():
    parent = start(PARENT, "import time; time.sleep(60)")
    child = int(parent.stdout.readline())
    assert runs(child)
    parent.send_signal(signal.SIGKILL)
    parent.wait()
    for _ in range(50):
        if not runs(child):
            return
        time.sleep(0.1)
    os.kill(child, signal.SIGKILL)
    pytest.fail("the child outlived its parent")


def test_a_child_that_does_not_listen_is_killed():
    parent = start(END, STUBBORN)
    output, _ = parent.communicate(timeout=30)
    assert output.split() == ["ready", str(-signal.SIGKILL)]
