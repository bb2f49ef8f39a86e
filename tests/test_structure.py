"""What the repository promises about itself, such as imports that point one way."""

import ast
import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "profiles"

#: From the ground up: a module imports from its own layer and from those before it.
LAYERS = [
    {
        "databases",
        "dates",
        "text",
        "countries",
        "choices",
        "addresses",
        "languages",
        "registers",
        "layout",
        "origin",
    },
    {"fields", "pictures", "portraits"},
    {"models"},
    {"documents"},
    {"index"},
    {"queries", "reading_room"},
    {
        "exports",
        "feeds",
        "filters",
        "tables",
        "sitemaps",
        "publishing",
        "templatetags",
        "readiness",
    },
    {"sweeping"},
    {"desk"},
    {"admin", "views", "management"},
    {"urls"},
]
FORBIDDEN = [
    ("views", "desk"),
    ("views", "publishing"),  # publishing is the desk's business
    ("queries", "publishing"),
    ("templatetags", "publishing"),
    ("reading_room", "publishing"),
]


def _modules() -> list[Path]:
    found = PACKAGE.rglob("*.py")
    return sorted(path for path in found if "migrations" not in path.parts)


def _name(path: Path) -> str:
    """The piece of the package a module belongs to: `models`, `publishing` …"""
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def _imported(path: Path) -> set[str]:
    """The pieces of the package a module imports, for more than type checking."""
    tree = ast.parse(path.read_text())
    for node in ast.walk(tree):
        if isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING":
            node.body = []
    found: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module == "profiles":
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module is not None:
            if node.module.startswith("profiles."):
                found.add(node.module.split(".")[1])
        elif isinstance(node, ast.Import):
            names = [alias.name.split(".") for alias in node.names]
            found |= {name[1] for name in names if name[0] == "profiles" and name[1:]}
    return found


def _layer(name: str) -> int:
    return next(index for index, layer in enumerate(LAYERS) if name in layer)


@pytest.mark.parametrize(
    "path", [p for p in _modules() if p.name not in ("__init__.py", "apps.py")], ids=str
)
def test_imports_point_one_way(path: Path) -> None:
    name = _name(path)

    upward = [each for each in _imported(path) if _layer(each) > _layer(name)]
    forbidden = [each for each in _imported(path) if (name, each) in FORBIDDEN]

    assert upward == []
    assert forbidden == []


def test_the_reading_side_never_names_the_desk() -> None:
    readers = [*PACKAGE.glob("views/*.py"), *PACKAGE.glob("queries/*.py")]
    readers += [PACKAGE / "reading_room.py", *PACKAGE.glob("templatetags/*.py")]

    naming = [str(path) for path in readers if re.search(r"\bDESK\b", path.read_text())]

    assert naming == []


def _tracked_files() -> list[Path]:
    listed = subprocess.run(
        ["git", "ls-files"],  # noqa: S607 -- the git that checked this out
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    return [ROOT / name for name in listed.stdout.splitlines()]


def test_no_file_names_a_package_host_or_a_folder_of_some_machine() -> None:
    refused = re.compile(
        r"p[y]pi\.org|python[h]osted|npm[j]s\.org|deb\.[d]ebian|/(?:h[o]me|r[o]ot)/"
    )

    naming = [
        path.name
        for path in _tracked_files()
        if path.is_file() and refused.search(path.read_text(errors="ignore"))
    ]

    assert naming == []


def test_no_template_has_inline_style_or_script() -> None:
    refused = re.compile(r"<[^>]* style=|<script>|<style|<[^>]* on[a-z]+=")

    naming = [
        path.name
        for path in (ROOT / "templates").rglob("*.html")
        if refused.search(path.read_text())
    ]

    assert naming == []


def test_only_tokens_hold_raw_colours() -> None:
    sheets = (ROOT / "static" / "css").glob("*.css")

    naming = [
        path.name
        for path in sheets
        if path.name != "tokens.css"
        and re.search(r"#[0-9a-f]{3,8}\b", path.read_text(), re.IGNORECASE)
    ]

    assert naming == []


def test_every_module_of_the_top_level_is_expected() -> None:
    expected = {
        "CHANGELOG.md",
        "LICENSE",
        "README.md",
        "benchmarks",
        "dossier_site",
        "fixtures",
        "manage.py",
        "profiles",
        "pyproject.toml",
        "requirements-dev.txt",
        "requirements.txt",
        "static",
        "templates",
        "tests",
    }

    found = {path.relative_to(ROOT).parts[0] for path in _tracked_files()}

    assert {name for name in found if not name.startswith(".")} == expected
