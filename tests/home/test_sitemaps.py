def test_every_public_item_is_in_the_map_and_no_other(items, visitor):
    shown, draft = items.lesson(), items.lesson(live=False)
    index = visitor.get("/sitemap.xml").content.decode()
    assert "http://localhost/sitemap-lesson.xml" in index
    section = visitor.get("/sitemap-lesson.xml").content.decode()
    assert f"<loc>http://localhost{shown.get_url()}</loc>" in section
    assert draft.slug not in section


def test_lists_that_hold_nothing_are_not_in_the_map(items, visitor):
    items.plan(themes=["T0201"])
    lists = visitor.get("/sitemap-lists.xml").content.decode()
    assert "/kind/plan/" in lists
    assert "/kind/lesson/" not in lists
    assert "/theme/T02/" in lists


def test_new_lessons_are_fed_under_their_permanent_address(items, visitor):
    lesson = items.lesson(title="新的一课", summary="说一句话。")
    items.plan(title="不是课")
    for address in ("/feeds/lessons.rss", "/feeds/lessons.atom"):
        feed = visitor.get(address).content.decode()
        assert "新的一课" in feed
        assert f"http://localhost/r/{lesson.short_id}" in feed
        assert "不是课" not in feed
