"""What the heads of table columns mean."""

import re
from collections.abc import Iterable
from enum import Enum
from functools import lru_cache

from planner.core.errors import UsageError
from planner.importing.labels import LABEL_ALONE


class Column(Enum):
    """What a column holds."""

    NUMBER = "number"
    CLASS = "class"
    TASK = "task"
    CONTENT = "content"
    LEAD = "lead"
    PARTNER = "partner"
    RESPONSIBLE = "responsible"
    PERSON = "person"
    DEADLINE = "deadline"
    TARGET = "target"
    STATUS = "status"
    OTHER = "other"


FIELDS: dict[str, Column] = {
    "序号": Column.NUMBER,
    "类别": Column.CLASS,
    "任务": Column.TASK,
    "内容": Column.CONTENT,
    "牵头": Column.LEAD,
    "配合": Column.PARTNER,
    "责任": Column.RESPONSIBLE,
    "责任人": Column.PERSON,
    "时限": Column.DEADLINE,
    "目标": Column.TARGET,
    "状态": Column.STATUS,
    "其他": Column.OTHER,
}
_WORDS = {
    Column.NUMBER: "序号 编号 id 号 NO No. NO. No 序 项次 任务序号 项目编号",
    Column.CLASS: (
        "类别 项目类别 分类 类型 category group 主题 领域 板块 任务类别 工作类别 一级指标 责任领域 大类 工作领域 "
        "工作板块 所属领域 所属板块 任务分类 工作分类 重点领域 方面 篇章 模块 一级任务 问题类型 "
        "问题类别 问题分类 任务类型"
    ),
    Column.TASK: (
        "重点任务 重点工作任务 目标与任务 目标任务 工作事项 项目名称 民生事项名称 民生实事 民生实事项目 改革举措 "
        "决策事项名称 具体内容 工作任务 实事内容 实事项目 task 任务 任务名称 事项 事项名称 重点工作 工作项目 "
        "重点项目 工作名称 重点事项 年度重点任务 主要任务 具体任务 任务内容 项目 改革任务 整改任务 问题 存在问题 "
        "工作内容 重点工作内容 任务分解 改革事项 任务事项 主要工作 年度重点工作 重点工作事项 督办事项 工作要点 "
        "实事名称 年度任务 任务清单 主要工作任务 工作任务及内容 任务描述 二级指标 目标任务分解 任务目标 "
        "具体问题 反馈问题 反馈意见 反馈问题清单 突出问题 主要问题 发现问题 发现的问题 存在的问题 "
        "存在的主要问题 问题清单 "
        "问题表现 问题描述 整改问题 问题内容 建设任务 二级任务 具体工作 具体工作任务 工作名称及内容"
    ),
    Column.CONTENT: (
        "建设内容 主要内容 具体要求 工作要求 具体工作标准及预期效果 项目内容 任务分解/时序进度 具体措施 工作措施 "
        "主要措施 内容 工作举措 主要举措 推进措施 整改措施 工作标准 内容及要求 任务要求 工作内容及要求 具体举措 "
        "职责 主要职责 工作职责 职责任务 职责分工 职责内容 措施 举措 任务措施 落实措施 "
        "推进举措 工作任务及措施 实施内容 工作安排 建设内容及规模 主要建设内容 任务说明"
    ),
    Column.DEADLINE: "time 决策时间 完成时间 完成时限 时间 时限 日期 完成日期 截止时间 截止日期 时间节点 进度时限",
    Column.TARGET: (
        "建设目标 年度任务目标 年度目标 工作目标 目标 预期目标 目标值 量化指标 年度指标 指标 任务指标 量化目标 "
        "绩效目标 目标要求 考核目标"
    ),
    Column.STATUS: "完成情况 进展情况 工作进展 状态 进展 落实情况 完成状态 目前进展 推进情况 是否完成 进度",
    Column.OTHER: (
        "考核要点 推广范围 备注 自评分 监督电话 资金来源 资金来源及数额 决策事项程序 决策中是否需听证 "
        "预期成效 成果形式 联系电话 说明 分值 投资额 总投资 建设地点 建设规模 建设性质 完成标志 工作成效 进度安排 "
        "佐证材料 依据 电话 存在困难 下一步计划 下步打算 销号情况 佐证 责任落实情况"
    ),
    Column.LEAD: "牵头 owner 主办 牵头股室 牵头单位及责任人 牵头单位及负责人 牵头科室及责任人 牵头科室及负责人",
    Column.PARTNER: "配合 co 协办 配合股室",
    Column.RESPONSIBLE: "相关部门 departments 责任 单位 部门 科室 股室 处室 责任分工 分工 责任落实 责任主体 承办 "
    "责任单位及责任人 责任科室及责任人 责任单位及负责人 "
    "责任科室及负责人 责任单位和责任人 责任单位/责任人 责任部门及责任人",
    Column.PERSON: "责任人 负责人 领导 责任人及电话 负责人及电话 联系人及电话 责任人及联系电话 校领导 局领导",
}
_BY_WORD = {word: kind for kind, words in _WORDS.items() for word in words.split(" ")}
_LABEL_COLUMNS = {
    "LEAD": Column.LEAD,
    "PARTNER": Column.PARTNER,
    "RESPONSIBLE": Column.RESPONSIBLE,
    "PERSON": Column.PERSON,
    "DEADLINE": Column.DEADLINE,
    "FIELD": Column.CONTENT,
}
_REMARK = re.compile(r"备注|说明|电话|联系|资金|投资|分值|得分|自评|签字|签名|金额|地址|姓名|职务|邮箱|数量|日期|次数")
_PARTS = re.compile(r"[,，;；\n]")
_COLUMNS_HINT = f"写作 列名=字段，几列之间用逗号分开；字段可用：{'、'.join(FIELDS)}。"
UNIT_COLUMNS = (Column.LEAD, Column.PARTNER, Column.RESPONSIBLE)
_WHOSE = re.compile(r"^[\u4e00-\u9fff]{0,6}[局委厅部]内|^[省市县区局]级|^[省市县区局](?=牵头|配合|责任)")
_PROBLEM = re.compile(  # 巡察反馈问题, 督导发现的主要问题
    r"[\u4e00-\u9fff]{0,6}(?:反馈|发现|指出|查摆|检视|排查)(?:出)?的?(?:主要|具体|突出)?问题"
)
_BRACKETED = re.compile(r"[（(][^（）()]*[）)]")
_OF_UNITS = re.compile(r"单位|部门|科室|股室|处室|机构|主体")
_NOT_OF_TASKS = re.compile(r"监督|考核|验收|申报|填报|联系|受益|服务|施工|设计|监理|来源|地点|名称")
_JOINING = re.compile(r"配合|参与|参加|协|相关|成员|支持")


