"""The page about the database is made from the database."""

from pathlib import Path

from listen.store.describing import database_page
from tests.store.test_migrations import COLUMNS

PAGE = Path(__file__).parents[2] / "docs" / "reference" / "database.md"


def test_the_page_is_fresh():
    assert PAGE.read_text(encoding="utf-8") == database_page()


def test_the_page_names_every_column():
    page = database_page()

    for table, columns in COLUMNS.items():
        if not table.startswith("_"):
            section = page.partition(f"## {table}\n")[2].partition("\n## ")[0]
            missing = [name for name in columns.split() if f"`{name}`" not in section and name not in section]
            assert (table, missing) == (table, [])
