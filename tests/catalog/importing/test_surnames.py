import pytest

from catalog.importing.surnames import is_full_name


@pytest.mark.parametrize("text", ["王芳", "王小芳", "欧阳锋", "司马光明", "高一"])
def test_a_surname_with_one_or_two_characters_is_a_name(text):
    assert is_full_name(text)


@pytest.mark.parametrize("text", ["王", "保教主任", "国家二级", "骨干教师", "欧阳", "王小芳芳"])
def test_what_begins_otherwise_or_goes_on_is_none(text):
    assert not is_full_name(text)
