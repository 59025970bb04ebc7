"""In what way two posts tell one story, told by their prints; None where they do not.

Precision comes first. Where people speak for themselves (posts, reviews, letters) one other word is another complaint;
where editors copy (articles) it is an edit. A post that adds something that happened to its writer is no copy.
"""

from collections.abc import Sequence
from enum import StrEnum

from listen.folding.prints import HEADLINE_WORDS, LEAD_KEPT, VOICE_KEPT, WORD_BYTES, Unpacked, unpacked, word_bits
from listen.folding.rare import ARTICLE_BITS, NEGATION_BITS, SHARING_BITS
from listen.folding.words import CERTAIN, CUT, EGO_SAID, OFFER, PERSONAL, REPOST, UNTITLED
from listen.model import FoldPrint

__all__ = ["Kin", "kin", "kinship", "likeness", "shared"]


class Kin(StrEnum):
    """Why a post is a copy of another one."""

    SAME_POST = "same_post"
    """The very same post, by another network's bridge or by a mirror."""
    SAME_TEXT = "same_text"
    """All words are the same."""
    REPOST = "repost"
    """All words are the same, and it says whose they are."""
    CROSSPOST = "crosspost"
    """One author said the same on another network, with other hashtags or handles."""
    CUT = "cut"
    """One is the beginning of the other."""
    EDITED = "edited"
    """Most of the text is the same."""
    HEADLINE = "headline"
    """The headline is the same, or has a word more."""
    QUOTE = "quote"
    """One holds the whole other and adds a sentence."""
    LINK = "link"
    """One is hardly more than a link to the other."""
    TRANSLATION = "translation"
    """The same publisher says it in another language: same figures, same names."""


_NEAR_LIKENESS = 0.7
_SURE_LIKENESS = 0.9
_REWRITTEN_LIKENESS = 0.4
_SAME_WORDS = 0.5
_SAME_ADDRESS_LIKENESS = 0.2
_SAME_ADDRESS_TITLE = 0.5
_STRONG_HEADLINE_WORDS = 7
_ADDED_WORDS = 2
_CUT_WORDS = 12
_MARKED_CUT_WORDS = 8
_LEAST_LEAD = _MARKED_CUT_WORDS * WORD_BYTES
_LONGER_TITLE = _ADDED_WORDS * WORD_BYTES
_OWN_VOICE_UNDER_WORDS = 8
_OWN_TITLED_UNDER_WORDS = 5
_GREETING_UNDER_WORDS = 20
_QUOTING_UP_TO_WORDS = 45
_ADDED_TO_QUOTE = 20
_ADDED_TO_LINK = 15
_COPIED_TITLE = 0.8
_SHARED_NAMES = 4
_RESYNC_WORDS = 4


def kinship(a: FoldPrint, b: FoldPrint) -> Kin | None:
    """Say in what way two posts tell the same story; None when they do not.

    Symmetric; a post with any word is the same as itself. Prints of other versions are strangers to all.
    """
    if not a.keys or not b.keys:
        return None
    one, other = unpacked(a.signature), unpacked(b.signature)
    return None if one is None or other is None else kin(one, other)


def shared(a: FoldPrint, b: FoldPrint) -> float | None:
    """Return about what part of their pairs of neighbouring words two posts share, 0.0 … 1.0; None for short texts."""
    one, other = unpacked(a.signature), unpacked(b.signature)
    if one is None or other is None or not one.likeness or not other.likeness:
        return None
    return likeness(one, other)


