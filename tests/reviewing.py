"""A plan of forty items of an invented county with twenty and more doubts of all weights, for the review."""

SECTIONS = ("一、加强党的建设", "二、办好每一所学校", "三、建强教师队伍", "三、守住安全底线", "四、提升保障水平")
DUTIES = (
    "学习培训", "阵地管理", "作风整治", "宣传引导", "布局调整", "校舍修缮", "课程实施", "质量监测",
)  # fmt: skip
LISTS = (
    "组织股、办公室", "义教股、教研室", "师资股、人事股", "校安股、后勤中心", "计财股、项目办",
    "督导室、义教股", "电教馆、教研室", "体艺股、义教股",
)  # fmt: skip
# What is odd, by the running number of the item: its words, its units, its number.
BODIES = {
    3: "全面落實責任，進一步加強管理。",
    11: "建设智慧校园and数字课堂，覆盖面达到80%以上。",
    14: "落实20212025年规划要求，完善考核办法。",
    22: "开展教師培训，全年不少于90学时。",
}
UNITS = {
    5: "", 13: "", 29: "", 8: "义教科股、相关股室", 17: "师资工作股", 26: "后勤服务中心、校安股", 33: "计财",
    38: "督导室、相关单位",
}  # fmt: skip
NUMBERS = {19: "21.", 31: "30."}


def forty_items() -> str:
    """Return the text of the plan."""
    lines = ["安澜县教育局2031年工作要点", ""]
    for place in range(40):
        if place % 8 == 0:
            lines += [SECTIONS[place // 8], ""]
        number = place + 1
        mark = NUMBERS.get(number, f"{number}.")
        body = BODIES.get(number, f"年内完成{number}项工作，逐校逐项落实。")
        units = UNITS.get(number, LISTS[place % 8])
        listed = f"（{units}）" if units else ""
        lines += [f"{mark}抓好{DUTIES[place % 8]}工作。{body}{listed}", ""]
    return "\n".join([*lines, ""])
