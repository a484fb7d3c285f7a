"""Invent whole plans with their labels: every way of numbering, naming units and breaking lines, mixed by chance.

A document keeps to one way of each kind, as one bureau does. What is ambiguous for a person is not invented.
"""

from __future__ import annotations

from dataclasses import dataclass
from random import Random
from typing import Any

SECTIONS = (
    "加强党对教育工作的全面领导",
    "落实立德树人根本任务",
    "促进基础教育优质均衡发展",
    "深化职业教育改革，服务产业发展",
    "建设高素质专业化教师队伍",
    "提升教育治理能力和水平",
    "坚持安全发展，维护校园稳定",
    "聚焦民生关切，办好民生实事",
)
TITLES = (
    "推进学前教育普及普惠",
    "加快城区学校建设",
    "巩固“双减”成果",
    "改善农村学校寄宿条件",
    "深化体教融合，办好校园联赛",
    "加强学生心理健康教育",
    "落实教师减负清单",
    "规范校外培训机构",
    "推动“互联网+教育”应用",
    "完善教育督导机制",
    "做好2024年招生入学工作",
    "实施《县域普通高中提升行动计划》",
    "优化教育经费支出结构",
    "开展校园食品安全排查",
    "提高教研员配备水平",
    "建设书香校园",
    "抓好毕业生就业",
    "办好老年大学和社区学校",
    "培育名师、名校长",
    "整治校园周边环境",
    "强化语言文字规范化建设",
    "推行党组织领导的校长负责制",
    "健全家校社协同育人机制",
    "建成县青少年活动中心",
    "做大做强县职业教育集团",
    "改造农村薄弱学校",
    "扩大中职学校招生规模",
)
SENTENCES = (
    "新建公办幼儿园3所，增加学位810个。",
    "年底前全面完成改造任务，确保如期投入使用。",
    "健全工作台账，实行销号管理，每季度通报一次进展情况。",
    "落实“五育”并举要求，开齐开足课程，严格执行课程标准。",
    "覆盖率达到95%以上，群众满意度稳步提升。",
    "组织专题培训4期，培训骨干教师600人次。",
    "坚持问题导向，对照清单逐校排查，做到底数清、情况明、措施实。",
    "积极争取上级资金，统筹用好债券、基金和社会资本。",
    "修订完善管理办法；建立联席会议制度；定期开展联合检查。",
    "贯彻落实《关于深化新时代教育督导体制机制改革的意见》，强化结果运用。",
    "力争6月底前完成主体工程，9月1日前交付使用。",
    "办好学生艺术节、科技节、读书节等活动，丰富校园文化生活。",
    "严禁随意进校园检查评比，减轻学校和教师负担。",
    "遴选示范学校12所（含幼儿园2所），总结推广典型经验。",
    "选派优秀教师到乡村学校支教，服务期不少于2年。",
    "用好国家智慧教育平台，促进优质资源共建共享。",
)
UNITS = (
    "办公室",
    "基教科",
    "职成科",
    "人事科",
    "计财科",
    "督导室",
    "体卫艺科",
    "机关党委",
    "政策法规科",
    "县教研室",
    "教育技术中心",
    "县委编办",
    "县财政局",
    "县住房和城乡建设局",
    "县文化和旅游局",
    "县卫生健康委",
    "县公安局交警大队",
    "团县委",
    "县妇联",
    "招生考试院",
    "综合治理中心（信访办）",
)
GROUPS = ("各科室", "各中心学校", "各乡镇人民政府", "各直属学校", "机关各科室")
FORMS = (
    "none",
    "bare",
    "in charge",
    "lead",
    "lead and duty",
    "label",
    "labels",
    "label lines",
    "glued labels",
    "label line",
    "inline",
)
PAIRS = (
    ("牵头单位", "配合单位"),
    ("牵头单位", "责任单位"),
    ("牵头部门", "配合部门"),
    ("牵头科室", "责任科室"),
    ("牵头科室（单位）", "责任科室（单位）"),
    ("牵头单位", "协办单位"),
    ("牵头单位", "参与单位"),
    ("主办单位", "协办单位"),
    ("责任单位", "配合单位"),
    ("主要责任单位", "相关责任部门"),
    ("牵头责任单位", "协同配合单位"),
)
VERBS = ("{}牵头，{}配合", "{}牵头，{}参与", "{}负责，{}配合", "{}牵头负责，{}配合", "由{}牵头，{}协同")
PAIRED = ("lead", "lead and duty", "labels", "label lines", "glued labels")
RULES = (
    "。首位者牵头，下同",
    "，首位部门牵头，下同",
    "，列第一位的为牵头单位，下同",
    "。排在第一位的为牵头单位，以下同",
)
BUREAUS = ("教育局", "财政局", "公安局", "发展改革委", "卫生健康委", "人力资源社会保障局", "文化和旅游局", "市场监管局")
NUMERALS = "一二三四五六七八九十"
BREAKABLE = 34  # characters to a line of a torn page


