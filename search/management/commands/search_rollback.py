"""Goes back to the index before the current one, once it holds what changed since."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from search.engines.base import EngineBusy, EngineUnavailable
from search.indexing import NothingKept, RebuildFailed, roll_back


class Command(BaseCommand):
    help = "退回上一个索引：先补上它建成以后的改动，再换上。现在用的留到下次重建。"

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            name, done = roll_back()
        except NothingKept as error:
            raise CommandError("没有留着的旧索引可退。索引有问题就重建：search_rebuild。") from error
        except EngineBusy as error:
            raise CommandError("重建正在进行，等它结束再退。") from error
        except RebuildFailed as error:
            raise CommandError(
                f"旧索引补不齐，仍用现在的：{error}。要一个新的就重建：search_rebuild。"
            ) from error
        except EngineUnavailable as error:
            raise CommandError(
                f"退不回去，仍用现在的：{error}。旧索引若是旧版程序建的，先换回那个版本的程序再退。"
            ) from error
        self.stdout.write(f"已退回{name}：补上{done.upserted}项改动，去掉{done.removed}项。")
        if done.failed:
            raise CommandError(f"{len(done.failed)}项未能索引：{done.failed[:20]}")
