"""Organisations, memberships and what they give."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from accounts.models import Membership, Organisation, User, school_ensure

Role = Membership.Role


@pytest.fixture
def teacher(db):
    return User.objects.create_user("teacher", name="示例老师")


def organisation(code):
    return Organisation.objects.get(code=code)


def test_all_counties_and_the_city_itself_have_a_code(city):
    codes = set(Organisation.objects.counties().values_list("code", flat=True))
    statutory = {f"4103{n:02}" for n in (2, 3, 4, 5, 7, 8, 11, 23, 24, 25, 26, 27, 28, 29)}
    assert statutory | {"4103SZ"} <= codes
    assert organisation("410307").aliases == ["偃师", "偃师市"]


def test_a_school_is_created_once_under_its_county(city):
    luolong = organisation("410311")
    school = school_ensure(name="洛龙区示例 实验小学(东校区)", county=luolong)
    again = school_ensure(name="洛龙区示例实验小学（东校区）", county=luolong)
    assert school == again
    assert (school.name, school.county, school.code[:7]) == (
        "洛龙区示例实验小学（东校区）",
        luolong,
        "410311S",
    )
    assert school_ensure(name=school.name, county=organisation("410325")) != school


def test_only_a_city_stands_alone(city):
    with pytest.raises(IntegrityError), transaction.atomic():
        Organisation.objects.create(code="X", name="无上级", kind="SCHOOL")


def test_memberships_give_groups_and_take_them_away(city, teacher):
    kept = Membership.objects.create(
        user=teacher, organisation=organisation("410311"), role=Role.COUNTY_EDITOR
    )
    other = Membership.objects.create(
        user=teacher, organisation=organisation("410325"), role=Role.COUNTY_EDITOR
    )
    assert set(teacher.groups.values_list("name", flat=True)) == {"编辑：洛龙区", "编辑：嵩县"}
    other.delete()
    assert set(teacher.groups.values_list("name", flat=True)) == {"编辑：洛龙区"}
    Membership.objects.filter(pk=kept.pk).delete()
    assert not teacher.groups.exists()


def test_groups_that_are_no_memberships_are_left_alone(city, teacher, django_user_model):
    from django.contrib.auth.models import Group

    teacher.groups.add(Group.objects.create(name="另外的组"))
    Membership.objects.create(user=teacher, organisation=organisation("410311"), role=Role.COUNTY_EDITOR)
    assert teacher.groups.filter(name="另外的组").exists()


@pytest.mark.parametrize(("role", "code"), [(Role.CITY_EDITOR, "410311"), (Role.COUNTY_EDITOR, "410300")])
def test_a_role_fits_its_level(city, teacher, role, code):
    with pytest.raises(ValidationError, match="级机构"):
        Membership(user=teacher, organisation=organisation(code), role=role).full_clean()


def test_a_role_that_is_handed_on_is_taken_from_who_had_it(city, teacher):
    heir = User.objects.create_user("heir")
    Membership.objects.create(user=teacher, organisation=organisation("410311"), role=Role.COUNTY_EDITOR)
    membership = Membership.objects.get()
    membership.user = heir
    membership.save()
    assert not teacher.groups.exists()
    assert heir.groups.get().name == "编辑：洛龙区"
    membership.user = teacher
    membership.save()
    assert not heir.groups.exists()


def test_a_user_with_roles_can_be_deleted(city, teacher):
    for code in ("410311", "410325"):
        Membership.objects.create(user=teacher, organisation=organisation(code), role=Role.COUNTY_EDITOR)
    teacher.delete()
    assert not Membership.objects.exists()


def test_a_half_filled_role_is_refused_in_words(city, teacher):
    for fields in ({"role": "EMPEROR", "organisation": organisation("410311")}, {"role": Role.COUNTY_EDITOR}):
        with pytest.raises(ValidationError):
            Membership(user=teacher, **fields).full_clean()


def test_no_organisation_lies_below_itself(city):
    county = organisation("410311")
    school = school_ensure(name="示例小学", county=county)
    county.parent = school
    with pytest.raises(ValidationError, match="下级"):
        county.full_clean()
