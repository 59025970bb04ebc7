"""Recognise "I work there" in a draft: in the writer's own words, in eleven languages, and not when it is denied.

The brand's names become one sign, `§`; what stands around it within a sentence is held against short patterns. A
pattern that stands in a denied, past, supposed or borrowed sentence ("my neighbour works at §") does not count.
"""

import re
from collections.abc import Sequence

from listen.text.level import level

__all__ = ["says"]

_BEFORE, _BEHIND = 180, 110
"""Characters around a name that are looked at."""

_MOST = 40
_WORD_GOES_ON = re.compile(r"[\w’']{0,20}")
_BORDER = re.compile(r"[.!?\n;]")

_OF_FIRM = (
    r"(?:(?:der|die|dem|den|das|des|unsere[rmn]?|meine[rmn]?|eine[rmn]?|firma|fa|hersteller|herstellers|unternehmen"
    r"|unternehmens|marke|arbeitgeber|team|teams|kundendienst|support|vertrieb|gruppe|the|company|manufacturer"
    r"|makers?"
    r"|brand|people|folks|team|firm|our|l'entreprise|la|le|les|societe|fabricant|marque|el|los|empresa|fabricante"
    r"|marca|l'azienda|azienda|ditta|produttore|o|a|os|as|het|de|bedrijf|merk|firmie|firmy|producenta|von|of)["
    r" .]{1,2}){0,4}"
)
_ROLE = (
    r"[\w-]{0,30}?(?:mitarbeit|technik|ingenieur|entwickl|vertriebl|berat|meister|monteur|azubi|lehrling|auszubildend"
    r"|angestellt|manager|leit|referent|studen|betreu|sprech|planer|mechatronik|konstrukt|verkäuf|chef|kundendienst"
    r"|support|kundenservice|innendienst|außendienst|team|presse|marketing|social-media|geschäftsführ|inhab|gründ"
    r"|employee|engineer|developer|staff|technician|rep|representative|salesperson|consultant|designer|founder|owner"
    r"|intern|apprentice|trainee|manager|director|specialist|expert|advisor|worker|member|installer|salarie|employe"
    r"|ingenieu|technicien|emplead|trabajador|ingenier|tecnico|dipendent|impiegat|ingegner|tecnic|funcionari"
    r"|colaborador|engenheir|medewerk|monteur|pracowni|inzynier)\w{0,6}"
)
_NO_ROLE = r"(?:kunde|kundin|kunden|nutzer|nutzerin|fan|besitzer|customer|user|client|cliente|klant|klient|buyer)"


def _any(*patterns: str) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{one})" for one in patterns))


