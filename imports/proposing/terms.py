"""Which terms of the vocabularies a text is about, with the words that say so.

A term is known by its own names and by the cues in `imports/fixtures/cues.yaml`. Terms that the
catalogue does not have are never suggested.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

from imports.draft import Known, PracticeDraft, StatementDraft, Suggestion, Term
from imports.proposing.passages import Passage
from imports.segmenting.paragraphs import Paragraph, clauses_of

_CUES = Path(__file__).parent.parent / "fixtures" / "cues.yaml"
_ANYWHERE = "[^。！？；\n]{0,12}?"
_SHORTEST_NAME = 3  # characters; shorter names are found in too many words
_MOST = 3  # suggestions of a kind for one practice
_CLOSE, _NEAR = 2, 1  # weight of words in the practice's own sentence and parts; around it
_LEAST_WEIGHT = 2
# What is done about a problem, or that it is over: no statement of having it.
_SOLVED = re.compile(
    r"解决|破解|化解|扭转|消除|攻克|避免|防止|杜绝|打消|缓解|不再|好多了|得到(?:了)?(?:改善|解决)|"
    r"打破|走出|克服|摆脱|改变了|治理了|有效(?:提升|增强)|从根本上|变成了|变为|转变为|纳入|扫除|补齐|攻坚|"
    r"^(?:针对|为了?(?!什么))[^，。]{2,40}，|(?:没有|无)一家|从不[^，。]{1,8}到|不存在"
)
# Names that are troubles: 党员数量少, but not 流动党员.
_TROUBLE = re.compile("难|不|未|缺|少|弱|低|大|淡|无|滞后|匮乏|两张皮|兼职|孤岛|负担|形式主义")
# Somebody else's words, or rules: nobody's own problem.
_REPORTED = re.compile(r"指出|强调|总书记|讲话精神|要求我们")
_SURE_OF_STATEMENT, _HINT_OF_STATEMENT = 0.7, 0.5


@dataclass(frozen=True, slots=True)
class _Cue:
    code: str
    pattern: re.Pattern[str]
    is_name: bool  # a name of the term itself


def suggest_terms(
    practice: PracticeDraft, around: str, known: Known
) -> tuple[tuple[Suggestion, ...], tuple[Suggestion, ...]]:
    """Problems and themes for a practice, the likeliest first; `around` is its paragraph."""
    parts = (word for part in practice.measures for word in (part.label, *part.items))
    close = "\n".join((practice.name, practice.quote, *parts))
    return (
        _best(close, around, _cues(known.problems, "problems")),
        _best(close, around, _cues(known.themes, "themes")),
    )


def _best(close: str, around: str, cues: Sequence[_Cue]) -> tuple[Suggestion, ...]:
    weights: dict[str, int] = {}
    words: dict[str, dict[str, None]] = {}
    for text, weight in ((close, _CLOSE), (around, _NEAR)):
        for cue in cues:
            for match in cue.pattern.finditer(text):
                if match[0] not in words.setdefault(cue.code, {}):
                    words[cue.code][match[0]] = None
                    weights[cue.code] = weights.get(cue.code, 0) + weight
    ranked = sorted(
        (code for code in weights if weights[code] >= _LEAST_WEIGHT),
        key=lambda code: -weights[code],
    )
    return tuple(
        Suggestion(code, tuple(words[code])[:4], min(0.9, 0.3 + 0.15 * weights[code]))
        for code in ranked[:_MOST]
    )


def propose_statements(passages: Sequence[Passage], known: Known) -> list[StatementDraft]:
    """What speakers say that they have as problems, in the order of the text."""
    cues = _cues(known.problems, "problems")
    return [
        statement
        for passage in passages
        for paragraph in passage.paragraphs
        for clause in clauses_of(paragraph.text)
        for statement in _in_clause(clause, paragraph, passage, cues)
    ]


def _in_clause(
    clause: Paragraph, paragraph: Paragraph, passage: Passage, cues: Sequence[_Cue]
) -> Iterator[StatementDraft]:
    if _REPORTED.search(clause.text) or _SOLVED.search(clause.text):
        return
    quote = clause.text.strip()
    start = paragraph.start + clause.start + clause.text.index(quote)
    found: dict[str, list[str]] = {}
    for cue in cues:
        for match in cue.pattern.finditer(quote):
            if cue.is_name and not _TROUBLE.search(match[0]):
                continue
            found.setdefault(cue.code, []).append(match[0])
    for code, words in found.items():
        yield StatementDraft(
            code=code,
            guest=passage.guest,
            quote=quote,
            start=start,
            end=start + len(quote),
            words=tuple(dict.fromkeys(words)),
            confidence=_SURE_OF_STATEMENT if len(words) > 1 else _HINT_OF_STATEMENT,
        )


@cache
def _cues(terms: tuple[Term, ...], kind: str) -> tuple[_Cue, ...]:
    """The cues of these terms: their names as words, then the curated ones."""
    curated = yaml.safe_load(_CUES.read_text(encoding="utf-8"))[kind]
    cues = []
    for term in terms:
        names = [name for name in (term.name, *term.words) if len(name) >= _SHORTEST_NAME]
        cues += [_Cue(term.code, re.compile(re.escape(name)), is_name=True) for name in names]
        cues += [
            _Cue(term.code, re.compile(cue.replace("~", _ANYWHERE)), is_name=False)
            for cue in curated.get(term.code, ())
        ]
    return tuple(cues)
