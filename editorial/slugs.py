"""Readable addresses from Chinese names, by pinyin."""

import re
from collections.abc import Callable
from functools import lru_cache

MAX_LENGTH = 80
# Names of places that pypinyin reads wrongly: 长 is zhang to it.
_PHRASES = {"长三角": [["cháng"], ["sān"], ["jiǎo"]], "长治": [["cháng"], ["zhì"]]}


@lru_cache(maxsize=1)
def _pypinyin():
    """Return pypinyin with our phrases; its tables take 55 MB, which no reader's page needs."""
    import pypinyin

    pypinyin.load_phrases_dict(_PHRASES)
    return pypinyin


def pinyin_slug(words: str) -> str:
    """Return `words` as a slug in pinyin without tones ("" if nothing is left).

    >>> pinyin_slug("“一心三亮”")
    'yi-xin-san-liang'
    """
    pypinyin = _pypinyin()
    syllables = pypinyin.lazy_pinyin(
        words, style=pypinyin.Style.NORMAL, errors=lambda run: [run], v_to_u=False
    )
    slug = re.sub(r"[^a-z0-9]+", "-", "-".join(syllables).lower()).strip("-")
    if len(slug) > MAX_LENGTH:
        slug = slug[:MAX_LENGTH].rsplit("-", 1)[0]
    return slug


def free_slug(words: str, is_taken: Callable[[str], bool]) -> str:
    """Return the slug of `words`, with a number behind it when another record has it already."""
    base = pinyin_slug(words) or "jilu"
    slug, number = base, 1
    while is_taken(slug):
        number += 1
        slug = f"{base}-{number}"
    return slug
