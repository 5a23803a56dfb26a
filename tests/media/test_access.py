import pytest
from django.contrib.auth.models import AnonymousUser, Group
from wagtail.models import BaseViewRestriction, CollectionViewRestriction

from media import access

pytestmark = pytest.mark.django_db
VISITOR = AnonymousUser()


def test_nothing_is_allowed_unless_somebody_allows_it(make_document, make_video, make_user):
    for file in (make_document(), make_video()):
        assert not access.is_public(file)
        assert not access.may_read(VISITOR, file)
        assert not access.may_read(make_user(f"of-{type(file).__name__}"), file)


def test_who_uploaded_a_file_may_read_it_until_deactivated(make_document, make_user):
    teacher = make_user()
    document = make_document(uploaded_by_user=teacher)
    assert access.may_read(teacher, document)
    assert not access.may_read(make_user("another"), document)
    assert not access.is_public(document)
    teacher.is_active = False
    assert not access.may_read(teacher, document)


@pytest.mark.parametrize("codename", ["choose_{}", "change_{}"])
@pytest.mark.parametrize("kind", ["document", "video"])
def test_an_editor_may_read_what_lies_in_her_collection_only(
    kind, codename, root_collection, make_editor, request
):
    hers = root_collection.add_child(name="老城区")
    theirs = root_collection.add_child(name="栾川县")
    editor = make_editor("editor", hers, codename.format(kind))
    make = request.getfixturevalue(f"make_{kind}")
    assert access.may_read(editor, make(collection=hers))
    assert not access.may_read(editor, make(collection=theirs))


def test_one_policy_is_enough(make_document):
    access.register(lambda user, file: None)
    access.register(lambda user, file: True)
    assert access.is_public(make_document())


def test_a_policy_may_look_at_the_user(make_document, make_user):
    reviewer = make_user("reviewer")
    access.register(lambda user, file: True if user == reviewer else None)
    document = make_document()
    assert access.may_read(reviewer, document)
    assert not access.is_public(document)


@pytest.mark.parametrize("answer", [None, False, 1, "yes"])
def test_only_true_allows(answer, make_document):
    access.register(lambda user, file: answer)
    assert not access.is_public(make_document())


def test_a_policy_registered_twice_is_asked_once(make_document):
    asked = []

    def policy(user, file):
        asked.append(file)

    access.register(policy)
    access.register(policy)
    access.is_public(make_document())
    assert len(asked) == 1
    access.unregister(policy)
    assert not access.is_public(make_document())


@pytest.mark.parametrize(
    "kind", [BaseViewRestriction.LOGIN, BaseViewRestriction.GROUPS, BaseViewRestriction.PASSWORD]
)
def test_a_private_collection_stays_private(
    kind, make_document, make_user, root_collection, everything_public
):
    private = root_collection.add_child(name="评审")
    restriction = CollectionViewRestriction.objects.create(
        collection=private, restriction_type=kind, password="a"
    )
    group = Group.objects.create(name="评审组")
    restriction.groups.add(group)
    document = make_document(collection=private)
    teacher, member = make_user(), make_user("member")
    member.groups.add(group)
    assert not access.is_public(document)
    assert access.may_read(teacher, document) is (kind == BaseViewRestriction.LOGIN)
    assert access.may_read(member, document) is (kind != BaseViewRestriction.PASSWORD)
    assert access.is_public(make_document(collection=root_collection))
