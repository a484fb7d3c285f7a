"""The one known world of the tests: an invented county bureau's plan, written together with what an import reads in it.

`sample_draft` has every form (roles stated, by position, in labelled lines, inherited, groups, 等, steps, a table, a
glossary, faults, leftovers) over a real source text with right spans; `big_draft` is the same shape at any size.
"""

import hashlib
from dataclasses import dataclass, field, replace
from datetime import date

from planner.core.draft import (
    Deadline,
    DraftAssignment,
    DraftNode,
    DraftPlan,
    DraftTable,
    Fault,
    GlossaryEntry,
    Head,
    LabelledField,
    Leftover,
    Person,
    Source,
    Span,
    Target,
)
from planner.core.vocabulary import NodeKind, Origin, Part, Role, Severity

TITLE = "青禾县教育体育局2031年工作要点"

# The units of the invented bureau; the tests refer to them by these names.
GENERAL = "综合股"
TEACHING = "义教股"
TEACHERS = "师资股"
FINANCE = "财审股"
SAFETY = "校安股"
INSPECTION = "督学室"
RESEARCH = "教研室"
SCHOOLS = "各乡镇中心学校"
ALL_UNITS = "局属各股室"


@dataclass
class Manuscript:
    """A source text under construction that remembers what each stretch of it is."""

    pieces: list[str] = field(default_factory=list)
    length: int = 0
    spans: list[Span] = field(default_factory=list)

    @property
    def text(self) -> str:
        return "".join(self.pieces)

    def put(self, text: str, part: Part, node: int | None = None) -> tuple[int, int]:
        """Add a stretch, blanks and line ends round it, and return its start and end."""
        start = self.length + len(text) - len(text.lstrip())
        end = self.length + len(text.rstrip())
        self.gap(text)
        self.spans.append(Span(start, end, node, part))
        return start, end

    def gap(self, text: str = "\n") -> None:
        """Add blanks that belong to nothing."""
        self.pieces.append(text)
        self.length += len(text)

    def lines(self, part: Part, *lines: str) -> None:
        """Add whole lines of one part."""
        for line in lines:
            self.put(line, part)
            self.gap()


def lead(unit: str, *, stated: bool = True, group: bool = False, inherited_from: int | None = None) -> DraftAssignment:
    """Return a leading unit."""
    return DraftAssignment(unit, unit, Role.LEAD, stated, group, inherited_from)


def partner(
    unit: str, *, stated: bool = True, group: bool = False, inherited_from: int | None = None
) -> DraftAssignment:
    """Return a joining unit."""
    return DraftAssignment(unit, unit, Role.PARTNER, stated, group, inherited_from)


def _section(page: Manuscript, node_id: int, number: str, title: str, ordinal: int) -> DraftNode:
    page.put(number, Part.NUMBER, node_id)
    page.put(title, Part.TITLE, node_id)
    page.gap()
    return DraftNode(node_id, None, NodeKind.SECTION, Origin.TEXT, 1, ordinal, number, title)


def _item(
    page: Manuscript, node_id: int, parent: int, ordinal: int, number: str, title: str, body: str, **more: object
) -> DraftNode:
    page.put(number, Part.NUMBER, node_id)
    page.put(title, Part.TITLE, node_id)
    page.put("。", Part.MARKER, node_id)
    if body:
        page.put(body, Part.BODY, node_id)
    found = DraftNode(node_id, parent, NodeKind.ITEM, Origin.TEXT, 2, ordinal, number, title, body)
    return replace(found, **more)  # type: ignore[arg-type]


def _units(page: Manuscript, node_id: int, *pieces: tuple[str, Part]) -> None:
    for text, part in pieces:
        page.put(text, part, node_id)
    page.gap()


def _head(page: Manuscript) -> Head:
    page.lines(
        Part.HEAD,
        "青禾县教育体育局文件",
        "青教体发〔2031〕7号",
        "青禾县教育体育局关于印发《2031年工作要点》的通知",
        "各乡镇中心学校，局属各股室：",
        "现将《2031年工作要点》印发给你们，请结合实际抓好落实。",
        "2031年2月18日",
    )
    page.gap()
    page.lines(Part.HEAD, TITLE)
    return Head(
        title=TITLE,
        notice_title="青禾县教育体育局关于印发《2031年工作要点》的通知",
        issuers=("青禾县教育体育局",),
        document_number="青教体发〔2031〕7号",
        addressees="各乡镇中心学校，局属各股室",
        issued_on=date(2031, 2, 18),
        years=(2031,),
        stage="final",
        copy_to=(("抄送", "县委办、县政府办。"),),
        printed_by="青禾县教育体育局综合股",
        printed_on=date(2031, 2, 19),
    )


