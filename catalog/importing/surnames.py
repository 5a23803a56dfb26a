"""Chinese surnames, to tell a name from a post that stands beside it.

Decided here: which single surnames are common enough (about 99 of 100 people), and the compound ones.
What has another surname is still a name wherever nothing else speaks against it.
"""

from __future__ import annotations

_SINGLE = frozenset(
    "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪"
    "田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文庞樊兰殷施陶洪翟安颜倪严牛温芦"
    "季俞章鲁葛伍韦申尤毕聂丛焦向柳邢路岳齐梅莫庄辛管祝左涂谷祁时舒耿牟卜詹关苗凌费纪靳盛童欧甄项曲成游阳裴席卫查屈鲍位覃"
    "霍翁隋植甘景薄单包司柏宁柯阮桂闵解强柴华车冉房边辜吉饶刁瞿戚丘古米池滕晋苑邬臧畅宫来苟全褚廉简娄盖符奚木穆党燕郎邸冀"
    "谈姬屠连晏栾郁商蒙计喻揭窦迟宇敖糜鄢冷卓花仇艾蓝都巩稽井练仲乐虞卞封竺冼原官衣楚佟闫肖付代晁桑门郜买哈拜沙回铁虎"
)
COMPOUND = (
    "欧阳", "太史", "端木", "上官", "司马", "东方", "独孤", "南宫", "万俟", "闻人", "夏侯", "诸葛", "尉迟", "公羊", "赫连", "澹台",
    "皇甫", "宗政", "濮阳", "公冶", "太叔", "申屠", "公孙", "慕容", "仲孙", "钟离", "长孙", "宇文", "司徒", "鲜于", "司空", "闾丘",
    "令狐", "百里", "东郭", "南门", "呼延", "轩辕", "西门", "第五", "淳于", "单于", "拓跋", "完颜", "纳兰",
)  # fmt: skip


def is_full_name(text: str) -> bool:
    """A surname and a given name of one or two characters, and nothing else."""
    if text[:2] in COMPOUND and 3 <= len(text) <= 4:
        return True
    return 2 <= len(text) <= 3 and text[0] in _SINGLE and text not in COMPOUND