@dataclass
class Manner:
    """How one document is written."""

    section_mark: str
    item_mark: str
    running_on: bool
    title: str
    units: str
    spacing: str
    furniture: str
    half_width: bool
    nested: bool
    rule: str
    elided: bool
    tail: str
    words: tuple[str, str]
    word: str
    verbs: str


def choose(chance: Random) -> Manner:
    manner = Manner(
        section_mark=chance.choice(["一、", "一、", "一、", "（一）", "第一部分 ", ""]),
        item_mark=chance.choice(["1.", "1.", "1．", "1、", "1. ", "（一）", "一、"]),
        running_on=chance.random() < 0.6,
        title=chance.choice(["sentence", "sentence", "line", "whole"]),
        units=chance.choice(FORMS),
        spacing=chance.choice(["plain", "blank", "indent", "torn", "torn and blank"]),
        furniture=chance.choice(["title", "notice", "foot"]),
        half_width=chance.random() < 0.2,
        nested=chance.random() < 0.3,
        rule=chance.choice(RULES) if chance.random() < 0.4 else "",
        elided=chance.random() < 0.2,
        tail=chance.choice(["", "", "measures", "glossary"]),
        words=chance.choice(PAIRS),
        word=chance.choice(["责任单位", "责任科室", "责任部门", "承办单位", "责任科室（单位）"]),
        verbs=chance.choice(
            ["{}牵头，{}配合", "{}牵头，{}参与", "{}负责，{}配合", "{}牵头负责，{}配合", "由{}牵头，{}协同"]
        ),
    )
    if manner.item_mark == "一、":
        manner.section_mark = ""  # then the paragraphs themselves are the items
    if manner.item_mark == "（一）" and manner.section_mark == "（一）":
        manner.section_mark = "一、"
    if not manner.section_mark:
        manner.running_on = True
    if manner.title == "line" and manner.spacing.startswith("torn"):
        manner.spacing = "blank"
    if manner.section_mark != "一、" or not manner.item_mark.startswith("1"):
        manner.nested, manner.tail = False, ""
    if manner.units not in ("bare", "in charge"):
        manner.rule = ""
    return manner


def figure(mark: str, n: int) -> str:
    tens, ones = divmod(n, 10)
    numeral = ("", "十", "二十")[tens] + (NUMERALS[ones - 1] if ones else "")
    return mark.replace("一", numeral) if "一" in mark else mark.replace("1", str(n))


def invent(seed: int) -> tuple[str, dict[str, Any]]:
    """Return the text of a plan and its labels."""
    chance = Random(seed)
    manner = choose(chance)
    year = chance.randrange(2018, 2027)
    head = f"澜石县教育局{year}年工作要点"
    preamble = f"{year}年全县教育工作以提高质量为主线，着力办好人民满意的教育，为建设教育强县作出新的贡献。"
    paragraphs = [*_opening(manner, head, year), preamble]
    labels: dict[str, Any] = {"head": {"title": head}, "preamble": preamble, "sections": [], "items": []}
    _sections(chance, manner, paragraphs, labels)
    paragraphs += _tail(manner, labels)
    if manner.furniture == "foot":
        paragraphs += [f"抄送：县委办公室，县政府办公室。\n澜石县教育局办公室　　　　{year}年3月5日印发"]
    if manner.units == "none":
        labels["no_units"] = True
    text = _spaced(manner, paragraphs)
    return (_halved(text), _halved_labels(labels)) if manner.half_width else (text, labels)


def _sections(chance: Random, manner: Manner, paragraphs: list[str], labels: dict[str, Any]) -> None:
    titles = chance.sample(TITLES, len(TITLES))
    number = 0
    for index in range(chance.randrange(2, 5) if manner.section_mark else 1):
        if manner.section_mark:
            _heading(paragraphs, labels, figure(manner.section_mark, index + 1), SECTIONS[index], 1)
        number = number if manner.running_on else 0
        for part in range(2 if manner.nested else 1):
            if manner.nested:
                _heading(paragraphs, labels, figure("（一）", part + 1), SECTIONS[4 + (index + 2 * part) % 4], 2)
            for _ in range(chance.randrange(2, 6 - 2 * manner.nested) if manner.section_mark else 6):
                number += 1
                label: dict[str, Any] = {"section": len(labels["sections"]) - 1 if manner.section_mark else None}
                first = not labels["items"]
                paragraphs += _item(chance, manner, figure(manner.item_mark, number), titles.pop(), label, first)
                labels["items"].append(label)


def _heading(paragraphs: list[str], labels: dict[str, Any], mark: str, title: str, level: int) -> None:
    paragraphs.append(mark + title)
    labels["sections"].append({"number": mark.strip(), "title": title, "level": level})


def _tail(manner: Manner, labels: dict[str, Any]) -> list[str]:
    if manner.tail == "measures":
        mark = figure("一、", sum(label["level"] == 1 for label in labels["sections"]) + 1)
        labels["sections"].append({"number": mark, "title": "保障措施", "level": 1, "free": True})
        return [
            mark + "保障措施",
            "（一）加强组织领导。各单位要高度重视，主要负责人亲自抓、负总责。",
            "（二）强化督促检查。局督导部门定期通报，工作落实情况纳入年度考核。",
        ]
    if manner.tail == "glossary":
        labels["glossary"] = ["“双减”", "县管校聘"]
        return [
            "名词解释",
            "1.“双减”：指减轻义务教育阶段学生作业负担和校外培训负担。",
            "2.县管校聘：指教师由县级教育部门统一管理、学校按岗聘用的制度。",
        ]
    return []


