import pytest

from media.names import LONGEST, display_name


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        ("家庭公约.pdf", "家庭公约.pdf"),
        ("家庭公约.PDF", "家庭公约.pdf"),
        ("C:\\Users\\王老师\\公约.pdf", "公约.pdf"),
        ("../../etc/公约.pdf", "公约.pdf"),
        ("公约\0.pdf", "公约.pdf"),
        ("公约\r\nSet-Cookie: a.pdf", "公约Set-Cookie: a.pdf"),
        ("公约\u202efdp.pdf", "公约fdp.pdf"),
        (".htaccess.pdf", "htaccess.pdf"),
        ("公约.exe.pdf", "公约.exe.pdf"),
        ("%2e%2e%2f公约.pdf", "%2e%2e%2f公约.pdf"),
        (".pdf", "未命名.pdf"),
        ("", "未命名.pdf"),
        ("\ud800.pdf", "未命名.pdf"),
        ("公约.gif", "公约.pdf"),
    ],
)
def test_a_name_is_safe_to_show_and_ends_in_what_the_file_is(given, shown):
    assert display_name(given, "pdf") == shown


def test_a_very_long_name_is_cut_before_its_extension():
    name = display_name("长" * 5000 + ".pdf", "pdf")
    assert len(name) == LONGEST
    assert name.endswith("长.pdf")
