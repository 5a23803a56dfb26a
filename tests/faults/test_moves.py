"""What becomes something else by its place in the tree: moved between counties, closed with all that lies below."""

from wagtail.models import PageViewRestriction

from accounts.models import Organisation
from catalog.models import CatalogPage
from catalog.places import kind_index
from search import indexing
from search.documents import documents
from search.engines import engine
from tests.faults.editing import some_items

THERE = "410325"


def lessons_elsewhere(count, *, seed):
    """Lessons of other counties than the one where they are going."""
    found = [item for item in some_items(count * 4, seed=seed) if item.kind == "lesson"]
    return [item for item in found if item.county.code != THERE][:count]


def held() -> set[int]:
    return {entry.id for entry in engine().dump()}


def test_lessons_moved_to_another_county(place):
    lessons = lessons_elsewhere(12, seed=17)
    there = kind_index(Organisation.objects.get(code=THERE), "lesson")
    for lesson in lessons[:6]:
        lesson.move(there, pos="last-child")
    with place.worker_paused():
        # Moved, and withdrawn before anybody looked; moved there and back.
        for lesson in lessons[6:9]:
            lesson.move(there, pos="last-child")
            lesson.refresh_from_db()
            lesson.unpublish()
        for lesson in lessons[9:]:
            here = lesson.get_parent()
            lesson.move(there, pos="last-child")
            lesson.refresh_from_db()
            lesson.move(here, pos="last-child")
    place.settle("资源移到另一个县区（移走、移走又撤下、移走又移回）")
    ids = [lesson.pk for lesson in lessons[:6]]
    assert {one.facets["county"][0] for one in documents(ids)} == {THERE}
    assert set(CatalogPage.objects.filter(pk__in=ids).values_list("county__code", flat=True)) == {THERE}
    assert not {lesson.pk for lesson in lessons[6:9]} & held()


def test_a_county_that_is_closed_and_opened_again(place):
    lesson = lessons_elsewhere(1, seed=19)[0]
    there = kind_index(Organisation.objects.get(code=THERE), "lesson")
    below = set(CatalogPage.objects.descendant_of(there).public_items().values_list("pk", flat=True))
    assert below
    assert below <= held()
    restriction = PageViewRestriction.objects.create(page=there, restriction_type=PageViewRestriction.LOGIN)
    lesson.move(there, pos="last-child")
    place.settle("上级栏目设为不公开，又有资源移进来")
    assert not (below | {lesson.pk}) & held()
    restriction.delete()
    place.settle("上级栏目重新公开")
    assert below | {lesson.pk} <= held()
    assert indexing.is_current()
