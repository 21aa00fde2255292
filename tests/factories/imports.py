"""Documents on their way into the base."""

from factory import Sequence
from factory.django import DjangoModelFactory

from imports.models import ImportJob

from .base import article


class ImportJobFactory(DjangoModelFactory):
    """A document that waits to be read out."""

    class Meta:
        model = ImportJob

    file_name = Sequence(lambda n: f"fangtan{n}.txt")
    fingerprint = Sequence(lambda n: f"{n:064x}")
    title = Sequence(lambda n: f"第{n}次座谈")
    document = Sequence(lambda n: {"text": article(n), "fingerprint": f"{n:064x}"})
