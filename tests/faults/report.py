"""The table of a drill, in Chinese, for docs/检索故障演练.md."""

import platform
from datetime import date
from pathlib import Path

from tests.faults.place import Ended

ENGINES = {"embedded": "内嵌（Tantivy）", "elastic": "Elasticsearch"}
HEAD = """# 检索故障演练

给运维的人看：检索的引擎、索引、后台进程、数据库各出一次事，之后索引是否还与数据库一致。
每一行是一次真的事故：进程用 `kill -9` 杀掉，网络由测试里的一个小代理拖慢或吞掉，数据库真的换成旧的备份。
每次之后逐项核对（编号、版本、内容摘要），“缺”“旧”“多”都必须是 0，并且要在恢复后 60 秒以内。
后台的定时核对在演练中是关着的：下面的每一行都不靠它补。

这一页由真实的运行写成，命令是（`make test-faults` 是全部事故、1万项、两个引擎，启动一个自己的 Elasticsearch）：

```
{command}
```

| 日期 | 资源数 | 机器 |
|---|---|---|
"""


def write_report(path: Path, ended: list[Ended], *, items: int, command: str) -> None:
    """Replaces the page by what this run found."""
    machine = f"{platform.system()} {platform.machine()}，Python {platform.python_version()}"
    lines = [
        f"{HEAD.format(command=command)}| {date.today()} | {items} | {machine} |",
        "",
        "“恢复”是从事故结束（引擎回来、后台进程重新启动、写入停止）到逐项核对全部一致的秒数，含核对本身。",
        "",
        "| 事故 | 引擎 | 恢复（秒） | 核对项数 | 缺 | 旧 | 多 |",
        "|---|---|---|---|---|---|---|",
    ]
    for one in sorted(ended, key=lambda one: (one.fault, one.engine)):
        drift = one.drift
        lines.append(
            f"| {one.fault} | {ENGINES[one.engine]} | {one.seconds:.1f} | {drift.checked} "
            f"| {len(drift.missing)} | {len(drift.stale)} | {len(drift.ghosts)} |"
        )
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
