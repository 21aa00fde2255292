"""Questions and answers: who asks, who answers, paragraph by paragraph."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from imports.draft import AnswerDraft, QuestionDraft
from imports.segmenting.labels import Label, Speakers, label_of
from imports.segmenting.paragraphs import Paragraph

_NUMBER = re.compile(
    r"^(?:[（(][一二三四五六七八九十\d]{1,3}[）)]|[一二三四五六七八九十]{1,3}、|\d{1,2}[、.．](?!\d)|问题[一二三四五六七八九十\d]{1,3}[：:])\s*"
)
_ASKS = re.compile(r"[？?][”’」』）)]*$")
_REQUESTS = re.compile(
    r"请(?:您|你|各位|大家|问|先|再|结合|简要|简单|具体|分别|分享|介绍|谈|说|讲|展望|举例|围绕|就|为|给)"
    r"|(?:能否|可否|能不能|可以)[^。]{0,20}(?:介绍|分享|谈|说|讲)|(?:谈谈|说说|讲讲|聊聊|介绍一下|分享一下)"
)
_COURTESY = re.compile(r"^[^？?]*(?:谢谢|感谢|您好|你好|大家好|欢迎|再见)[^？?]*$")


@dataclass(slots=True)
class _Turn:
    """One question being collected, with the answers given to it so far."""

    texts: list[str] = field(default_factory=list)
    starts: list[int] = field(default_factory=list)
    answers: list[tuple[str, list[Paragraph]]] = field(default_factory=list)

    def ask(self, paragraph: Paragraph) -> None:
        self.starts.append(paragraph.start)
        self.texts.append(paragraph.text)

    def answer(self, guest: str, paragraph: Paragraph | None) -> None:
        if not self.answers or self.answers[-1][0] != guest:
            self.answers.append((guest, []))
        if paragraph is not None and paragraph.text:
            self.answers[-1][1].append(paragraph)


@dataclass(frozen=True, slots=True)
class Turns:
    """The conversation, and the paragraphs before it that belong to no turn."""

    introduction: tuple[Paragraph, ...]
    questions: tuple[QuestionDraft, ...]


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
        self._labels = [label_of(paragraph) for paragraph in paragraphs]
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
            if label and self._speakers.is_question(label):
                self._ask(paragraph.after(label.length))
            elif label and (guest := self._guest(label)):
                self._last_speaker = guest
                self._turn().answer(guest, paragraph.after(label.length))
            elif self._is_unmarked_question(index):
                self._ask(paragraph.after(_number_length(paragraph.text)))
            else:
                self._continue(paragraph)
        return Turns(tuple(self._introduction), tuple(map(_question, self._turns)))

    def _guest(self, label: Label) -> str:
        if self._speakers.is_anonymous_answer(label):
            return self._last_speaker
        return self._speakers.named(label)

    def _turn(self) -> _Turn:
        if not self._turns:
            self._turns.append(_Turn())
        return self._turns[-1]

    def _ask(self, paragraph: Paragraph) -> None:
        if _COURTESY.match(paragraph.text) and not looks_like_question(paragraph.text):
            return
        if not self._turns or self._turns[-1].answers:
            self._turns.append(_Turn())
        if paragraph.text:
            self._turns[-1].ask(paragraph)

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
            self._turns[-1].answer(self._turns[-1].answers[-1][0], paragraph)
        elif self._last_speaker and not self._labelled:
            self._turns[-1].answer(self._last_speaker, paragraph)
        else:
            self._turns[-1].ask(paragraph)


def _number_length(text: str) -> int:
    match = _NUMBER.match(text)
    return match.end() if match else 0


def _question(turn: _Turn) -> QuestionDraft:
    return QuestionDraft(
        text="\n".join(turn.texts),
        starts=tuple(turn.starts),
        answers=tuple(
            AnswerDraft(
                guest=guest,
                paragraphs=tuple(paragraph.text for paragraph in paragraphs),
                starts=tuple(paragraph.start for paragraph in paragraphs),
            )
            for guest, paragraphs in turn.answers
            if paragraphs
        ),
    )
