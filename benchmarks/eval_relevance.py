"""How often namesakes are told from us, with an `about:` alone and after some judgements.

    python benchmarks/eval_relevance.py [FOLDER] [--only before|after|fresh] [--wrong]

The posts are invented; they stand in tests/samples/relevance as `ours|not<TAB>language<TAB>text`, one file a brand and
half: `-before` was at hand when the rules were written, `-after` was written then and moved one rule, `-fresh` was
written when all was finished and moved none. For each number
of judgements so many posts are drawn and judged, the others are told; 40 draws, the same ones every time.
"""

import random
import re
import sys
import time
from dataclasses import dataclass
from pathlib import Path

from listen.brand import Brand, Competitor, Query, Settings
from listen.relevance import Case, Profile

FOLDER = Path(__file__).parent.parent / "tests" / "samples" / "relevance"
HALVES = ("before", "after", "fresh")
DRAWS = 40
JUDGEMENTS = (0, 5, 10, 25, 50)
BRANDS = {
    "luftikus": ("Luftikus", "Luftikus ist unser flexibles Lüftungsrohr, nicht der leichtsinnige Mensch."),
    "arc": (
        "Arc",
        "Arc is our flexible duct for home ventilation, not the browser, not the geometric arc of a circle.",
    ),
    "flex": (
        "Flex",
        "Flex sind unsere flexiblen Rohre für die Lüftung, nicht der Winkelschleifer und nicht der Nachname.",
    ),
    "zephyr": ("Zephyr", "Zephyr is our range of flexible ducts for ventilation."),
    "anker": (
        "Anker",
        "Anker sind unsere Rohre für die Lüftung von Wohnhäusern, nicht das Schiff und nicht die Powerbank.",
    ),
    "swift": ("Swift", "Swift is our flexible duct for ventilation, not the singer and not the programming language."),
}


@dataclass(frozen=True)
class Post:
    """A labelled post."""

    case: Case
    is_ours: bool


def settings_of(name: str, *, has_about: bool = True) -> Settings:
    """Return a queries.yaml with one query for the brand."""
    title, about = BRANDS[name]
    return Settings(
        brand=Brand(name=title),
        queries=(Query(name="brand", expression=f"{title}*", about=about if has_about else None),),
        competitors=(Competitor(name="OtherVent", expression="othervent*"),),
    )


def posts_of(name: str, halves: tuple[str, ...], folder: Path = FOLDER) -> list[Post]:
    """Read the posts of one brand."""
    word = re.compile(rf"\b{name}\w*", re.IGNORECASE)
    found = []
    for half in halves:
        if not (folder / f"{name}-{half}.tsv").exists():
            continue
        for line in (folder / f"{name}-{half}.tsv").read_text(encoding="utf-8").splitlines():
            label, language, text = line.split("\t")
            places = {"brand": tuple(one.span() for one in word.finditer(text))}
            found.append(Post(Case(text=text, language=language, places=places), label == "ours"))
    return found


@dataclass
class Tally:
    """What came of the posts told."""

    ours: int = 0
    others: int = 0
    dropped: int = 0
    dropped_wrongly: int = 0
    noticed: int = 0
    noticed_wrongly: int = 0
    used: int = 0

    def add(self, profile: Profile, posts: list[Post], *, shows_wrong: bool) -> None:
        """Tell `posts`."""
        self.used += any(one.is_used for one in profile.checked.values())
        for post in posts:
            told = profile.judge(post.case)
            is_noticed = told.finding is not None and told.finding.value != "ours"
            self.ours += post.is_ours
            self.others += not post.is_ours
            self.dropped += told.dropped is not None
            self.dropped_wrongly += told.dropped is not None and post.is_ours
            self.noticed += is_noticed and not post.is_ours
            self.noticed_wrongly += is_noticed and post.is_ours
            if shows_wrong and told.dropped is not None and post.is_ours:
                print("WRONG", told.dropped, post.case.text, [(e.word, e.weight) for e in told.finding.evidence])

    def row(self) -> str:
        """Return one row of the table."""
        right = self.dropped - self.dropped_wrongly
        precision = "–" if not self.dropped else f"{100 * right / self.dropped:.1f} %"
        return (
            f"{precision} | {100 * right / self.others:.0f} % | {100 * self.dropped_wrongly / self.ours:.2f} % | "
            f"{100 * self.noticed / self.others:.0f} % | {100 * self.noticed_wrongly / self.ours:.0f} %"
        )


def measure(name: str, judged: int, halves: tuple[str, ...], *, has_about: bool, shows_wrong: bool) -> Tally:
    """Draw, judge and tell."""
    posts = posts_of(name, halves)
    settings = settings_of(name, has_about=has_about)
    tally = Tally()
    for draw in range(DRAWS if judged else 1):
        order = posts[:]
        random.Random(draw).shuffle(order)  # noqa: S311 - the same draws every time, on purpose
        # Half of what nobody judged is what the database holds already, the other half comes tomorrow.
        middle = judged + (len(order) - judged) // 2 if judged else 0
        seen, held, unseen = order[:judged], order[judged:middle], order[middle:]
        profile = Profile.of(settings, [(one.case, one.is_ours) for one in seen], [one.case for one in held])
        tally.add(profile, unseen, shows_wrong=shows_wrong)
    return tally


def main() -> None:
    """Print the tables."""
    only = sys.argv[sys.argv.index("--only") + 1] if "--only" in sys.argv else None
    halves = HALVES if only is None else (only,)
    print(
        "| brand | about | judged | precision of dropped | namesakes dropped | ours dropped | noticed | ours doubted |"
    )
    print("|---|---|---|---|---|---|---|---|")
    for name in BRANDS:
        for has_about in (True, False):
            for judged in JUDGEMENTS:
                if judged >= len(posts_of(name, halves)):
                    continue
                tally = measure(name, judged, halves, has_about=has_about, shows_wrong="--wrong" in sys.argv)
                print(f"| {name} | {'yes' if has_about else 'no'} | {judged} | {tally.row()} |")
    posts = [one.case for name in BRANDS for one in posts_of(name, halves)]
    profile = Profile.of(settings_of("luftikus"), [(one.case, one.is_ours) for one in posts_of("luftikus", halves)])
    begun = time.process_time()
    for _ in range(100):
        for case in posts:
            profile.judge(case)
    print(f"\n{len(posts) * 100 / (time.process_time() - begun):,.0f} posts a CPU second")


if __name__ == "__main__":
    main()
