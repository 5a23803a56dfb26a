"""The mails of the looks: in Chinese, with an address that opens, to those whose turn it is."""

import re
from urllib.parse import urlsplit

import pytest
from django.core import mail

from accounts.models import User
from catalog.admin.look_actions import submit
from catalog.models import LessonPage
from tests.catalog.admin.test_chinese import english_in
from tests.catalog.publication.conftest import Role, editor


@pytest.fixture
def told(django_capture_on_commit_callbacks):
    """What is told of what a function does: [(to, letter)]."""

    def listen(do):
        mail.outbox.clear()
        with django_capture_on_commit_callbacks(execute=True):
            do()
        return {letter.to[0]: letter for letter in mail.outbox}

    return listen


def test_every_letter_is_chinese_and_goes_to_whose_turn_it_is_and_leads_to_the_item(
    items, zhou, wang, li, look, told, client
):
    colleague = editor("洛龙区的同事", Role.COUNTY_EDITOR, "410311")
    editor("嵩县的编辑们", Role.COUNTY_EDITOR, "410325")  # hears of nothing
    lesson = items.lesson(title="送审的课", live=False, county="410311")
    steps = [
        (lambda: submit(LessonPage.objects.get(pk=lesson.pk), zhou), {colleague}),
        (lambda: look(lesson, colleague), {wang, li}),
        (lambda: look(lesson, wang, "reject", "第二段请改短"), {zhou}),
    ]
    for step, people in steps:
        letters = told(step)
        assert set(letters) == {person.email for person in people}
        for address, letter in letters.items():
            assert english_in(f"<p>{letter.subject} {letter.body}</p>") == set()
            assert "送审的课" in letter.body
            client.force_login(User.objects.get(email=address))
            links = [urlsplit(link) for link in re.findall(r"https?://\S+", letter.body)]
            assert f"/admin/pages/{lesson.pk}/edit/" in [link.path for link in links]
            assert {client.get(link.path).status_code for link in links} == {200}
    # Sent in again without a change it goes back to whose look it was, and in the end who sent it in hears.
    told(lambda: submit(LessonPage.objects.get(pk=lesson.pk), zhou))
    told(lambda: look(lesson, wang))
    letters = told(lambda: look(lesson, li))
    assert set(letters) == {zhou.email}
    assert "已通过审核" in letters[zhou.email].subject


def test_who_has_no_address_or_no_account_any_more_stops_no_other_letter(items, zhou, told):
    colleague = editor("洛龙区的同事", Role.COUNTY_EDITOR, "410311")
    gone = editor("已经离职的编辑四", Role.COUNTY_EDITOR, "410311", is_active=False)
    without = editor("没有邮箱的编辑五", Role.COUNTY_EDITOR, "410311")
    User.objects.filter(pk=without.pk).update(email="")
    lesson = items.lesson(live=False, county="410311")
    letters = told(lambda: submit(lesson, zhou))
    assert set(letters) == {colleague.email}
    assert gone.email not in letters
