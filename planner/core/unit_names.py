"""What names of units look like: endings, expressions for several units, the canonical form, and likeness.

No name of any place or bureau stands here; all is told from the form of the words.
"""

import re
from functools import lru_cache

_ENDINGS = (
    "科室站|科室|处室|股室|委室|科|室|办|股|处|部|站|所|院|中心|馆|宫|组|队|党委|党组|纪委|团委|工会|关工委|委|局|厅|府|会"
    "|办事处|街道|镇|乡|县|区|市|州|省|校|中学|小学|高中|大学|学院|幼儿园|园|集团|公司|协会|社|署|台|报社|法院|检察院|银行|支行|分行|总行|信用社|合作社|企业|单位|部门|机构"
    "|[一二三四五六七八九十]{1,3}(?:中|小|幼|高)|职中|职高|附中|附小|妇联|残联|文联|科协|工商联|联合会|支队|大队|总队|基地|联盟|总站|总支|支部|分局|司|关|科技|农场|林场|工委|教育办|教办|学区|服务站|村|社区|地区"
)
_OFFICE = re.compile(rf"(?:{_ENDINGS})(?:[（(][^（）()]*[）)])?$")
_OFFICE_END = re.compile(
    r"(?:科|室|办|股|处|部|站|所|院|中心|馆|组|队|党委|纪委|团委|工会|关工委|委|局|厅|政府|管委会|办事处|街道|学校|中学|小学"
    r"|幼儿园|集团|公司|协会)$"  # 园 alone would also end 校园
)
_HANZI_NAME = re.compile(r"[\u3400-\u9fff\U00020000-\U0003134f·（）()“”、0-9A-Za-z]+")
_NOT_A_NAME = re.compile(
    r"[。；;：:《》？！]|^(?:其中|例如|均|皆|都|也|比如|如|即|含|以下|简称|见|详见|附|兼|试行|暂行|包括|不含|以及|第(?![一二三四五六七八九十]{1,3}(?:幼儿园|[小中高初]|实验|职业|人民|完全|特殊|附属)))|[0-9]{4}|[0-9]+(?:年|月|日|%|人|名|元|所)"
    r"|的$|^的|了|简称|试行|征求意见|以上|以下|自行|联合发文|印发$|转发$|等[0-9一二三四五六七八九十]+所"
)
_GENERIC = frozenset(
    [
        "幼儿园",
        "教学点",
        "学校",
        "小学",
        "中学",
        "高中",
        "大学",
        "中心",
        "联盟",
        "集团",
        "公司",
        "部门",
        "单位",
        "县",
        "区",
        "市",
        "州",
        "省",
        "镇",
        "乡",
        "村",
        "街道",
        "社区",
        "园",
        "校",
        "部",
        "室",
        "组",
        "会",
        "院",
        "所",
        "站",
        "馆",
        "教室",
        "园区",
        "企业",
        "办",
        "处",
        "科",
        "局",
        "委",
        "协会",
        "机构",
        "社会",
        "党委",
    ]
)
_GROUP = re.compile(
    r"各|^(?:相关|有关|全体|所有|其他|其它|其余|全县|全市|全区|全局)|有关(?:单位|部门|科室|学校)|相关(?:单位|部门|科室|学校|责任)|直属(?:单位|学校|院校|事业单位|机构)|(?:局属|所属|下属|二级|二层|市管|县管)"
    r"(?:单位|学校|机构|民办学校)|二层机构|^试点[^局科]*(?:镇|乡|县|区|校|学校|园)$|^(?:民办学校|中小学校?|幼儿园|学校|乡镇|街道|县区|区县|县市区|国有公司|国有企业"
    r"|乡镇人民政府|街道办事处|新区管委会|乡镇政府|县区政府|区县政府|成员单位|责任单位|责任科室|中小学校、幼儿园)$|[0-9一二三四五六七八九十]个(?:乡|镇|县|区|市|街道)"
)
_SENTENCE_WORDS = re.compile(
    r"(?<![重主])要|应(?!急)|须|确保|加强|结合|按照|开展|制定|落实(?!办|科|股)|建立|强化|做好|根据|推进(?!办|科|组)|切实|认真|积极"
)
_TRADITIONAL = str.maketrans(
    "牽傳輔導雲從眾優價側億興軍農區權歲歷盡節約結給綜繳網維緊續編縮繼義習聖聲職聯聽舉葉號討訊訓設許評試該詳認語說調談論諮謝證識譯議護變讓費資賽贊輕較載輯轄辭邊選遞還郵鄰鋼錢錄鏈鐵閉開間闊隊陽陰際隨險隱雙離難靈靜響預領頻額風飛飯飲館養驗體點責單門處辦頭負級時間領導縣鄉鎮區關係協參與實員長學國務財業動農體衛監黨團會婦聯電視術產發組織館場園隊題點畫項層廳總書記檢機構資職專師計劃醫療環護藥類規設備運輸輯標準應報紀後達審紅華際銀證險稅",
    "牵传辅导云从众优价侧亿兴军农区权岁历尽节约结给综缴网维紧续编缩继义习圣声职联听举叶号讨讯训设许评试该详认语说调谈论咨谢证识译议护变让费资赛赞轻较载辑辖辞边选递还邮邻钢钱录链铁闭开间阔队阳阴际随险隐双离难灵静响预领频额风飞饭饮馆养验体点责单门处办头负级时间领导县乡镇区关系协参与实员长学国务财业动农体卫监党团会妇联电视术产发组织馆场园队题点画项层厅总书记检机构资职专师计划医疗环护药类规设备运输辑标准应报纪后达审红华际银证险税",
)
_FULL_WIDTH = str.maketrans("()", "（）")


