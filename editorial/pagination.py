"""Pages of a list that always answer."""

from django.core.paginator import Page, Paginator

PER_PAGE = 20


def page_of(rows, number: str | None, per_page: int = PER_PAGE) -> Page:
    """Return the page of `rows` that the address asks for, or the nearest one that there is.

    `number` is the raw parameter: no number and anything below 1 give the first page, anything
    past the end the last.
    """
    paginator = Paginator(rows, per_page)
    try:
        wanted = int(number or 1)
    except ValueError:
        wanted = 1
    return paginator.page(min(max(wanted, 1), paginator.num_pages))
