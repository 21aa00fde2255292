"""What feeds say of practices."""

from django.conf import settings
from django.contrib.syndication.views import Feed
from django.shortcuts import get_object_or_404
from django.utils.feedgenerator import Atom1Feed

from search.feeds import Subscription, register

from .models import Collection


def register_all() -> None:
    register(
        Subscription(
            "practice",
            "practices:practices",
            "高新区党建工作的新做法，附出处。",
            summary=lambda practice: practice.gist,
            load=lambda rows: rows.prefetch_related("themes"),
            categories=lambda practice: [theme.name for theme in practice.themes.all()],
            own="practices:feed",
        )
    )


class CollectionFeed(Feed):
    """The practices of a published collection in the editors' order; nobody sees drafts here."""

    feed_type = Atom1Feed

    def get_object(self, request, slug):
        return get_object_or_404(Collection.objects.visible_to(None), slug=slug)

    def title(self, collection):
        return f"专题：{collection.title} · {settings.SITE_NAME}"

    def subtitle(self, collection):
        return collection.introduction

    def link(self, collection):
        return f"{settings.SITE_URL}{collection.get_absolute_url()}"

    def items(self, collection):
        return collection.items.visible_to(None).with_practices(None)

    def item_title(self, item):
        return str(item.practice)

    def item_description(self, item):
        return item.remark or item.practice.gist

    def item_link(self, item):
        return f"{settings.SITE_URL}{item.practice.get_absolute_url()}"

    def item_pubdate(self, item):
        return item.practice.published_at

    def item_updateddate(self, item):
        return item.practice.updated_at
