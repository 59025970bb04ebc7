"""The README is what a newcomer types."""

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")


def commands() -> list[str]:
    return [line for line in README.splitlines() if line.startswith("python3 -m venv ")]


def test_two_commands_stand_on_the_first_screen_each_a_line():
    first_screen = README.splitlines()[:25]

    assert len(commands()) == 2
    assert all(command in first_screen for command in commands())
    assert commands()[0].endswith("listen demo")
    assert commands()[1].endswith("pytest")


def test_ci_calls_exactly_the_test_command():
    script = (ROOT / ".ci" / "run").read_text(encoding="utf-8").splitlines()

    assert commands()[1] in script


def test_it_is_short_and_its_links_lead_somewhere():
    links = re.findall(r"\]\(([^)#]+)\)", README)

    assert len(README.splitlines()) < 150
    assert [link for link in links if not link.startswith("http") and not (ROOT / link).exists()] == []
