"""What the offices of education bureaus do everywhere, told from the syllables of their names.

A name such as 体卫艺科 or 计财科 is a list of its duties. The words are those in which plans speak of them; nothing
here belongs to one bureau. An office whose name says nothing (第三科) gets no words.
"""

from functools import lru_cache

_DUTIES = (
    ("党建 组宣 组织 机关党委 党委办", "党的 党建 党员 党组织 支部 政治 思想 意识形态 习近平 主题教育 统战"),
    ("纪委 监察 纪检", "廉政 廉洁 从严治党 纪律 监督 作风 腐败 问责 公平 收费"),
    ("宣传 法宣 组宣", "宣传 舆论 舆情 新闻 媒体 意识形态"),
    ("法规 法宣 政策 法制 法治 政法", "法治 依法 法律 普法 执法 放管服 审批 改革 章程"),
    (
        "基教 基础教育 普教 初教 中教 幼教 学前",
        "基础教育 义务教育 学前 幼儿园 普惠 高中 中小学 特殊教育 教学 课程 德育 减负 双减 学业 质量 "
        "控辍 均衡 招生 立德树人",
    ),
    (
        "职教 职成 职业 成教 高教",
        "职业教育 职业 技能 产教融合 中职 高职 高等教育 高校 继续教育 终身 成人 社区教育 学习型 校企",
    ),
    ("民办 民教 社管 校外", "民办 社会力量 培训机构 校外培训"),
    (
        "体卫艺 体艺 体卫 卫生 体育",
        "体育 卫生 艺术 美育 健康 疫情 防控 防疫 传染病 视力 近视 国防 军训 食品 身心 心理 劳动",
    ),
    (
        "计财 财务 计划 规划 财审 审计 基建 后管 项目",
        "经费 财务 资金 预算 投入 项目 建设 规划 布局 校舍 统计 资产 审计 收费 债务 专项",
    ),
    (
        "人事 师训 教师 人教 师资 人才 职改",
        "教师 师德 师资 师风 名师 队伍 人事 干部 校长 职称 编制 培训 招聘 交流 待遇 人才",
    ),
    ("督导 督学 督政 评估", "督导 督学 督政 督查 评估 评价 监测 验收"),
    (
        "安管 安全 安信 安稳 综治 信访 保卫 维稳",
        "安全 稳定 维稳 信访 风险 隐患 应急 校车 欺凌 扫黑 综治 平安 消防",
    ),
    ("招考 招生 考试 招办 自考", "考试 招生 高考 中考 考务 学考 录取"),
    (
        "电教 信息 技装 装备 网络 仪器",
        "信息化 网络 智慧 数字 平台 数据 互联网 设备 装备 仪器 实验 图书 电教",
    ),
    ("教科 教研 研训 进修 教师发展", "教研 科研 课题 教学研究 课程 教学 质量"),
    ("资助 助学", "资助 贫困 助学 营养 贷款 精准"),
    ("后勤 勤工 校产", "后勤 食堂 营养 食品 膳食 宿舍 采购 校服"),
    ("语委 语言 普通话", "语言文字 语言 文字 普通话 规范汉字 推普"),
    ("扶贫 振兴 乡村", "扶贫 脱贫 乡村振兴 帮扶 贫困"),
    ("就业 毕业生", "就业 创业 毕业生"),
    ("办公室 秘书 综合", "公文 保密 调研 档案 会议 督办 提案 值班 机关 政务 绩效"),
    ("老干 离退 关工委 关心下一代", "老干部 离退休 关心下一代 老年 老龄"),
    ("团委 少工委 少先队 学工", "共青团 少先队 团员 青少年 志愿"),
    ("工会 妇联", "工会 职工 教职工 福利 妇女"),
    ("创建 文明", "创建 文明 卫生城市"),
    ("德育 思政", "德育 思政 立德树人 心理 家庭教育 家校"),
    ("民族", "民族 宗教 团结"),
    ("外事 国际 合作", "对外 国际 交流 合作 外籍 港澳"),
    ("科技", "科技 科研 创新"),
    ("政务服务 行政审批 审批 服务中心", "政务服务 审批 热线 窗口 放管服"),
)
_BY_SYLLABLES = tuple((tuple(syllables.split()), tuple(words.split())) for syllables, words in _DUTIES)


@lru_cache(maxsize=4096)
def duty_words(unit: str) -> tuple[str, ...]:
    """Return the words in which plans speak of what an office of this name does; empty where the name is silent."""
    found: dict[str, None] = {}
    for syllables, words in _BY_SYLLABLES:
        if any(part in unit for part in syllables):
            found.update(dict.fromkeys(words))
    return tuple(found)
