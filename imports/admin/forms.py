"""The forms of the import pages: handing in, and one for each kind of record under review."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation

from django import forms

from editorial.fields import validate_partial_date
from imports.review.workcopy import (
    FactItem,
    GuestItem,
    PracticeItem,
    StatementItem,
    WorkingCopy,
)
from practices.models import Problem
from sources.models import Source
from zones.models.zones import Exactness

KINDS = (("interview", "访谈（有提问和回答）"), ("case", "做法材料（没有提问和回答）"))


class ManyFilesInput(forms.ClearableFileInput):
    allow_multiple_selected = True


class ManyFilesField(forms.FileField):
    """Any number of uploaded files, as a list."""

    widget = ManyFilesInput

    def clean(self, data, initial=None):
        files = data if isinstance(data, (list, tuple)) else [data] if data else []
        return [super(ManyFilesField, self).clean(file, initial) for file in files]


class IntakeForm(forms.Form):
    files = ManyFilesField(
        label="文件",
        required=False,
        allow_empty_file=True,
        help_text="Word（.docx）、网页（.html）、有文字层的 PDF、纯文本（.txt），每份不超过 20 MB；"
        "可以一次选多份，也可以把文件拖到这里。",
    )
    pasted = forms.CharField(
        label="或者粘贴文字",
        required=False,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text="整篇粘贴，连同标题、嘉宾名单和来源，每段一行。",
    )
    published_on = forms.CharField(
        label="发表日期",
        required=False,
        max_length=10,
        validators=[validate_partial_date],
        help_text="文件自己没有写明时才用，用来推算“今年”“去年”；如 2020、2020-11 或 2020-11-17。",
    )

    def clean(self):
        cleaned = super().clean()
        if not cleaned.get("files") and not cleaned.get("pasted", "").strip() and not self.errors:
            raise forms.ValidationError("请选择至少一份文件，或者粘贴文字。")
        return cleaned


class AboutForm(forms.Form):
    """What the document is; see `WorkingCopy`."""

    kind = forms.ChoiceField(label="体裁", choices=KINDS)
    title = forms.CharField(label="题名", max_length=300, required=False)
    publication = forms.CharField(label="刊物或网站", max_length=200, required=False)
    author = forms.CharField(label="作者", max_length=200, required=False)
    published_on = forms.CharField(
        label="发表日期", max_length=10, required=False, validators=[validate_partial_date]
    )
    url = forms.URLField(label="网址", max_length=1000, required=False, assume_scheme="https")
    source_kind = forms.ChoiceField(label="文献类型", choices=Source.Kind)

    def put_into(self, copy: WorkingCopy) -> None:
        for name, value in self.cleaned_data.items():
            setattr(copy, name, value)


class GuestForm(forms.Form):
    name = forms.CharField(label="姓名", max_length=50)
    posts = forms.CharField(
        label="机构｜职务",
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="每行一个职务，机构和职务之间用“｜”隔开。",
    )
    zone = forms.CharField(
        label="所属高新区",
        max_length=100,
        required=False,
        widget=forms.TextInput(attrs={"list": "zones"}),
    )

    @staticmethod
    def initial_of(item: GuestItem, _copy: WorkingCopy) -> dict:
        posts = "\n".join(f"{organization}｜{title}" for organization, title in item.posts)
        return {"name": item.name, "posts": posts, "zone": item.zone}

    def clean_posts(self) -> list[list[str]]:
        posts = []
        for line in self.cleaned_data["posts"].splitlines():
            organization, mark, title = line.replace("|", "｜").rpartition("｜")
            if line.strip() and not (mark and organization.strip() and title.strip()):
                raise forms.ValidationError(f"“{line.strip()}”缺少机构或职务，中间请用“｜”隔开。")
            if line.strip():
                posts.append([organization.strip(), title.strip()])
        return posts

    def put_into(self, item: GuestItem, copy: WorkingCopy) -> None:
        item.name = self.cleaned_data["name"].strip()
        item.posts = self.cleaned_data["posts"]
        item.zone = self.cleaned_data["zone"].strip()


class SpokenForm(forms.Form):
    """A record that somebody said; `terms` are the vocabulary's (code, name) pairs by group."""

    guest = forms.ChoiceField(label="谁说的", required=False)

    def __init__(self, *args, copy: WorkingCopy, **kwargs):
        super().__init__(*args, **kwargs)
        people = [(guest.key, guest.name) for guest in copy.guests if guest.state != "rejected"]
        self.fields["guest"].choices = [("", "未指明"), *people]


