"""Setting a finding aside: it is so, and stays so, for a reason."""

from django.core.exceptions import ValidationError
from django.utils import timezone

from editorial.models import Finding


def set_aside(finding: Finding, *, by, why: str) -> None:
    why = why.strip()
    longest = Finding._meta.get_field("set_aside_why").max_length
    if not why:
        raise ValidationError("搁置必须写明理由。")
    if len(why) > longest:
        raise ValidationError(f"理由请不超过 {longest} 个字，现在有 {len(why)} 个字。")
    finding.set_aside_by, finding.set_aside_at, finding.set_aside_why = by, timezone.now(), why
    finding.save(update_fields=("set_aside_by", "set_aside_at", "set_aside_why"))


def bring_back(finding: Finding) -> None:
    finding.set_aside_by = finding.set_aside_at = None
    finding.set_aside_why = ""
    finding.save(update_fields=("set_aside_by", "set_aside_at", "set_aside_why"))
