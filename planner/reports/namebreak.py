"""Where the long name of a unit is best parted over lines: after 县, 局, 中心 and their like, not inside a word.

A name of up to eight characters is not torn (print.md 3.3). A longer one that does not fit its line is cut at the
seams that read best, into few parts of about equal length.
"""

import re
from functools import cache, lru_cache

# Words that are not torn, and what a part of a name may end with, longest first: 领导小组 before 小组 before 组.
_WORDS = (
    "领导小组 工作小组 委员会 管委会 办公室 工作组 秘书组 指挥部 联席会议 联合会 工作站 "
    "服务站 总队 支队 大队 人民政府 人民医院 政府 中心 学校 小学 中学 高中 初中 幼儿园 "
    "大学 学院 医院 机关 直属 单位 部门 股室 科室 处室 街道 社区 公司 集团 协会 学会 "
    "专班 小组"
)
_COMMON = (
    "教育 体育 工作 管理 安全 校园 服务 保障 发展 改革 建设 监督 监察 督导 指导 协调 "
    "行政 审批 卫生 健康 文化 旅游 广电 宣传 统战 组织 人事 人力 资源 社会 财政 财务 "
    "审计 规划 自然 生态 环境 住房 城乡 城市 交通 运输 应急 市场 公共 信息 技术 科学 "
    "电化 招生 考试 资助 教师 学生 青少年 活动 基础 职业 成人 民族 语言 文字 后勤 基建 "
    "装备 电教 教研 研究 党委 党建 纪检 综合 执法 农业 农村 水利 民政 司法 公安 消防 "
    "救援 退役 军人 事务 数据 网络 乡镇 各县 各区 新区 示范 开发 经济 工业 高新"
)
_BODY_ENDS = "省市县区镇乡州盟旗委局厅部院处科股室组会站所馆队办团）"
_ENDING = dict.fromkeys(_WORDS.split(), True) | dict.fromkeys(_COMMON.split(), False)
_WORD = re.compile("|".join(sorted((re.escape(word) for word in _ENDING), key=len, reverse=True)) + "|.", re.DOTALL)
_FREE, _PLAIN, _LINE, _TORN, _LONE = 0, 4, 30, 80, 80


def _seams(name: str) -> list[int]:
    """Return for each place in `name` what it costs to begin a line there."""
    costs = [_TORN] * (len(name) + 1)
    for found in _WORD.finditer(name):
        word, end = found.group(), found.end()
        ends = _ENDING.get(word) or (len(word) == 1 and word in _BODY_ENDS)
        costs[end] = _FREE if ends else _PLAIN
        if len(word) == 1 and word in _BODY_ENDS and end > 1 and costs[end - 1] == _PLAIN:
            costs[end - 1] = _TORN  # a body's last character stays with what it belongs to
    return costs


@lru_cache(maxsize=4096)
def name_parts(name: str, pieces: tuple[str, ...], widths: tuple[int, ...], limit: int) -> tuple[str, ...]:
    """Cut `name`, whose atoms are `pieces` of `widths`, into parts up to `limit`; rather one more than a torn word."""
    sums = [0]
    for width in widths:
        sums.append(sums[-1] + width)
    ends = [0]
    for piece in pieces:
        ends.append(ends[-1] + len(piece))
    costs = _seams(name)
    count = len(pieces)
    even = sums[-1] / max(1, -(-sums[-1] // limit))

    @cache
    def best(start: int) -> tuple[float, int]:
        """Return the cost and the first stop of the best way to set what begins with piece `start`."""
        if start == count:
            return 0.0, start
        choices = []
        for stop in range(start + 1, count + 1):
            width = sums[stop] - sums[start]
            if width > limit and stop > start + 1:
                break
            cost = _LINE + ((width - even) / 1000) ** 2 + (_LONE if ends[stop] - ends[start] == 1 else 0)
            choices.append((best(stop)[0] + cost + (costs[ends[stop]] if stop < count else 0), stop))
        return min(choices)

    parts, start = [], 0
    while start < count:
        stop = best(start)[1]
        parts.append(name[ends[start] : ends[stop]])
        start = stop
    return tuple(parts)
