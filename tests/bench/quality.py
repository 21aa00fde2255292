"""How good the import is: test documents as they are and damaged, against the truth about them.

    make bench

F1 counts exact agreement: a guest with name, post and organization, a question's whole text, an
answer with its speaker and every paragraph. `cer` is the share of wrong characters after repair;
`asked` how many doubtful places an editor is asked about in 10,000 characters; `changed` how many
clean documents came out otherwise than they went in, but for the publication's own credits.
"""

from __future__ import annotations

import resource
import time
from collections.abc import Sequence

from imports.contract import as_contract
from imports.draft import Document, Draft
from imports.pipeline import draft_from
from tests.imports.damage import damaged
from tests.imports.scoring import (
    MEASURES,
    SETS,
    Example,
    Score,
    character_errors,
    examples,
    pieces_of,
)

SEEDS = (1, 2, 3)
LONG = 10_000  # characters
# Texts of one piece over and over, on which a careless rule takes ages: seconds for 10,000 and for
# 30,000 characters must grow no faster than the text.
PIECES = ("?!", "(", "組織?!叭痢保h", "区(qū)", "\ufffd", "?/p>", "特邀嘉宾：\n", "张三丰：好\n")
PIECES += (
    "依托“三联”，甲乙、丙丁、",
    "集甲乙、",
    "1316个",
    "endprint",
    "党委书记 张三丰\n",
    "每名",
)


def print_quality() -> None:
    print(f"\n{'import':<22}" + "".join(f"{name:>10}" for name in (*MEASURES, "kind", "cer %")))
    for which in SETS:
        documents = examples(which)
        _print_row(f"{which}, clean", documents, [document.text for document in documents])
        copies = [damaged(document.text, seed=seed) for seed in SEEDS for document in documents]
        _print_row(f"{which}, damaged", documents * len(SEEDS), copies)
    _print_effort()


def _print_row(name: str, documents: Sequence[Example], texts: Sequence[str]) -> None:
    scores = {measure: Score() for measure in MEASURES}
    kinds = wrong = asked = changed = 0
    for document, text in zip(documents, texts, strict=True):
        draft = draft_from(Document(text))
        found = pieces_of(as_contract(draft))
        for measure in MEASURES:
            scores[measure].add(document.name, document.truth[measure], found[measure])
        kinds += draft.kind == document.kind
        wrong += character_errors(draft.text, document.article)
        asked += sum(not repair.accepted for repair in draft.repairs)
        changed += draft.text != document.article
    length = sum(len(document.article) for document in documents)
    figures = [scores[measure].f1 for measure in MEASURES] + [kinds / len(documents)]
    row = "".join(f"{figure:>10.3f}" for figure in figures) + f"{100 * wrong / length:>10.3f}"
    print(f"{name:<22}{row}   asked {10_000 * asked / length:.1f}, changed {changed}")


def _print_effort() -> None:
    """Time and memory for one long damaged document, dictionaries loaded."""
    text = "\n".join(document.text for document in examples(SETS[0]))
    text = damaged((text * (LONG // len(text) + 1))[:LONG], seed=1)
    start = time.perf_counter()
    draft: Draft = draft_from(Document(text))
    seconds = time.perf_counter() - start
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{len(draft.text)} characters, damaged: {seconds:.2f} s, {memory:.0f} MB at most")
    slowest = max(PIECES, key=_seconds)
    print(
        f"slowest of the repeated pieces: {slowest!r}, "
        f"{_seconds(slowest):.1f} s for 10,000, {_seconds(slowest, 3):.1f} s for 30,000 characters"
    )


def _seconds(piece: str, times: int = 1) -> float:
    start = time.perf_counter()
    draft_from(Document(piece * (times * LONG // len(piece))))
    return time.perf_counter() - start


if __name__ == "__main__":
    print_quality()
