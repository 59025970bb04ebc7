"""Who sits before the screen: what a person likes to be asked, kept with the person and never shared."""

from dataclasses import dataclass

__all__ = ["Me"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Me:
    """A person's own settings; empty and None where nothing is said.

    Attributes:
        units: names of the business units that the person knows about.
        languages: ISO 639-1, those the person answers in, most liked first.
        skills: words for what the person knows: acoustics, assembly, fire protection; matched in the text of posts.
        minutes: what the person has a day.
        role: how the person says what they do, for the disclosure: `Anwendungstechniker`; None to say only for whom.
    """

    units: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    skills: tuple[str, ...] = ()
    minutes: int | None = None
    role: str | None = None