def kin(one: Unpacked, other: Unpacked) -> Kin | None:  # noqa: C901, PLR0911, PLR0912 - the rule, one line a way
    """Return what `kinship` says, of prints that were taken apart already."""
    marks = one.marks | other.marks
    if marks & CERTAIN and one.address == other.address and one.address:
        return Kin.SAME_POST
    if one.everything == other.everything:
        return _same_words(one, other, marks)
    if (one.numbers and other.numbers and one.numbers != other.numbers) or (
        one.series and other.series and one.series != other.series
    ):
        # Week 31 and week 32 of a series, test marks, prices: same frame, other story.
        return None
    alike = likeness(one, other) if one.likeness else 0.0
    if alike >= _NEAR_LIKENESS and not _is_other_voice(one, other, alike):
        return Kin.EDITED
    is_one_author = one.author == other.author and one.author
    if is_one_author and one.core == other.core and one.core:
        return Kin.CROSSPOST
    if not is_one_author and (other.everything in one.quotes or one.everything in other.quotes):
        return Kin.QUOTE
    # The first words and the lengths are compared before anything is called: most candidates get no further.
    if one.lead[:_LEAST_LEAD] == other.lead[:_LEAST_LEAD] and _is_cut_copy(one, other):
        if one.body_words != other.body_words:
            return Kin.CUT
        if one.core and one.core == other.core:
            # Under another headline.
            return Kin.SAME_TEXT
    if one.address and one.address == other.address:
        is_edited = alike >= _SAME_ADDRESS_LIKENESS or _is_same_title(one, other)
        return Kin.EDITED if is_edited and not _is_other_voice(one, other, alike) else None
    if (one.links or other.links) and _is_link(one, other):
        return Kin.LINK
    if (one.marks ^ other.marks) & UNTITLED and (one.quotes or other.quotes) and _is_headline_quoted(one, other):
        return Kin.QUOTE
    if abs(len(one.title) - len(other.title)) <= _LONGER_TITLE and _is_same_headline(one, other, alike):
        return Kin.EDITED if alike >= _REWRITTEN_LIKENESS else Kin.HEADLINE
    return Kin.TRANSLATION if one.figures and one.figures == other.figures and _is_translation(one, other) else None


def likeness(one: Unpacked, other: Unpacked) -> float:
    """Return the estimated part of word pairs that two long texts share; 0.0 when one is short."""
    if len(one.likeness) != len(other.likeness):
        return 0.0
    # Equal bytes are zero in the one xor the other; three times as quick as comparing them one by one.
    differing = int.from_bytes(one.likeness, "little") ^ int.from_bytes(other.likeness, "little")
    return differing.to_bytes(len(one.likeness), "little").count(0) / len(one.likeness)


def _same_words(one: Unpacked, other: Unpacked, marks: int) -> Kin | None:
    if not one.everything:
        # Two posts without a word have nothing but their address.
        return Kin.SAME_TEXT if one.address == other.address else None
    if marks & REPOST:
        return Kin.REPOST
    is_one_author = one.author == other.author
    have_other_links = bool(one.links and other.links) and set(one.links).isdisjoint(other.links)
    is_elsewhere = have_other_links or (one.site and other.site and one.site != other.site)
    if marks & OFFER and is_elsewhere and not (is_one_author and one.author):
        # The same rebate in another shop.
        return None
    under = _OWN_VOICE_UNDER_WORDS if one.marks & other.marks & UNTITLED else _OWN_TITLED_UNDER_WORDS
    is_short = 0 < one.body_words + len(one.title) // WORD_BYTES * (not one.marks & UNTITLED) < under
    have_no_link_in_common = _are_two_voices(one, other) and set(one.links).isdisjoint(other.links)
    # "Same here!", "Danke!", "Rohr zu laut": what two people say of themselves, or one author of two things.
    return None if is_short and (have_other_links or have_no_link_in_common) else Kin.SAME_TEXT


def _are_two_voices(one: Unpacked, other: Unpacked) -> bool:
    """Say whether two authors are known, and are not the same."""
    return bool(one.author and other.author) and one.author != other.author


def _is_other_voice(one: Unpacked, other: Unpacked, alike: float) -> bool:
    """Say whether two near copies are two people's (or two days') words: letters from one form, spam for two shops."""
    is_offer = bool((one.marks | other.marks) & OFFER)
    if one.figures != other.figures and one.figures and other.figures and (alike < _SURE_LIKENESS or is_offer):
        return True
    are_two = _are_two_voices(one, other)
    are_personal = bool(one.marks & other.marks & (UNTITLED | PERSONAL))
    if not are_personal and not is_offer and not (are_two and _are_whole(one, other)):
        # Editors exchange words and mean the same.
        return False
    if are_personal and (one.marks ^ other.marks) & EGO_SAID and alike < 1.0:
        return True
    if one.lead == other.lead and one.marks & other.marks & UNTITLED and _are_whole(one, other):
        # All words look the same, and yet they are not: two words that share their 16 bits.
        return True
    leads = word_bits(one.lead), word_bits(other.lead)
    return _is_word_exchanged(*leads, are_whole=_are_whole(one, other), is_inside_too=are_two)


