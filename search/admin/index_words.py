"""How the index stands and what came of a job, in an operator's words. Pure: facts in, sentences out.

Decided here: the first sentence says whether parents find what is public, the second what to do; a number is never
shown without what it should be.
"""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from search.models import IndexJob
from search.standing import Standing
from search.status import IndexState

ENGINES = {"embedded": "内置引擎（Tantivy，在本机磁盘上）", "elasticsearch": "Elasticsearch"}
BREAKERS = {
    "closed": "通",
    "open": "已断开：连续几次没有应答，几秒后再试",
    "trying": "正在试着重新接通",
}
# The worker looks every second; this long means that it does not run, or that the engine refuses.
LATE = timedelta(minutes=1)


@dataclass(frozen=True)
class Verdict:
    """`level` is one of Wagtail's for help: info, warning, critical."""

    level: str
    says: str
    advice: str = ""


_STANDINGS = {
    Standing.AWAY: Verdict(
        "critical",
        "引擎没有应答，检索页由数据库代答（只按字面找题目和摘要），网站其他页面不受影响。",
        "把引擎开起来；它回来后几秒内自动接上，期间的改动由后台进程补上，不用重建。",
    ),
    Standing.MISSING: Verdict(
        "critical",
        "没有索引，检索页由数据库代答（只按字面找题目和摘要）。",
        "后台进程会自己重建；也可以现在就重建。",
    ),
    Standing.FOREIGN: Verdict(
        "critical",
        "索引不属于现在的数据库：数据库恢复过，换过引擎，或索引是拷来的。改动不再写进它。",
        "后台进程会自己重建；也可以现在就重建。",
    ),
    Standing.OUTDATED: Verdict(
        "warning",
        "索引是用旧的分词或字段建的，能搜到，但可能搜不准。",
        "后台进程会自己重建，期间检索不中断；也可以现在就重建。",
    ),
}


def verdict(state: IndexState, *, failing: int) -> Verdict:
    """What matters most now."""
    if told := _STANDINGS.get(state.standing):
        return told
    if failing:
        return Verdict(
            "warning",
            f"有{failing}项没能写进索引，家长搜不到它们最近的改动。",
            "看下面的原因；改好后会自动再试，也可以核对并修复。",
        )
    if state.lag_seconds > LATE.total_seconds():
        return Verdict(
            "warning",
            f"有{state.waiting}项改动等着写进索引，最久的等了{spell(state.lag_seconds)}。",
            "后台进程（manage.py worker）可能没有运行。",
        )
    if not state.is_whole:
        return Verdict(
            "warning",
            f"索引里有{state.documents}项，数据库里公开的有{state.items}项，对不上。",
            "核对并修复。",
        )
    return Verdict("info", f"索引与数据库一致：公开的{state.items}项都能搜到。")


def outcome(job: IndexJob) -> str:
    """What came of a job."""
    told: dict[str, Any] = job.result
    if job.state != IndexJob.State.DONE:
        return job.error
    took = f"用了{spell(told.get('seconds', 0))}。"
    if job.kind == IndexJob.Kind.RECONCILE:
        return _reconciled(told) + took
    made = "退回到" if job.kind == IndexJob.Kind.ROLL_BACK else "新索引"
    said = f"{made}{told.get('index')}，有{told.get('documents')}项，"
    if told.get("failed"):
        said += f"{len(told['failed'])}项没能写入（编号{_ids(told['failed'])}），"
    return said + took


def last_reconcile(state: IndexState) -> str:
    """How the last comparison of index and database ended."""
    if state.reconciled_at is None:
        return "还没有核对过"
    told = state.reconciled
    differing = sum(int(told.get(name, 0)) for name in ("missing", "stale", "ghosts"))
    if not differing:
        return f"{told.get('checked', 0)}项，没有出入"
    return (
        f"{told.get('checked', 0)}项，{differing}项有出入，{'已修复' if told.get('repaired') else '没有修复'}"
    )


def _reconciled(told: dict[str, Any]) -> str:
    parts = [
        f"{label}{len(told[name])}项（编号{_ids(told[name])}）"
        for name, label in (("missing", "缺"), ("stale", "旧"), ("ghosts", "多出"))
        if told.get(name)
    ]
    if not parts:
        return f"核对了{told.get('checked', 0)}项，没有出入，"
    return f"核对了{told.get('checked', 0)}项，{'，'.join(parts)}，都已交去修复，"


def _ids(ids: list[int]) -> str:
    shown = "、".join(str(id) for id in ids[:5])
    return f"{shown}等" if len(ids) > 5 else shown


def spell(seconds: float) -> str:
    """3.2秒, 5分钟, 2小时, 3天."""
    if seconds < 90:
        return f"{seconds:.1f}".removesuffix(".0") + "秒"
    for unit, length in (("天", 86400), ("小时", 3600)):
        if seconds >= 2 * length:
            return f"{seconds / length:.0f}{unit}"
    return f"{seconds / 60:.0f}分钟"
