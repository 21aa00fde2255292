"""Trees that refuse circles."""

from django.core.exceptions import ValidationError
from django.db import models
from tree_queries.models import TreeNode

# The code of the error; a form that moves several records looks for circles itself.
CIRCLE = "circle"


class Tree(TreeNode):
    """A record with a `parent` of its own kind; `clean()` and `save()` refuse a circle.

    The database refuses the shortest circle (a record under itself) by a constraint.
    """

    class Meta:
        abstract = True
        constraints = (
            models.CheckConstraint(
                condition=models.Q(parent__isnull=True) | ~models.Q(parent=models.F("pk")),
                name="%(app_label)s_%(class)s_not_its_own_parent",
            ),
        )

    def refuse_circle(self) -> None:
        """Raise a `ValidationError` if this record stands anywhere above its own parent."""
        if self.pk is None or self.parent_id is None:
            return
        records = type(self)._base_manager.order_by("pk")
        seen = {self.pk}
        above = self.parent_id
        while above is not None:
            if above in seen:
                error = ValidationError("上级不能是自己，也不能是自己的下级。", code=CIRCLE)
                raise ValidationError({"parent": error})
            seen.add(above)
            above = records.filter(pk=above).values_list("parent", flat=True).first()

    def clean(self):
        self.refuse_circle()

    def save(self, *args, **kwargs):
        self.refuse_circle()
        super().save(*args, **kwargs)
