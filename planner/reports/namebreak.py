"""Where the long name of a unit is best parted over lines: after 县, 局, 中心 and their like, not inside a word.

A name of up to eight characters is not torn (print.md 3.3). A longer one that does not fit its line is cut at the
seams that read best, into few parts of about equal length.
"""

import re
from collections.abc import Iterable
from functools import cache, lru_cache

# Words that are not torn, and what a part of a name may end with, longest first: 领导小组 before 小组 before 组.
_WORDS = (
    "领导小组 工作小组 委员会 管委会 办公室 工作组 秘书组 指挥部 联席会议 联合会 工作站 "
    "服务站 总队 支队 大队 人民政府 人民医院 政府 中心 学校 小学 中学 高中 初中 幼儿园 "
    "有限责任公司 有限公司 中小学 大学 学院 医院 机关 直属 单位 部门 股室 科室 处室 街道 社区 公司 集团 协会 学会 "
    "专班 小组"
)
_COMMON = (
    "教育 体育 工作 管理 安全 校园 服务 保障 发展 改革 建设 监督 监察 督导 指导 协调 "
    "行政 审批 卫生 健康 文化 旅游 广电 宣传 统战 组织 人事 人力 资源 社会 财政 财务 "
    "审计 规划 自然 生态 环境 住房 城乡 城市 交通 运输 应急 市场 公共 信息 技术 科学 "
    "电化 招生 考试 资助 教师 学生 青少年 活动 基础 职业 成人 民族 语言 文字 后勤 基建 "
    "装备 电教 教研 研究 党委 党建 纪检 综合 执法 农业 农村 水利 民政 司法 公安 消防 "
    "政策 法规 校外 培训 监管 思想 政治 思想政治 民办 学前 高等 对外 交流 合作 督查 秘书 信访 保密 退休 "
    "离退休 干部 食品 药品 医疗 疾控 实验 特殊 未成年 中小学生 机构 编制 巡察 采购 资产 基金 图书 继续 终身 "
    "义务 高中 中职 科研 学籍 质量 监测 评估 评价 课程 教材 心理 营养 食堂 校车 乡村 振兴 商务 能源 社保 医保 就业 "
    "人才 档案 智慧 平台 运营 项目 救援 退役 军人 事务 数据 网络 乡镇 各县 各区 新区 示范 开发 经济 工业 高新"
)
# Words of titles.
_OF_TITLES = (
    "责任分解表 任务分解表 任务分工表 责任清单 任务清单 责任矩阵 统计汇总表 版本对照表 工作台账 征求意见稿 "
    "责任 任务 分工 分解 要点 方案 计划 实施 行动 重点 年度 学年度 学年 学期 上半年 下半年 季度 阶段 "
    "全市 全县 全区 全省 系统 推进 优先 优质 均衡 高质量 三年 五年 专项 整治 提升 普及 普惠 扩容 提质 强县 强市 "
    "教育局 教体局 委员会 现代化 人工 智能 智慧 平台 落实 意见 规划 项目 工程 考核 目标 清单 台账 汇总 统计 对照 "
    "深化 加强 全面 学前 高等 义务 特殊 思想 政治 第一 第二 质量 体系 机制 能力 治理 保护 防范 开展 进一步"
)
_BODY_ENDS = "省市县区镇乡州盟旗委局厅部院处科股室组会站所馆队办团）"
_FREE_BEHIND = _BODY_ENDS + "·•》"
_ENDING = dict.fromkeys(_WORDS.split(), True) | dict.fromkeys(_COMMON.split(), False)


def _any_of(words: Iterable[str]) -> re.Pattern[str]:
    return re.compile("|".join(sorted(map(re.escape, words), key=len, reverse=True)) + "|.", re.DOTALL)


_WORD = _any_of(_ENDING)
_WORD_OF_TITLE = _any_of({*_ENDING, *_OF_TITLES.split()})
TORN = 80
_FREE, _PLAIN, _LINE, _LONE = 0, 4, 30, 80


def seams(title: str) -> list[int]:
    """Return for each place in a title what it costs to begin a line there."""
    return _seams(title, _WORD_OF_TITLE)


def _seams(name: str, words: re.Pattern[str] = _WORD) -> list[int]:
    """Return for each place in `name` what it costs to begin a line there."""
    costs = [TORN] * (len(name) + 1)
    for found in words.finditer(name):
        word, end = found.group(), found.end()
        ends = _ENDING.get(word) or (len(word) == 1 and word in _FREE_BEHIND)
        costs[end] = _FREE if ends else _PLAIN
        if len(word) == 1 and word in _BODY_ENDS and end > 1 and costs[end - 1] == _PLAIN:
            costs[end - 1] = TORN  # a body's last character stays with what it belongs to
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
