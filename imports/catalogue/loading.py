"""The whole catalogue in one transaction, from sources to collections."""

from pathlib import Path

from editorial.loading import Tally, put, release_if_new
from imports.applying import Account, apply_draft, without_proposals
from imports.known import known
from imports.pipeline import draft_from
from imports.reading import read
from interviews.models import Interview
from search.indexing import together
from sources.models import Source

from .files import CatalogueError, Loading, Words, at
from .places import (
    load_alliances,
    load_organizations,
    load_people,
    load_units,
    load_zones,
    some,
)
from .practices import load_collections, load_practices, load_relations, load_statements

FIXTURES = Path(__file__).parent.parent / "fixtures"


@together()
def load_catalogue(folder: Path = FIXTURES / "catalogue") -> Tally:
    """Load the catalogue of `folder`, all or nothing; run again, it adds nothing.

    Rows that an editor has changed or deleted are left alone. Raises `CatalogueError`, with file
    and record, for a quote that is not in its source and for every other mistake.
    """
    loading = Loading(folder)
    _load_sources(loading)
    steps = (
        ("zones.yaml", load_zones),
        ("organizations.yaml", load_units),
        ("organizations.yaml", load_organizations),
        ("organizations.yaml", load_alliances),
        ("organizations.yaml", load_people),
        *((name, load_practices) for name in loading.names("practices*.yaml")),
        *((name, load_relations) for name in loading.names("practices*.yaml")),
        ("statements.yaml", load_statements),
        ("collections.yaml", load_collections),
    )
    for name, step in steps:
        data = loading.read(name)
        if data:
            step(loading, name, data, _words(loading, name, data))
    return loading.tally


def _words(loading: Loading, name: str, data: dict) -> Words | None:
    if "source" not in data:
        return None
    if data["source"] not in loading.sources:
        raise CatalogueError(f"{name}：没有名为“{data['source']}”的出处")
    return Words(loading.sources[data["source"]])


def _load_sources(loading: Loading) -> None:
    name = "sources.yaml"
    for record in loading.read(name).get("sources", []):
        with at(name, record["key"]):
            source = _import_once(loading.folder.parent / record["file"], record)
            loading.sources[record["key"]] = source
            release_if_new(source)
            if record.get("interview"):
                _load_interview(loading, record["interview"], source.interview)


def _import_once(path: Path, record: dict) -> Source:
    """Return the source made of a document; the pipeline runs only the first time."""
    document = read(path)
    earlier = Source.objects.filter(fingerprint=document.fingerprint).first()
    if earlier is not None:
        return earlier
    account = Account(**some(record, *Account.__dataclass_fields__))
    draft = draft_from(document, published_on=account.published, known=known())
    return apply_draft(
        draft=without_proposals(draft),
        document=document,
        content=path.read_bytes(),
        account=account,
    ).source


def _load_interview(loading: Loading, record: dict, interview: Interview) -> None:
    put(
        Interview,
        key={"source": interview.source},
        values=some(record, "title", "slug"),
        tally=loading.tally,
    )
    interview.refresh_from_db()
    release_if_new(interview)
