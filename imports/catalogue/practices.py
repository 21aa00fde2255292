"""Practices, statements of problems and collections of the catalogue's files."""

from editorial.loading import put, release_if_new
from practices.models import (
    Collection,
    CollectionItem,
    Evidence,
    Measure,
    Outcome,
    Practice,
    PracticeProblem,
    PracticeRelation,
    Problem,
    ProblemStatement,
    Theme,
)
from zones.models import Zone

from .files import CatalogueError, Loading, Words, at
from .places import some


def _terms(model, codes: list[str]) -> list:
    found = {term.code: term for term in model.objects.filter(code__in=codes)}
    for code in codes:
        if code not in found:
            raise CatalogueError(f"词表里没有 {code}")
    return [found[code] for code in codes]


def load_practices(loading: Loading, file: str, data: dict, words: Words) -> None:
    for record in data.get("practices", []):
        with at(file, record["key"]):
            practice = _put_practice(loading, record)
            loading.rows["practice", record["key"]] = practice
            if practice is None:
                continue
            if not record.get("evidence"):
                raise CatalogueError("没有佐证")
            _put_evidence(loading, words, practice, record["evidence"])
            _put_measures(loading, words, practice, record.get("measures", []), parent=None)
            _put_problems(loading, words, practice, record.get("problems", []))
            _put_outcomes(loading, words, practice, record.get("outcomes", []))
            release_if_new(practice)


def _put_practice(loading: Loading, record: dict) -> Practice | None:
    names = ("name", "other_names", "gist", "background", "body", "started", "stage")
    texts = {
        name: value.strip() if isinstance(value, str) else value
        for name, value in some(record, *names).items()
    }
    alliance = loading.row("alliance", record["alliance"]) if record.get("alliance") else None
    return put(
        Practice,
        key={"slug": record["key"]},
        values={**texts, "alliance": alliance},
        many={
            "zones": Zone.objects.filter(slug__in=record.get("zones", [])),
            "organizations": loading.present("organization", record.get("organizations")),
            "host_units": loading.present("unit", record.get("host_units")),
            "themes": _terms(Theme, record.get("themes", [])),
            "tags": record.get("tags", []),
        },
        tally=loading.tally,
    )


def _put_evidence(loading, words: Words, practice, quotes: list[dict], **about) -> None:
    about = {"measure": None, "problem_link": None, **about}
    for position, quote in enumerate(quotes, start=1):
        spoken = words.spoken(quote)
        put(
            Evidence,
            key={"practice": practice, "quote": spoken.pop("quote"), **about},
            values={**spoken, "position": position},
            tally=loading.tally,
        )


def _put_measures(loading, words: Words, practice, parts: list[dict], *, parent) -> None:
    for position, part in enumerate(parts, start=1):
        measure = put(
            Measure,
            key={"practice": practice, "parent": parent, "label": part["label"]},
            values={**some(part, "content", "detail"), "position": position},
            tally=loading.tally,
        )
        if measure is None:
            continue
        if not part.get("evidence"):
            raise CatalogueError(f"构成“{part['label']}”没有佐证")
        _put_evidence(loading, words, practice, part["evidence"], measure=measure)
        _put_measures(loading, words, practice, part.get("measures", []), parent=measure)


def _put_problems(loading, words: Words, practice, answered: list[dict]) -> None:
    for record in answered:
        link = put(
            PracticeProblem,
            key={"practice": practice, "problem": _terms(Problem, [record["problem"]])[0]},
            values=some(record, "how"),
            tally=loading.tally,
        )
        if link is not None and record.get("quote"):
            _put_evidence(loading, words, practice, [record], problem_link=link)


def _put_outcomes(loading, words: Words, practice, outcomes: list[dict]) -> None:
    names = ("before", "value", "unit", "exactness", "as_of_words")
    for position, record in enumerate(outcomes, start=1):
        put(
            Outcome,
            key={
                "practice": practice,
                "indicator": record["indicator"],
                "as_of": record.get("as_of", ""),
            },
            values={**some(record, *names), **words.spoken(record), "position": position},
            tally=loading.tally,
        )


def load_relations(loading: Loading, file: str, data: dict, words: Words) -> None:
    for record in data.get("practices", []):
        practice = loading.row("practice", record["key"])
        for relation in record.get("relations", []) if practice is not None else []:
            with at(file, record["key"]):
                related = loading.row("practice", relation["to"])
                if related is not None:
                    put(
                        PracticeRelation,
                        key={"practice": practice, "kind": relation["kind"], "related": related},
                        values=some(relation, "note"),
                        tally=loading.tally,
                    )


def load_statements(loading: Loading, file: str, data: dict, words: Words) -> None:
    for record in data.get("statements", []):
        with at(file, f"{record['problem']} {record['quote']}"):
            put(
                ProblemStatement,
                key={
                    "problem": _terms(Problem, [record["problem"]])[0],
                    "source": words.source,
                    "quote": record["quote"],
                },
                values={"answer": words.answer(record), "question": words.question(record)},
                tally=loading.tally,
            )


def load_collections(loading: Loading, file: str, data: dict, words: Words | None) -> None:
    for record in data.get("collections", []):
        with at(file, record["key"]):
            collection = put(
                Collection,
                key={"slug": record["key"]},
                values=some(record, "title", "introduction"),
                tally=loading.tally,
            )
            if collection is None:
                continue
            for position, item in enumerate(record.get("items", []), start=1):
                practice = loading.row("practice", item["practice"])
                if practice is not None:
                    put(
                        CollectionItem,
                        key={"collection": collection, "practice": practice},
                        values={**some(item, "remark"), "position": position},
                        tally=loading.tally,
                    )
            release_if_new(collection)
