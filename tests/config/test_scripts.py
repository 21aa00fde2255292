"""What pages weigh in scripts, and colours that are written down twice."""

import re

LARGEST = 20 * 1024


def test_all_scripts_of_public_pages_together_stay_small(settings):
    base = (settings.BASE_DIR / "templates" / "base.html").read_text(encoding="utf-8")
    names = re.findall(r"<script src=\"{% static '([^']+)' %}\"", base)
    assert {"suggestions.js", "reader.js", "reader-early.js"} <= set(names)
    assert sum((settings.BASE_DIR / "static" / name).stat().st_size for name in names) <= LARGEST


def test_the_dark_scheme_is_the_same_whether_the_system_or_the_reader_chose_it(settings):
    style = (settings.BASE_DIR / "static" / "site.css").read_text(encoding="utf-8")
    chosen = (r':root:not\(\[data-scheme="light"\]\)', r':root\[data-scheme="dark"\]')
    system, reader = (
        re.findall(r"--[\w-]+: [^;]+;", re.search(rf"{root} {{(.*?)}}", style, re.DOTALL)[1])
        for root in chosen
    )
    assert system
    assert system == reader
