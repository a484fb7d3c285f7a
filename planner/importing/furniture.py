"""Lines that are no part of a plan wherever they stand: web pages' chrome, page numbers, recipients and imprint."""

import re
from enum import Enum
from functools import lru_cache


class Furniture(Enum):
    """What such a line is."""

    CHROME = "网页文字"
    PAGE = "页码"
    COPY = "抄送"
    PRINTED = "印发"
    PUBLIC = "公开说明"
    INDEX = "信息索引"


_CHROME = (
    r"文章属性\s*$|正\s*文\s*$|【\s*(?:制定机关|公布日期|字\s*号|施行日期|效力等级|效力级别|时效性|主题分类|发文日期|法规类别|发布日期|文章来源|作者|发布时间|点击量)\s*[】：:]"
    r"|(?:您|你)?(?:的|现在的|当前的|所在的)?(?:当前|所在|现在)?位置\s*[：:]|首页\s*[>＞》|]|.{0,20}[>＞]\s*.{1,20}[>＞]"
    r"|发布(?:时间|日期)\s*[：:]|(?:信息|文章|稿件)?来源\s*[：:]|作者\s*[：:]|(?:发布|更新)(?:时间|日期|人)|(?:浏览|点击|访问|阅读)(?:次数|量|数)?\s*[：:]"
    r"|(?:\[|【|［)?\s*(?:字体|字号|打印|关闭|收藏|纠错|返回顶部|大\s*中\s*小)|打印本页|关闭窗口|分享(?:到|至)|分享\s*[：:]?\s*$|扫一扫|扫码|微信扫|用手机"
    r"|上一(?:篇|条)|下一(?:篇|条)|相关(?:链接|文章|新闻|信息|阅读|解读|附件)\s*[：:]?|版权所有|网站标识码|.{0,12}ICP备|.{0,12}公网安备|技术支持\s*[：:]|联系我们|网站地图"
    r"|(?:责任)?编辑\s*[：:]|审核\s*[：:]|一键分享|(?:附件下载|下载附件|点击下载)\s*[：:]|(?:附件|点击)?下载\s*$|.{0,20}欢迎(?:您|你|访问|光临)|无障碍|长者模式|Copyright|©|地址\s*[：:]|邮编\s*[：:]|(?:联系)?电话\s*[：:]\s*[0-9]"
)
_WEB_HOST = re.compile(r"(?:主办|承办|协办)(?:单位)?\s*[：:]")
_COPY = r"(?:抄\s*送|抄\s*发|抄\s*报|主\s*送|分\s*送|报\s*送|发\s*送)\s*[：:]"
_PUBLIC = (
    r"[（(](?:此件|本文|该文)[^（）()]{0,12}(?:公开|发布)[^（）()]{0,6}[）)]|(?:公开方式|信息公开选项|公开属性|主\s*题\s*词)\s*[：:]"
    r"|[（(]?\s*共\s*印\s*[0-9]+\s*份\s*[）)]?\s*$"
)
_PRINTED = r"[^\n。；]{0,40}?[0-9]{1,2}\s*月\s*[0-9]{1,2}\s*日\s*印\s*[发制]\s*$"
_PAGE = r"(?:[-—–－―]\s*[0-9]{1,4}\s*[-—–－―]|https?://\S{1,100}\s+[0-9]{1,4}/[0-9]{1,4}|第\s*[0-9]{1,4}\s*页(?:\s*[，,/]?\s*共\s*[0-9]{1,4}\s*页)?|[0-9]{1,3})\s*$"
_ANY = re.compile(
    rf"(?P<COPY>{_COPY})|(?P<PAGE>{_PAGE})|(?P<PUBLIC>{_PUBLIC})|(?P<CHROME>{_CHROME})|(?P<PRINTED>{_PRINTED})"
)
_INDEX = re.compile(
    r"(?P<label>索\s*引\s*号|发文机关|发文字号|发文文号|文\s*号|成文日期|发文日期|生成日期|印发日期|主题分类|组配分类|主\s*题\s*词|有\s*效\s*性|效力状态|标\s*题|名\s*称|公开方式|公开范围"
    r"|公开目录|发布机构|发布单位|公开责任部门|体裁分类|服务对象|内容概述|关\s*键\s*词|废止日期|生效日期|信息分类|公开日期|失效日期)\s*(?:[：:]\s*(?P<value>.*)|$)"
)
_LONGEST = 120


@lru_cache(maxsize=4096)
def furniture(line: str) -> Furniture | None:
    """Tell what kind of furniture a line is, or None for a line that may belong to the plan."""
    if len(line) > _LONGEST and not line.startswith("抄"):
        return None
    found = _ANY.match(line)
    if found is None or found.lastgroup is None:
        return None
    return Furniture[found.lastgroup]


def index_entry(line: str) -> tuple[str, str] | None:
    """Return label and value of a line of a web page's index table (索引号, 成文日期), or None."""
    found = _INDEX.fullmatch(line) if len(line) <= _LONGEST else None
    return ("".join(found["label"].split()), (found["value"] or "").strip()) if found else None


def names_web_host(line: str) -> bool:
    """Tell whether a line names who runs a web site: it looks like a unit label and counts only beside other chrome."""
    return bool(_WEB_HOST.match(line))
