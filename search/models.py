"""What is kept so that finding and counting need no look at the records themselves.

All of it is made from the records, in the transaction that changes them, and can be made again by
`manage.py reindex`. The token indexes beside `Document` belong to the database: `engines/`.
"""

from django.db import models

# No more of a title is compared with what was typed.
MOST_LETTERS = 64


class Change(models.Model):
    """The one row that says in which state the records are.

    `number` rises with every change of a record that can be listed. `stamp` is another one for each
    change, and tells apart two states that came to the same number, as after a restored backup.
    `seen` is the stamp of the last change that visitors could see, `values` of the last change of
    what lists can be narrowed by.
    """

    number = models.BigIntegerField(default=0)
    stamp = models.CharField(max_length=32)
    seen = models.CharField(max_length=32)
    values = models.CharField(max_length=32)

    def __str__(self):
        return str(self.number)


class Document(models.Model):
    """The words of one thing that can be found; only what is published has one.

    `id` says which record, and which part of it (see `ids.py`); `sounds` is the pinyin of its
    names, `called` the letters of its title, by which a whole query finds it. With a `line_anchor`
    of p the third line of `text` has the address `url#p3`.
    """

    id = models.BigIntegerField(primary_key=True)
    title = models.TextField()
    called = models.CharField(max_length=MOST_LETTERS, db_index=True)
    names = models.TextField(blank=True)
    gist = models.TextField(blank=True)
    terms = models.TextField(blank=True)
    text = models.TextField(blank=True)
    about = models.TextField(blank=True)
    url = models.TextField()
    line_anchor = models.CharField(max_length=5, blank=True)
    sounds = models.TextField(blank=True)

    def __str__(self):
        return self.title


class Listing(models.Model):
    """The values of one record that lists are filtered, counted and put in order by.

    `values` maps the name of a facet to keys, `orders` the name of an order to what it sorts by.
    A record that was deleted leaves its row, with `there` false, so that every worker learns of it.
    """

    collection = models.CharField(max_length=20)
    record = models.BigIntegerField()
    there = models.BooleanField(default=True)
    published = models.BooleanField(default=False)
    values = models.JSONField(default=dict)
    orders = models.JSONField(default=dict)
    changed = models.BigIntegerField()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("collection", "record"), name="search_listing_of_a_record_once"
            ),
        )
        indexes = (models.Index(fields=("collection", "changed")),)

    def __str__(self):
        return f"{self.collection} {self.record}"


class StoredShelf(models.Model):
    """The bitmaps of one collection at one change number, so that a worker starts at once."""

    collection = models.CharField(max_length=20, unique=True)
    number = models.BigIntegerField()
    stamp = models.CharField(max_length=32)
    data = models.BinaryField()

    def __str__(self):
        return f"{self.collection} {self.number}"
