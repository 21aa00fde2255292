"""What `manage.py check` says of an office's own templates."""

from __future__ import annotations

from django.core import checks

from . import templates


@checks.register(checks.Tags.files)
def check_word_templates(app_configs, **kwargs) -> list[checks.CheckMessage]:
    """Warn of what cannot be used: the site serves on, with the built-in templates."""
    place = templates.folder()
    if place is None:
        return []
    if not place.is_dir():
        said = f"WORD_TEMPLATES 指定的目录不存在：{place}"
        hint = "用 manage.py word_templates 目录 写出内置模板，或清空这项设置。"
        return [checks.Warning(said, hint=hint, id="exports.W001")]
    found = []
    for name, label in templates.NAMES.items():
        path = templates.path_of(name)
        if path is None:
            continue
        try:
            templates.read(name, path)
        except templates.Unsound as problem:
            said = f"Word 模板 {path.name}（{label}）不能用：{problem}。现在用的是内置模板。"
            hint = "用 manage.py word_templates 写出内置模板，在它上面修改。"
            found.append(checks.Warning(said, hint=hint, id="exports.W002"))
    return found