_GERMAN = _any(
    rf"\bich (?:werde|bekomme) (?:[\w-]{{1,16}} ){{0,4}}?(?:von|bei) {_OF_FIRM}§ (?:[\w-]{{1,16}}"
    rf" ){{0,2}}?(?:bezahlt|gehalt|lohn)\b",
    r"\bich (?:mache|leite|gebe|halte|verdiene|kümmere mich|sitze|bastle|forsche|berate|arbeite)"
    rf" (?:[\w-]{{1,16}} ){{0,3}}?(?:hier )?(?:bei|für) {_OF_FIRM}§",
    rf"(?:^|[,:(] ?)bin (?:[\w-]{{1,16}} ){{0,4}}?bei {_OF_FIRM}§|\b(?:antwort|auskunft|info|hinweis|gruß|grüße)"
    rf" (?:direkt )?(?:aus dem hause|vom hersteller|aus dem team|von) {_OF_FIRM}§",
    rf"(?:^|[(\[,:] ?)§(?:'s)?[- ]?{_ROLE} (?:here|hier|ici|chiming in|speaking|am apparat)\b",
    # "ich arbeite (seit drei Jahren als Meister) bei der Firma §"
    r"\bich (?:[\w(),-]{1,24} ){0,6}?(?:arbeite|schaffe|schraube|entwickle|betreue|konstruiere|plane|verkaufe"
    r"|berate|jobbe"
    r"|lerne|studiere dual|gehöre|zähle|komme|spreche|schreibe|antworte|vertrete)(?:["
    rf" ,]{{1,2}}[\w(),-]{{1,24}}){{0,7}}? "
    r"(?:bei|für|im team von|im namen von|zum team von|zu|zum|zur|von|vom|aus dem hause|aus dem team von|hier"
    rf" bei) {_OF_FIRM}§",
    rf"\bich vertrete {_OF_FIRM}§",
    # "ich bin (Technikerin) bei §", "ich bin von § im Vertrieb", not "ich bin von § begeistert"
    rf"\bich bin (?:[\w(),-]{{1,24}} ){{0,5}}?(?:bei|hier bei|für|im team von|teil von|teil des teams von)"
    rf" {_OF_FIRM}§",
    rf"\bich bin (?:der |die |das |ein |eine |einer |selbst |selber |übrigens |auch ){{0,3}}(?:von|vom) {_OF_FIRM}§"
    r"(?![\w ]{0,30}(?:begeister|überzeug|enttäusch|genervt|angetan|fan|beeindruck))",
    rf"\bich bin (?:[\w-]{{1,20}} ){{0,3}}?(?:bei |von )?{_OF_FIRM}§[- ]?{_ROLE}",
    rf"\bich bin (?:[\w(),-]{{1,24}} ){{0,4}}?{_ROLE} (?:bei|von|der|des|für) {_OF_FIRM}§",
    # "da ich selbst bei § arbeite", "bei § bin ich"
    rf"\bich (?:[\w(),-]{{1,24}} ){{0,4}}?(?:bei|für) {_OF_FIRM}§ (?:[\w(),-]{{1,24}} ){{0,5}}?(?:arbeite"
    r"|angestellt|tätig|"
    r"beschäftigt|verantworte|entwickle|zuständig)\b",
    rf"\b(?:bei|für) {_OF_FIRM}§ (?:[\w-]{{1,24}} ){{0,3}}?(?:arbeite|bin|schaffe|verantworte|betreue|entwickle"
    r"|leite|baue) ich"
    r"(?! (?:nicht|kunde|kundin|mitglied))",
    rf"\bwir (?:bei|von|hier bei) {_OF_FIRM}§|\bbei uns bei {_OF_FIRM}§",
    # "als Techniker von §", "als §-Mitarbeiterin", "(Mitarbeiter von §)"
    rf"(?:\bals |[(\[] ?)(?:ein\w* |langjährig\w* |ehrlich\w* )?{_ROLE} (?:bei|von|der|des|für) {_OF_FIRM}§",
    r"(?:\bals |[(\[] ?|\bhier (?:ist |schreibt |spricht |antwortet )?(?:das |der |die |ein |eine )?|\b(?:euer"
    r"|eure|dein"
    rf"|deine|ihr|ihre) |\baus dem |\bvom |(?:^|[,\n] ?)(?:das )?)§[- ]?{_ROLE}(?= ?(?:$|[,.:!)\]–-]|hier|kann"
    r"|weiß|sage|und |bin|habe|darf|muss|möchte|würde|antworte|rate|empfehle))",
    r"(?:^|[,\n] ?)(?:moin|hallo|hi|servus)?[, ]{0,2}hier (?:spricht |schreibt |antwortet |meldet sich |ist"
    r" )?(?:[\w-]{1,20} )?(?:von )?"
    rf"{_OF_FIRM}§(?= ?(?:$|[,:!)(–-]|aus |mit ))",
    r"\bmein(?:e|em|en|er)? (?:arbeitgeber\w*|firma|chef\w*|brötchengeber|unternehmen|betrieb)"
    r"(?: (?:ist|heißt|nennt sich))?[ ,:(]{1,3}(?:die |der |das |von )?§",
    r"§[\w ,]{0,12} (?:ist|heißt|bezahlt|zahlt) (?:übrigens )?(?:mein|unser|mich|mir)\w{0,2}(?: (?:arbeitgeber"
    r"|brötchengeber|"
    r"firma|betrieb|gehalt|chef)\w*)?",
    r"\bim (?:auftrag|namen) (?:von|der) " + _OF_FIRM + "§",
    r"\b(?:offenlegung|transparenz|transparenzhinweis|kennzeichnung|interessenkonflikt)\b[^.!?\n]{0,60}§",
    rf"(?:\bgrüße|\bgruß|\bvg|\blg)\b[^.!?\n]{{0,40}}\b(?:von|vom|aus dem) {_OF_FIRM}§",
)
_ENGLISH = _any(
    rf"\bi(?:'m| am) [\w-]{{2,20}}(?:,| and) (?:an?|the|one of the|from|at|with|your)(?: [\w-]{{1,20}}){{0,4}}?"
    rf" (?:at|from|for|of|with) {_OF_FIRM}§|\bi(?:'m| am) [\w-]{{2,20}},? from {_OF_FIRM}§",
    rf"\bas someone (?:who works|working|employed) (?:for|at|with|by) {_OF_FIRM}§",
    rf"\bi(?:'ve| have) (?:[\w-]{{1,16}} ){{0,2}}?(?:been )?(?:working|employed|with|at) (?:[\w-]{{1,16}}"
    rf" ){{0,3}}?(?:at|for|with|by)? ?{_OF_FIRM}§",
    rf"\bi(?:'m| am) (?:one of the |part of the |on the |in the |an? )(?:[\w-]{{1,16}} ){{0,2}}?(?:engineers?"
    r"|people|team|folks|designers?|developers?|makers?|support|staff|technicians?) (?:behind |of |at"
    rf" )?{_OF_FIRM}§",
    rf"\bi(?:'m| am) (?:on|in|part of) {_OF_FIRM}§(?:'s)? {_ROLE}",
    rf"§[ ,]{{1,2}}is where i (?:work|am employed)\b|\bi(?:'m| am) (?:biased|employed"
    rf"|paid)\b[^.!?\n]{{0,30}}\b(?:by|work for|work at) {_OF_FIRM}§|\bi (?:earn|make) my (?:living|money) (?:at"
    rf"|with) {_OF_FIRM}§",
    rf"\bi (?:[\w-]{{1,20}} ){{0,3}}?work(?:ing)? (?:[\w-]{{1,20}} ){{0,4}}?(?:for|at|in|on) {_OF_FIRM}§",
    rf"\bi(?:'m| am) (?:also |actually |personally |currently )?(?:with|from|at) {_OF_FIRM}§(?! (?:ducts?|pipes?"
    r"|units?|fans?|kit))",
    r"\bi(?:'m| am) (?:an? |the |one of |part of |on |in |working |employed |employee"
    rf" ){{1,2}}(?:[\w(),-]{{1,20}} ){{0,6}}?"
    rf"(?:at|with|from|for|of|by) {_OF_FIRM}§",
    rf"\bi(?:'m| am) an? (?:[\w-]{{1,20}} ){{0,2}}?§(?:'s)? {_ROLE}",
    rf"\bi (?:design|develop|build|engineer|test|sell|install|support|run|manage|do|handle|head) (?:[\w-]{{1,20}}"
    rf" ){{0,5}}?"
    rf"(?:for|at) {_OF_FIRM}§",
    rf"\bas (?:an? |the |one of the )?(?:[\w-]{{1,20}} )?§(?:'s)? {_ROLE}",
    rf"\bas (?:an? |the )?(?:[\w-]{{1,20}} ){{0,2}}?{_ROLE} (?:at|for|from|of|with) {_OF_FIRM}§",
    rf"\bas someone who works (?:at|for) {_OF_FIRM}§|\bspeaking (?:for|as|from) {_OF_FIRM}§|\bon behalf of"
    rf" {_OF_FIRM}§",
    r"(?:^|[\n,] ?)(?:hi|hello|hey|hi there|hi all)?[, !-]{0,3}(?:[\w-]{1,20} (?:from|at) )?(?:the )?§(?: (?:team"
    r"|support))? here\b",
    rf"\b(?:this is|it's|its) (?:[\w-]{{1,20}} (?:from|at) )?{_OF_FIRM}§",
    rf"(?:^|[\n,] ?)[\w-]{{2,20}} (?:from|at) {_OF_FIRM}§(?: (?:support|team))?(?: here)?(?=$|[,.:!–-])",
    rf"\b(?:we|us) (?:here )?at {_OF_FIRM}§|\bhere at {_OF_FIRM}§",
    r"\bmy (?:employer|company|firm|boss|workplace|day job)(?: is| at)?[ ,:]{1,3}§|§[ ,]{1,2}(?:is )?(?:my|our)"
    r" (?:employer|company|boss)",
    r"§ (?:pays|employs|signs) (?:me|my)\b",
    r"\b(?:disclosure|disclaimer|affiliation|conflict of interest|transparency)\b[^.!?\n]{0,60}§",
    rf"\b(?:affiliated with|employed by|employee of|on the payroll of) {_OF_FIRM}§",
    rf"[(\[] ?(?:§(?:'s)? {_ROLE}|{_ROLE} (?:at|of|for) {_OF_FIRM}§)",
)
_OTHERS = _any(
    rf"(?:^|[(\[,:] ?){_ROLE} (?:de|chez|di|da|del|bij|van|w) {_OF_FIRM}§(?= ?(?:$|[,:!)\]–-]|ici|qui|aqui|hier"
    r"|tutaj))",
    # French, Spanish, Italian, Portuguese
    rf"\bje (?:[\w-]{{1,16}} ){{0,2}}?travaille (?:[\w-]{{1,20}} ){{0,5}}?(?:chez|pour) {_OF_FIRM}§",
    rf"\bje suis (?:[\w-]{{1,20}} ){{0,6}}?(?:chez|de chez|pour) {_OF_FIRM}§|\bje fais partie de {_OF_FIRM}§",
    rf"\b(?:en tant que|comme) {_ROLE} (?:chez|de|pour) {_OF_FIRM}§|\bmon employeur\b[\w ,:]{{0,12}}§|\b{_ROLE}"
    rf" (?:de )?chez {_OF_FIRM}§",
    rf"\b(?:yo )?trabajo (?:[\w-]{{1,20}} ){{0,5}}?(?:en|para|con) {_OF_FIRM}§",
    rf"\bsoy (?:[\w-]{{1,20}} ){{0,5}}?{_ROLE} (?:de|en|para) {_OF_FIRM}§|\bsoy de {_OF_FIRM}§|\bformo parte de"
    rf" {_OF_FIRM}§",
    rf"\b(?:io )?lavoro (?:[\w-]{{1,20}} ){{0,5}}?(?:per|in|da|presso|alla|con) {_OF_FIRM}§",
    rf"\bsono (?:[\w'-]{{1,20}} ){{0,5}}?{_ROLE} (?:di|in|presso|da|per|della) {_OF_FIRM}§|\bsono di {_OF_FIRM}§"
    rf"|\bfaccio parte di {_OF_FIRM}§",
    rf"\b(?:eu )?trabalho (?:[\w-]{{1,20}} ){{0,5}}?(?:na|no|para a|para|em|pela|pra) {_OF_FIRM}§",
    rf"\bsou (?:[\w-]{{1,20}} ){{0,5}}?{_ROLE} (?:da|do|na|no|de) {_OF_FIRM}§|\bsou da {_OF_FIRM}§|\bfaço parte"
    rf" da {_OF_FIRM}§",
    # Dutch, Polish, Scandinavian
    rf"\bik werk (?:[\w-]{{1,20}} ){{0,5}}?(?:bij|voor) {_OF_FIRM}§|\bik ben (?:[\w-]{{1,20}} ){{0,4}}?{_ROLE}"
    rf" (?:bij|van|voor) {_OF_FIRM}§",
    rf"\bik ben van {_OF_FIRM}§|\bwij (?:bij|van) {_OF_FIRM}§|\bals {_ROLE} (?:bij|van) {_OF_FIRM}§",
    rf"\bpracuje (?:[\w-]{{1,20}} ){{0,5}}?(?:w|we|dla|na|z) {_OF_FIRM}§|\bjestem (?:[\w-]{{1,20}} ){{0,4}}?(?:z"
    rf"|w|we|pracowni\w+) {_OF_FIRM}§",
    rf"\bjag (?:jobbar|arbetar) (?:[\w-]{{1,20}} ){{0,4}}?(?:på|pa|hos|for|för) {_OF_FIRM}§",
    rf"\bjeg (?:jobber|arbejder|arbeider) (?:[\w-]{{1,20}} ){{0,4}}?(?:hos|i|for|pa|på) {_OF_FIRM}§",
    rf"\bpracuji (?:[\w-]{{1,20}} ){{0,4}}?(?:ve|v|u|pro) (?:firme )?{_OF_FIRM}§|\blucrez (?:[\w-]{{1,20}}"
    rf" ){{0,4}}?(?:la|pentru) {_OF_FIRM}§",
    r"\bolen (?:töissä|toissa) [\w ]{0,24}§|§ munkatarsa vagyok|§ (?:şirketinde|sirketinde) (?:çalışıyorum"
    r"|calisiyorum|calısıyorum)",
)
_DENIED = re.compile(
    r"\bno (?:\w{1,12} )?(?:affiliation|connection|relation|ties|links?|stake|interest)\b|"
    r"\b(?:nicht|nie|niemals|kein\w{0,2}|keinerlei|weder|früher|ehemals|ehemalig\w*|damals|gearbeitet|arbeitete"
    r"|gewesen|gekündigt"
    r"|wenn|falls|ob|würde|wäre|hätte|könnte|möchte|will|beworben|bewerbe"
    r"|not|never|neither|nor|don't|dont|doesn't|didn't|no longer|isn't|ain't|used to|formerly|former|worked|ex|if"
    r"|would|wish"
    r"|whether|want|hope|applied|applying|unaffiliated|unrelated|no relation|no connection|wouldn't"
    r"|ne|n'ai|pas|jamais|plus|si|travaillais|nunca|tampoco|trabajaba|non|se|lavoravo|nao|trabalhava|niet|nooit"
    r"|als ik|werkte"
    r"|nie|pracowalem|inte|ikke|nem|ei)\b"
)
_OWN_NO = re.compile(r"\b(?:no|não|si) (?:trabajo|soy|formo|trabalho|sou)\b")
_BORROWED = re.compile(
    r"\b(?:mein|meine|meinem|meiner|unser|unsere|ein|der|my|our|a|mon|ma|mi|mio|mia|meu|minha|mijn|moj|moja) "
    r"(?:nachbar\w*|schwager|schwägerin|bruder|schwester|mann|frau|freund\w*|kumpel|kolleg\w*|vater|mutter|sohn"
    r"|tochter|onkel|cousin\w*"
    r"|bekannter|bekannte|handwerker|brother|sister|husband|wife|friend|mate|neighbou?r|dad|father|mother|mum|mom"
    r"|son|daughter|uncle"
    r"|cousin|colleague|buddy|frere|soeur|mari|femme|ami|hermano|amigo|fratello|amico|irmao|broer|vriend|brat"
    r"|kolega)\b"
)
_CONSUMING = re.compile(rf"\b{_NO_ROLE}\b")


