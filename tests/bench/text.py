"""Made-up Chinese with the word frequencies of the project's own texts."""

from collections import Counter
from pathlib import Path

import numpy as np
import rjieba

ROOT = Path(__file__).resolve().parents[2]
_TEXTS = (
    "tests/imports/seed-clean.txt",
    "practices/fixtures/problems.csv",
    "practices/fixtures/themes.csv",
)
_CORPUS = "tests/imports/corpus"
# Parts of names that stand nowhere else: together they make more than a hundred thousand.
_RARE = "澜岚昱璟翊霁骞曦煊湛沐昀澄霖逸朗皓彦晟睿祺沁茗蔚菡筠璇琦瑾瑜珩珂琛琪"
_SLOGANS = (
    "一{}三{}",
    "三{}",
    "双{}一{}",
    "五{}工作法",
    "1+{}",
    "四{}联动",
    "{}先锋",
    "红色{}",
    "{}党建",
    "APP{}",
    "两{}三{}",
    "{}驿站",
    "2510{}",
    "{}+N",
)
_PLACES = ("园区", "楼宇", "产业链", "孵化器", "软件园", "商圈", "街区", "总部基地")
_SURNAMES = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗"


class Writer:
    """Writes names, sentences and paragraphs; the same seed writes the same."""

    def __init__(self, seed: int):
        self.random = np.random.default_rng(seed)
        texts = [ROOT / name for name in _TEXTS] + sorted((ROOT / _CORPUS).rglob("*.txt"))
        counted: Counter[str] = Counter()
        for path in texts:
            words = rjieba.cut(path.read_text(encoding="utf-8", errors="ignore"))
            counted.update(word for word in words if "\u4e00" <= word[0] <= "\u9fff")
        self.words = np.array([word for word, _ in counted.most_common()])
        shares = 1 / np.arange(1, len(self.words) + 1) ** 0.9
        self._bounds = np.cumsum(shares / shares.sum())

    def number(self, below: int) -> int:
        return int(self.random.integers(below))

    def pick(self, values):
        return values[self.number(len(values))]

    def often(self, count: int, size: int) -> np.ndarray:
        """Return `size` numbers below `count`, small ones far more often."""
        return np.minimum((count ** self.random.random(size)).astype(int) - 1, count - 1)

    def words_of(self, count: int) -> list[str]:
        drawn = np.searchsorted(self._bounds, self.random.random(count))
        return self.words[np.minimum(drawn, len(self.words) - 1)].tolist()

    def paragraph(self, characters: int) -> str:
        """Return sentences of about as many characters, one of them with a rare name."""
        words = self.words_of(characters // 2 + 2)
        for place in range(7, len(words), 9):
            words[place] += "。" if place % 2 else "，"
        words[len(words) // 2] = f"{self.name()}{self.pick(_PLACES)}"
        return f"{''.join(words)[:characters].rstrip('，。')}。"

    def text(self, *paragraphs: int) -> str:
        return "\n".join(self.paragraph(characters) for characters in paragraphs)

    def name(self) -> str:
        return self.pick(_RARE) + self.pick(_RARE)

    def person(self) -> str:
        given = self.pick(_RARE) + (self.pick(_RARE) if self.number(3) else "")
        return self.pick(_SURNAMES) + given

    def slogan(self) -> str:
        pattern = self.pick(_SLOGANS)
        while "{}" in pattern:
            pattern = pattern.replace("{}", self.pick(self.words[20:600]), 1)
        return pattern

    def practice(self) -> str:
        return f"{self.name()}{self.pick(_PLACES)}“{self.slogan()}”"