@lru_cache(maxsize=1024)
def column_kind(words: str) -> Column | None:
    """Return what a column headed `words` holds, or None when the words head no column that is known."""
    words = "".join(words.split())
    if not 0 < len(words) <= 16:
        return None
    found = _BY_WORD.get(words)
    if found is None:
        label = LABEL_ALONE.fullmatch(words)
        found = _LABEL_COLUMNS[label.lastgroup] if label and label.lastgroup else None
    if found is None and _PROBLEM.fullmatch(words):
        return Column.TASK
    plain = _BRACKETED.sub("", words) if "（" in words or "(" in words else _WHOSE.sub("", words)
    if found is None and plain != words:
        return column_kind(plain)
    return found


def without_whose(words: str) -> str:
    """Return the words of a column of units without those that say whose units they are (市级牵头单位)."""
    return _WHOSE.sub("", words)


def names_persons(words: str) -> bool:
    """Tell whether a column of units names persons beside them (责任单位及责任人)."""
    return words.endswith("人")


def is_remark(words: str) -> bool:
    """Tell whether a column holds remarks, telephone numbers or sums, which are never the task."""
    return bool(_REMARK.search(words))


def unit_column(words: str, others: Iterable[Column]) -> Column | None:
    """Return what a column of units holds whose words are not known, beside `others`, or None."""
    if not _OF_UNITS.search(words) or _NOT_OF_TASKS.search(words):
        return None
    if not set(others) & set(UNIT_COLUMNS):
        return Column.RESPONSIBLE
    return Column.PARTNER if _JOINING.search(words) else None


def place_name(column: int) -> str:
    """Return how a column is called that has no words of its own, by its place from 0."""
    return f"第{column + 1}列"


def read_columns(text: str) -> tuple[tuple[str, str], ...]:
    """Read 名=字段,名=字段 as written on the command line; raises `UsageError` for a field that is none."""
    out: list[tuple[str, str]] = []
    for part in _PARTS.split(text):
        words, mark, field = part.replace("＝", "=").rpartition("=")
        words, field = "".join(words.split()), field.strip()
        if not part.strip():
            continue
        if not mark or not words:
            raise UsageError(f"--columns 的“{part.strip()}”没有写明字段。", _COLUMNS_HINT, code="USAGE")
        if field not in FIELDS:
            raise UsageError(f"--columns 里没有“{field}”这个字段。", _COLUMNS_HINT, code="USAGE")
        out.append((words, field))
    return tuple(out)


class ColumnWords:
    """The known heads of columns, and before them those that the clerk set right."""

    def __init__(self, corrected: Iterable[tuple[str, str]] = ()) -> None:
        self._corrected = {"".join(words.split()): FIELDS[field] for words, field in corrected}

    def kind(self, words: str) -> Column | None:
        """Return what a column headed `words` holds, or None when the words head no column that is known."""
        if self._corrected:
            found = self._corrected.get("".join(words.split()))
            if found is not None:
                return found
        return column_kind(words)

    def kind_at(self, column: int, words: str) -> Column | None:
        """Return what the column at a place holds, which the clerk may have named by its place."""
        return self._corrected.get(place_name(column)) or self.kind(words)

    def by_place(self, width: int) -> list[Column] | None:
        """Return what the columns of a table without a head hold, or None when the clerk named none by its place."""
        kinds = [self._corrected.get(place_name(column)) for column in range(width)] if self._corrected else []
        return [kind or Column.OTHER for kind in kinds] if Column.TASK in kinds else None

    @property
    def corrected(self) -> bool:
        """Whether the clerk said anything of columns."""
        return bool(self._corrected)

    def corrects(self, words: str) -> bool:
        """Tell whether the clerk said what a column headed `words` holds."""
        return bool(self._corrected) and "".join(words.split()) in self._corrected
