"""The small words at which a sentence falls into clauses, by language, and how they bind what follows."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from listen.clauses.wording import word_set

__all__ = ["Bond", "Joints", "joints"]


class Bond(StrEnum):
    """How a clause follows the one before it."""

    FIRST = "first"
    """It begins a sentence."""
    NEXT = "next"
    """After a colon, a semicolon, a dash or an emoji."""
    ALSO = "also"
    """After "und", "and" …"""
    CONTRAST = "contrast"
    """After "aber", "but" …"""
    REASON = "reason"
    """After "weil", "because" …: it says why the clause before is so."""
    RESULT = "result"
    """After "deshalb", "so" …: it says what came of the clause before."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Joints:
    """The joining words of one language, all in lower case.

    Attributes:
        always: cut before these wherever they stand inside a clause.
        after_comma: cut before these only after a comma; elsewhere they mean something else.
        pairs: two words that join together ("anche se"), cut wherever they stand.
        also: "and"; cut after a comma, or where a verb stood before and a subject follows.
        subjects: words with which a new subject begins.
        verbs: frequent finite verbs; they show that a clause is complete.
        late: words of contrast that stand inside their clause ("der Service dagegen").
        below: words that begin a subordinate clause of contrast; its comma ends it.
        bound: words after which `always` does not cut ("ist aber schön", "nothing but").
    """

    always: Mapping[str, Bond]
    after_comma: Mapping[str, Bond]
    pairs: Mapping[tuple[str, str], Bond]
    also: frozenset[str]
    subjects: frozenset[str]
    verbs: frozenset[str]
    late: frozenset[str]
    below: frozenset[str]
    bound: frozenset[str]


def _bonds(contrast: str = "", reason: str = "", result: str = "") -> Mapping[str, Bond]:
    return MappingProxyType(
        {
            **dict.fromkeys(contrast.split(), Bond.CONTRAST),
            **dict.fromkeys(reason.split(), Bond.REASON),
            **dict.fromkeys(result.split(), Bond.RESULT),
        }
    )


def _pairs(contrast: str = "", result: str = "", reason: str = "") -> Mapping[tuple[str, str], Bond]:
    found: dict[tuple[str, str], Bond] = {}
    for written, bond in ((contrast, Bond.CONTRAST), (result, Bond.RESULT), (reason, Bond.REASON)):
        for pair in filter(None, written.split("/")):
            first, second = pair.split()
            found[first, second] = bond
    return MappingProxyType(found)


_GERMAN = Joints(
    always=_bonds("aber sondern obwohl obgleich wohingegen", "", "weshalb sodass"),
    after_comma=_bonds(
        "doch jedoch während trotzdem dennoch allerdings dagegen hingegen nur leider dafür wobei wenngleich außer",
        "weil denn da zumal",
        "also deshalb deswegen daher darum so somit jetzt nun",
    ),
    pairs=_pairs("bis auf/und trotzdem/und dennoch/und leider/auch wenn/statt dessen", "so dass/und deshalb/und daher"),
    also=word_set("und oder"),
    subjects=word_set(
        "ich wir er sie es man du ihr der die das den dem ein eine einen mein meine unser unsere ihre seine dieser"
        " diese dieses alle jetzt dann nun jeder"
    ),
    verbs=word_set(
        "ist war sind waren hat hatte haben hatten wird wurde werden wurden kann konnte können muss musste läuft lief"
        " passt passte funktioniert funktionierte kommt kam hält hielt geht ging macht machte finde fand dauert dauerte"
        " bin habe kostet kostete taugt riecht stinkt klappt klappte bleibt blieb nervt überzeugt gefällt lässt ließ"
        " liegt lag steht taugt pfeift brummt stinkt leckt tropft reicht fehlt fehlen"
        "  kaufe nutze verwende bekomme liefert lieferte"
    ),
    late=word_set("dagegen hingegen jedoch allerdings wiederum"),
    below=word_set("obwohl obgleich wenngleich trotz"),
    bound=word_set(
        "ist war sind waren hat habe hatte wird wurde das ich wir sie er es finde kann muss oder nun jetzt dann"
        " immer und bin sieht läuft kommt geht macht bleibt"
    ),
)

_ENGLISH = Joints(
    always=_bonds("but although whereas except", "because"),
    after_comma=_bonds(
        "while though however yet unfortunately sadly still nevertheless otherwise unlike even",
        "since as",
        "so hence therefore thus now",
    ),
    pairs=_pairs(
        "while the/while their/while my/while it/while i/though the/though it/though i/though their/even though/and yet"
        "/and unfortunately",
        "so i/so we/so they/so now/so my/and so",
    ),
    also=word_set("and or plus"),
    subjects=word_set(
        "i we he she it they you the a an this that these those my our their his its now everyone everything nobody"
        " nothing delivery shipping support service"
    ),
    verbs=word_set(
        "is was are were has have had will would can could does did do works worked work fits fit comes came runs ran"
        " looks looked feels felt takes took makes made bought love loved like liked hate hated broke breaks leaks"
        " leaked arrived smells costs cost went goes seems seemed isn't wasn't doesn't didn't won't can't it's that's"
        " they're i'm gets got am use used"
    ),
    late=word_set("however though"),
    below=word_set("although though while whereas despite unlike"),
    bound=word_set("nothing anything all none everything not"),
)

