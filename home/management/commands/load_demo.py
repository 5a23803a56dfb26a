"""Brings the demonstration: organisations, vocabulary, places, accounts, items. Safe to run again."""

import json
import secrets
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand
from wagtail.models import Site

from accounts.models import Membership, Organisation, User
from catalog.bulk import quiet_admin_indexing
from home.demo.loader import DemoLoader

ACCOUNTS: list[tuple[str, str, str, str]] = [
    ("admin", "示例管理员", "", ""),
    ("city", "示例市级编辑", Membership.Role.CITY_EDITOR, "410300"),
    ("luolong", "示例洛龙编辑", Membership.Role.COUNTY_EDITOR, "410311"),
    ("songxian", "示例嵩县编辑", Membership.Role.COUNTY_EDITOR, "410325"),
    ("manager", "示例只读管理", Membership.Role.MANAGER, "410300"),
]


class Command(BaseCommand):
    help = "载入示例内容（可重复运行，不覆盖已有内容）。"

    def handle(self, *args: Any, **options: Any) -> None:
        call_command("load_organisations")
        call_command("load_vocabulary")
        call_command("make_places")
        self._accounts(settings.VAR_DIR / "demo-accounts.json")
        loader = DemoLoader()
        with quiet_admin_indexing():
            created = loader.load()
        self.stdout.write(f"示例内容：新建{created}项。")

    def _accounts(self, path: Path) -> None:
        """Accounts with passwords made on this machine; a known password is kept, so that running again
        locks nobody out."""
        kept = json.loads(path.read_text(encoding="utf-8")) if path.exists() else {"accounts": []}
        passwords = {account["username"]: account["password"] for account in kept["accounts"]}
        written = []
        for username, name, role, code in ACCOUNTS:
            password = passwords.get(username) or secrets.token_urlsafe(12)
            user, _ = User.objects.get_or_create(username=username, defaults={"name": name})
            if not user.check_password(password):
                user.set_password(password)
            user.is_superuser = user.is_staff = username == "admin"
            user.save()
            if role:
                organisation = Organisation.objects.get(code=code)
                Membership.objects.get_or_create(user=user, organisation=organisation, role=role)
            written.append(
                {"username": username, "password": password, "name": name, "role": str(role or "超级管理员")}
            )
        path.touch(mode=0o600)
        site = Site.objects.get(is_default_site=True)
        path.write_text(
            json.dumps({"site": site.site_name, "accounts": written}, ensure_ascii=False, indent=1),
            encoding="utf-8",
        )
