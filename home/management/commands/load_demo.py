"""Brings the demonstration: organisations, vocabulary, places, accounts, items. Safe to run again."""

import json
import os
import secrets
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand
from wagtail.models import Site

from accounts.models import Membership, Organisation, User
from catalog.bulk import quiet_admin_indexing
from catalog.models import CollectionPage
from home.demo.loader import DemoLoader, short_id_of
from home.info_pages import brand_page_ensure

ACCOUNTS: list[tuple[str, str, str, str]] = [
    ("admin", "示例管理员", "", ""),
    ("city", "示例市级编辑", Membership.Role.CITY_EDITOR, "410300"),
    ("luolong", "示例洛龙编辑", Membership.Role.COUNTY_EDITOR, "410311"),
    ("songxian", "示例嵩县编辑", Membership.Role.COUNTY_EDITOR, "410325"),
    ("manager", "示例只读管理", Membership.Role.MANAGER, "410300"),
    ("city2", "示例市级终审", Membership.Role.CITY_EDITOR, "410300"),
]


class Command(BaseCommand):
    help = "载入示例内容（可重复运行，不覆盖已有内容）。"

    def handle(self, *args: Any, **options: Any) -> None:
        call_command("make_rooms")
        self._accounts(settings.VAR_DIR / "demo-accounts.json")
        loader = DemoLoader()
        with quiet_admin_indexing():
            created = loader.load()
        self._brand_page()
        self.stdout.write(f"示例内容：新建{created}项。")

    def _brand_page(self) -> None:
        """The brand page shows the autumn selection: its items with the editor's words, and the season."""
        autumn = CollectionPage.objects.filter(short_id=short_id_of("C-AUTUMN-2026")).first()
        if autumn:
            chosen = [(entry.item, entry.note) for entry in autumn.entries.select_related("item")]
            brand_page_ensure(chosen=chosen, seasons=[None, None, autumn])

    def _accounts(self, path: Path) -> None:
        """Accounts with passwords made on this machine; a known password is kept, so that running again
        locks nobody out."""
        passwords = _kept_passwords(path)
        written = []
        for username, name, role, code in ACCOUNTS:
            password = passwords.get(username) or secrets.token_urlsafe(12)
            user, created = User.objects.get_or_create(username=username, defaults={"name": name})
            if created or username not in passwords:
                user.set_password(password)
            user.is_superuser = user.is_staff = username == "admin"
            user.save()
            if role:
                organisation = Organisation.objects.get(code=code)
                Membership.objects.get_or_create(user=user, organisation=organisation, role=role)
            written.append(
                {"username": username, "password": password, "name": name, "role": str(role or "超级管理员")}
            )
        site = Site.objects.get(is_default_site=True)
        content = json.dumps({"site": site.site_name, "accounts": written}, ensure_ascii=False, indent=1)
        whole = path.with_suffix(f".{os.getpid()}")
        whole.touch(mode=0o600)
        whole.write_text(content, encoding="utf-8")
        whole.replace(path)  # whoever is interrupted leaves the old file or the new one, never half of one


def _kept_passwords(path: Path) -> dict[str, str]:
    """The passwords of an earlier run; none when the file is missing or is none of ours."""
    try:
        accounts = json.loads(path.read_text(encoding="utf-8"))["accounts"]
        return {account["username"]: account["password"] for account in accounts}
    except (OSError, ValueError, KeyError, TypeError):
        return {}
