#!/bin/sh
# Takes the pictures of docs/检索用词.md anew, of a site that runs (make demo): what a parent sees of a search on a phone.
#
#   docs/pictures/search.sh http://localhost:8000
set -eu
cd "$(dirname "$0")/../.."
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
.venv/bin/python -m tests.browser.screens "$1" "$work" --only home,results,moment,corrected,nothing,card --views phone,sheet,typing
.venv/bin/python - "$work" <<'PYTHON'
import sys
from pathlib import Path
from PIL import Image

TALL = 1000  # what a thumb's stroke shows; the rest of a page is more of the same
NAMES = {
    "home-typing": "typing", "results-filters": "filters", "moment": "moment",
    "corrected": "corrected", "nothing": "nothing", "card": "card",
}
for name, kept in NAMES.items():
    picture = Image.open(Path(sys.argv[1]) / f"{name}-390.png").convert("RGB")
    shown = picture.crop((0, 0, picture.width, min(TALL, picture.height)))
    shown.quantize(128).save(f"docs/pictures/search-{kept}-390.png", optimize=True)
PYTHON
