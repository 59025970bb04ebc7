"""Whether a text reports, as news do, or somebody speaks in it."""

import re
from collections.abc import Sequence

from listen.clauses.quoting import Quotation
from listen.clauses.wording import word_set

__all__ = ["is_report"]

_VOICES = {
    "de": word_set(
        "ich mein meine meinen meinem meiner meines mir mich wir unser unsere unseren unserem unserer uns du dein",
        "deine deinen deinem deiner dir dich euch euer eure",
    ),
    "en": word_set("i i'm i've i'd i'll im my me mine we we're we've our us you your you're"),
}
_SIGNS = re.compile("[@#!\U0001f300-\U0001faff\u2600-\u27bf]|http")
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")


def is_report(text: str, quoted: Sequence[Quotation], language: str) -> bool:
    """Say whether nobody speaks outside of quotations: no "ich" or "you", no emoji, `!`, `@`, `#` or address.

    Only German and English texts report; what others do is not known. Linear.
    """
    voices = _VOICES.get(language)
    if voices is None:
        return False
    left = text
    if quoted:
        edges = [0, *(edge for one in quoted for edge in (one.start, one.end)), len(text)]
        left = " ".join(text[start:end] for start, end in zip(edges[::2], edges[1::2], strict=True))
    return _SIGNS.search(left) is None and all(
        word.lower().replace("’", "'") not in voices for word in _WORD.findall(left)
    )
