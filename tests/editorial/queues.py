"""What the tests of the desk share: records on their way, and what the pages list."""

from django.contrib.contenttypes.models import ContentType
from django.urls import reverse

from editorial import services
from editorial.models import PendingChange
from editorial.versions.snapshots import take
from practices.models import Practice
from tests.factories import PracticeFactory, UserFactory

WRITER = ("practices.view_practice", "practices.change_practice", "practices.add_practice")
REVIEWS = ("editorial.review_first", "editorial.review_second", "editorial.review_final")


def titles(client, queue) -> list[str]:
    """Return the titles in a whole queue, in order."""
    page = client.get(reverse("admin:desk_queue", args=[queue]))
    assert page.status_code == 200
    return [line.title for line in page.context["lines"]]


def boxes(client) -> dict:
    page = client.get(reverse("admin:index"))
    return {box.queue.name: box for box in page.context["boxes"]}


def worklist(name, **query):
    return reverse("admin:findings", args=[name], query=query)


def submitted(**values) -> Practice:
    practice = PracticeFactory(**values)
    services.submit(record=practice, actor=practice.created_by or UserFactory())
    return practice


def pending(practice, by, state="draft") -> PendingChange:
    return PendingChange.objects.create(
        content_type=ContentType.objects.get_for_model(practice),
        object_id=practice.pk,
        title=practice.name,
        revision=practice.revision,
        base=take(practice),
        data=take(practice),
        state=state,
        created_by=by,
    )
