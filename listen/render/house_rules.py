"""The house rules of a venue and the advice on a draft, as plain words for every kind of screen."""

from listen.drafting.advice import Advice
from listen.drafting.venues import ANYWHERE, Permission, Venue
from listen.phrases import say
from listen.render import speech

__all__ = ["advice_words", "house_words", "venue_title"]

_EXCERPT = 60


def venue_title(venue: Venue, lang: str) -> str:
    """Return how people call a venue."""
    return say("drafting.unknown_venue", lang) if venue.name == ANYWHERE else venue.title


def house_words(venue: Venue, lang: str) -> tuple[str, ...]:
    """Return the house rules, one a line, without the note; what nobody knows about links is left out."""
    words = [say(f"drafting.companies_{venue.companies.value}", lang)]
    if venue.links is not Permission.UNKNOWN:
        words.append(say(f"drafting.links_{venue.links.value}", lang))
    if venue.is_name_required:
        words.append(say("drafting.name_required", lang))
    if venue.longest is not None:
        words.append(say("drafting.longest", lang, longest=speech.counted(venue.longest, lang)))
    if venue.checked:
        words.append(say("drafting.checked", lang, checked=venue.checked))
    return tuple(words)


def advice_words(advice: Advice, text: str, lang: str) -> str:
    """Return one advice as a sentence, with the place of the draft that it is about."""
    values = {name: speech.counted(value, lang) if type(value) is int else value for name, value in advice.values}
    said = say(advice.key, lang, **values)
    if advice.span is None or advice.name == "competitor":
        return said
    start, end = advice.span
    place = " ".join(text[start:end].split())
    place = f"{place[:_EXCERPT]}…" if len(place) > _EXCERPT else place
    return f"{said}: {say('render.quoted', lang, text=place)}" if place else said