def says(text: str, places: Sequence[tuple[int, int]]) -> bool:
    """Return whether `text` says that its writer works for the brand.

    Args:
        text: a draft.
        places: where the brand is named, in order (`listen.naming`); only the first forty are looked at.
    """
    plain = level(text)
    return any(_says_at(plain, start, end, places) for start, end in places[:_MOST])


def _says_at(plain: str, start: int, end: int, places: Sequence[tuple[int, int]]) -> bool:
    """Say whether the sentence around one name discloses; other names in it become words."""
    goes_on = _WORD_GOES_ON.match(plain, end)
    end = goes_on.end() if goes_on is not None and plain[end : end + 1].isalpha() else end
    first = max(0, start - _BEFORE)
    border = max((found.end() for found in _BORDER.finditer(plain, first, start)), default=first)
    stop = _BORDER.search(plain, end, end + _BEHIND)
    last = min(len(plain), end + _BEHIND) if stop is None else stop.start()
    del places
    sentence = " ".join(f"{plain[border:start]}§{plain[end:last]}".split())
    # A sign of its own: a name that stands for itself keeps what follows a bracket or a colon.
    for patterns in (_GERMAN, _ENGLISH, _OTHERS):
        for found in patterns.finditer(sentence):
            if not _is_denied(sentence, found.start(), found.end()):
                return True
    return False


def _is_denied(sentence: str, start: int, end: int) -> bool:
    clause = max(sentence.rfind(sign, 0, start) for sign in ",:") + 1
    said = sentence[clause:end]
    return (
        _DENIED.search(said) is not None
        or _OWN_NO.search(said) is not None
        or _BORROWED.search(said) is not None
        or _CONSUMING.search(sentence[start:end]) is not None
    )