class PracticeForm(SpokenForm):
    name = forms.CharField(label="名称", max_length=150)
    zone = forms.CharField(
        label="高新区",
        max_length=100,
        required=False,
        widget=forms.TextInput(attrs={"list": "zones"}),
    )
    measures = forms.CharField(
        label="构成",
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="每行一个部分；部分之下还有内容的，写成“三亮：党员亮身份、工作亮标准”。",
    )
    field_order = ("name", "zone", "guest", "measures")

    @staticmethod
    def initial_of(item: PracticeItem, _copy: WorkingCopy) -> dict:
        lines = [
            f"{label}：{'、'.join(items)}" if items else label for label, items in item.measures
        ]
        return {
            "name": item.name,
            "zone": item.zone,
            "guest": item.guest,
            "measures": "\n".join(lines),
        }

    def clean_measures(self) -> list[list]:
        measures = []
        for line in self.cleaned_data["measures"].splitlines():
            label, _, items = line.replace(":", "：").partition("：")
            if label.strip():
                parts = [part.strip() for part in items.split("、") if part.strip()]
                measures.append([label.strip()[:100], parts])
        return measures

    def put_into(self, item: PracticeItem, copy: WorkingCopy) -> None:
        for name, value in self.cleaned_data.items():
            setattr(item, name, value)
        for kind in ("problems", "themes"):
            self._put_terms(getattr(item, kind), kind)

    def _put_terms(self, terms: list[dict], kind: str) -> None:
        """Take over the ticked terms; they are named by code, and unknown ones are left out."""
        chosen = self.data.getlist(self.add_prefix(kind))
        added = self.data.get(self.add_prefix(f"more-{kind}"), "")
        for term in terms:
            term["on"] = term["code"] in chosen
        if added and added not in [term["code"] for term in terms]:
            terms.append({"code": added[:10], "words": [], "on": True})


class FactForm(forms.Form):
    subject = forms.CharField(
        label="哪里的",
        max_length=100,
        required=False,
        widget=forms.TextInput(attrs={"list": "zones"}),
    )
    indicator = forms.CharField(label="指标", max_length=100)
    exactness = forms.ChoiceField(label="精确程度", choices=Exactness)
    value = forms.CharField(label="数值", max_length=20)
    unit = forms.CharField(label="单位", max_length=30, required=False)
    as_of = forms.CharField(
        label="截至", max_length=10, required=False, validators=[validate_partial_date]
    )

    @staticmethod
    def initial_of(item: FactItem, _copy: WorkingCopy) -> dict:
        names = ("subject", "indicator", "exactness", "value", "unit", "as_of")
        return {name: getattr(item, name) for name in names}

    def clean_value(self) -> str:
        try:
            number = Decimal(self.cleaned_data["value"].replace(",", "").replace("，", ""))
        except InvalidOperation:
            raise forms.ValidationError("请填一个数，例如 1316 或 88.1。") from None
        if not number.is_finite() or abs(number) >= Decimal(10) ** 14:
            raise forms.ValidationError("这个数太大，请换一个单位。")
        return str(number)

    def put_into(self, item: FactItem, copy: WorkingCopy) -> None:
        for name, value in self.cleaned_data.items():
            setattr(item, name, value)


class StatementForm(SpokenForm):
    code = forms.CharField(
        label="问题类型", max_length=10, widget=forms.TextInput(attrs={"list": "problems"})
    )
    field_order = ("code", "guest")

    @staticmethod
    def initial_of(item: StatementItem, _copy: WorkingCopy) -> dict:
        return {"code": item.code, "guest": item.guest}

    def clean_code(self) -> str:
        code = self.cleaned_data["code"].split()[0]
        if not Problem.objects.filter(code=code, parent__isnull=False).exists():
            raise forms.ValidationError("词表里没有这个代码，请从列表中选一个二级问题类型。")
        return code

    def put_into(self, item: StatementItem, copy: WorkingCopy) -> None:
        item.code = self.cleaned_data["code"]
        item.guest = self.cleaned_data["guest"]


def form_for(kind: str, item, copy: WorkingCopy, data=None) -> forms.Form:
    """The form of a piece, bound to `data` if given; its fields are prefixed by the key."""
    form_class = {
        "guests": GuestForm,
        "practices": PracticeForm,
        "facts": FactForm,
        "statements": StatementForm,
    }[kind]
    spoken = {"copy": copy} if issubclass(form_class, SpokenForm) else {}
    return form_class(data, prefix=item.key, initial=form_class.initial_of(item, copy), **spoken)
