"""Questions and answers: who asks, who answers, paragraph by paragraph."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from imports.draft import AnswerDraft, QuestionDraft
from imports.segmenting.guests import host_in
from imports.segmenting.labels import Label, Speakers, label_of, leading_name
from imports.segmenting.names import is_name
from imports.segmenting.paragraphs import Paragraph

_NUMBER = re.compile(
    r"^(?:[◎●■□▲△◆◇★☆►▶•]\s*)?(?:[（(][一二三四五六七八九十\d]{1,3}[）)]|[一二三四五六七八九十]{1,3}、|\d{1,2}[、.．](?!\d)|问题[一二三四五六七八九十\d]{1,3}[：:]|(?<=[◎●■□▲△◆◇★☆►▶•\s]))\s*"
)
_ASKS = re.compile(r"[？?][”’」』）)]*$")
_REQUESTS = re.compile(
    r"请(?:您|你|各位|大家|问|先|再|结合|简要|简单|具体|分别|分享|介绍|谈|说|讲|展望|举例|围绕|就|为|给)"
    r"|(?:能否|可否|能不能|可以)[^。]{0,20}(?:介绍|分享|谈|说|讲)|(?:谈谈|说说|讲讲|聊聊|介绍一下|分享一下)"
)
_COURTESY = re.compile(r"^[^？?]*(?:谢谢|感谢|您好|你好|大家好|欢迎|再见)[^？?]*$")
_EDITORS_NOTE = re.compile(r"^[【\[（(]?(?:编者按|编者的话|编前|按语|开栏语|导语|引言|前言)")
# Lines of the publication about pictures and authors: no part of any speech.
_EDITORIAL = re.compile(
    r"[（(【\[](?:本文|图|摄影|文中|供图|图片|照片|作者|编辑|责编|整理|根据|来源|稿件|原载|执笔|审核|文字|本报|本刊|[^（）()]{2,8}摄)"
    r"[^（）()]*[）)】\]]"
    r"|(?:图为|图片来源|摄影[：:/／]|图[/／]|供图[：:/／]|文[/／|｜]|整理[：:/／|｜]|（?本文(?:图片|刊于|原载)).{0,60}"
)
# How sure we are of a turn, by what tells it.
_MARKED, _LABELLED, _BEFORE_LABEL, _ALONE, _GUESSED = 0.95, 0.95, 0.85, 0.6, 0.4


def is_editorial(text: str) -> bool:
    return bool(_EDITORIAL.fullmatch(text))


@dataclass(slots=True)
class _Turn:
    """One question being collected, with the answers given to it so far."""

    texts: list[str] = field(default_factory=list)
    starts: list[int] = field(default_factory=list)
    answers: list[tuple[str, list[Paragraph], float]] = field(default_factory=list)
    confidence: float = _MARKED

    def ask(self, paragraph: Paragraph, confidence: float) -> None:
        self.confidence = min(self.confidence, confidence)
        self.starts.append(paragraph.start)
        self.texts.append(paragraph.text)

    def answer(self, guest: str, paragraph: Paragraph | None, confidence: float) -> None:
        if not self.answers or self.answers[-1][0] != guest:
            self.answers.append((guest, [], confidence))
        if paragraph is not None and paragraph.text:
            self.answers[-1][1].append(paragraph)


@dataclass(frozen=True, slots=True)
class Turns:
    """The conversation, and the paragraphs before it that belong to no turn."""

    introduction: tuple[Paragraph, ...]
    questions: tuple[QuestionDraft, ...]

    @property
    def has_answers(self) -> bool:
        return any(answer.paragraphs for question in self.questions for answer in question.answers)


def looks_like_question(text: str) -> bool:
    """A paragraph that asks: it ends in a question mark or its last sentence requests."""
    if _ASKS.search(text):
        return True
    last = re.split(r"[。！]", text.rstrip("。！”"))[-1]
    return bool(_REQUESTS.search(last)) and len(text) < 300


def read_turns(paragraphs: Sequence[Paragraph], speakers: Speakers) -> Turns:
    """Who asks and who answers, from labels and, where there are none, from the structure."""
    return _Reader(paragraphs, speakers).read()


class _Reader:
    def __init__(self, paragraphs: Sequence[Paragraph], speakers: Speakers) -> None:
        self._paragraphs = paragraphs
        self._speakers = speakers
        self._labels = [
            label_of(paragraph) or leading_name(paragraph, speakers) for paragraph in paragraphs
        ]
        self._marked = any(label and speakers.is_question(label) for label in self._labels)
        self._speaks = [
            label is not None
            and (speakers.is_anonymous_answer(label) or bool(speakers.named(label)))
            for label in self._labels
        ]
        self._labelled = any(self._speaks)
        self._introduction: list[Paragraph] = []
        self._turns: list[_Turn] = []
        self._last_speaker = speakers.names[0] if len(speakers.names) == 1 else ""

    def read(self) -> Turns:
        for index, paragraph in enumerate(self._paragraphs):
            label = self._labels[index]
            if is_editorial(paragraph.text) or is_name(host_in(paragraph.text)):
                continue
            if not self._turns and _EDITORS_NOTE.match(paragraph.text):
                self._introduction.append(paragraph)
                continue
            if paragraph.start in self._speakers.lines:
                self._last_speaker = self._speakers.lines[paragraph.start]
                self._turn().answer(self._last_speaker, None, _LABELLED)
            elif label and self._speakers.is_question(label):
                self._ask(paragraph.after(label.length), _MARKED)
            elif label and (guest := self._guest(label)):
                self._last_speaker = guest
                confidence = self._confidence(label)
                self._turn().answer(guest, paragraph.after(label.length), confidence)
            elif self._is_unmarked_question(index):
                confidence = _BEFORE_LABEL if self._labelled else _ALONE
                self._ask(paragraph.after(_number_length(paragraph.text)), confidence)
            else:
                self._continue(paragraph)
        if self._turns and not self._turns[-1].answers and len(self._turns) > 1:
            self._drop_farewell()
        return Turns(tuple(self._introduction), tuple(map(_question, self._turns)))

    def _drop_farewell(self) -> None:
        """The host's last words are no question if they ask nothing."""
        if not looks_like_question(self._turns[-1].texts[-1]):
            del self._turns[-1]

    def _guest(self, label: Label) -> str:
        if self._speakers.is_anonymous_answer(label):
            return self._last_speaker
        return self._speakers.named(label)

    def _confidence(self, label: Label) -> float:
        """An answer without a name is surely the only guest's, and hardly anybody's of several."""
        if not self._speakers.is_anonymous_answer(label):
            return _LABELLED
        return _LABELLED if len(self._speakers.names) == 1 else _GUESSED

    def _turn(self) -> _Turn:
        if not self._turns:
            self._turns.append(_Turn())
        return self._turns[-1]

    def _ask(self, paragraph: Paragraph, confidence: float) -> None:
        if _COURTESY.match(paragraph.text) and not looks_like_question(paragraph.text):
            return
        if not self._turns or self._turns[-1].answers:
            self._turns.append(_Turn())
        if paragraph.text:
            self._turns[-1].ask(paragraph, confidence)

    def _is_unmarked_question(self, index: int) -> bool:
        """A paragraph without a speaker, asking, before one with a speaker or the only guest's."""
        if self._marked or self._speaks[index]:
            return False
        if not looks_like_question(self._paragraphs[index].text):
            return False
        following = index + 1
        return following < len(self._labels) and (self._speaks[following] or not self._labelled)

    def _continue(self, paragraph: Paragraph) -> None:
        """A paragraph without a label belongs to the one who spoke before."""
        if not self._turns:
            self._introduction.append(paragraph)
        elif self._turns[-1].answers:
            self._turns[-1].answer(self._turns[-1].answers[-1][0], paragraph, _LABELLED)
        elif self._last_speaker and not self._labelled:
            self._turns[-1].answer(self._last_speaker, paragraph, _ALONE)
        else:
            self._turns[-1].ask(paragraph, _BEFORE_LABEL)


def _number_length(text: str) -> int:
    match = _NUMBER.match(text)
    return match.end() if match else 0


def _question(turn: _Turn) -> QuestionDraft:
    return QuestionDraft(
        text="\n".join(turn.texts),
        starts=tuple(turn.starts),
        confidence=turn.confidence,
        answers=tuple(
            AnswerDraft(
                guest=guest,
                paragraphs=tuple(paragraph.text for paragraph in paragraphs),
                starts=tuple(paragraph.start for paragraph in paragraphs),
                confidence=confidence,
            )
            for guest, paragraphs, confidence in turn.answers
            if paragraphs
        ),
    )