def simplified(words: str) -> str:
    """Return `words`, as long as before, with the traditional characters of role words and offices simplified.

    Converters leave them in all or a part of a document; for recognition only, names stay as written.
    """
    return words.translate(_TRADITIONAL) if not words.isascii() else words


@lru_cache(maxsize=8192)
def is_unit_like(name: str) -> bool:
    """Tell whether `name` has the form of a unit's name: an office's ending, no sentence in it, no bare class word."""
    name = simplified(name)
    if not 1 < len(name) <= 30 or name in _GENERIC or _NOT_A_NAME.search(name):
        return False
    return bool(_OFFICE.search(name) and _HANZI_NAME.fullmatch(name)) or is_group(name)


@lru_cache(maxsize=8192)
def ends_like_office(name: str) -> bool:
    """Tell whether `name` is unit-like and ends as offices do: enough for a name that nothing else says is a unit."""
    return is_unit_like(name) and bool(_OFFICE_END.search(simplified(name)))


@lru_cache(maxsize=8192)
def can_be_name(name: str) -> bool:
    """Tell whether nothing in `name` speaks against its being a unit's name: no sentence, year or figure in it."""
    return len(name) > 1 and not _NOT_A_NAME.search(name)


@lru_cache(maxsize=8192)
def is_group(name: str) -> bool:
    """Tell whether `name` stands for several units (各科室站, 有关部门, 直属学校)."""
    name = simplified(name)
    return len(name) <= 30 and bool(_GROUP.search(name)) and not _SENTENCE_WORDS.search(name)


@lru_cache(maxsize=8192)
def canonical(name: str) -> str:
    """Return `name` without blanks and with full-width brackets."""
    return "".join(name.split()).translate(_FULL_WIDTH)


_NAME_MARKS = "、，,；;／/ \u3000\t\n"


def split_names(line: str) -> tuple[str, ...]:
    """Return the names in a line that the clerk typed; any usual mark will do, doubles count once.

    Marks inside brackets belong to the name: 各县（市、区）教育局.
    """
    names, depth = [""], 0
    for letter in line:
        depth = max(0, depth + (letter in "（(") - (letter in "）)"))
        if letter in _NAME_MARKS and not depth:
            names.append("")
        else:
            names[-1] += letter
    return tuple(dict.fromkeys(name.strip() for name in names if name.strip()))


def level_prefix(name: str) -> str:
    """Return the one character before an office's name that says whose office it is: 市 of 市教育局, else nothing."""
    if len(name) > 2 and name[0] in "省市县区州旗盟" and name[1] not in "直级管属域区内外、县场" and not is_group(name):
        return name[0]
    return ""


_ELIDED = re.compile(r"(?:局|委|委员会|厅|办|办公室|工会|妇联|残联|团委|法院|检察院|总队|支队)$")
_OWN_PLACE = re.compile(r"(?<=..)(?:省|市|县|(?<!社)区|州|镇|(?<!城)乡(?!村)|街道|新城|园区)")
_OWN_LEVEL = re.compile(r"^(?:国家|中央|省|市(?!场)|县|区|州|团|共青团|中共|驻|国网|中国|人行)")


def takes_prefix(name: str) -> bool:
    """Tell whether `name` can stand for an office whose level word was left out after an earlier name of the list."""
    return (
        bool(_ELIDED.search(name))
        and not is_group(name)
        and not _OWN_LEVEL.search(name)
        and not _OWN_PLACE.search(name[:-1])
    )


def alike(one: str, other: str) -> bool:
    """Tell whether two different names are probably spellings of one unit.

    The shorter is the longer with characters left out (教师科, 教师工作科), its cut-off beginning, or differs in one
    character. Expressions for several units must be nearly the same words.
    """
    short, long = sorted((one, other), key=len)
    if short == long or len(short) < 3 or len(long) - len(short) > 5 or short in _COMMON:
        return False
    if is_group(short) or is_group(long):
        return _BRACKETS.sub("", long) == short or (long.startswith(short) and len(long) == len(short) + 1)
    if len(short) == len(long):
        pairs = [(a, b) for a, b in zip(short, long, strict=True) if a != b]
        inside = short[0] == long[0] and short[-1] == long[-1] and short[-1] in "科室股"
        return inside and len(pairs) == 1 and not all(ch in _FIGURES for ch in pairs[0])
    if long.startswith(short):
        return len(long) - len(short) == 1
    if short[-1] != long[-1]:
        return False
    if long.endswith(short):
        return len(long) - len(short) <= 2
    rest = iter(long)
    return short[0] == long[0] and all(ch in rest for ch in short)


_BRACKETS = re.compile(r"（[^（）]*）")
_COMMON = frozenset(("办公室", "教育局", "财政局", "教育科", "人事科"))
_FIGURES = "一二三四五六七八九十0123456789"
