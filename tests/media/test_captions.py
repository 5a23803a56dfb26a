from media.captions import CueText, captions_parse, webvtt

SRT = """1
00:00:01,000 --> 00:00:03,500
孩子写作业磨蹭，
<i>先别催</i>

2
00:00:04,000 --> 00:00:06,000
{\\an8}先看十分钟 &amp; 再说
3
00:00:07,000 --> 00:00:08,000
没有空行也读得懂
"""

VTT = """\ufeffWEBVTT - 写作业
Kind: captions

NOTE 这里是备注
不是字幕

STYLE
::cue { color: red }

intro
00:01.000 --> 00:03.500 align:start position:0%
<v 王老师>孩子写作业磨蹭，

01:00:04.000 --> 01:00:06.000
1 < 2 是文字
"""


def test_srt_is_read():
    assert captions_parse(SRT) == [
        CueText(1000, 3500, "孩子写作业磨蹭，\n先别催"),
        CueText(4000, 6000, "先看十分钟 & 再说"),
        CueText(7000, 8000, "没有空行也读得懂"),
    ]


def test_webvtt_is_read_without_notes_styles_and_names():
    assert captions_parse(VTT) == [
        CueText(1000, 3500, "孩子写作业磨蹭，"),
        CueText(3604000, 3606000, "1 < 2 是文字"),
    ]


def test_windows_line_ends_are_read_too():
    assert captions_parse(SRT.replace("\n", "\r\n")) == captions_parse(SRT)


def test_cues_are_sorted_and_told_once():
    text = "00:05.000 --> 00:06.000\n二\n\n00:01.000 --> 00:02.000\n一\n\n00:01.000 --> 00:02.000\n一\n"
    assert [cue.text for cue in captions_parse(text)] == ["一", "二"]


def test_what_is_no_cue_is_left_out():
    assert captions_parse("就是一段话\n没有时间\n") == []
    assert captions_parse("00:05.000 --> 00:05.000\n没有长度\n\n00:01.000 --> 00:02.000\n\n") == []
    assert captions_parse("999:00:00.000 --> 999:00:01.000\n太晚了\n") == []


def test_webvtt_is_written_and_read_back():
    cues = [CueText(0, 900, "一"), CueText(3_723_004, 3_724_000, "二\n三 & 四 <五>")]
    text = webvtt(cues)
    assert text.startswith("WEBVTT\n\n00:00:00.000 --> 00:00:00.900\n一\n")
    assert "01:02:03.004 --> 01:02:04.000" in text
    assert captions_parse(text) == cues


def test_a_cue_cannot_break_out_of_its_place():
    text = webvtt([CueText(0, 900, "一\n\n00:01.000 --> 00:02.000\n<script>二</script>")])
    assert "<script>" not in text
    assert captions_parse(text)[0].start_ms == 0
    assert len(captions_parse(text)) == 1
