"""Whether a sentence with a question mark asks the reader something."""

import re
from collections.abc import Sequence

from listen.reading import Reading, Sentence

__all__ = ["asked", "is_answered_at_once"]

_MARKS = ("?", "？", "؟")
_BETWEEN_SENTENCES = " \t!?\"'“”„‚‘’»«›‹()[]|:;·-–—"
_LEAST_QUESTION = 6
"""Characters; a lone "?" or "Hä?" asks nobody anything."""
_LEAST_WORDS_ALONE = 3

# What follows a title's question when its author answers it himself: "Rohr zu laut? Unser Test".
_ANNOUNCING_WORDS = re.compile(
    r"(?:so|hier|das|dies\w*|der|die|den|unser\w*|mein\w*|was|warum|wie|wann|worauf|alles|tipps|ratgeber|fakten"
    r"|antworten"
    r"|(?:der\s+|im\s+)?(?:test|vergleich)|erfahrung\w*|(?:wir|ich)\s+(?:hab\w*|zeig\w*|erklär\w*|test\w*|sag\w*)"
    r"|here|this|these|the|our|my|what|why|how|tips|review|(?:we|i)\s+(?:have|tested|tried|show|explain|asked|measured)"
    r"|\d+\s+(?:tipps|gründe|fakten|dinge|wege|tips|reasons|facts|things|ways))\b",
    re.IGNORECASE,
)
_CLOSING_QUOTE = re.compile(r"\s?[\"'»«]")
_WORD = re.compile(r"\w+")
# "Das Ergebnis? Null Leckagen.": a noun with a question mark, and the answer.
_HEADING = re.compile(
    r"\W*(?:(?:und|aber|and|but|so)\s)?(?:(?:das|der|die|mein|meine|unser|unsere|the|my|our|le|la|mon|il|el|o|het|de)\s"
    r"(?:\w+\s)?\w+|\w+)\s?\?"
)
_TAG_QUESTION = re.compile(
    r"[,;]\s?(?:nicht wahr|gell|gelle|ne|wa|stimmt's|isn't it|aren't they|innit|right|n'est-ce pas|vero|verdad)\s?\?"
)
_BECAUSE = re.compile(
    r"\W*(?:weil|ganz einfach|darum|deshalb|klar|natürlich|nein|ja|genau|because|simple|easy|yes|no|nope|well"
    r"|of course)\b"
)
_OFFERED = re.compile(r"(?:oder|or|ou|o|of|czy)\s(\w+)\s?\?")
_OPENING = re.compile(
    r"\W*(?:\w+\s){0,2}?(?:wer|wie|was|wo|wann|warum|wieso|weshalb|wozu|welche\w{0,2}|woher|wohin|wen|wem|womit"
    r"|wodurch|"
    r"kann|können|könnt|darf|dürfen|muss|müssen|soll|sollte|ist|sind|gibt|gibts|hat|habt|haben|hast|weiß|kennt|passt|"
    r"passen|geht|läuft|braucht|lohnt|taugt|taugen|hält|reicht|macht|wird|würdet|who|how|what|where|when|why|which"
    r"|whose|"
    r"can|could|do|does|did|is|are|was|will|would|should|has|have|any|anyone|quel\w*|comment|pourquoi|combien|qui|ou|"
    r"est-ce|come|quale|quanto|dove|perche|chi|cosa|que|cual|como|donde|cuanto|quien|qual|onde|quem|wie|waar|welke|"
    r"hoe|waarom|wat|kan|czy|jak|gdzie|kto|co|ile|jaki\w?)\b"
)

