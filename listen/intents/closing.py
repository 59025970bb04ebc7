"""Whether a reply says thanks, and whether it says that the question is solved: the words people end a talk with."""

import re
from dataclasses import dataclass

from listen.text.level import level

__all__ = ["Closing", "closing"]

_LOOKED_AT = 3_000
"""Characters; who says thanks says it soon."""

_QUOTED = re.compile(r"^[ \t]*>.*$", re.MULTILINE)
_SENTENCE = re.compile(r"[^.!?…\n]{1,600}[.!?…\n]*")

_THANKS = re.compile(
    r"(?<![\w@#])(?:"
    # German, with Swiss and Austrian merci
    r"(?:ver|be)?danke?(?:schön|schoen|sehr)?|dank (?:dir|euch|ihnen)|vielen? dank|besten dank|herzlichen dank"
    r"|tausend dank|lieben dank|merci|dankbar|"
    # English
    r"thanks?|thank you|thx|ty|tysm|cheers|much appreciated|appreciate it|grateful|"
    # French, Spanish, Italian, Portuguese
    r"je vous remercie|je te remercie|gracias|te agradezco|le agradezco|grazie|ti ringrazio|la ringrazio|"
    r"obrigad[oa]|agradeço|agradeco|"
    # Dutch, Polish, Swedish, Danish and Norwegian, Czech
    r"bedankt|dank je|dank u|dankjewel|dankuwel|dzieki|dziekuje|tack|tackar|tak|takk|dekuji|diky"
    r")(?!\w)"
)
_NO_THANKS = re.compile(
    # Thanks for nothing, no thanks, thanks beforehand, thanks to somebody, thanks to something.
    r"(?<!\w)(?:nein|no|nee|non|nie)[, ]+(?:danke|thanks?|thank you|merci|gracias|grazie|bedankt|dzieki|dziekuje)"
    r"|(?<!\w)(?:danke|dank|thanks?|thank you|merci|gracias|grazie|bedankt|cheers)[\w ]{0,20}"
    r" (?:für nichts|fuer nichts|for nothing|pour rien|por nada|per niente|voor niets)"
    r"|(?:im voraus|schon ?mal vorab|vorab(?: schon)?|in advance|d'avance|par avance|de antemano|in anticipo)"
    r"|bij voorbaat"
    r"|(?<!\w)(?:thanks|dank|dankt|gracias|grazie|merci) (?:to|der|des|dem|einer|eines|a|al|alla) "
    r"|(?<!\w)(?:gott sei dank|zum glück)"
)
_SOLVED = re.compile(
    r"(?<![\w@#])(?:"
    # German
    r"(?:hat|haben) (?:\w+ ){0,3}(?:geklappt|funktioniert|geholfen|gelöst|gelost)"
    r"|(?:klappt|funktioniert|läuft|lauft|geht|passt) (?:jetzt|nun|wieder|endlich|einwandfrei|super|prima|perfekt)"
    r"|(?:jetzt|nun|endlich) (?:klappt|funktioniert|läuft|geht|passt|ist (?:es |sie |er |alles )?(?:ruhig|leise|dicht))"
    r"|(?:problem|frage|thema|sache)(?: ist| hat sich| wäre)?(?: damit| somit| jetzt)?"
    r" (?:gelöst|gelost|erledigt|geklärt|beantwortet)"
    r"|das war(?:'s| es|s)?(?: die lösung| der fehler| das problem)|genau das war es|gelöst|erledigt|"
    # English
    r"(?:that|this|it|which) (?:\w+ )?(?:worked|fixed it|solved it|did it|did the trick|helped(?: a lot)?|sorted it)"
    r"|(?:works|working|runs|fits|is quiet) (?:now|again|perfectly|fine now|great now)|now (?:it )?works"
    r"|(?:problem|issue|question|mystery)(?: is| was| has been|'s)?(?: now)? (?:solved|fixed|sorted|resolved|answered)"
    r"|solved|all sorted|all good now|that was it|"
    # French, Spanish, Italian, Portuguese
    r"(?:ca|cela) (?:marche|fonctionne)(?: maintenant)?|probleme (?:est )?(?:resolu|regle)|resolu|"
    r"(?:ya |ahora )?funciona(?: ahora| perfecto| bien)|problema (?:resuelto|solucionado)|solucionado|resuelto|"
    r"(?:ora|adesso) funziona|funziona (?:ora|adesso|perfettamente)|(?:problema )?risolto|"
    r"agora funciona|(?:problema )?resolvido|"
    # Dutch, Polish
    r"(?:het )?werkt (?:nu|weer|perfect)|(?:probleem )?opgelost|(?:juz|teraz) dziala|dziala (?:juz|teraz)|rozwiazane|"
    # Swedish, Danish and Norwegian
    r"(?:nu|nå|na) (?:fungerar|virker|fungerer)(?: det)?|löst|løst|lost det"
    r")(?!\w)"
)
_NOT_SOLVED = re.compile(
    r"(?<!\w)(?:nicht|nichts|nie|kein(?:e[rsnm]?)?|leider|trotzdem|weder|noch immer|immer noch|teilweise|bedingt"
    r"|not|never|nothing|hasn't|hasnt|haven't|didn't|didnt|doesn't|doesnt|isn't|isnt|won't|wont|still|unfortunately|partly|"
    r"un|pas|jamais|toujours|malheureusement|nada|nunca|tampoco|todavia|non|mai|purtroppo|ancora|nao|ainda|"
    r"niet|nog|helaas|nie|niestety|wciaz|nadal|inte|ikke|ikkje|tyvärr|desværre|dessverre"
    r"|wenn|falls|sobald|hoffe|hoffentlich|würde|wuerde|if|once|hope|hopefully|would|should|wäre|waere|si|se|als|jesli)(?!\w)"
)
_NO = re.compile(r"(?<!\w)(?:no|ni)(?!\w)")


@dataclass(frozen=True, slots=True)
class Closing:
    """What a reply says of our answer."""

    is_thanks: bool = False
    is_solved: bool = False


def closing(text: str) -> Closing:
    """Return whether `text` says thanks, and whether it says that the question is solved.

    Quoted lines are not the writer's own; a question says neither, nor does what is hoped for or denied.
    """
    own = _QUOTED.sub("", level(text[:_LOOKED_AT]))
    is_thanks = is_solved = False
    for found in _SENTENCE.finditer(own):
        sentence = found.group()
        if sentence.rstrip().endswith("?"):
            continue
        is_thanks = is_thanks or bool(_THANKS.search(sentence) and not _NO_THANKS.search(sentence))
        is_solved = is_solved or _says_solved(sentence)
    return Closing(is_thanks=is_thanks, is_solved=is_solved)


def _says_solved(sentence: str) -> bool:
    """Return whether a clause of the sentence says so, and denies it nowhere."""
    for clause in re.split(r"[,;:()–-]| und | and | et | y | e | en | aber | but ", sentence):
        if _SOLVED.search(clause) and not _NOT_SOLVED.search(clause) and not _NO.search(clause):
            return True
    return False
