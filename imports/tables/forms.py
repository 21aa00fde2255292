"""The form that takes a table."""

from django import forms

from editorial.tables.reading import MAX_BYTES, MAX_ROWS


class TableForm(forms.Form):
    file = forms.FileField(
        label="表格文件",
        help_text=(
            f"XLSX，或者 UTF-8、GB18030 编码的 CSV；不超过 {MAX_BYTES // 1024 // 1024} MB、"
            f"{MAX_ROWS} 行。"
        ),
        widget=forms.ClearableFileInput(attrs={"accept": ".xlsx,.csv"}),
        error_messages={
            "required": "请选一个表格文件。",
            "empty": "这个文件是空的。",
            "max_length": "文件名太长，请改短一些再交。",
        },
        max_length=255,
    )
