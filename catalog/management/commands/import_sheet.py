"""Imports counties' summary sheets (汇总表) as lessons. Rules: docs/汇总表导入.md."""

import argparse
import json
import sys
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from accounts.models import Organisation
from catalog.importing.applying import SheetImport
from catalog.importing.reading import read_sheet_file
from catalog.importing.report import exit_code, file_report, readable_lines, whole_report
from catalog.importing.words import current_vocabulary


def _year(text: str) -> int:
    if not (text.isdigit() and 2000 <= int(text) <= 2100):
        raise argparse.ArgumentTypeError("年度写四位数字，例如 2026。")
    return int(text)


class Command(BaseCommand):
    help = "导入县区报送的课例汇总表（xlsx、xls、csv）。"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("files", nargs="+", type=Path, metavar="FILE")
        parser.add_argument("--county", metavar="CODE", help="县区代码；文件名与表头不一致时必须给出")
        parser.add_argument(
            "--year", type=_year, metavar="Y", help="年度；默认从文件名或表头读出，再默认为今年"
        )
        parser.add_argument("--dry-run", action="store_true", help="只看会发生什么，不写任何内容")
        parser.add_argument(
            "--publish", action="store_true", help="不经审核发布其中已有视频或正文的课例（记入日志）"
        )
        parser.add_argument("--report", type=Path, metavar="REPORT.json", help="把报告写到这个文件")

    def handle(self, *args: Any, **options: Any) -> None:
        counties = {county.code: county for county in Organisation.objects.counties()}
        if options["county"] and options["county"] not in counties:
            raise CommandError(
                f"没有代码为{options['county']}的县区。可用的代码：{'、'.join(counties)}", returncode=2
            )
        vocabulary = current_vocabulary()
        dry_run = options["dry_run"]
        files = []
        for path in options["files"]:
            sheet = read_sheet_file(
                path, vocabulary=vocabulary, county=options["county"], year=options["year"]
            )
            outcomes = []
            if sheet.county:
                work = SheetImport(sheet, county=counties[sheet.county])
                outcomes = work.plan()
                if not dry_run:
                    work.apply(publish=options["publish"])
            files.append(file_report(sheet, outcomes, dry_run=dry_run))
        report = whole_report(files)
        if options["report"]:
            options["report"].write_text(json.dumps(report, ensure_ascii=False, indent=1), encoding="utf-8")
        for line in readable_lines(report, dry_run=dry_run):
            self.stdout.write(line)
        if code := exit_code(report):
            sys.exit(code)