_OTHERS: Mapping[str, Joints] = MappingProxyType(
    {
        "fr": Joints(
            always=_bonds("mais cependant pourtant toutefois quoique", "car"),
            after_comma=_bonds("malheureusement sinon sauf", "puisque comme", "donc alors"),
            pairs=_pairs("tandis que/alors que/bien que/par contre/en revanche/même si", "du coup", "parce que"),
            also=word_set("et ou"),
            subjects=word_set("je j nous il elle ils elles on le la les l un une mon ma mes notre ce cette c tout"),
            verbs=word_set(
                "est était sont a ont avait fait va marche fonctionne tient dure coûte arrive ai suis j'ai c'est"
            ),
            late=frozenset(),
            below=frozenset(),
            bound=frozenset(),
        ),
        "it": Joints(
            always=_bonds("ma però tuttavia mentre sebbene eppure", "perché"),
            after_comma=_bonds("invece purtroppo peccato", "poiché siccome", "quindi perciò così"),
            pairs=_pairs("anche se/al contrario/in compenso", "per cui"),
            also=word_set("e ed o"),
            subjects=word_set("io noi lui lei loro il lo la i gli le l un una mio mia nostro questo questa tutto"),
            verbs=word_set("è era sono ha hanno aveva fa va funziona tiene dura costa arriva ho"),
            late=frozenset(),
            below=frozenset(),
            bound=frozenset(),
        ),
        "es": Joints(
            always=_bonds("pero sino aunque mientras", "porque"),
            after_comma=_bonds("lamentablemente desgraciadamente salvo", "pues ya", "entonces"),
            pairs=_pairs("sin embargo/no obstante/en cambio/a pesar", "así que/por eso"),
            also=word_set("y e o"),
            subjects=word_set("yo nosotros él ella ellos el la los las un una mi mis nuestro este esta todo"),
            verbs=word_set("es era son ha han había fue funciona va dura cuesta llega llegó tiene está he"),
            late=frozenset(),
            below=frozenset(),
            bound=frozenset(),
        ),
        "pt": Joints(
            always=_bonds("mas porém contudo todavia embora enquanto", "porque"),
            after_comma=_bonds("infelizmente entretanto exceto", "pois", "então logo portanto"),
            pairs=_pairs("no entanto/mesmo assim/apesar de/ainda que", "por isso"),
            also=word_set("e ou"),
            subjects=word_set("eu nós ele ela eles o a os as um uma meu minha nosso este esta isso tudo"),
            verbs=word_set("é era são foi tem têm está funciona vai dura custa chega chegou tenho"),
            late=frozenset(),
            below=frozenset(),
            bound=frozenset(),
        ),
        "nl": Joints(
            always=_bonds("maar echter hoewel terwijl ofschoon", "omdat want"),
            after_comma=_bonds("toch helaas daarentegen behalve", "aangezien", "dus daarom"),
            pairs=_pairs("ook al/en toch", "en dus"),
            also=word_set("en of"),
            subjects=word_set("ik wij we hij zij ze het de een mijn onze dit deze alles men"),
            verbs=word_set("is was zijn waren heeft had hebben werkt past komt kwam gaat duurt kost houdt ben heb"),
            late=frozenset(),
            below=frozenset(),
            bound=frozenset(),
        ),
        "pl": Joints(
            always=_bonds("ale jednak lecz natomiast chociaż choć aczkolwiek", "bo ponieważ", "więc dlatego"),
            after_comma=_bonds("niestety zaś", "gdyż", "zatem"),
            pairs=_pairs("podczas gdy/mimo że/za to"),
            also=word_set("i a oraz"),
            subjects=word_set("ja my on ona oni to ten ta moja mój nasz wszystko"),
            verbs=word_set("jest był była są ma mają działa pasuje trwa kosztuje przyszła przyszedł mam"),
            late=frozenset(),
            below=frozenset(),
            bound=frozenset(),
        ),
    }
)

_NONE = Joints(
    always=MappingProxyType({}),
    after_comma=MappingProxyType({}),
    pairs=MappingProxyType({}),
    also=frozenset(),
    subjects=frozenset(),
    verbs=frozenset(),
    late=frozenset(),
    below=frozenset(),
    bound=frozenset(),
)


def joints(language: str | None) -> Joints:
    """Return the joining words of an ISO 639-1 language; none at all for a language that has no list."""
    if language == "de":
        return _GERMAN
    if language == "en":
        return _ENGLISH
    return _OTHERS.get(language or "", _NONE)