def _opening(manner: Manner, head: str, year: int) -> list[str]:
    if manner.furniture != "notice":
        return [head]
    return [
        f"澜教发〔{year}〕{year % 7 + 1}号",
        f"关于印发《{head}》的通知",
        "各乡镇中心学校，县直各学校：",
        f"现将《{head}》印发给你们，请结合实际，认真贯彻落实。",
        f"澜石县教育局\n{year}年3月1日",
        head,
    ]


def _item(chance: Random, manner: Manner, mark: str, title: str, label: dict[str, Any], is_first: bool) -> list[str]:
    body = "".join(chance.sample(SENTENCES, chance.randrange(1, 4)))
    label.update({"number": mark.strip(), "title": title})
    if manner.title == "whole":
        body, first = "", f"{mark}{title}。"
    elif manner.title == "line":
        first = f"{mark}{title}"
    else:
        first = f"{mark}{title}。{body}"
    label["body"] = body
    bracket, lines = _units(chance, manner, label)
    if manner.rule and is_first:
        bracket = bracket.removesuffix("）") + manner.rule + "）"
    if manner.title == "line":
        return [first, body + bracket, *lines]
    return [first + bracket, *lines]


def _units(chance: Random, manner: Manner, label: dict[str, Any]) -> tuple[str, list[str]]:
    """Return what closes the paragraph, and the lines below it."""
    form = manner.units
    label["open_ended"] = False
    if form == "none":
        return "", []
    names = chance.sample(UNITS, chance.randrange(2, 5))
    if manner.elided:
        names = chance.sample(BUREAUS, chance.randrange(2, 5))
        label["names"] = {name: "市" + name for name in names[1:]}
        names[0] = "市" + names[0]
    if chance.random() < 0.25:
        names.append(chance.choice(GROUPS))
    label["groups"] = [name for name in names if name in GROUPS]
    leads, partners = names[:1], names[1:]
    if len(names) > 2 and chance.random() < 0.3:
        leads, partners = names[:2], names[2:]
    if manner.elided and form in PAIRED and partners[0] in label["names"]:
        del label["names"][partners[0]]  # the prefix comes back where a list begins
        partners[0] = "市" + partners[0]
        names = leads + partners
    more = "等" if chance.random() < 0.15 and not label["groups"] else ""
    label["open_ended"] = bool(more)
    whole, lead, rest = "、".join(names) + more, "、".join(leads), "、".join(partners) + more
    if manner.rule:
        label.update({"lead": names[:1], "partners": names[1:], "stated": True})
    elif form in ("bare", "in charge", "label", "label line", "inline"):
        label.update({"units": names, "stated": False})
    else:
        label.update({"lead": leads, "partners": partners, "stated": True})
    return {
        "bare": (f"（{whole}）", []),
        "in charge": (f"（{whole}负责）", []),
        "lead": (f"（{manner.verbs.format(lead, rest)}）", []),
        "lead and duty": (f"（{lead}牵头，{rest}按职责分工负责）", []),
        "label": (f"（{manner.word}：{whole}）", []),
        "labels": (f"（{manner.words[0]}：{lead}；{manner.words[1]}：{rest}）", []),
        "label lines": ("", [f"{manner.words[0]}：{lead}\n{manner.words[1]}：{rest}"]),
        "glued labels": ("", [f"{manner.words[0]}：{lead}    {manner.words[1]}：{rest}"]),
        "label line": ("", [f"{manner.word}：{whole}"]),
        "inline": (f"{manner.word}：{whole}。", []),
    }[form]


def _spaced(manner: Manner, paragraphs: list[str]) -> str:
    if manner.spacing == "blank":
        return "\n\n".join(paragraphs) + "\n"
    if manner.spacing == "indent":
        return "\n".join("　　" + line for p in paragraphs for line in p.split("\n")) + "\n"
    if manner.spacing == "plain":
        return "\n".join(paragraphs) + "\n"
    pages: list[str] = []
    for count, paragraph in enumerate(paragraphs):
        for line in ("　　" + paragraph).split("\n"):
            pages += [line[i : i + BREAKABLE] for i in range(0, len(line), BREAKABLE)]
        if count % 9 == 8:
            pages += ["", f"- {count // 9 + 1} -", ""]
    return ("\n\n" if manner.spacing == "torn and blank" else "\n").join(pages) + "\n"


def _halved(text: str) -> str:
    for full, half in zip("，：；（）", ",:;()", strict=True):
        text = text.replace(full, half)
    return text


def _halved_labels(value: Any) -> Any:
    if isinstance(value, str):
        return _halved(value)
    if isinstance(value, list):
        return [_halved_labels(one) for one in value]
    if isinstance(value, dict):
        return {key: _halved_labels(one) for key, one in value.items()}
    return value