def _first_section(page: Manuscript) -> list[DraftNode]:
    """Items with their roles in brackets."""
    nodes = [_section(page, 1, "一、", "办好家门口的学校", 1)]
    body = "年内新建2所村小食堂，改造寄宿制学校宿舍12栋，6月底前完成招标。"
    nodes.append(
        _item(
            page,
            2,
            1,
            1,
            "1.",
            "补齐乡村学校的短板",
            body,
            assignments=(lead(TEACHING), partner(FINANCE), partner(SAFETY)),
            open_ended=True,
            deadlines=(Deadline("6月底前", None, date(2031, 6, 30), "day"),),
            targets=(Target("新建2所村小食堂", "2", "所", "exactly"),),
        )
    )
    _units(
        page,
        2,
        ("（牵头股室：", Part.LABEL),
        (TEACHING, Part.UNITS),
        ("；责任股室：", Part.LABEL),
        (FINANCE, Part.UNITS),
        ("、", Part.MARKER),
        (SAFETY, Part.UNITS),
        ("等）", Part.MARKER),
    )
    body = "重点抓好以下工作："
    nodes.append(_item(page, 3, 1, 2, "2.", "管好校园每一餐", body, assignments=(lead(SAFETY), lead(GENERAL))))
    page.gap()
    for step, (number, title) in enumerate((("①", "开学前查清食堂证照"), ("②", "每月公示一次账目")), start=1):
        page.put(number, Part.NUMBER, 3 + step)
        page.put(title, Part.TITLE, 3 + step)
        page.put("。", Part.MARKER, 3 + step)
        page.gap()
        nodes.append(DraftNode(3 + step, 3, NodeKind.STEP, Origin.TEXT, 3, step, number, title))
    _units(
        page,
        3,
        ("（牵头股室：", Part.LABEL),
        (SAFETY, Part.UNITS),
        ("、", Part.MARKER),
        (GENERAL, Part.UNITS),
        ("）", Part.MARKER),
    )
    body = "把县城两所学校的好课送到每一个教学点。"
    nodes.append(
        _item(
            page, 6, 1, 3, "3.", "开齐开足音体美课程", body, assignments=(lead(RESEARCH), partner(SCHOOLS, group=True))
        )
    )
    _units(
        page,
        6,
        ("（牵头股室：", Part.LABEL),
        (RESEARCH, Part.UNITS),
        ("；责任股室：", Part.LABEL),
        (SCHOOLS, Part.UNITS),
        ("）", Part.MARKER),
    )
    nodes.append(_item(page, 7, 1, 4, "4.", "做好控辍保学", "一个也不能少，全年不间断。"))
    page.gap()
    return nodes


def _field(page: Manuscript, node_id: int, label: str, text: str) -> LabelledField:
    page.put(label, Part.LABEL, node_id)
    page.put("：", Part.MARKER, node_id)
    page.put(text, Part.FIELD, node_id)
    page.gap()
    return LabelledField(label, text)


def _labelled_units(page: Manuscript, node_id: int, label: str, *units: str) -> None:
    page.put(label, Part.LABEL, node_id)
    page.put("：", Part.MARKER, node_id)
    for place, unit in enumerate(units):
        if place:
            page.put("、", Part.MARKER, node_id)
        page.put(unit, Part.UNITS, node_id)
    page.gap()