_UNMARKED = re.compile(
    r"(?:(?:hallo|hi|hey|moin|und|and|aber|but|sorry)\W{1,3})?(?:welche[rsnm]?|wo|woher|womit|wieso|warum|weshalb"
    r"|wer (?:hat|kennt|weiß|kann)|was (?:ist|kostet|kosten|"
    r"bedeutet|für ein (?:rohr|gerät|typ|modell))|wie (?:lange|viel|oft|groß|laut|hoch|breit|teuer|heißt|nennt"
    r"|schwer|dick|habt|macht|geht|bekomm\w*|krieg\w*)|"
    r"hat (?:jemand|wer|von euch|das|die|der)|gibt es|gibts|kann (?:man|ich|das)|passt (?:das|die|der)|ist (?:das"
    r"|die|der) (?!so\b|der\b|echt\b)|what's|whats|"
    r"what (?:is|are|was|size|kind|type|brand|did|do)|where (?:is|are|can|did|do)|which|how (?:much|long|many|do|did"
    r"|does|loud|big|can|often)|why (?:is|are|did|do|not|does)|does|"
    r"do you|did you|can (?:i|you|this|it|we)|is (?:it|this|that|there)|are (?:these|they|you)|any ?(?:one|body))(?!\w)"
)
_SHORT = 110
"""Characters; longer posts tell more than they ask."""
_WITHOUT_MARK = 0.66
_PLAIN, _OPENED, _IN_TITLE, _ONE_WORD = 0.72, 0.9, 0.78, 0.6


def asked(reading: Reading, rhetorical: Sequence[tuple[int, int]]) -> list[tuple[int, int, float]]:
    """Return where something is asked: start, end and how often such a sentence is a question to the reader.

    Args:
        reading: the post's own words.
        rhetorical: places of wordings that ask for effect.
    """
    if "?" not in reading.plain:
        return _unmarked(reading)
    found: list[tuple[int, int, float]] = []
    sentences = reading.sentences
    for place, sentence in enumerate(sentences):
        if not sentence.asks or len(sentence.words.strip()) < _LEAST_QUESTION:
            continue
        following = sentences[place + 1] if place + 1 < len(sentences) else None
        if any(sentence.start <= start < sentence.end for start, _ in rhetorical):
            continue
        if _is_for_effect(reading, sentence, following):
            continue
        found.append((*_bounds(sentence), _weight(reading, sentence)))
    return found


def _unmarked(reading: Reading) -> list[tuple[int, int, float]]:
    """Return a short post that is one question without its mark: "welchen durchmesser hat das rohr"."""
    plain = reading.plain[reading.title_end :] if reading.title_end < len(reading.plain) else reading.plain
    words = plain.strip()
    if len(words) > _SHORT or "\n" in words or words[-1:] in {".", "!", ":"} or not _UNMARKED.match(words):
        return []
    start = reading.plain.find(words)
    return [(start, start + len(words), _WITHOUT_MARK)]


def _weight(reading: Reading, sentence: Sentence) -> float:
    if not _OPENING.match(sentence.words):
        return _ONE_WORD if len(_WORD.findall(sentence.words)) < _LEAST_WORDS_ALONE else _PLAIN
    return _IN_TITLE if reading.is_in_title(sentence.start) and reading.title_end < len(reading.shown) else _OPENED


def _bounds(sentence: Sentence) -> tuple[int, int]:
    """Return where the sentence's words stand, blanks left out."""
    words = sentence.words.lstrip()
    start = sentence.end - len(words)
    return start, start + len(words.rstrip())


def _is_for_effect(reading: Reading, sentence: Sentence, following: Sentence | None) -> bool:
    """Return True for questions that are quoted, that are headings, or that the writer answers in the next breath."""
    after = reading.plain[sentence.end : sentence.end + 2]
    if _CLOSING_QUOTE.match(after) and after[:1] != "\n" and sentence.end < len(reading.plain):
        # „Passt das?“ within a report; but a post that is one quoted sentence asks.
        return sentence.start > 0 or len(reading.plain.strip()) > sentence.end + 2
    if reading.is_in_title(sentence.start):
        return is_answered_at_once(reading.shown[: reading.title_end])
    if _TAG_QUESTION.search(sentence.words) is not None:
        return True
    if following is None or not following.words.strip():
        return False
    if _BECAUSE.match(following.words) is not None or _HEADING.fullmatch(sentence.words.rstrip()) is not None:
        return True
    chosen = _WORD.search(following.words)
    offered = _OFFERED.search(sentence.words)
    # "Wool or felt? Felt, says our test."
    return chosen is not None and offered is not None and offered.group(1) == chosen.group()


def is_answered_at_once(title: str) -> bool:
    """Say whether a title goes on, behind its last question, to answer it: that one is asked for effect."""
    last = max(title.rfind(mark) for mark in _MARKS)
    if last < 0:
        return False
    rest = title[last + 1 :].lstrip(_BETWEEN_SENTENCES)
    return _ANNOUNCING_WORDS.match(rest) is not None
