import pytest

from media.ranges import ByteRange, UnsatisfiableRange, range_parse


@pytest.mark.parametrize(
    ("header", "first", "last"),
    [
        ("bytes=0-0", 0, 0),
        ("bytes=0-99", 0, 99),
        ("bytes=10-19", 10, 19),
        ("bytes=90-", 90, 99),
        ("bytes=90-1000", 90, 99),
        ("bytes=-1", 99, 99),
        ("bytes=-1000", 0, 99),
        ("BYTES= 5-6 ", 5, 6),
    ],
)
def test_one_range_is_understood(header, first, last):
    assert range_parse(header, 100) == ByteRange(first, last)


@pytest.mark.parametrize(
    "header",
    ["bytes=", "bytes=-", "bytes=5-2", "bytes=a-b", "items=0-1", "bytes=0-1,5-6", "bytes=1", "bytes=+1-2",
     "bytes=1.5-2", "bytes=٣-٤", "bytes=" + "9" * 5000 + "-"],
)  # fmt: skip
def test_what_is_no_single_range_is_ignored(header):
    assert range_parse(header, 100) is None


@pytest.mark.parametrize("header", ["bytes=100-", "bytes=100-200", "bytes=-0"])
def test_a_range_outside_the_file_is_said_to_be_outside(header):
    with pytest.raises(UnsatisfiableRange):
        range_parse(header, 100)
