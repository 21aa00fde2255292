"""Ways to write one name: what two names must have in common to be taken for the same."""

import re
import unicodedata

_ZONE_WORDS = (
    ("国家高新技术产业开发区", "高新区"),
    ("高新技术产业开发区", "高新区"),
    ("国家级高新区", "高新区"),
    ("国家高新区", "高新区"),
    ("经济技术开发区", "经开区"),
)
_PLACE = re.compile(
    r"^[\u4e00-\u9fff]{2,7}?(?:省|自治区)|^[\u4e00-\u9fff]{2,4}?市(?=[\u4e00-\u9fff]{2,}高新区)"
)
_SIGNS = re.compile(r"[^\w]|_")
# From the longest to the shortest: each is written as what stands beside it.
_PARTY_WORDS = (
    ("非公有制经济组织和社会组织", "两新"),
    ("两新组织", "两新"),
    ("总支部委员会", "党总支"),
    ("支部委员会", "党支部"),
    ("纪律检查委员会", "纪委"),
    ("管理委员会", "管委会"),
    ("工作委员会", "工委"),
    ("党委员会", "委"),
    ("委员会", "委"),
    ("党党", "党"),
    ("党工委", "工委"),
    ("党委", "委"),
)
_PARTY = re.compile(r"^(?:中国共产党|中共)")
_COMPANY = re.compile(r"(?:股份|有限|责任|集团|控股)*公司$|集团$")


def plain(name: str) -> str:
    """Return a name with the zone in it written short, and without the place before the zone."""
    for long, short in _ZONE_WORDS:
        name = name.replace(long, short)
    return _PLACE.sub("", name).replace("市高新区", "高新区")


def without_signs(name: str) -> str:
    """Return the letters of a name: one width, no brackets, quotation marks, dots or spaces."""
    return _SIGNS.sub("", unicodedata.normalize("NFKC", name)).casefold()


def organization_key(name: str) -> str:
    """Return what two ways of writing the name of a party organization have in common.

    >>> organization_key("中共西安高新技术产业开发区工作委员会")
    '西安高新区工委'
    """
    key = plain(_PARTY.sub("", without_signs(name)))
    for long, short in _PARTY_WORDS:
        key = key.replace(long, short)
    return key


def unit_key(name: str) -> str:
    """Return what two ways of writing the name of an enterprise or park have in common."""
    return _COMPANY.sub("", plain(without_signs(name))) or without_signs(name)
