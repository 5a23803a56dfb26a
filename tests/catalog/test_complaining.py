"""A visitor complains of an item without an account, and editors answer."""

import re
from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.core import signing
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from catalog import complaining
from catalog.complaining import contacts_forget
from catalog.models import Complaint
from tests.catalog.publication.conftest import Role, editor, texts


@pytest.fixture
def lesson(items):
    return items.lesson(title="先听孩子说完")


@pytest.fixture
def visitor(monkeypatch):
    """Without cookies, and with the check that Django's own test client leaves out; quick, as tests are."""
    monkeypatch.setattr(complaining, "QUICKEST", timedelta(seconds=-1))
    return Client(enforce_csrf_checks=True)


def address_of(lesson):
    return reverse("catalog:complain", args=[lesson.short_id])


def complain(visitor, lesson, **sent):
    form = BeautifulSoup(visitor.get(address_of(lesson)).content, "html.parser")
    shown = form.select_one("input[name=shown]")["value"]
    data = {"kind": "PORTRAIT", "words": "第2分30秒拍到了孩子", "contact": "", "website": "", "shown": shown}
    return visitor.post(address_of(lesson), data | sent)


def test_every_item_leads_to_the_form(lesson, items, client):
    for item in (lesson, items.plan(), items.unit(), items.route(), items.collection()):
        page = client.get(item.url).content.decode()
        assert address_of(item) in page
        assert client.get(address_of(item)).status_code == 200


def test_a_complaint_arrives_and_gets_its_number(lesson, visitor):
    response = complain(visitor, lesson, contact="138 示例")
    made = Complaint.objects.get()
    assert response.url == reverse("catalog:complaint_received", args=[made.number])
    assert re.fullmatch(r"\d{6}-[0-9A-Z]{5}", made.number)
    assert made.number in visitor.get(response.url).content.decode()
    assert (made.item_id, made.kind, made.words, made.contact) == (
        lesson.pk,
        "PORTRAIT",
        "第2分30秒拍到了孩子",
        "138 示例",
    )
    assert not visitor.cookies


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({"kind": ""}, "请选一个事由"),
        ({"kind": "X"}, "请从列出的事由里选"),
        ({"words": " "}, "请写一两句"),
        ({"words": "长" * 1001}, "请减到1000字以内（现在1001字）"),
        ({"contact": "9" * 101}, "联系方式请不超过100字"),
        ({"website": "http://spam"}, "请删去再提交"),
        ({"shown": "x"}, "开得太久了。您写的都在"),
    ],
)
def test_what_cannot_be_taken_is_said_and_nothing_is_lost(lesson, visitor, sent, said):
    response = complain(visitor, lesson, **{"contact": "138 示例", **sent})
    page = response.content.decode()
    assert response.status_code == 422
    assert said in page
    assert sent.get("words", "第2分30秒拍到了孩子").strip() in page
    assert sent.get("contact", "138 示例") in page
    assert not Complaint.objects.exists()


def test_a_form_for_another_item_or_too_quick_is_sent_again(lesson, items, visitor, monkeypatch):
    other = items.lesson()
    mark = signing.TimestampSigner(salt="catalog.complaint").sign(other.short_id)
    assert complain(visitor, lesson, shown=mark).status_code == 422
    monkeypatch.setattr(complaining, "QUICKEST", timedelta(seconds=2))
    assert "太快了" in complain(visitor, lesson).content.decode()


def test_one_address_complains_so_often_an_hour(lesson, visitor, settings):
    settings.CATALOG_COMPLAINTS_PER_HOUR = 2
    assert [complain(visitor, lesson).status_code for _ in range(3)] == [302, 302, 429]
    page = complain(visitor, lesson, words="第三次说的话").content.decode()
    assert "请过一小时再交" in page
    assert "第三次说的话" in page
    assert Complaint.objects.count() == 2
    form = BeautifulSoup(visitor.get(address_of(lesson)).content, "html.parser")
    shown = form.select_one("input[name=shown]")["value"]
    data = {"kind": "WRONG", "words": "别处来的", "shown": shown}
    assert visitor.post(address_of(lesson), data, REMOTE_ADDR="10.0.0.9").status_code == 302


