"""What people talk about in some days, and what of it is new: themes in their own words, each with its numbers.

Voices are counted, not words: somebody who says a thing ten times is one voice, a story that stands in ten places is
told once. How themes are found and what they cannot do stands in docs/explanation/stories.md.
"""

from collections.abc import Collection, Iterable, Sequence

from listen.model import Mention
from listen.themes.counting import Terms, hear, known_stems, terms_by_voices, usual_voices
from listen.themes.grouping import Grouping
from listen.themes.scoring import SURPRISING, scored
from listen.themes.value import LEAST_VOICES, SMALL_UNDER, Overheard, Remark, Theme, ThemeWord, remarks
from listen.themes.words import Lexicon

__all__ = [
    "LEAST_VOICES",
    "SMALL_UNDER",
    "SURPRISING",
    "Overheard",
    "Remark",
    "Theme",
    "ThemeWord",
    "overhear",
    "remarks",
    "themes",
]


def themes(
    mentions: Iterable[Mention | Remark],
    baseline: Iterable[Mention | Remark] = (),
    *,
    weeks: float = 1.0,
    names: Collection[str] = (),
    before: Sequence[Theme] = (),
    limit: int = 10,
) -> tuple[Theme, ...]:
    """Return what `mentions` speak of, heaviest first; pure and deterministic.

    Args:
        mentions: of the days that are looked at, oldest first; of a story that stands in several places the first
            one counts.
        baseline: mentions of earlier days; empty when there is nothing to compare with.
        weeks: how many times as long the baseline is as the days that are looked at.
        names: of the brand and others, left out: they are in everything.
        before: the themes of the day before; what they were called stays, unless something else is clearly heavier.
        limit: at most so many.

    Returns:
        Empty where fewer than three voices say anything together: no theme is not "nothing happened".
    """
    return overhear(mentions, (baseline,), blocks=weeks, names=names, before=before, limit=limit).themes


def overhear(
    mentions: Iterable[Mention | Remark],
    earlier: Iterable[Iterable[Mention | Remark]],
    *,
    blocks: float,
    names: Collection[str] = (),
    before: Sequence[Theme] = (),
    limit: int = 10,
) -> Overheard:
    """Return the same as `themes`, compared with several earlier windows, each as long as the one looked at.

    A voice counts once in each window, so this says rightly what is usual where people come back week after week.

    Args:
        mentions, names, before, limit: as for `themes`.
        earlier: the mentions of each earlier window; a sample of them will do.
        blocks: how many earlier windows there are; of a sample of one in ten, a tenth of that.
    """
    lexicon = Lexicon(names)
    heard = hear(remarks(mentions), lexicon)
    terms = Terms(lexicon, known_stems(heard, lexicon))
    counts = terms_by_voices(heard, terms)
    usual, total_before = usual_voices((remarks(block) for block in earlier), counts.keys(), terms, lexicon)
    scores = scored(counts, heard.voice_count, usual, total_before, blocks=blocks)
    found = Grouping(heard, terms, lexicon, scores).themes(before, limit=limit)
    return Overheard(themes=found, voices=heard.voice_count, stories=len(heard), has_usual=bool(total_before))
