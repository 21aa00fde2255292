"""One selection from a collection: the same for the page, the table, the matrix and the feed.

    selection = Selection("practice", request.GET, request.user)
    selection.total, selection.page("2", load), selection.chips, selection.notices

Several values of one facet are OR, facets are AND, a parent takes what is under it. All counts and
pages of one selection are of one state of the records.
"""

from functools import cached_property

import numpy as np
from django.core.paginator import Paginator
from django.http import QueryDict
from pyroaring import BitMap

from . import finding
from .bitmaps import among, bitmap, numbers
from .facets import Chip
from .filters import MATCH_ALL, MOST_VALUES, CatalogueFilter, filterset_of
from .finding import READINGS
from .queries import MAX_LENGTH, MAX_WORDS, Query, parse
from .registry import Collection, Facet, collection_named, kind_named
from .snapshots import shelf

PER_PAGE = 20
BEST = "best"
_LONGEST_LOOK = 20
# So many unknown values are named; the others are not worth the reader's time.
_MOST_SAID = 5


class Selection:
    """What an address selects from a collection, for one reader.

    With `parts`, the records (each as often as it has parts) of what a search found, it selects and
    counts among these parts; words in the address were then used already.
    """

    def __init__(
        self, name: str, parameters: QueryDict, user=None, parts: np.ndarray | None = None
    ):
        self.collection: Collection = collection_named(name)
        self.shelf = shelf(name)
        self.parameters = parameters
        self.user = user
        self.parts = parts
        self.base = self.shelf.base(drafts=self.collection.drafts(user))
        self.filters: CatalogueFilter = filterset_of(name)(
            parameters, self.collection.rows(user), shelf=self.shelf
        )
        self.chosen = self.filters.chosen
        self.query: Query = parse(parameters.get("q", ""))
        self.orders = {order.name: order for order in self.collection.orders}

    def for_everybody(self) -> "Selection":
        """Return what the same address selects for a visitor."""
        return Selection(self.collection.name, self.parameters)

    # What it selects

    @cached_property
    def _by_words(self) -> np.ndarray | None:
        """The records that the words find, the best first; None without words."""
        if self.parts is not None:
            return numbers(bitmap(self.parts))
        if not self.query or not self.collection.kinds:
            return None
        found = [finding.find_in(kind_named(name), self.query) for name in self.collection.kinds]
        self.reading = next((one.reading for one, _ in found if one.total), finding.AS_TYPED)
        documents = np.concatenate([documents for _, documents in found])
        records = finding.records_of(documents).astype(np.uint32)
        if len(bitmap(records)) == len(records):
            return records
        _, first = np.unique(records, return_index=True)
        return records[np.sort(first)]

    @cached_property
    def _matching(self) -> BitMap | None:
        return None if self._by_words is None else bitmap(self._by_words)

    def records(self, leave_out: str = "") -> BitMap:
        """Return the records selected, by everything but the facet (or `q`) to leave out."""
        parts = [self._of_facet(name) for name in self.chosen if name != leave_out]
        if self._matching is not None and leave_out != "q":
            parts.append(self._matching)
        result = self.base
        # The smallest first: every step is as cheap as the smaller side.
        for part in sorted(parts, key=len):
            result = result & part
        return result

    def _of_facet(self, name: str) -> BitMap:
        facet = self.collection.facet(name)
        sets = [self.shelf.having(name, value.code) for value in self.chosen[name]]
        if self.filters.matches_all(facet):
            return BitMap.intersection(*sets)
        return BitMap.union(*sets)

    @cached_property
    def selected(self) -> BitMap:
        return self.records()

    @property
    def total(self) -> int:
        return len(self.selected)

    @property
    def is_empty(self) -> bool:
        """Whether nothing was asked for."""
        return not self.chosen and not self.query

    # Its order and pages

    @cached_property
    def order(self) -> str:
        """The order in use: `best` (by the words), or one of the collection's, `-` reversing it."""
        asked = self.parameters.get("sort", "")
        if asked.removeprefix("-") in self.orders:
            return asked
        return self.collection.orders[0].name if self._by_words is None else BEST

    @cached_property
    def in_order(self) -> np.ndarray:
        """The records selected, as an array of primary keys in the order in use."""
        if self.order == BEST:
            return self._by_words[among(self._by_words, self.selected)]
        order = self.orders[self.order.removeprefix("-")]
        records = self.shelf.in_order(order, self.selected)
        return records[::-1] if self.order.startswith("-") else records

    def page(self, number: str | None, load=lambda rows: rows, per_page: int = PER_PAGE):
        """Return a page of rows, or the nearest that there is.

        `load(queryset)` adds to the rows what the page shows of them.
        """
        paginator = Paginator(self.in_order, per_page)
        wanted = int(number) if number and number.isdecimal() and len(number) < 9 else 1
        page = paginator.page(min(max(wanted, 1), paginator.num_pages))
        page.object_list = self.rows(page.object_list.tolist(), load)
        return page

    def rows(self, records: list[int], load) -> list:
        """Return the rows of these records in their order, as far as the reader may see them."""
        rows = load(self.collection.rows(self.user).filter(pk__in=records))
        by_pk = {row.pk: row for row in rows.order_by()}
        return [by_pk[pk] for pk in records if pk in by_pk]

    @cached_property
    def among_parts(self) -> np.ndarray:
        """Tell of each of the parts whether its record is selected."""
        return among(self.parts, self.selected)

    @cached_property
    def _layers(self) -> list[BitMap]:
        """The records with one part or more, with two or more, and so on: what is counted."""
        if self.parts is None:
            return []
        times = np.bincount(self.parts)
        return [
            bitmap(np.flatnonzero(times >= most)) for most in range(1, times.max(initial=0) + 1)
        ]

    # What is said of it

    @cached_property
    def notices(self) -> list[str]:
        """Say, in one sentence each, how the words were read and what was not used."""
        said = []
        for facet in self.collection.facets:
            for word in self.filters.unknown(facet)[:_MOST_SAID]:
                shown = word if len(word) <= 30 else f"{word[:29]}…"
                said.append(f"没有名为“{shown}”的{facet.label}，已略去这个条件。")
            if self.filters.is_cut(facet):
                said.append(f"{facet.label}一次最多选 {MOST_VALUES} 项，后面的已略去。")
        typed = self.parameters.get("q", "").strip()
        if self.query.cut:
            said.append(f"检索词太长，只用了前 {MAX_LENGTH} 个字、前 {MAX_WORDS} 个词。")
        if typed and not self.query:
            said.append("检索词里没有可以查找的字，已略去。")
        if self.parts is None and self._by_words is not None and len(self._by_words):
            said += filter(None, [READINGS[self.reading]])
        sort = self.parameters.get("sort", "")
        if sort and sort != self.order:
            usual = "相关程度" if self.order == BEST else self.orders[self.order].label
            said.append(f"没有这种排序方式，已按{usual}排列。")
        return said[: 2 * _MOST_SAID]

    def address(
        self,
        *,
        without: tuple[str, str] | str | None = None,
        with_value: tuple[str, str] | None = None,
        **changed: str | None,
    ) -> str:
        """Return the query of this selection, first page, with something changed.

        `without` leaves out one value, or a whole facet; `changed` sets other parameters.
        """
        query = QueryDict(mutable=True)
        if self.query and without != "q":
            query["q"] = self.query.text
        for name, values in self.chosen.items():
            codes = [value.code for value in values if (name, value.code) != without]
            if codes and name != without:
                query.setlist(name, codes)
                if self.filters.matches_all(self.collection.facet(name)):
                    query[f"{name}_match"] = MATCH_ALL
        if with_value:
            query.appendlist(*with_value)
        for name, value in {**self._look, **changed}.items():
            if value:
                query[name] = value
        columns = self.parameters.getlist("col")
        if columns and query.get("view") == "table":
            query.setlist("col", columns[:20])
        return f"?{query.urlencode()}"

    @property
    def _look(self) -> dict[str, str]:
        """How the selection is looked at: its order, and the view, or the kind searched among."""
        kept = {name: self.parameters.get(name, "") for name in ("sort", "view", "kind")}
        # On the search page parts are selected, of a kind; elsewhere that says nothing.
        kept["view" if self.parts is not None else "kind"] = ""
        if kept["sort"].removeprefix("-") not in self.orders:
            kept["sort"] = ""
        return {name: value[:_LONGEST_LOOK] for name, value in kept.items()}

    @cached_property
    def chips(self) -> list[Chip]:
        chips = [
            Chip(
                self.collection.facet(name).label,
                value.label,
                self.address(without=(name, value.code)),
            )
            for name, values in self.chosen.items()
            for value in values
        ]
        if self.query:
            chips.append(Chip("检索词", self.query.text, self.address(without="q")))
        return chips

    @property
    def facet_chips(self) -> list[Chip]:
        """The chips of the facets, without the words."""
        return self.chips[: sum(map(len, self.chosen.values()))]

    @property
    def kept(self) -> list[tuple[str, str]]:
        """The parameters that a form must send along to keep this selection."""
        query = QueryDict(self.address(view=None).removeprefix("?"))
        return [(name, value) for name, values in query.lists() for value in values]

    @property
    def sort_kept(self) -> str:
        """The order asked for, if it is not the usual one."""
        asked = self.parameters.get("sort", "")
        return asked if asked == self.order else ""

    @property
    def feed_url(self) -> str:
        return self.address(sort=None, view=None, format="atom")

    @property
    def sorts(self) -> list[Chip]:
        """Return the orders to offer: name is the value, label what it is called."""
        offered = [] if self._by_words is None else [(BEST, "相关程度")]
        offered += [(order.name, order.label) for order in self.collection.orders]
        return [
            Chip(name, label, self.address(sort=None if name == BEST else name))
            for name, label in offered
        ]

    def counts(self, facet: Facet) -> dict[str, int]:
        """Return the number of rows that each value gives, chosen alone in its facet."""
        alone = "" if self.filters.matches_all(facet) else facet.name
        records = self.records(leave_out=alone)
        counted = [records & layer for layer in self._layers] or [records]
        return self.shelf.counts(facet.name, *counted)
