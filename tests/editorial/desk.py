"""Filling in the pages of the admin as a browser would: what the page holds, with changes."""

from html.parser import HTMLParser

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Permission
from django.urls import reverse


class _Fields(HTMLParser):
    """Collects what a browser would send of the fields in a page."""

    def __init__(self):
        super().__init__()
        self.data: dict[str, list[str]] = {}
        self._textarea = self._select = None

    def _put(self, name, value):
        if name and "__prefix__" not in name:
            self.data.setdefault(name, []).append(value)

    def handle_starttag(self, tag, attrs):
        attrs = dict(attrs)
        name = attrs.get("name")
        if tag == "textarea":
            self._textarea = name
            self._put(name, "")
        elif tag == "select":
            self._select = name
        elif tag == "option" and "selected" in attrs:
            self._put(self._select, attrs.get("value", ""))
        elif tag == "input" and self._is_sent(attrs):
            self._put(name, attrs.get("value", "on" if "checked" in attrs else ""))

    @staticmethod
    def _is_sent(attrs) -> bool:
        kind = attrs.get("type")
        return "checked" in attrs if kind in ("checkbox", "radio") else kind != "submit"

    def handle_data(self, data):
        if self._textarea in self.data:
            # A browser drops the first newline of a text area, and sends CR LF for all others.
            value = self.data[self._textarea][-1] + data
            self.data[self._textarea][-1] = value.lstrip("\n").replace("\n", "\r\n")

    def handle_endtag(self, tag):
        if tag == "textarea":
            self._textarea = None
        elif tag == "select":
            self._select = None


def fields_of(response) -> dict[str, list[str]]:
    """Return the fields of a page and their values, as a browser would send them."""
    parser = _Fields()
    parser.feed(response.content.decode())
    return parser.data


def address(record, page="change", *args) -> str:
    """Return the address of a page of the admin: change, delete, history, review …"""
    options = record._meta
    return reverse(
        f"admin:{options.app_label}_{options.model_name}_{page}", args=[record.pk, *args]
    )


def save(client, record, **changes):
    """Open the record's page, change fields, press “保存并继续编辑” and return the answer."""
    data = fields_of(client.get(address(record)))
    return client.post(address(record), {**data, **changes, "_continue": "1"})


def add_row(data: dict, prefix: str, **values) -> dict:
    """Add a row to the inline `prefix` of the fields of a page."""
    total = int(data[f"{prefix}-TOTAL_FORMS"][0])
    data[f"{prefix}-TOTAL_FORMS"] = [str(total + 1)]
    return data | {f"{prefix}-{total}-{name}": value for name, value in values.items()}


def staff(client, name="bianji", *permissions: str):
    """Sign in as an editor with permissions such as `practices.change_practice`."""
    user = get_user_model().objects.create_user(name, password="x", is_staff=True)
    for permission in permissions:
        app, codename = permission.split(".")
        user.user_permissions.add(
            Permission.objects.get(content_type__app_label=app, codename=codename)
        )
    client.force_login(user)
    return user


def choices_of(response, prefix: str, field: str) -> set:
    """Return the records that a row of the inline `prefix` may choose in `field`, by their ids."""
    inlines = response.context["inline_admin_formsets"]
    rows = next(inline.formset for inline in inlines if inline.formset.prefix == prefix)
    return {value for value, _ in rows.forms[0].fields[field].widget.choices if value}


def messages(response) -> str:
    return " ".join(str(message) for message in response.context["messages"])