def test_what_a_visitor_wrote_is_shown_as_text(lesson, visitor):
    page = complain(visitor, lesson, words="<script>alert(1)</script>", kind="").content.decode()
    assert "<script>alert(1)</script>" not in page


def test_nobody_complains_of_what_is_not_public(items, client):
    draft = items.lesson(live=False)
    assert client.get(address_of(draft)).status_code == 404
    assert client.get("/complain/received/260101-abcde/").status_code == 404


# --- the queue ---


@pytest.fixture
def made(lesson):
    return complaining.complaint_make(
        item=lesson, kind="PORTRAIT", words="拍到了孩子", contact="张女士 138 示例"
    )


def test_its_countys_editors_answer_and_no_others(made, city, client):
    own = editor("周老师", Role.COUNTY_EDITOR, "410311")
    other = editor("外县老师们", Role.COUNTY_EDITOR, "410325")
    chief = editor("王老师二", Role.CITY_EDITOR, "410300")
    queue, one = reverse("desk:complaints"), reverse("desk:complaint", args=[made.pk])
    for person in (own, chief):
        client.force_login(person)
        assert made.number in client.get(queue).content.decode()
        assert "张女士" in client.get(one).content.decode()
    client.force_login(other)
    assert made.number not in client.get(queue).content.decode()
    assert client.get(one).status_code in (302, 403)
    client.post(one, {"state": "DONE", "note": "x"})
    made.refresh_from_db()
    assert made.state == "NEW"


def test_the_contact_stands_on_the_complaint_alone(made, city, client):
    client.force_login(editor("周老师", Role.COUNTY_EDITOR, "410311"))
    queue = reverse("desk:complaints")
    assert "张女士" not in client.get(queue).content.decode()
    exported = b"".join(client.get(queue, {"export": "csv"}).streaming_content).decode()
    assert "拍到了孩子" in exported
    assert "张女士" not in exported


def test_an_answer_is_written_down(made, city, client):
    own = editor("周老师", Role.COUNTY_EDITOR, "410311")
    client.force_login(own)
    one = reverse("desk:complaint", args=[made.pk])
    assert "请写一句是怎么处理" in client.post(one, {"state": "DONE", "note": ""}).content.decode()
    response = client.post(one, {"state": "DONE", "note": "已打码，电话答复"}, follow=True)
    assert "已记为“已答复”" in texts(response)
    made.refresh_from_db()
    assert (made.state, made.handled_by, made.note) == ("DONE", own, "已打码，电话答复")
    history = client.get(reverse("wagtailadmin_pages:history", args=[made.item_id])).content.decode()
    assert f"投诉{made.number}：已答复" in history
    assert "张女士" not in history


def test_it_leads_to_the_withdrawal(made, city, client):
    client.force_login(editor("周老师", Role.COUNTY_EDITOR, "410311"))
    page = client.get(reverse("desk:complaint", args=[made.pk])).content.decode()
    assert reverse("desk:withdraw", args=[made.item_id]) in page


def test_the_front_screen_counts_what_waits(made, city, client):
    client.force_login(editor("周老师", Role.COUNTY_EDITOR, "410311"))
    home = reverse("wagtailadmin_home")
    assert "没有答复的投诉：1项" in client.get(home).content.decode()
    Complaint.objects.update(state="DONE")
    assert "没有答复的投诉" not in client.get(home).content.decode()


def test_a_reader_without_items_has_no_queue(made, city, client):
    client.force_login(editor("看的人们啊", Role.MANAGER, "410300"))
    assert client.get(reverse("desk:complaints")).status_code in (302, 403)


def test_the_contact_goes_after_its_days_and_the_complaint_stays(made, settings):
    settings.CATALOG_COMPLAINT_CONTACT_DAYS = 90
    assert contacts_forget() == 0
    Complaint.objects.update(made_at=timezone.now() - timedelta(days=91))
    assert contacts_forget() == 1
    made.refresh_from_db()
    assert (made.contact, made.words) == ("", "拍到了孩子")
