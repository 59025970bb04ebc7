"""How often cooling off and the checks on drafts are right, on invented posts and drafts written before the rules.

python benchmarks/eval_drafting.py            figures
python benchmarks/eval_drafting.py --second   on those that were written after the rules, and then learned from
python benchmarks/eval_drafting.py --third    on a third set of the same kind; --fourth on a fourth
python benchmarks/eval_drafting.py --wrong    and every case that is wrong
"""

import sys
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

from listen.analyzers.language import Eld
from listen.brand import AnsweringSettings, Query
from listen.drafting.checks import Case, check
from listen.drafting.cooling import card_for
from listen.drafting.venues import Venue
from listen.model import Engagement, Finding, FindingKind, Label, Mention, Post, Sentiment
from listen.naming import Names

HERE = Path(__file__).parent / "invented"
NAMES = Names("Luftikus", ("OtherVent",), (Query(name="brand", expression="luftikus*"),))
ELD = Eld(("de", "en"), NAMES.written)
NOW = datetime(2026, 11, 27, 8, tzinfo=UTC)


def rows(name: str) -> Iterator[list[str]]:
    """Yield the cells of every case in a file."""
    for line in (HERE / name).read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            yield line.split("\t")


def mention(text: str, language: str, *, label: str = "question", replies: int | None = None) -> Mention:
    """Return a stored post with this text."""
    polarity = {"criticism": -0.8, "praise": 0.8}.get(label, 0.0)
    asks = Finding(kind=FindingKind.INTENT, value="question", confidence=0.9)
    return Mention(
        id=1,
        post=Post(
            source="reddit",
            native_id="1",
            origin="reddit",
            url="https://www.reddit.com/r/x/1",
            title=None,
            text=text,
            engagement=Engagement(replies=replies),
        ),
        matches=(),
        language=language,
        sentiment=Sentiment(
            analyzer="said@1",
            polarity=polarity,
            confidence=0.9,
            label=Label(label) if label != "question" else Label.NEUTRAL,
        ),
        findings=(asks,) if label == "question" else (),
        published_at=NOW,
        first_seen_at=NOW,
        day=date(2026, 11, 27),
    )


def tell(title: str, cases: list[tuple[frozenset[str], frozenset[str], str]]) -> None:
    """Print precision and recall of every kind, and of all together."""
    right, said, due = Counter[str](), Counter[str](), Counter[str]()
    for wanted, got, _ in cases:
        right.update(wanted & got)
        said.update(got)
        due.update(wanted)
    exact = sum(wanted == got for wanted, got, _ in cases)
    print(f"{title}: {len(cases)} cases, {exact} exactly right")
    for kind in (*sorted(said | due), "all together"):
        hits, given, wanted_n = (
            (right[kind], said[kind], due[kind])
            if kind in said or kind in due
            else (right.total(), said.total(), due.total())
        )
        precision = f"{hits / given:.2f}" if given else "–"
        recall = f"{hits / wanted_n:.2f}" if wanted_n else "–"
        print(f"  {kind:<16} precision {precision}  recall {recall}  ({hits} of {wanted_n}, {given} said)")
    if "--wrong" in sys.argv:
        for wanted, got, text in cases:
            if wanted != got:
                print(f"  wanted {','.join(sorted(wanted)) or '-'} got {','.join(sorted(got)) or '-'}: {text}")


def kinds(cell: str) -> frozenset[str]:
    """Return what a cell names."""
    return frozenset() if cell == "-" else frozenset(cell.split(","))


def cooling_cases(name: str) -> list[tuple[frozenset[str], frozenset[str], str]]:
    """Return what was wanted, what the rules say, and the post, for every case of a file."""
    cases = []
    for wanted, language, replies, text in rows(name):
        card = card_for(mention(text, language, replies=None if replies == "-" else int(replies)), AnsweringSettings())
        got = frozenset() if card is None else frozenset(one.heat.value for one in card.reasons)
        cases.append((kinds(wanted), got, text))
    return cases


ASKED = {
    "de": "Die Luftikus pfeift seit gestern, das nervt. Hat jemand eine Idee?",
    "en": "My Luftikus has been whistling since yesterday, which is annoying. Any idea?",
    "fr": "Mon Luftikus siffle depuis hier, une idée ?",
}
"""What the drafts answer."""


def draft_cases(name: str) -> list[tuple[frozenset[str], frozenset[str], str]]:
    """Return what was wanted, what the rules say, and the draft, for every case of a file."""
    cases = []
    for wanted, language, label, text in rows(name):
        case = Case(
            mention=mention(ASKED.get(language, ASKED["en"]), language, label=label),
            venue=Venue(name="default", title=""),
            names=NAMES,
            channel="reddit",
            longest=10_000,
            sites=("luftikus.example",),
            identify=lambda said: ELD.identify([(said, None)])[0].language,
        )
        got = frozenset("promise" if one.name == "price" else one.name for one in check(text, case))
        cases.append((kinds(wanted), got - {"venue_unknown"}, text))
    return cases


def main() -> None:
    """Print the figures."""
    rest = next((f".{one}" for one in ("second", "third", "fourth") if f"--{one}" in sys.argv), "")
    tell("cooling off", cooling_cases(f"cooling{rest}.tsv"))
    tell("drafts", draft_cases(f"drafts{rest}.tsv"))


if __name__ == "__main__":
    main()
