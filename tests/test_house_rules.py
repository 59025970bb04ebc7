"""Rules of the house that no single room can hold."""

import ast
import re
from pathlib import Path

import pytest

import listen

PACKAGE = Path(listen.__file__).parent
FILES = sorted(PACKAGE.rglob("*.py"))


def room(file: Path) -> str:
    return file.relative_to(PACKAGE).as_posix()


def imported(file: Path) -> set[str]:
    """Return the top-level names of everything that `file` imports, early or late."""
    found = set()
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found.add(node.module.partition(".")[0])
    return found


@pytest.mark.parametrize(
    ("name", "rooms"),
    [
        ("httpx", ()),
        ("httpcore", ("http/",)),
        ("socket", ("http/",)),
        ("urllib3", ()),
        ("requests", ()),
        ("sqlite3", ("store/",)),
        ("sqlite_utils", ("store/",)),
        ("rich", ("render/", "cli/", "inbox/")),
        ("textual", ("inbox/screen/",)),
        ("typer", ("cli/",)),
        ("pydantic", ("config/",)),
        ("yaml", ("config/",)),
        ("textblob", ("analyzers/",)),
        ("eld", ("analyzers/",)),
        ("rensa", ("folding/",)),
        ("lxml", ("sources/",)),
        ("feedparser", ("sources/",)),
        ("subprocess", ("cli/installing.py", "desktop/")),
        ("pickle", ()),
        ("logging", ("http/",)),
    ],
)
def test_each_door_stands_in_its_room(name: str, rooms: tuple[str, ...]):
    offenders = [room(file) for file in FILES if name in imported(file) and not room(file).startswith(rooms or ("-",))]

    assert offenders == []


def test_nobody_prints():
    offenders = [
        room(file)
        for file in FILES
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in {"print", "eval", "exec"}
    ]

    assert offenders == []


def test_the_clock_is_read_at_the_edge():
    readers = {
        room(file)
        for file in FILES
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr in {"now", "today", "utcnow"}
        and isinstance(node.func.value, ast.Name)
        and node.func.value.id in {"datetime", "date"}
    }

    # The feed's clock is a parameter; this is its default.
    assert readers <= {"cli/session.py", "cli/collect.py", "http/door.py", "sources/feed/asking.py"}


@pytest.mark.parametrize("file", FILES, ids=room)
def test_every_file_says_what_it_is_for_and_stays_small(file: Path):
    text = file.read_text(encoding="utf-8")

    assert ast.get_docstring(ast.parse(text))
    assert len(text.splitlines()) <= 450


def test_no_employee_is_counted():
    from listen.store.describing import database_page

    page = database_page().lower()

    assert not [word for word in ("employee", "claimed_by", "answered_by", "user_id", "operator") if word in page]


def test_every_test_file_has_a_name_of_its_own():
    """Two of one name in different folders would hide each other."""
    names = [file.name for file in Path(__file__).parent.rglob("test_*.py")]

    assert sorted(names) == sorted(set(names))


ROOT = Path(__file__).parent.parent
ROOMS = {path.parent.name for path in (ROOT / "listen" / "sources").glob("[a-z]*/__init__.py")} - {"feed", "shared"}
CHANNELS = sorted([*ROOMS, *(path.stem for path in (ROOT / "listen" / "sources").glob("[a-z]*.py"))])


@pytest.mark.parametrize("channel", CHANNELS)
def test_every_channel_has_its_page_and_stands_the_suite(channel: str):
    page = (ROOT / "docs" / "sources" / f"{channel}.md").read_text(encoding="utf-8")
    worlds = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "tests" / "sources").glob("test_*.py"))

    assert page.startswith(f"# {channel}\n")
    assert "Date checked: 2026-" in page
    assert all(f"| {said} |" in page for said in ("on by default", "key", "asked", "sees", "does not see", "terms"))
    assert re.search(rf"from listen\.sources\.{channel} import", worlds)