def _second_section(page: Manuscript) -> list[DraftNode]:
    """Items in labelled lines, one with the number written twice."""
    nodes = [_section(page, 8, "二、", "建强教师队伍", 2)]
    page.put("5.", Part.NUMBER, 9)
    page.put("推进教师县管校聘", Part.TITLE, 9)
    page.gap()
    fields = (
        _field(page, 9, "问题描述", "部分乡镇学科教师不足，跨校走教补助没有落实。"),
        _field(page, 9, "工作目标", "秋季学期前交流教师不少于40人。"),
    )
    _labelled_units(page, 9, "牵头股室", TEACHERS)
    _labelled_units(page, 9, "责任股室", FINANCE, ALL_UNITS)
    page.put("分管领导", Part.LABEL, 9)
    page.put("：", Part.MARKER, 9)
    page.put("林向禾", Part.FIELD, 9)
    page.gap()
    page.put("完成时限", Part.LABEL, 9)
    page.put("：", Part.MARKER, 9)
    page.put("2031年8月底前", Part.FIELD, 9)
    page.gap()
    nodes.append(
        DraftNode(
            9,
            8,
            NodeKind.ITEM,
            Origin.TEXT,
            2,
            5,
            "5.",
            "推进教师县管校聘",
            fields=fields,
            assignments=(lead(TEACHERS), partner(FINANCE), partner(ALL_UNITS, group=True)),
            persons=(Person("分管领导", "林向禾"),),
            deadlines=(Deadline("2031年8月底前", None, date(2031, 8, 31), "day"),),
            targets=(Target("交流教师不少于40人", "40", "人", "at least"),),
        )
    )
    page.put("5.", Part.NUMBER, 10)
    page.put("办好教师的关键小事", Part.TITLE, 10)
    page.gap()
    fields = (_field(page, 10, "工作目标", "周转房、体检、子女入学三件事年内办结。"),)
    _labelled_units(page, 10, "牵头股室", TEACHERS)
    nodes.append(
        DraftNode(
            10,
            8,
            NodeKind.ITEM,
            Origin.TEXT,
            2,
            6,
            "5.",
            "办好教师的关键小事",
            number_proposed="6.",
            fields=fields,
            assignments=(lead(TEACHERS),),
        )
    )
    return nodes


def _third_section(page: Manuscript) -> list[DraftNode]:
    """Items whose units stand without a role, and some that take over those of their section."""
    section = _section(page, 11, "三、", "守住安全的底线", 3)
    section = replace(section, body="本部分各项由督学室牵头。", assignments=(lead(INSPECTION),))
    page.put("本部分各项由督学室牵头。", Part.BODY, 11)
    page.gap()
    nodes = [section]
    body = "校车、宿舍、实验室每季度查一遍。"
    by_position = (
        lead(SAFETY, stated=False),
        partner(GENERAL, stated=False),
        partner(SCHOOLS, stated=False, group=True),
    )
    nodes.append(_item(page, 12, 11, 7, "7.", "把隐患查在前面", body, assignments=by_position))
    _units(
        page,
        12,
        ("（", Part.MARKER),
        (SAFETY, Part.UNITS),
        ("、", Part.MARKER),
        (GENERAL, Part.UNITS),
        ("、", Part.MARKER),
        (SCHOOLS, Part.UNITS),
        ("）", Part.MARKER),
    )
    inherited = (lead(INSPECTION, inherited_from=11),)
    for node_id, ordinal, number, title, body in (
        (13, 8, "8.", "用好督学责任区", "每名责任督学每月到校不少于一次。"),
        (14, 9, "9.", "办结群众来信", "接信当日登记，15个工作日内答复。"),
        (15, 10, "10.", "完善应急预案", ""),
    ):
        nodes.append(_item(page, node_id, 11, ordinal, number, title, body, assignments=inherited))
        page.gap()
    return nodes


def _table(page: Manuscript) -> tuple[list[DraftNode], DraftTable]:
    heading, columns = "2031年重点项目分工表", ("序号", "重点项目", "建设内容", "牵头单位", "配合单位")
    page.lines(Part.TABLE_HEAD, heading, "\t".join(columns))
    nodes = []
    for row, (title, text, units) in enumerate(
        (
            ("县一小扩建", "新增学位360个", (lead(FINANCE), partner(TEACHING))),
            ("智慧教室", "建成30间", (lead(RESEARCH), partner(FINANCE), partner(SCHOOLS, group=True))),
        ),
        start=1,
    ):
        node_id = 15 + row
        page.put(str(row), Part.NUMBER, node_id)
        page.gap("\t")
        page.put(title, Part.TITLE, node_id)
        page.gap("\t")
        page.put(text, Part.FIELD, node_id)
        page.gap("\t")
        page.put(units[0].unit, Part.UNITS, node_id)
        page.gap("\t")
        for place, found in enumerate(units[1:]):
            if place:
                page.put("、", Part.MARKER, node_id)
            page.put(found.unit, Part.UNITS, node_id)
        page.gap()
        nodes.append(
            DraftNode(
                node_id,
                None,
                NodeKind.ITEM,
                Origin.TABLE,
                1,
                row,
                str(row),
                title,
                fields=(LabelledField("建设内容", text),),
                assignments=units,
            )
        )
    return nodes, DraftTable(heading, columns, tuple(node.node_id for node in nodes))


