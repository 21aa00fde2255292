"""Atom feeds: what was newly taken into the catalogue, and any selection from it."""

from django.conf import settings
from django.contrib.syndication.views import Feed
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed

from search.selection import Selection

NEWEST = 30


class SelectedPractices(Feed):
    """The newest published practices of a selection; drafts do not show, not even to editors."""

    feed_type = Atom1Feed
    subtitle = "高新区党建工作的新做法，附出处。"

    def get_object(self, request):
        return Selection("practice", request.GET)

    def title(self, selection):
        chosen = "、".join(chip.label for chip in selection.chips)
        return f"新收录的做法{f'：{chosen}' if chosen else ''} · {settings.SITE_NAME}"

    def link(self, selection):
        address = "" if selection.is_empty else selection.address(sort=None, view=None)
        return f"{settings.SITE_URL}{reverse('practices:practices')}{address}"

    def feed_url(self, selection):
        if selection.is_empty:
            return reverse("practices:feed")
        address = selection.address(sort=None, view=None, format="atom")
        return f"{reverse('practices:practices')}{address}"

    def items(self, selection):
        newest = selection.shelf.in_order(selection.collection.orders[0], selection.selected)
        return selection.rows(
            newest[:NEWEST].tolist(), lambda rows: rows.prefetch_related("themes")
        )

    def item_title(self, practice):
        return practice.name

    def item_description(self, practice):
        return practice.gist

    def item_link(self, practice):
        return f"{settings.SITE_URL}{practice.get_absolute_url()}"

    def item_pubdate(self, practice):
        return practice.published_at

    def item_updateddate(self, practice):
        return practice.updated_at

    def item_categories(self, practice):
        return [theme.name for theme in practice.themes.all()]
