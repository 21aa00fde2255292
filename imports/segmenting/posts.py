"""Posts: the body and the office in `陕西省西安高新区党工委组织部副部长`."""

from __future__ import annotations

import re
from collections.abc import Sequence

from imports.draft import Post

_OFFICES = (
    "书记|部长|主任|处长|局长|科长|司长|厅长|厂长|院长|校长|所长|"
    "站长|社长|镇长|区长|市长|县长|乡长|行长|会长|理事长|董事长|秘书长|"
    "组长|队长|班长|店长|馆长|园长|村长|台长|主席|委员|常委|董事|"
    "党建指导员|党建工作指导员|党建联络员|党建专员|党务专员|辅导员|监事|理事|总经理|经理|总裁|总监|总编辑|总工程师|工程师|主编|教授|研究员|"
    "讲师|专员|干事|指导员|联络员|组织员|负责人|创始人|合伙人|主管|主理人|调研员|"
    "巡视员|首席[\u4e00-\u9fff]{1,4}?(?:官|师|家|代表)|关长|署长|州长|旗长|政委|总会计师|总经济师|院士|律师|总编|顾问|助理|代表|带头人|党务工作者"
)
_RANKS = "第一|常务|执行|名誉|代理|专职|兼职|高级|首席|联席|一级|二级|三级|四级"
# What somebody is called without holding an office.
STANDING = re.compile(r"(?:党员|职工|员工|居民|青年|骑手|主播|业主|志愿者|村民|教师|学生)$")
OFFICE = rf"(?:(?:{_RANKS}|副|原)*(?:{_OFFICES}))"
_POST = re.compile(rf"(?P<organization>.*?)(?P<title>{OFFICE}(?:兼{OFFICE})?)$")
_PARTS = re.compile(r"[、，,；;]|(?<=[长任记席理裁事员])兼(?=[^\s])|\s+")
# Where the party's body begins inside an organization: what stands before it is the unit itself.
_PARTY_BODY = re.compile(
    r"(?:联合|临时|流动党员)?(?:党工委|党委|党组|党总支|党支部|党建办|党群工作部|综合党委|管委会|"
    r"管理委员会|工委|机关党委|董事会)"
)
_BODY_ALONE = re.compile(
    r"(?:党工委|党委|党组|党总支|联合党支部|党支部|管委会|管理委员会|工委|机关党委|董事会|工会|团委|居委会|村委会|居民委员会|村民委员会|理事会)"
)
# A department of the party's body that the post before it names.
_DEPARTMENT = re.compile(
    r"(?:组织|宣传|统战|政法|党群|党建|组织人事|人才|两新|机关)[\u4e00-\u9fff]{0,6}(?:部|办|办公室|处|局|科|中心)"
)
_NOTE = re.compile(r"[（(][^（）()]{1,12}[）)]")
_PLACE = re.compile(
    r"^(?:[\u4e00-\u9fff]{2,7}?(?:省|自治区|特别行政区))?(?:[\u4e00-\u9fff]{2,4}市)?"
)
_ZONE = re.compile(
    r"[\u4e00-\u9fff]{2,8}?(?:高新技术产业开发区|国家高新区|高新区|自主创新示范区|经济技术开发区|经开区)"
)
# A body of the party without the name of a place or a unit: that of the zone named before.
_OF_THE_ZONE = re.compile(
    r"(?!.*(?:公司|集团|大学|学院|医院|银行|协会|商会|街道|社区|园区|产业园|孵化器|镇|村|市|省|县|区|厂|院|所|局|中心))"
    r"[\u4e00-\u9fff]{2,12}(?:党支部|党总支|党委|综合党委|工委|团委)"
)
_SHORT_ZONE = (
    ("高新技术产业开发区", "高新区"),
    ("国家高新区", "高新区"),
    ("经济技术开发区", "经开区"),
)


def posts_of(words: str) -> tuple[Post, ...]:
    """The posts in a list of them; a post without a body takes that of the one before it."""
    posts: list[Post] = []
    for part in (part.strip() for part in _PARTS.split(_NOTE.sub("", words))):
        if not part:
            continue
        match = _POST.fullmatch(part)
        organization, title = (match["organization"], match["title"]) if match else (part, "")
        if STANDING.search(part):
            organization, title = "", part
        if posts:
            organization = _in_full(organization, posts[-1].organization)
        posts.append(Post(organization, title))
    return tuple(posts)


def _in_full(organization: str, before: str) -> str:
    """An organization in the words that the one before it makes unnecessary."""
    if not organization or _BODY_ALONE.fullmatch(organization):
        return _unit_of(before) + organization
    if _DEPARTMENT.fullmatch(organization) and re.search(r"(?:党工委|党委|工委)$", before):
        return before + organization
    zone = _ZONE.match(before)
    if zone and _OF_THE_ZONE.fullmatch(organization):
        return zone[0] + organization
    return organization


def has_office(words: str) -> bool:
    """Whether any of these words ends in an office."""
    return any(_POST.fullmatch(part.strip()) for part in _PARTS.split(words) if part.strip())


def zone_in(words: str, known_zones: Sequence[str] = ()) -> str:
    """The high-tech zone named in some words, without the province before it, or "".

    A known zone is given back as it is known; the longest one that is named wins.
    """
    named = [zone for zone in known_zones if zone in words]
    if named:
        return max(named, key=len)
    match = _ZONE.search(_PLACE.sub("", words, count=1)) or _ZONE.search(words)
    if not match:
        return ""
    zone = match[0]
    for long, short in _SHORT_ZONE:
        zone = zone.replace(long, short)
    return zone


def _unit_of(organization: str) -> str:
    match = _PARTY_BODY.search(organization)
    return organization[: match.start()] if match and match.start() else organization