def sample_draft() -> DraftPlan:
    """Return the invented plan: three sections, ten items, two steps, a table of two rows, two faults."""
    page = Manuscript()
    head = _head(page)
    preamble = "2031年，全县教育体育工作把办好家门口的学校放在第一位。"
    page.lines(Part.PREAMBLE, preamble)
    nodes = _first_section(page)
    stray, end = page.put("（此处接第3页）", Part.LEFTOVER)
    leftovers = [Leftover(stray, end, "不知道属于哪一项")]
    page.gap()
    nodes += _second_section(page)
    nodes += _third_section(page)
    rows, table = _table(page)
    nodes += rows
    page.put("名词解释", Part.GLOSSARY)
    page.gap()
    page.lines(Part.GLOSSARY, "1.县管校聘：教师由县里统一管理，由学校聘任。")
    stray, end = page.put("联系电话待补。另行通知。", Part.LEFTOVER)
    leftovers.append(Leftover(stray, end, "末尾的文字没有归属"))
    page.gap()
    closing = "以上各项每季度末报一次进展。"
    page.lines(Part.CLOSING, closing)
    page.lines(Part.HEAD, "抄送：县委办、县政府办。", "青禾县教育体育局综合股 2031年2月19日印发")
    twice = next(span for span in page.spans if span.node == 10)
    unassigned = next(span for span in page.spans if span.node == 7 and span.part is Part.TITLE)
    faults = (
        Fault("NO_UNIT", Severity.NOTE, "这一项没有写明责任单位。", 7, unassigned.start, unassigned.end),
        Fault("NUMBER_REPEATED", Severity.DOUBT, "编号“5.”重复。", 10, twice.start, twice.end, "6."),
    )
    glossary = (GlossaryEntry("1.", "县管校聘", "教师由县里统一管理，由学校聘任。"),)
    return DraftPlan(
        source=_source("青禾县2031年工作要点.txt", page.text),
        head=head,
        preamble=preamble,
        closing=closing,
        nodes=tuple(nodes),
        tables=(table,),
        glossary=glossary,
        spans=tuple(page.spans),
        leftovers=tuple(leftovers),
        faults=faults,
        lead_word="牵头股室",
        partner_word="责任股室",
    )


def big_draft(count: int) -> DraftPlan:
    """Return a plan of `count` items, ten to a section, four units each."""
    page = Manuscript()
    page.lines(Part.HEAD, f"青禾县{count}项任务清单")
    units = (GENERAL, TEACHING, TEACHERS, FINANCE, SAFETY, INSPECTION, RESEARCH)
    nodes: list[DraftNode] = []
    section = 0
    for ordinal in range(1, count + 1):
        if ordinal % 10 == 1:
            section = len(nodes) + 1
            part = (ordinal + 9) // 10
            nodes.append(_section(page, section, f"第{part}部分", f"第{part}方面的工作", part))
        chosen = [units[(ordinal + place) % len(units)] for place in range(4)]
        found = (lead(chosen[0]), *(partner(unit) for unit in chosen[1:]))
        body = f"围绕第{ordinal}项任务，定人、定时、定标准，每月调度一次，年底前全部完成。"
        node_id = len(nodes) + 1
        nodes.append(
            _item(page, node_id, section, ordinal, f"{ordinal}.", f"落实第{ordinal}项重点任务", body, assignments=found)
        )
        _units(page, node_id, ("（", Part.MARKER), ("、".join(chosen), Part.UNITS), ("）", Part.MARKER))
    head = Head(title=f"青禾县{count}项任务清单", years=(2031,))
    return DraftPlan(source=_source("任务清单.txt", page.text), head=head, nodes=tuple(nodes), spans=tuple(page.spans))


def _source(name: str, text: str) -> Source:
    return Source(name, "txt", hashlib.sha256(text.encode()).hexdigest(), text)
