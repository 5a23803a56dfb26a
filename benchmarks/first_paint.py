"""What a parent waits for on a slow phone: largest paint, shifts, bytes and requests of every kind of page.

    python benchmarks/first_paint.py [--var var] [--rounds 3] [--only home,lesson]

Starts a server of its own with the production settings over the data of an installation (`make demo`'s var by
default), and looks at it in Chromium at 390 px: cold cache, CPU four times slower, and Lighthouse's "slow 4G": a
round trip of 150 ms and 1.6 Mbps. Prints medians; the page is scrolled to its end afterwards, so that bytes and
shifts are the whole page's. Fails when a page is over a limit of issue 4.
"DevTools" is the same page under the preset of that name in Chrome's DevTools, which charges every single request
562.5 ms, as if each had to find the host and open a connection of its own. It is printed to compare, not judged.
"""

import argparse
import contextlib
import os
import secrets
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from playwright.sync_api import sync_playwright  # noqa: E402

from tests.browser.conftest import CHROMIUM, FLAGS, PHONE  # noqa: E402
from tests.browser.screens import FIXED, items_of  # noqa: E402

# Milliseconds before an answer, bytes a second down and up.
SLOW_4G = (150, 1.6 * 1024 * 1024 / 8, 750 * 1024 / 8)
DEVTOOLS = (150 * 3.75, 0.9 * 1.6 * 1024 * 1024 / 8, 0.9 * 750 * 1024 / 8)
SLOWER = 4
LIMITS = {"LCP": 1500, "shift": 0.05, "KB": 300, "HTML KB": 60}
WATCH = """
window.seen = {paint: 0, what: '', shift: 0};
new PerformanceObserver(list => list.getEntries().forEach(entry => {
  window.seen.paint = entry.startTime;
  window.seen.what = entry.element ? entry.element.tagName.toLowerCase() + '.' + entry.element.className : '';
})).observe({type: 'largest-contentful-paint', buffered: true});
new PerformanceObserver(list => list.getEntries().forEach(entry => {
  if (!entry.hadRecentInput) { window.seen.shift += entry.value; }
})).observe({type: 'layout-shift', buffered: true});
"""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--var", type=Path, default=ROOT / "var")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--only", default="")
    options = parser.parse_args()
    only = set(filter(None, options.only.split(",")))
    with served(options.var.resolve()) as site, sync_playwright() as engine:
        pages = {**FIXED, **items_of(site)}
        browser = engine.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        failed = []
        print("page              LCP ms  DevTools  shift   KB  requests  HTML KB  raw  largest")
        for name in [name for name in pages if not only or name in only]:
            address = site + pages[name]
            look(browser, address, SLOW_4G)  # the server's own first time
            seen = [look(browser, address, SLOW_4G) for _ in range(options.rounds)]
            harsh = statistics.median(look(browser, address, DEVTOOLS)["LCP"] for _ in range(options.rounds))
            line = {key: statistics.median(run[key] for run in seen) for key in seen[0] if key != "what"}
            print(
                f"{name:16} {line['LCP']:7.0f} {harsh:9.0f} {line['shift']:6.3f} {line['KB']:4.0f} {line['requests']:9.0f} "
                f"{line['sent']:8.1f} {line['HTML KB']:4.0f}  {seen[-1]['what']}",
                flush=True,
            )
            failed += [f"{name}: {key} {line[key]:.2f}" for key, most in LIMITS.items() if line[key] > most]
        browser.close()
    print("\n".join(failed) or "All within their limits.")
    sys.exit(1 if failed else 0)


def look(browser: Any, address: str, network: tuple[float, float, float]) -> dict[str, Any]:
    """One visit with nothing kept from before."""
    context = browser.new_context(viewport=PHONE, device_scale_factor=2, is_mobile=True, has_touch=True)
    page = context.new_page()
    page.add_init_script(WATCH)
    wire = context.new_cdp_session(page)
    wire.send("Network.enable")
    latency, down, up = network
    wire.send(
        "Network.emulateNetworkConditions",
        {"offline": False, "latency": latency, "downloadThroughput": down, "uploadThroughput": up},
    )
    wire.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    sizes: dict[str, float] = {}
    wire.on(
        "Network.loadingFinished",
        lambda event: sizes.update({event["requestId"]: event["encodedDataLength"]}),
    )
    documents: list[str] = []
    wire.on(
        "Network.responseReceived",
        lambda event: documents.append(event["requestId"]) if event["type"] == "Document" else None,
    )
    answer = page.goto(address)
    page.wait_for_load_state("networkidle")
    seen = page.evaluate("window.seen")
    # To the end and a moment of rest: what comes late may still move something.
    page.evaluate(
        "new Promise(done => { let y = 0; const step = () => { window.scrollTo(0, y += 500); y < document.body.scrollHeight ? setTimeout(step, 60) : done(); }; step(); })"
    )
    page.wait_for_load_state("networkidle")
    result = {
        "LCP": seen["paint"],
        "what": seen["what"],
        "shift": page.evaluate("window.seen.shift"),
        "KB": sum(sizes.values()) / 1024,
        "requests": len(sizes),
        "HTML KB": len(answer.body()) / 1024,
        "sent": sizes.get(documents[0], 0) / 1024,
    }
    context.close()
    return result


@contextlib.contextmanager
def served(var: Path) -> Iterator[str]:
    """The address of the installation in `var`, served as a public server serves it (without TLS)."""
    with tempfile.TemporaryDirectory() as folder:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        for part in var.iterdir():
            if part.name != "static":  # collected anew, beside the installation
                (Path(folder) / part.name).symlink_to(part)
        environment = {
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "config.settings.production",
            "VAR_DIR": folder,
            "DATABASE_URL": f"sqlite:///{var / 'db.sqlite3'}",
            "SECRET_KEY": secrets.token_urlsafe(50),
            "ALLOWED_HOSTS": "127.0.0.1",
            "SECURE_SSL_REDIRECT": "0",
        }
        collect = [sys.executable, "manage.py", "collectstatic", "--no-input", "-v0"]
        subprocess.run(collect, cwd=ROOT, env=environment, check=True)  # noqa: S603
        serve = ["-m", "granian", "--interface", "wsgi", "--port", str(port), "--log-level", "error"]
        command = [sys.executable, *serve, "config.wsgi:application"]
        server = subprocess.Popen(command, cwd=ROOT, env=environment)  # noqa: S603
        site = f"http://127.0.0.1:{port}"
        try:
            _wait_for(site)
            yield site
        finally:
            server.terminate()
            server.wait(timeout=20)


def _wait_for(site: str) -> None:
    for _ in range(240):
        with contextlib.suppress(OSError):
            urllib.request.urlopen(f"{site}/healthz", timeout=2)  # noqa: S310 - our own server
            return
        time.sleep(0.25)
    raise SystemExit("The server did not answer.")


if __name__ == "__main__":
    main()
