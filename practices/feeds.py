"""The Atom feed of what was newly taken into the catalogue."""

from django.conf import settings
from django.contrib.syndication.views import Feed
from django.urls import reverse, reverse_lazy
from django.utils.feedgenerator import Atom1Feed

from practices.models import Practice


class NewPractices(Feed):
    """The newest published practices; drafts do not show, not even to editors."""

    feed_type = Atom1Feed
    feed_url = reverse_lazy("practices:feed")
    title = f"新收录的做法 · {settings.SITE_NAME}"
    subtitle = "高新区党建工作的新做法，附出处。"

    def link(self):
        return f"{settings.SITE_URL}{reverse('practices:practices')}"

    def items(self):
        return Practice.objects.published().newest().with_terms(None)[:30]

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
