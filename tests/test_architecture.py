"""The rules of docs/architecture.md that a machine can check."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent

# From the bottom up. A package imports what stands below it; packages of one level are strangers.
LEVELS = (
    {"editorial", "search"},
    {"sources"},
    {"zones"},
    {"interviews"},
    {"practices"},
    {"imports", "exports"},
    {"operations"},
    {"config"},
)
PACKAGES = set().union(*LEVELS)
TOP_LEVEL_FOLDERS = PACKAGES | {"templates", "static", "tests", "docs", "deploy"}
# Not in the repository: runtime data.
RUNTIME_FOLDERS = {"var", "__pycache__"}

LINES_OF_A_FILE = 300
LINES_OF_A_FUNCTION = 50

LOADED_FROM_ELSEWHERE = {
    ".html": re.compile(
        r"<(?!a\b|meta\b)[a-z-]+\b[^>]*\b(?:src|srcset|data|poster|href|action)\s*=\s*[\"']?\s*(?:https?:)?//[^>]*>",
        re.IGNORECASE,
    ),
    ".css": re.compile(r"(?:url\(\s*|@import\s+)[\"']?\s*(?:https?:)?//[^)\"';]*", re.IGNORECASE),
    ".js": re.compile(r"[\"'`](?:https?:|wss?:)?//(?!www\.w3\.org/)[\w.][^\"'`]*", re.IGNORECASE),
}


def may_import(importer: str, imported: str) -> bool:
    """Return whether package `importer` may know `imported`: itself, or what stands lower."""
    height = {package: level for level, names in enumerate(LEVELS) for package in names}
    return importer == imported or height[imported] < height[importer]


def imported_modules(source: str, package: tuple[str, ...]) -> Iterator[tuple[int, str]]:
    """Yield line and full name of everything that a module in `package` imports, inline or not."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield node.lineno, alias.name
        elif isinstance(node, ast.ImportFrom):
            # `from .practices import x` in zones/ means zones.practices.
            above = package[: len(package) - node.level + 1] if node.level else ()
            base = ".".join([*above, node.module] if node.module else above)
            for alias in node.names:
                yield node.lineno, f"{base}.{alias.name}" if base else alias.name


def named_models(source: str) -> Iterator[tuple[int, str]]:
    """Yield line and name of strings like "zones.Zone": a relation by name is an import too."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            app, dot, model = node.value.partition(".")
            if dot and app in PACKAGES and re.fullmatch(r"[A-Z]\w*", model):
                yield node.lineno, node.value


def upward_imports(root: Path) -> list[str]:
    """Return every import below `root` that does not point downwards, as `file:line name`."""
    found = []
    for path in python_files(root):
        place = path.relative_to(root)
        source = path.read_text(encoding="utf-8")
        known = [*imported_modules(source, place.parent.parts), *named_models(source)]
        found += [
            f"{place}:{line} {name}"
            for line, name in known
            if (imported := name.split(".")[0]) in PACKAGES
            and not may_import(place.parts[0], imported)
        ]
    return found


def python_files(root: Path) -> list[Path]:
    """Return the Python files of all packages."""
    return sorted(path for name in PACKAGES for path in (root / name).rglob("*.py"))


def page_files() -> list[Path]:
    """Return everything of which pages are made."""
    folders = [ROOT / "templates", ROOT / "static", *(ROOT / name for name in PACKAGES)]
    return sorted(
        path
        for folder in folders
        for path in folder.rglob("*")
        if path.suffix in LOADED_FROM_ELSEWHERE
    )


def test_imports_run_in_one_direction():
    assert upward_imports(ROOT) == []


@pytest.mark.parametrize(
    ("package", "statement"),
    [
        ("zones", "from practices.models import Practice"),
        ("zones", "import practices.models as p"),
        ("zones", "def inline():\n    from practices import models"),
        ("zones", "class Inline:\n    import imports"),
        ("zones", 'models.ForeignKey("practices.Practice")'),
        ("zones", "from config import settings"),
        ("editorial", "import search"),
        ("search", "from editorial.models import Review"),
        ("imports", "from exports import csv"),
        ("exports", "import imports.draft"),
    ],
)
def test_every_form_of_upward_import_is_found(tmp_path, package, statement):
    (tmp_path / package).mkdir()
    (tmp_path / package / "module.py").write_text(statement + "\n", encoding="utf-8")
    assert len(upward_imports(tmp_path)) == 1


@pytest.mark.parametrize(
    ("package", "statement"),
    [
        ("zones", "from editorial.models import Review"),
        ("zones", "from . import models"),
        ("zones", "from .practices import panel"),
        ("zones", "from search import text, index"),
        ("config", "import imports, exports"),
        ("practices", "import importlib, zoneinfo"),
        ("practices", 'models.ForeignKey("zones.Zone")'),
        ("editorial", 'models.ForeignKey("auth.User")'),
    ],
)
def test_downward_imports_pass(tmp_path, package, statement):
    (tmp_path / package).mkdir()
    (tmp_path / package / "module.py").write_text(statement + "\n", encoding="utf-8")
    assert upward_imports(tmp_path) == []


def test_every_folder_is_on_the_architecture_page():
    folders = {path.name for path in ROOT.iterdir() if path.is_dir() and path.name[0] != "."}
    assert folders - RUNTIME_FOLDERS <= TOP_LEVEL_FOLDERS


def test_files_stay_short():
    long = {
        str(path.relative_to(ROOT)): lines
        for path in python_files(ROOT)
        if "migrations" not in path.parts
        and (lines := len(path.read_text(encoding="utf-8").splitlines())) > LINES_OF_A_FILE
    }
    assert long == {}


def test_functions_stay_short():
    long = {
        f"{path.relative_to(ROOT)}:{node.lineno} {node.name}": lines
        for path in python_files(ROOT)
        if "migrations" not in path.parts
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and (lines := node.end_lineno - node.lineno + 1) > LINES_OF_A_FUNCTION
    }
    assert long == {}


def test_pages_load_nothing_from_another_host():
    found = [
        f"{path.relative_to(ROOT)}: {match.group()}"
        for path in page_files()
        for match in LOADED_FROM_ELSEWHERE[path.suffix].finditer(path.read_text(encoding="utf-8"))
    ]
    assert found == []


@pytest.mark.parametrize(
    ("suffix", "text"),
    [
        (".html", '<script defer src="https://cdn.example.org/x.js"></script>'),
        (".html", "<link rel=stylesheet href=//cdn.example.org/x.css>"),
        (".html", '<img alt=""\n src="http://example.org/x.png">'),
        (".html", '<image href="https://example.org/x.png"/>'),
        (".css", "@import '//example.org/x.css';"),
        (".css", "src: url(https://example.org/x.woff2)"),
        (".js", 'fetch("https://example.org/x")'),
    ],
)
def test_every_form_of_loading_from_another_host_is_found(suffix, text):
    assert LOADED_FROM_ELSEWHERE[suffix].search(text)


@pytest.mark.parametrize(
    ("suffix", "text"),
    [
        (".html", '<a href="https://example.org/">原文</a>'),
        (".html", '<link rel="canonical" href="{{ canonical }}">'),
        (".html", '<svg xmlns="http://www.w3.org/2000/svg"><use href="#leaf"/></svg>'),
        (".css", "url(leaf.svg)"),
        (".js", 'document.createElementNS("http://www.w3.org/2000/svg", "g") // 画图'),
    ],
)
def test_links_and_name_spaces_pass(suffix, text):
    assert not LOADED_FROM_ELSEWHERE[suffix].search(text)
