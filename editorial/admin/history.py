"""How a difference between two versions is told to an editor."""

from django.db.models import ManyToManyField
from simple_history.template_utils import HistoricalRecordContextHelper

EMPTY = "（空）"


class VersionHelper(HistoricalRecordContextHelper):
    """Tells differences in the editor's words, and only those that an editor can make.

    The state has its own log; counters and dates of saving change with every version.
    """

    def context_for_delta_changes(self, delta):
        delta.changes[:] = [change for change in delta.changes if self._is_edited(change.field)]
        return super().context_for_delta_changes(delta)

    def _is_edited(self, name: str) -> bool:
        field = self.model._meta.get_field(name)
        return isinstance(field, ManyToManyField) or field.editable

    def prepare_delta_change_value(self, change, value):
        value = super().prepare_delta_change_value(change, value)
        field = self.model._meta.get_field(change.field)
        if field.choices:
            value = dict(field.flatchoices).get(value, value)
        if isinstance(value, list):
            value = "、".join(str(item) for item in value)
        if isinstance(value, bool):
            return "是" if value else "否"
        return EMPTY if value in ("", None) else value
