"""WeChat's browser on an old phone: scripts are ES2017, styles do without what it does not know (look.md).

A scan of the sources, since no engine of 2017 is at hand: it knows the words that came later, not the grammar.
"""

import re

import pytest
from django.conf import settings

STATIC = settings.BASE_DIR / "static"
LATER_SCRIPT = {
    "optional chaining": r"\?\.(?!\d)",
    "nullish coalescing": r"\?\?",
    "catch without a name": r"catch\s*\{",
    "spread in an object": r"[{,]\s*\.\.\.\w+[^)\]]*\}",
    "class fields and private names": r"#\w+\s*[=;(]",
    "for await, async generators": r"for\s+await|async\s+function\s*\*|async\s*\*",
    "modules": r"^\s*(?:import|export)\b|\bimport\s*\(",
    "numeric separators and BigInt": r"\b\d+_\d+\b|\b\d+n\b",
    "logical assignment": r"(?:\|\||&&|\?\?)=",
    "later methods": r"\.(?:flat|flatMap|matchAll|replaceAll|at|finally|allSettled|any|fromEntries|trimStart|trimEnd"
    r"|findLast|findLastIndex|toSorted|toReversed|replaceChildren|toggleAttribute)\s*\(",
    "later names": r"\b(?:globalThis|structuredClone|queueMicrotask|ResizeObserver|WeakRef|Intl\.Segmenter)\b",
}
LATER_STYLE = {
    ":has": r":has\(",
    ":is and :where": r":(?:is|where)\(",
    "container queries": r"@container|container-(?:type|name)",
    "aspect-ratio": r"aspect-ratio\s*:",
    "inset": r"(?<![\w-])inset(?:-\w+)?\s*:",
    "layers": r"@layer",
    "nesting": r"[{;]\s*&",
    "later units": r"\d(?:dvh|svh|lvh|cqw|cqi)\b",
    "later functions": r"\b(?:clamp|color-mix|min|max)\(",
    "dialog": r"(?:^|[\s,}>])dialog\b",
    "range queries": r"@media[^{]*[<>]",
}


def without_words(text):
    """The source without comments, strings and regular expressions."""
    text = re.sub(r"/\*.*?\*/", "", text, flags=re.DOTALL)
    text = re.sub(r"(?m)(?<![:'\"])//.*$", "", text)
    text = re.sub(r"'(?:[^'\\\n]|\\.)*'|\"(?:[^\"\\\n]|\\.)*\"", "''", text)
    return re.sub(r"(?<=[(=,:!&|?])\s*/(?![/*])(?:[^/\\\n]|\\.)+/[gimuy]*", " /x/", text)


def later(text, table):
    clean = without_words(text)
    return {
        name: found.group()
        for name, pattern in table.items()
        if (found := re.search(pattern, clean, re.MULTILINE))
    }


def flexes_with_gaps(text):
    rules = re.findall(r"([^{}]+)\{([^{}]*)\}", without_words(text))
    return [
        selector.strip()
        for selector, body in rules
        if re.search(r"display\s*:\s*(?:inline-)?flex", body)
        and re.search(r"(?<![\w-])(?:row-|column-)?gap\s*:", body)
    ]


@pytest.mark.parametrize("path", sorted((STATIC / "js").glob("*.js")), ids=lambda path: path.stem)
def test_a_script_is_es2017(path):
    assert later(path.read_text(encoding="utf-8"), LATER_SCRIPT) == {}


@pytest.mark.parametrize("path", sorted((STATIC / "css").glob("*.css")), ids=lambda path: path.stem)
def test_a_style_does_without_what_came_later(path):
    text = path.read_text(encoding="utf-8")
    assert later(text, LATER_STYLE) == {}
    assert flexes_with_gaps(text) == []


@pytest.mark.parametrize(
    "line",
    [
        "a?.b", "a ?? b", "try { x(); } catch { y(); }", "f({...a, b: 1})", "list.flat()", "x ||= 1", "1_000",
        "class A { #x = 1; }", "p.finally(f)", "const m = import('x')",
    ],
)  # fmt: skip
def test_the_scan_sees_what_came_later_in_scripts(line):
    assert later(line, LATER_SCRIPT)


@pytest.mark.parametrize(
    "line", ["f(...list)", "a ? .5 : 1", "[...a, 1]", "async function f() {}", "a || b", "'?.'"]
)
def test_the_scan_lets_es2017_pass(line):
    assert later(line, LATER_SCRIPT) == {}


@pytest.mark.parametrize(
    "line",
    [
        "a:has(b) {}",
        "a { inset: 0 }",
        "a { aspect-ratio: 1 }",
        "@container (x) {}",
        "a { & b {} }",
        "dialog { }",
    ],
)
def test_the_scan_sees_what_came_later_in_styles(line):
    assert later(line, LATER_STYLE)


def test_the_scan_sees_gaps_of_flex_and_not_of_grid():
    assert flexes_with_gaps("a { display: flex; gap: 1px } b { display: grid; gap: 1px }") == ["a"]
