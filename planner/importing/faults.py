"""The doubts an import can raise: one place for their codes, their weight and the words the clerk reads."""

from dataclasses import dataclass

from planner.core.vocabulary import Severity

NOTE, DOUBT, ERROR = Severity.NOTE, Severity.DOUBT, Severity.ERROR

# code: (severity, message); the message is filled with the words of the place
FAULTS: dict[str, tuple[Severity, str]] = {
    # the file
    "WRONG_EXTENSION": (NOTE, "扩展名是 {words}，内容却是“{other}”，已按内容读取。"),
    # head and tail
    "ISSUERS_JOINED": (NOTE, "几个发文机关排在同一行，已分开读取，请核对。"),
    "ISSUERS_DIFFER": (NOTE, "版头、落款、标题的发文机关不同，已登记“{words}”，请核对。"),
    "TITLE_DIFFERS": (DOUBT, "通知中的文件名称与正文标题不一致，已采用正文标题“{words}”。"),
    "TITLE_LINES_JOINED": (NOTE, "标题分排在几行，已合为一个标题。"),
    "DATE_MISSING": (NOTE, "没有找到成文日期，已留空，请补填。"),
    "DATE_LOST_CHARACTERS": (DOUBT, "日期“{words}”丢失了年月日字样，请确认。"),
    "HEAD_MISSING": (NOTE, "没有找到{words}，已留空，请补填。"),
    "IMPRINT_READ": (NOTE, "末尾的抄送、印发信息已单独登记，不作任务内容。"),
    "WEB_TEXT": (NOTE, "网页文字“{words}”已列入余文，不作任务内容。"),
    "TITLE_BLANKS": (NOTE, "标题中有空格（原为换行或分隔），已保留。"),
    "ADDRESSEES_READ": (NOTE, "主送单位已单独登记，不作责任单位。"),
    "IMPRINT_MISSING": (NOTE, "文末没有抄送和印发信息，已留空。"),
    "CONTENTS_LEFT_OUT": (NOTE, "目录已列入余文。"),
    # numbers and tree
    "NUMBER_REPEATED": (ERROR, "序号“{words}”与前面重复，疑应为“{other}”，请改正。"),
    "NUMBER_WRONG": (ERROR, "序号“{words}”与前后不连续，疑应为“{other}”，请改正。"),
    "NUMBER_SHIFTED": (DOUBT, "因前面序号有误，从“{words}”起依次差位，应为“{other}”。"),
    "NUMBER_GAP": (DOUBT, "“{words}”，缺{other}，请核对有无遗漏。"),
    "NUMBERS_FOREIGN": (NOTE, "序号多处间断，可能沿用上级文件的编号，未改动。"),
    "NUMBER_RESTARTS": (NOTE, "各部分的序号都从头编起，请以部分加序号称呼一条任务。"),
    "NUMBER_FORM_MIXED": (NOTE, "序号“{words}”的标点与同级其他序号不同。"),
    "NUMBER_DASHED": (NOTE, "序号前多出列表横线，已略去。"),
    "HEADING_TEXT_ONLY": (NOTE, "“{words}”下只有文字、没有任务，文字留作本部分正文。"),
    "LINES_JOINED": (NOTE, "本条有{words}处被分页或换行断开，已接上。"),
    "PARAGRAPH_WITHOUT_NUMBER": (NOTE, "本条另有不带序号的段落，已归入本条，请核对。"),
    "ITEM_WITHOUT_NUMBER": (DOUBT, "这一段没有序号，但有自己的责任单位，已单列为一条任务。"),
    "ITEM_WITHOUT_TITLE": (NOTE, "本条没有单独的标题句，已取第一句作标题。"),
    "TITLE_LONG": (NOTE, "标题较长，请核对标题止于何处。"),
    "POINTS_KEPT_AS_TEXT": (NOTE, "以破折号列出的几点留作正文，未作任务。"),
    "ATTACHMENT": (NOTE, "附件标题已单独识别。"),
    "GLOSSARY_READ": (NOTE, "名词解释已单独登记，不作任务。"),
    "FIELD_REPEATED": (DOUBT, "“{words}”在本条出现两次，都已保留，请确定采用哪一段。"),
    "FIELD_INSIDE_PARAGRAPH": (NOTE, "“{words}”接在上一段之后，已分开。"),
    "FIELD_MISSING": (DOUBT, "本条没有“{words}”，而其他任务都有。"),
    "DOCUMENT_CUT_OFF": (ERROR, "文件在此中断，后面的内容可能缺失。"),
    "COUNT_DIFFERS": (DOUBT, "{words}"),
    # table
    "TABLE_HEAD_BROKEN": (NOTE, "表头单元格断在两行，已接上。"),
    "TABLE_ROW_BROKEN": (NOTE, "表格第“{words}”行中间有空行，已接上。"),
    "TABLE_ROW_UNCLEAR": (DOUBT, "表格第“{words}”行的单元格数与表头不符，请核对。"),
    "TABLE_CELL_POINTS": (NOTE, "单元格内有编号的分点，已整格保留。"),
    "COLUMN_OF_UNITS": (DOUBT, "“{words}”一列写的多是单位，已按单位读入，请核对。"),
    "UNITS_FROM_ABOVE": (DOUBT, "本行没有写单位，已按合并单元格沿用上一行的单位，请核对。"),
    "CELL_ON_TWO_LINES": (NOTE, "一个单元格分在两行，已接上。"),
    "TWO_ROLE_PAIRS": (NOTE, "表中有两组牵头、配合的列，两组单位都已登记。"),
    "TABLE_UNREAD": (DOUBT, "表格“{words}”不是任务分工表，未能读取，已列入余文，请核对。"),
    # units
    "NO_UNITS": (NOTE, "全文没有写明责任单位，各条任务的单位留空，请分派。"),
    "PROSE_UNITS": (DOUBT, "“{words}”等单位写在句子里，没有自动分派，请手工指定。"),
    "SAID_UNITS": (DOUBT, "“{words}”等单位写在句子里，已照句意登记，请核对。"),
    "UNITS_AT_STEPS": (NOTE, "单位写在各条下面的分项里，条目本身的单位留空。"),
    "NO_UNITS_IN_TEXT": (NOTE, "正文各条没有写明单位，单位只见于附表。"),
    "LEAD_BY_POSITION": (NOTE, "原文未分牵头与配合，暂以排在首位的为牵头，请确认。"),
    "SHARED_DUTY": (NOTE, "“按职责分工负责”未分主次，所列单位均记为牵头，请确认。"),
    "FIRST_LEADS_RULE": (NOTE, "原文规定排在首位的单位牵头，以下各条照此执行。"),
    "BLANKET_PARTNER": (NOTE, "原文规定以下各条同此，“{words}”已带到后面各条。"),
    "OPEN_ENDED": (NOTE, "单位名单以“等”结尾，没有列全。"),
    "GROUP_UNIT": (NOTE, "“{words}”指多个单位，请确定包括哪些。"),
    "SOME_UNITS_UNNAMED": (DOUBT, "“{words}”没有说明是哪些单位，请确定。"),
    "UNIT_ALIAS": (DOUBT, "“{words}”与“{other}”可能是同一单位。"),
    "UNIT_CUT_OFF": (DOUBT, "单位名称“{words}”可能不完整，后面或许还有内容。"),
    "UNIT_UNUSUAL": (DOUBT, "“{words}”不像单位名称，请核对。"),
    "UNIT_TWICE": (DOUBT, "“{words}”在本条出现两次，请核对。"),
    "ELIDED_PREFIX": (NOTE, "“{words}”前面像是承前省略了“{other}”，照原文登记；可在单位名录中改为全称。"),
    "UNITS_OVER_LINES": (NOTE, "单位名单断在两行，已接上。"),
    "UNITS_STRAY_POINT": (NOTE, "单位名单中“{words}”有多余的标点或空格，已略去。"),
    "UNITS_END_STOP": (NOTE, "单位名单多以句号结尾，句号都已略去。"),
    "UNITS_MIXED_POINTS": (NOTE, "单位名单中混用了几种分隔号，请核对分得是否正确。"),
    "BRACKET_IN_NAME": (NOTE, "“{words}”的括号是名称的一部分。"),
    "LABEL_WRONG": (DOUBT, "“{words}”与其他各条写法不同，已按{other}单位读取，请核对。"),
    "LABEL_VARIANT": (NOTE, "“{words}”前后写法不一（空格、标点），已按同一项读取。"),
    "LABELS_ON_ONE_LINE": (NOTE, "“{words}”接在上一项之后，已分开。"),
    "RESPONSIBLE_IS_PARTNER": (NOTE, "文中另有牵头单位，“{words}”按配合单位读取。"),
    "RESPONSIBLE_IS_LEAD": (NOTE, "文中另有配合单位，“{words}”按牵头单位读取。"),
    "SEVERAL_LEADS": (NOTE, "本条有几个牵头单位。"),
    "LEAD_MISSING": (DOUBT, "本条没有牵头单位，而其他任务都有。"),
    "PARTNERS_MISSING": (DOUBT, "本条没有配合单位，而其他任务都有。"),
    "UNITS_MISSING": (DOUBT, "本条没有责任单位，而其他任务写有责任单位。"),
    "SECTION_WITHOUT_UNITS": (DOUBT, "本部分{words}条任务都没有责任单位，而其他部分写有责任单位。"),
    "BRACKET_UNREAD": (DOUBT, "括号“{words}”里像是责任单位，但没有读懂，留在正文，请核对。"),
    "LEAD_BEFORE_PARTNERS": (DOUBT, "只写明谁配合，暂以排在前面的“{words}”为牵头，请确认。"),
    # words
    "TRADITIONAL_CHARACTERS": (DOUBT, "出现繁体字“{words}”。"),
    "FOREIGN_WORD": (DOUBT, "汉字之间夹有外文“{words}”，疑为转换错误。"),
    "YEARS_RUN_TOGETHER": (DOUBT, "年份“{words}”之间疑缺连接号。"),
    "DOUBLED_CHARACTERS": (DOUBT, "“{words}”疑有重复的字。"),
    "REPEATED_SENTENCE": (NOTE, "“{words}”一句在文中出现两次。"),
    "BLANKS_IN_TEXT": (NOTE, "文字中有{words}处多余的空格，已略去。"),
    "HAN_ONE_FOR_DASH": (DOUBT, "“{words}”中的“一”疑为连接号。"),
    "POINTS_DOUBTFUL": (NOTE, "“{words}”处的标点可能有误。"),
    "HALF_WIDTH_POINTS": (NOTE, "文中多用半角标点，读取时不分全角半角。"),
    "FULL_STOP_MISSING": (NOTE, "本条末尾没有句号，可能没有写完。"),
    "UNKNOWN_CHARACTER": (DOUBT, "有{words}个字符无法识别，请对照原件。"),
    "BAD_CHARS": (DOUBT, "第{words}行有{other}个字符无法识别，已用 □ 标出，请对照原件。"),
    # what a reader left out or took in (reliability.md 3.6)
    "TRACKED": (NOTE, "按修订后的文字导入，{words}处删除未导入。"),
    "HIDDEN": (NOTE, "有{words}处文字被隐藏，也已导入。"),
    "HIDDEN_CELLS": (NOTE, "有{words}被隐藏，也已导入。"),
    "PARTIAL": (DOUBT, "{words}，请核对原件。"),
    "RADICALS": (NOTE, "有{words}个字在文件里存成了部首，已换成对应的汉字。"),
    "STRUCTURE_LOST": (DOUBT, "{words}已损坏，只读出了文字，请核对原件。"),
    "FORMULA": (DOUBT, "{words}个公式没有计算结果，请在 WPS 中打开并保存一次，再导入。"),
    "TRIMMED": (NOTE, "忽略了空白行列。"),
    "MACRO": (NOTE, "文件带有宏，宏未运行。"),
    "EXTERNAL_LINK": (NOTE, "外部链接未更新，按保存时的值导入。"),
    "EMBEDDED_FILE": (DOUBT, "文件里嵌有{words}，其中的文字没有导入，请核对。"),
    "MARKS_LIKE_PAGES": (NOTE, "“{words}”像是页码，已列入余文。"),
}


@dataclass(frozen=True, slots=True)
class Doubt:
    """A doubt before it is numbered: `node` is the index of its node among the nodes, or None."""

    code: str
    start: int | None
    end: int | None
    message: str
    severity: Severity
    node: int | None = None
    proposal: str | None = None


def doubt(
    code: str,
    start: int | None = None,
    end: int | None = None,
    *,
    words: str = "",
    other: str = "",
    node: int | None = None,
    proposal: str | None = None,
) -> Doubt:
    """Return the doubt `code` with its message filled in."""
    severity, message = FAULTS[code]
    return Doubt(code, start, end, message.format(words=words, other=other), severity, node, proposal)
