"""What a reader is asked: what is wrong, and if they know, what is right and how one knows it."""

from django import forms
from django.core.exceptions import ValidationError

from editorial.models.reports import LONGEST

_TOO_LONG = "请不超过 %(limit_value)d 个字，现在有 %(show_value)d 个字。"


class WordsField(forms.CharField):
    """Text of several lines; a line's end is one character, as the browser counts it."""

    def __init__(self, rows: int, **options):
        # The browser need not refuse what the sentences here explain better.
        super().__init__(
            max_length=LONGEST,
            widget=forms.Textarea(attrs={"rows": rows}),
            error_messages={
                "required": "请写明哪里不对。",
                "min_length": "请多写几个字，说清哪里不对。",
                "max_length": _TOO_LONG,
            },
            **options,
        )

    def to_python(self, value):
        return super().to_python(value).replace("\r\n", "\n")


class ReportForm(forms.Form):
    of = forms.CharField(
        label="哪一页",
        max_length=2000,
        help_text="把那一页的网址从浏览器地址栏里复制过来。",
        error_messages={"required": "请给出要指出错误的那一页的网址。"},
    )
    at = forms.CharField(required=False, max_length=100, widget=forms.HiddenInput)
    wrong = WordsField(5, label="哪里不对", min_length=5, help_text="必填，5 到 1000 个字。")
    should_be = WordsField(3, label="应当是", required=False, help_text="知道的话请写，可以不填。")
    basis = WordsField(
        3,
        label="依据",
        required=False,
        help_text="例如文件名、报道的网址，可以不填。",
    )
    # Out of sight; programs that fill in whatever they find fill in this, too.
    more = forms.CharField(
        label="请让这一栏空着",
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "tabindex": "-1"}),
    )

    def clean_more(self):
        if self.cleaned_data["more"]:
            raise ValidationError("本应空着的一栏里有字，现已清空，请再提交一次。")
        return ""