def _are_whole(one: Unpacked, other: Unpacked) -> bool:
    return one.body_words <= VOICE_KEPT and other.body_words <= VOICE_KEPT


def _is_word_exchanged(
    one: Sequence[int], other: Sequence[int], *, are_whole: bool, is_inside_too: bool = False
) -> bool:
    """Say whether two texts differ in more than words that one of them has in addition, in one place.

    Words in addition at one place are a frame or a quotation; a negation among them turns the meaning. With
    `is_inside_too` they must stand at the beginning or the end.
    """
    shorter = min(len(one), len(other))
    start = 0
    while start < shorter and one[start] == other[start]:
        start += 1
    end = 0
    while are_whole and end < shorter - start and one[-1 - end] == other[-1 - end]:
        end += 1
    ours, theirs = one[start : len(one) - end], other[start : len(other) - end]
    if not len(ours) or not len(theirs):
        if is_inside_too and are_whole and start and end:
            return True
        return not NEGATION_BITS.isdisjoint(theirs if not len(ours) else ours)
    if are_whole:
        return True
    return _resync(ours, theirs) and _resync(theirs, ours)


def _resync(ours: Sequence[int], theirs: Sequence[int]) -> bool:
    """Return False where `theirs` is `ours` after some words in addition, as far as both are on record."""
    head = list(ours[:_RESYNC_WORDS])
    for skipped in range(1, len(theirs) - len(head) + 1):
        if list(theirs[skipped : skipped + len(head)]) == head:
            rest = min(len(ours), len(theirs) - skipped)
            is_same = list(ours[:rest]) == list(theirs[skipped : skipped + rest])
            return not is_same or not NEGATION_BITS.isdisjoint(theirs[:skipped])
    return True


def _is_same_title(one: Unpacked, other: Unpacked) -> bool:
    """Say whether two posts at one address are one article, edited; answers in a thread share it without a title."""
    return not (one.marks | other.marks) & UNTITLED and _overlap(one.title, other.title) >= _SAME_ADDRESS_TITLE


def _is_cut_copy(one: Unpacked, other: Unpacked) -> bool:
    """Say whether one text is the beginning of the other."""
    short, long = (one, other) if one.body_words <= other.body_words else (other, one)
    is_marked = bool(short.marks & CUT)
    is_one_author = bool(one.author) and one.author == other.author
    if short.body_words < (_MARKED_CUT_WORDS if is_marked else _CUT_WORDS):
        return False
    # On record is only the beginning: a newsletter's greeting would do.
    kept = len(short.lead) // WORD_BYTES
    if short.body_words > kept and not is_marked:
        return False
    if not is_one_author and not short.marks & REPOST and _may_be_a_greeting(short, long, is_marked=is_marked):
        return False
    return long.lead.startswith(short.lead)


def _may_be_a_greeting(short: Unpacked, long: Unpacked, *, is_marked: bool) -> bool:
    """Say whether a beginning that two texts share may be one that letters and threads have in common."""
    if short.body_words == long.body_words:
        return False
    if short.title == long.title and short.title and not (short.marks | long.marks) & UNTITLED:
        return False
    if not is_marked and short.marks & long.marks & UNTITLED:
        # Who adds "me too" to a text speaks of something else.
        return short.body_words > LEAD_KEPT or bool((short.marks ^ long.marks) & EGO_SAID)
    if short.body_words >= _GREETING_UNDER_WORDS:
        return False
    if (short.marks | long.marks) & EGO_SAID:
        return True
    return not (short.marks | long.marks) & UNTITLED and _overlap(short.title, long.title) < _SAME_WORDS


def _is_link(one: Unpacked, other: Unpacked) -> bool:
    """Say whether one is hardly more than a link to the other, or both to the same page."""
    if other.address and other.address in one.links and _adds_little(one, other):
        return True
    if one.address and one.address in other.links and _adds_little(other, one):
        return True
    if set(one.links).isdisjoint(other.links):
        return False
    return _own_words(one, other) == 0 and _own_words(other, one) == 0


