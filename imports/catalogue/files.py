"""Reading the catalogue's files, and saying where a mistake stands."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml
from django.core.exceptions import ObjectDoesNotExist, ValidationError
from django.db import IntegrityError

from editorial.loading import Tally
from interviews.models import Answer, Question
from sources.models import Source


class CatalogueError(Exception):
    """A mistake in a data file; the message says in Chinese which file, which record, and what."""


@dataclass
class Loading:
    """What the steps of one loading share. `rows` maps (kind, key in the files) to records."""

    folder: Path
    tally: Tally = field(default_factory=Tally)
    sources: dict[str, Source] = field(default_factory=dict)
    rows: dict[tuple[str, str], Any] = field(default_factory=dict)

    def read(self, name: str) -> dict[str, Any]:
        """Return the contents of one file ({} if the folder has no such file)."""
        path = self.folder / name
        if not path.is_file():
            return {}
        try:
            return yaml.safe_load(path.read_text(encoding="utf-8")) or {}
        except yaml.YAMLError as error:
            raise CatalogueError(f"{name} 不是合格的 YAML：{error}") from None

    def names(self, pattern: str) -> list[str]:
        return sorted(path.name for path in self.folder.glob(pattern))

    def row(self, kind: str, key: str) -> Any:
        """Return the record that the files call `key`; None if an editor has deleted it."""
        try:
            return self.rows[kind, key]
        except KeyError:
            raise CatalogueError(f"没有名为“{key}”的记录（{kind}）") from None

    def present(self, kind: str, keys: list[str] | None) -> list[Any]:
        rows = (self.row(kind, key) for key in keys or [])
        return [row for row in rows if row is not None]


@dataclass(frozen=True)
class Words:
    """The source of one file, and how its records cite it."""

    source: Source

    def quoted(self, record: dict[str, Any]) -> dict[str, Any]:
        """Return `source` and `quote` for a row; the words must be in the answer that is named."""
        answer = self.answer(record)
        if answer is not None and answer.paragraph_with(record["quote"]) is None:
            raise CatalogueError(f"第 {record['answer']} 个回答里没有这句话：{record['quote']}")
        return {"source": self.source, "quote": record["quote"]}

    def spoken(self, record: dict[str, Any]) -> dict[str, Any]:
        """Return `source`, `quote` and `answer` for a row."""
        return {"source": self.source, "quote": record["quote"], "answer": self.answer(record)}

    def answer(self, record: dict[str, Any]) -> Answer | None:
        number = record.get("answer")
        return self.source.interview.answers.get(number=number) if number else None

    def question(self, record: dict[str, Any]) -> Question | None:
        number = record.get("question")
        return self.source.interview.questions.get(number=number) if number else None


@contextmanager
def at(file: str, record: str) -> Iterator[None]:
    """Name the file and the record in whatever goes wrong inside."""
    try:
        yield
    except ValidationError as error:
        raise CatalogueError(f"{file} 的“{record}”：{'；'.join(error.messages)}") from error
    except KeyError as error:
        raise CatalogueError(f"{file} 的“{record}”：缺少 {error}") from error
    except (IntegrityError, ObjectDoesNotExist) as error:
        raise CatalogueError(f"{file} 的“{record}”：{error}") from error
    except CatalogueError as error:
        raise CatalogueError(f"{file} 的“{record}”：{error}") from error
