"""Whether the site stands as it should: each subject one file here, each finding one line.

`examine()` is for `manage.py doctor`, and for whoever shows it elsewhere. Nothing secret is said,
and whatever is broken, each subject is looked at. `readiness` is a quicker look, for probes.
"""

from .registry import Finding, State, examine, register, worst

__all__ = ["Finding", "State", "examine", "register", "worst"]