def _adds_little(sharer: Unpacked, target: Unpacked) -> bool:
    """Say whether a post that links to `target` says nothing of its own, or copies its headline and adds a sentence."""
    own = _own_words(sharer, target)
    if own == 0:
        return True
    if own > _ADDED_TO_LINK or sharer.marks & EGO_SAID:
        return False
    title = set(word_bits(target.title))
    said = {*word_bits(sharer.title), *word_bits(sharer.lead)}
    return len(title) >= HEADLINE_WORDS and len(title & said) >= _COPIED_TITLE * len(title)


def _own_words(sharer: Unpacked, target: Unpacked) -> int:
    """Return how many words `sharer` has that neither `target` has nor those who share links always say."""
    said = {*word_bits(sharer.title), *word_bits(sharer.lead)}
    if sharer.body_words > len(sharer.lead) // WORD_BYTES:
        return sharer.body_words
    return len(said.difference(word_bits(target.title), word_bits(target.lead), SHARING_BITS))


def _is_headline_quoted(one: Unpacked, other: Unpacked) -> bool:
    """Say whether a post without a title holds the other's headline word by word, with little beside it."""
    sharer, target = (one, other) if one.marks & UNTITLED else (other, one)
    words = len(target.title) // WORD_BYTES
    if words < _STRONG_HEADLINE_WORDS or sharer.body_words > _QUOTING_UP_TO_WORDS or sharer.marks & EGO_SAID:
        return False
    if sharer.body_words - words > _ADDED_TO_QUOTE + words:
        return False
    sought = list(word_bits(target.title))
    said = [word for word in word_bits(sharer.lead) if word not in ARTICLE_BITS]
    return any(said[at : at + words] == sought for at in range(len(said) - words + 1) if said[at] == sought[0])


def _is_same_headline(one: Unpacked, other: Unpacked, alike: float) -> bool:  # noqa: PLR0911 - one line a reason
    short, long = (one, other) if len(one.title) <= len(other.title) else (other, one)
    words = len(short.title) // WORD_BYTES
    if words < HEADLINE_WORDS or one.negations != other.negations or one.numbers != other.numbers:
        return False
    if (one.marks | other.marks) & OFFER and not (one.author and one.author == other.author):
        return False
    is_title = not one.marks & other.marks & UNTITLED
    if short.title != long.title and not (
        # Editors add a word; whoever adds one to what another person said says something else.
        is_title and words >= _STRONG_HEADLINE_WORDS and _is_within(word_bits(short.title), word_bits(long.title))
    ):
        return False
    if not (_has_body(one) and _has_body(other)):
        return is_title or not _is_other_voice(one, other, alike)
    # A series keeps its headline; the same story in other words, or behind a rewritten lead, still shares some.
    if words <= HEADLINE_WORDS or (one.marks & other.marks & PERSONAL):
        return False
    if _are_two_voices(one, other) and not (one.likeness and other.likeness):
        return False
    return alike >= _REWRITTEN_LIKENESS or _overlap(one.lead, other.lead) >= _SAME_WORDS


def _is_translation(one: Unpacked, other: Unpacked) -> bool:
    """Say whether a publisher or author says the same in two languages: same figures, same names."""
    if not one.language or not other.language or one.language == other.language:
        return False
    is_same_site = one.site == other.site and one.site
    is_same_author = one.author == other.author and one.author
    is_linked = other.address in one.links or one.address in other.links
    if not (is_same_site or is_same_author or is_linked):
        return False
    words = {*word_bits(one.title), *word_bits(one.lead)}
    return len(words.intersection({*word_bits(other.title), *word_bits(other.lead)})) >= _SHARED_NAMES


def _has_body(one: Unpacked) -> bool:
    return one.body_words > 0 and not one.marks & UNTITLED


def _is_within(short: Sequence[int], long: Sequence[int]) -> bool:
    """Say whether all of `short` stands in `long`, in order."""
    rest = iter(long)
    for word in short:  # noqa: SIM110 - a generator for `all` costs as much as the comparison
        if word not in rest:
            return False
    return True


def _overlap(one: bytes, other: bytes) -> float:
    """Return the part of words that two beginnings share."""
    words, others = set(word_bits(one)), set(word_bits(other))
    return len(words & others) / len(words | others) if words or others else 0.0
