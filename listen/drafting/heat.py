"""Cues of heat in a post: insults, legal threats, journalists, accidents, harsh words; in levelled text.

Levelled: small letters, accents gone, `ä ö ü ß` stay. The words of others (quotations) and addresses are blank before
these are asked (`listen.reading`). Where a cue has a guard, the guard takes it back.
"""

import re
from collections.abc import Mapping

__all__ = ["CUES", "DENIED_BEFORE", "GUARDS", "HARSH"]


def _any(*patterns: str) -> re.Pattern[str]:
    return re.compile("|".join(patterns))


INSULT = _any(
    r"\bsteckt euch\b|\bsonst wohin\b|\bihr (?:\w{1,14} ){0,4}(?:seid|elenden) (?:\w{1,12} ){0,5}(?:verlogen|dumm"
    r"|blöd|dämlich|unfähig|lächerlich|blender|abzocker)\w{0,2}\b|\b(?:bescheuert|dämlich|blöd|dumm) seid ihr\b"
    r"|\b(?:idioten|trottel|deppen|betrüger|lügen|amateur)(?:verein|laden|haufen|truppe|bande|pack)\b|\bcan"
    r" shove\b|\bshove (?:it|your)\b|\brotten (?:people|company|lot)\b",
    r"\b(?:abschaum|gesindel|sauhaufen|schweinehunde?|blutsauger|parasit(?:en)?|ratten|hohlk[oö]pfe?"
    r"|dummk[oö]pfe?|schwachk[oö]pfe?|schwachmaten?)\b",
    r"\b(?:stümper\w*|nichtskönner\w*|pfuscher\w*|dilettant(?:en)?|versager\w*|penner|witzfiguren?|vollhonks?"
    r"|honks?|armleuchter|blödmänner|vollhorst)\b",
    r"\b(?:hirnlos|hirntot|bekloppt|geistesgestört|geisteskrank|schwachsinnig|strunzdumm|saudumm"
    r"|strohdumm)\w{0,2}\b|\bnicht mehr alle (?:tassen|latten)\b",
    r"\b(?:parasites|vermin|leeches|bloodsuckers|sleazebags?|weasels|jackass\w*|dumb ?ass\w*|retards?|fools"
    r"|numpties|muppets|halfwits|dimwits)\b",
    r"\b(?:utter|absolute|human) (?:filth|trash|garbage|scum)\b|\bbrain ?-?dead\b|\b(?:stupid|useless|clueless"
    r"|lying|pathetic|incompetent) (?:people|staff|company|lot"
    r"|bunch|bastards|fools|losers|liars|thieves|cowboys)\b|\b(?:losers|cowboys)\b(?= (?:at|from|running)\b)",
    r"\b(?:voll)?(?:idiot(?:en|isch\w*)?|trottel|deppen?|pfosten|spast\w*|hirnis?|lappen)\b",
    r"\b(?:arschl[oö]ch\w*|wichser\w*|hurens[oö]hn\w*|mistkerle?|drecks(?:ack|äcke|kerle?)|scheißkerle?"
    r"|vollpfosten|flachpfeifen?)\b",
    r"\b(?:drecks?|scheiß|kack|mist|sau|schrott|pfusch|gauner|betrüger|verbrecher|abzocker|saft)(?:laden|verein"
    r"|firma|bude|bande|pack|truppe)\b",
    r"\b(?:betrüger\w*|abzocker\w*|verbrecher\w*|gauner\w*|lügner\w*|schwindler\w*|halunken|halsabschneider"
    r"|kriminelle[nr]?|lügenpack)\b",
    r"\bihr könnt mich\b|\bleckt mich\b|\bfickt euch\b|\bfick (?:dich|euch)\b|\bverpisst euch\b|\bverreckt\b"
    r"|\bhaltet (?:die|eure) fresse\b",
    r"\bdumm wie\b|\bzu (?:dumm|blöd|dämlich) (?:zum|um|für)\b|\bverarsch(?:t|en|e)?\b|\b(?:dumm"
    r"|inkompetent)e[sn]? (?:pack|schweine?|säue?)\b",
    r"\bschämt euch\b|\bschweine(?:laden|bande|firma)?\b(?! ?(?:fleisch|braten|stall|mast|zucht))|\bnazis?\b"
    r"|\bassis?\b|\basozial\w*\b",
    r"\b(?:scammers?|liars?|crooks?|thieves|con ?(?:men|artists?)|fraudsters?|swindlers?|morons?|idiots?"
    r"|imbeciles?|clowns|cretins?)\b",
    r"\b(?:assholes?|arseholes?|bastards?|pricks?|scum(?:bags?)?|dickheads?|cunts?|wankers?|dipshits?|shitheads?"
    r"|shit ?(?:show|company)|motherf\w+)\b",
    r"\bfuck (?:you|off|them|these|those|this company|luft|§)|\bf\*+k (?:you|off|them|§)|\bgo to hell\b|\brot in"
    r" hell\b|\bscrew you\b|\bpiss off\b|\beat shit\b",
    r"\bkiss my (?:ass|arse)\b|\bbunch of (?:losers|incompetents|amateurs|crooks|clowns)\b|\bshame on you\b",
    r"\bescrocs?\b|\bvoleurs?\b|\bmenteurs?\b|\bconnards?\b|\benculés?\b|\bencul\w+\b|\babrutis?\b|\bincapables\b"
    r"|\bordures?\b|\bbande d[e']",
    r"\bestafador\w*\b|\bladrones\b|\bsinverg\w+\b|\bmentiros\w+\b|\bgilipollas\b|\bhijos de put\w+\b"
    r"|\bcabron\w*\b|\bimbecil\w*\b",
    r"\btruffator\w*\b|\bladri\b|\bbugiard\w+\b|\bstronz\w+\b|\bvergognatevi\b|\bcretin\w+\b|\bvaffanculo\b"
    r"|\bbuffoni\b",
    r"\boplichters?\b|\bklootzak\w*\b|\bleugenaars?\b|\bvigaristas?\b|\bladroes\b|\bmentirosos\b|\boszusci\b"
    r"|\bzlodzieje\b|\bidioci\b",
)
INSULT_GUARD = _any(
    # oneself, somebody else, a way of speaking
    r"\bich (?:alter |voll|dummer |blöder |großer )?(?:idiot|trottel|depp|lappen)\b|\bi(?:'m| am| was| feel like"
    r"|'ve been) (?:such |being )?an? ",
    r"\b(?:mein|unser|der)\w{0,2} (?!luftikus|§)[\w-]{3,30} (?:ist|war|sind|waren) (?:ja |halt |eben |so |leider"
    r" )?(?:ein |eine |echte? )?(?:voll)?"
    r"(?:idiot|trottel|depp|gauner|betrüger|verbrecher)",
    r"\bmy (?:[\w-]{2,20} ){1,2}(?:is|was|are|were) (?:an? )?(?:[\w-]{2,12} )?(?:idiot|moron|clown|crook|liar"
    r"|scammer)",
    r"\b(?:idiot|moron|narren)[- ]?(?:proof|sicher)|\bjeder (?:idiot|depp|trottel)\b|\bany idiot\b|\bfor idiots\b"
    r"|\bselbst ein (?:idiot|depp)\b",
    r"\b(?:keine?|not|no|never|nicht|n't) (?:\w{1,12} ){0,2}(?:idiot|betrüger|verbrecher|scammer|liar|crook|thie"
    r"|gauner|lügner)",
    r"\b(?:lappen|pfosten)\b(?![^.!?]{0,40}\b(?:ihr|euch)\b)|\bwisch\w*lappen\b|\bputzlappen\b",
)

LEGAL = _any(
    r"\bbei der polizei\b(?=[^.!?\n]{0,20}\b(?:angezeigt|gemeldet|anzeig\w*)\b)"
    r"|\bangezeigt\b(?=[^.!?\n]{0,20}(?:$|[.!?]| wegen))|\bclaim for damages\b|\b(?:got|been|was|were)"
    r" served\b(?! (?:food|dinner|lunch|with))|\ben los tribunales\b"
    r"|\b(?:seek|claim|demand)(?:ing)? (?:damages|compensation)\b",
    r"\b(?:vors?|zum|beim|ans?|ein) (?:gericht|kadi)\b(?! (?:kochen|aus))|\bschlichtungs\w+\b|\bschiedsstelle\b"
    r"|\bbeweisverfahren\b|\b(?:juristisches )?nachspiel\b|\brechtlich (?:gegen|vor"
    r"gehen|belangen)\b|\bwerde (?:ich )?[^.!?,\n]{0,30}\banzeigen\b|\b(?:einem|einen|einer|dem|den|der|die)"
    r" (?:rechts|fach)?anw[aä]lt(?:in)?\b(?=[^.!?\n]{0,20}(?:$|[.!?,]| übergeb| einschalt"
    r"| übernimm| schick| nehm))|\bübergebe\b[^.!?\n]{0,30}\banwalt\b",
    r"\blegal (?:counsel|proceedings|department|steps|notice|recourse|remedies|claim|team)\b|\b(?:county|high"
    r"|district|federal|small claims) court\b|\bsee you in court\b|\bconsumer (?:protection|"
    r"affairs|rights)\b|\b(?:lawyers?|attorneys?|solicitors?)\b(?=[^.!?\n]{0,40}\b(?:letter|contact|hear|claim"
    r"|involved|draft\w*|instruct\w*|next|touch|advised)\b)|\b(?:in|davanti al) tribunale\b"
    r"|\bhear(?:ing)? from (?:my|our) (?:lawyer|legal)\b|\btake (?:this|it) further legally\b|\bstatutory"
    r" rights\b|\bombudsman\b",
    r"\b(?:mein|unser|von meinem|von unserem)\w{0,2} (?:rechts)?anw[aä]lt\w*\b",
    r"\b(?:rechts)?anw[aä]lt\w*\b(?=[^.!?,\n]{0,40}\b(?:eingeschaltet|einschalten|beauftrag\w*|schreib\w*"
    r"|melde\w*|hören|übergeben|übernimmt|prüf\w*)\b)",
    r"\b(?:zum|beim|mit|per|vom|über einen|einen|post vom) (?:rechts)?anwalt\b|\banwaltlich\w*\b"
    r"|\banwaltsschreiben\b|\brechtsschutz\w*",
    r"\bverklag\w+\b|\b(?:reiche|reichen|einreichen|erhebe|erheben|eingereicht)\b[^.!?\n]{0,40}\bklage\b"
    r"|\bklage\b[^.!?\n]{0,20}\b(?:einreichen|eingereicht|"
    r"erheben|ein|läuft|erhoben)\b|\bsammelklage\w*\b|\bmusterfeststellungsklage\b|\bzivilklage\b",
    r"\bstrafanzeige\b|\banzeige (?:erstattet|erstatten|gegen|ist raus)\b|\bzeige (?:euch|sie|die) an\b"
    r"|\babmahn\w*\b|\babgemahnt\b|\bunterlassungs\w+\b|"
    r"\bmahnbescheid\b|\bklageschrift\b|\beinstweilige verfügung\b",
    r"\bschadens?ersatz\w*\b|\bschmerzensgeld\b|\b(?:land|amts|oberlandes)gericht\b|\bvor gericht\b"
    r"|\bgerichtlich\w*\b|\brechtliche schritte\b|"
    r"\brechtsweg\b|\bjuristisch\w*\b|\bstaatsanwalt\w*\b",
    r"\bverbraucherzentrale\b|\bverbraucherschutz\w*\b(?=[^.!?\n]{0,40}\b(?:gemeldet|eingeschaltet|melde|prüft)\b)",
    r"\b(?:my|our|a|the) (?:lawyer|attorney|solicitor|barrister|legal team)s?\b(?! friend)",
    r"\b(?:small claims|sue|suing|sued|lawsuits?|litigation|class action|legal action|cease and desist|court"
    r" (?:case|order|date|action)|subpoena)\b",
    r"\b(?:take|taking|took|see|seeing|drag|dragging) (?:[\w§]{1,20} ){1,4}(?:to|in) court\b|\bgoing to court\b"
    r"|\bpress(?:ing)? charges\b|\bfile (?:a )?(?:suit|claim)\b",
    r"\breport(?:ed|ing)? (?:[\w§]{1,20} ){1,4}to (?:trading standards|the police|the ftc|the bbb|the ombudsman"
    r"|the authorities)\b|\btrading standards\b",
    r"\b(?:mon|notre|un) avocat\b|\bporter plainte\b|\bplainte deposee\b|\b(?:devant le|saisi\w* le|au)"
    r" tribunal\b(?! de commerce a)|\bmise en demeure\b"
    r"|\bpoursuites?\b|\bjustice\b(?=[^.!?]{0,20}saisi)",
    r"\b(?:mi|nuestro|un) abogad\w+\b|\bdenunciar\w*\b|\bdemanda(?:r|remos|do) (?:a|judicial)\b|\bjuzgado\b",
    r"\b(?:il mio|nostro|un) avvocato\b|\bvie legali\b|\bdenunci(?:a|o|are|amo)\b|\bquerela\w*\b|\bmijn"
    r" advocaat\b|\bnaar de rechter\b|\bmeu advogado\b"
    r"|\bprocess(?:ar|o judicial)\b|\bprawnik\w*\b|\bpozew\b|\bdo sadu\b",
)
LEGAL_GUARD = _any(
    r"\b(?:my|our|a|the) (?:lawyer|attorney|solicitor) (?:neighbou?r|friend|wife|husband|brother|sister|dad|mum"
    r"|mom|colleague)\b",
    r"\b(?:vermieter|nachbar|verwalter|hausverwaltung|arbeitgeber|chef|bauträger|landlord|neighbou?r|builder"
    r"|hoa)\w{0,3}\b[^.!?\n]{0,40}\b(?:anwalt|gericht|lawyer|court|sue|legal)\b",
    r"\b(?:lawyers?|attorneys?|solicitors?) (?:love|like|use|office)\b|\blegal (?:trouble|to|requirement|limit"
    r"|minimum)\b|\bein gericht (?:aus|mit|für)\b|\bals (?:rechts)?anwalt\b",
    r"\b(?:mein|unser)\w{0,2} (?:rechts)?anwalt (?:hat (?:auch|sich)|wohnt|nutzt|empfiehlt|ist (?:begeistert"
    r"|zufrieden))",
    r"\bmy (?:lawyer|attorney|solicitor)(?:'s)? (?:has|uses|loves|recommended|office has|bought|installed"
    r"|lives)\b|\b(?:a|the) (?:retired )?(?:lawyer|attorney)\b"
    r"(?![^.!?\n]{0,60}\b(?:luftikus|§|letter|claim|case|sue|court)\b)|\bsue (?:me|and|from|is|was|has|says)\b"
    r"|\b(?:aunt|hi|thanks|dear) sue\b",
)

JOURNALIST = _any(
    r"\bwir berichten\b|\b(?:möchten|wollen) sie sich (?:\w{1,12} ){0,3}(?:äußern|dazu)\b|\b(?:producing|making"
    r"|filming|shooting) (?:a|an|our) (?:documentary|report|tv|film|segment|programme|show|episode)\b"
    r"|\b(?:journalist|reporter|editor|correspondent)\b(?=[^.!?\n]{0,40}\bhere\b)",
    r"\b(?:hier|aus der|von der|für die) (?:ist |schreibt )?(?:die )?(?:\w{0,14}redaktion)\b|\bwir drehen\b"
    r"|\bdreharbeiten\b|\bfür (?:unsere|die|eine) (?:sendung|doku\w*|reportage|story"
    r"|fernsehsendung|ausgabe)\b|\b(?:ich )?schreibe (?:gerade |derzeit |aktuell |regelmäßig |als \w+ )?für"
    r" (?:die|das|den|der|eine)\b(?! (?:schule|uni|firma|kollegen|nachwelt))|\bals zitat\b|\bzitat (?:geben"
    r"|für|freigeben)\b|\b(?:für|zu|um) ein(?:em)? (?:kurzes |kurzen )?interview\b|\bvor (?:die|der) kamera\b"
    r"|\bo-ton\b",
    r"\b(?:i|we) (?:write|report|work|freelance) for (?:the )?(?:\w{2,16} ){0,2}(?:times|post|guardian|journal"
    r"|news|magazine|herald|telegraph|bbc|cnn|nyt|reuters|bloomberg|gazette|tribune|"
    r"paper|press|weekly|observer|wired|verge)\b|\b(?:our|the) newsroom\b|\b(?:podcast|tv|radio|news|documentary)"
    r" (?:producer|host|crew|team|researcher)\b|\bon air\b|\bfor an interview\b|\binterview "
    r"(?:request|with)\b|\b(?:i'm|i am|we're|we are) (?:with|from) (?:the )?(?:bbc|cnn|nyt|guardian|reuters"
    r"|bloomberg|washington post|new york times|financial times)\b",
    r"\bpresseanfrage\b|\bpress (?:inquiry|enquiry|request)\b|\bmedia (?:inquiry|enquiry|request)\b|\brequest for"
    r" comment\b|\bmedienanfrage\b|\bdemande de presse\b",
    r"\b(?:ich bin|als|bin) (?:[\w-]{1,20} ){0,2}(?:\w{0,12}journalist|redakteur|reporter"
    r"|fernsehjournalist)\w{0,5}\b",
    r"\b(?:i'm|i am|as) an? (?:[\w-]{1,20} ){0,2}(?:journalist|reporter|staff writer|correspondent|producer"
    r" with)\b|\b(?:journalist|reporter|journo) here\b",
    r"\b(?:ich |wir )?recherchier\w* (?:[\w-]{1,20} ){0,5}(?:für|zu|zum|zur|über)\b|\bfür (?:eine|unsere)"
    r" recherche\b",
    r"\bfür (?:einen|unseren|meinen|den) (?:artikel|beitrag|bericht|tv-beitrag|fernsehbeitrag|radiobeitrag"
    r"|podcast)\b(?=[^.!?\n]{0,80}\b(?:suche|suchen|"
    r"sucht|brauche|bräuchte|gesucht)\b)",
    r"\bstatement von\b|\b(?:bitte|bitten|frist)[^.!?\n]{0,24}\bstellungnahme\b|\bstellungnahme bis\b|\bum (?:ein"
    r" statement|eine stellungnahme)\b",
    r"\b(?:working on|writing|researching|doing) (?:a|an|my) (?:[\w-]{1,20} )?(?:story|piece|investigation"
    r"|article|feature|report|segment)\b(?! for (?:my )?(?:class|school|uni))",
    r"\bcomment (?:before|by|on the record)\b|\babout to publish\b|\bon the record\b|\bgive us a (?:statement"
    r"|comment|quote)\b",
    r"\bje suis journaliste\b|\bjournaliste (?:pour|a|chez)\b|\bsoy periodista\b|\bperiodista de\b|\bsono un[a']?"
    r" ?giornalista\b|\bgiornalista (?:di|per)\b"
    r"|\b(?:sto )?scrivendo un articolo\b|\becris un article\b|\bescribiendo un (?:articulo|reportaje)\b|\bik ben"
    r" journalist\b",
)
JOURNALIST_GUARD = _any(
    r"\b(?:vereins|schüler|schul|gemeinde|hobby)\w*\b|\bschülerzeitung\b|\bbewerbungs\w+\b"
    r"|\bvorstellungsgespräch\b|\bjob interview\b",
    r"\b(?:master|bachelor|doktor|diplom|fach|seminar|haus|studien)arbeit\b|\bthesis\b|\bdissertation\b"
    r"|\bhomework\b|\bkaufentscheidung\b|\bhausbau\b"
    r"|\bfür (?:unser|mein)\w* (?:haus|projekt|neubau|altbau|bad|küche)\b",
)

ACCIDENT = _any(
    r"\b(?:hand|finger|arm|haut|gesicht)\w{0,2} (?:ist |sind |war )?(?:verbrannt|verbrüht|verätzt)\b"
    r"|\b(?:had|was|is) a fire\b|\bfire (?:started|broke out|that started)\b",
    r"\bplatzwunde\w*\b|\bgehirnerschütterung\b|\bauf den (?:kopf|fuß) gefallen\b|\bblutete?\b|\bcut (?:my|his"
    r"|her) (?:face|hand|finger|arm|head|leg)\b|\bbleeding\b|\bconcussion\b|\b(?:hit|struck) (?:me|him|her|my"
    r" \w+) (?:on|in) the "
    r"(?:head|face|eye)\b",
    r"\b(?:gequetscht|eingeklemmt|aufgeschnitten|abgetrennt|genäht|verätzt|bewusstlos|ohnmächtig|kollabiert)\b"
    r"|\b(?:arm|bein|fuß|finger|nase|rippe|hand|handgelenk)\w{0,2} gebrochen\b|\bgebrochene[rnms]? "
    r"(?:arm|bein|fuß|finger|nase|rippen?|hand)\b|\bfunken\b(?=[^.!?\n]{0,40}\b(?:gesprüht|geflogen|schlug\w*"
    r"|kamen|aus|flammen)\b)|\bkamen funken\b|\bbrandgeruch\b|\bfunkenflug\b|\bzieht? abgase?\b"
    r"|\bco-?(?:warner|melder|wert|gehalt|konzentration)\w*\b[^.!?\n]{0,30}\b\d{2,4} ?ppm\b",
    r"\bup in smoke\b|\b(?:scorched|charred|singed)\b|\bgot (?:zapped|shocked|a shock)\b|\bzapped\b|\bshocked"
    r" (?:me|my|him|her|us) (?:badly|when|through|from)\b|\bco (?:readings?|levels?|leak)\b|\bpassed out\b"
    r"|\bunconscious\b"
    r"|\bevacuat\w+\b|\b(?:was|were|got|nearly|almost|been) killed\b|\bkilled (?:a|my|his|her|two|three|someone"
    r"|somebody)\b|\blost (?:a|his|her|my) (?:finger|hand|eye)\b|\b(?:smoke|gas) inhalation\b|\bsparks?\b(?= "
    r"(?:flew|flying|coming|came|and|shot))|\b(?:burning|burnt|burned) (?:smell|plastic)\b",
    r"\bfeuer gefangen\b|\b(?:in|im) brand (?:gera\w+|geste\w+|gesetzt)\b|\bin flammen\b|\b(?:ab|aus)gebrannt\b"
    r"|\bangefangen zu brennen\b|\bhat gebrannt\b|"
    r"\b(?:wohnungs|keller|haus|kabel|schwel|küchen|dachstuhl|geräte)br[aä]nd\w*\b"
    r"|\bbrand\b(?=[^.!?\n]{0,30}\b(?:durch|wegen|ausgelöst|"
    r"ausgebrochen|entstanden|gelöscht|der steuerung)\b)|\b(?:nach|bei) (?:dem|einem) brand\b"
    r"|\bfeuerwehr\w{0,8}\b(?=[^.!?\n]{0,40}\b(?:war|kam|"
    r"musste|gerufen|da|löschte|ausgerückt|anrücken)\b)",
    r"\brauchvergiftung\w*\b|\bkohlenmonoxid(?:vergift|alarm|unf)\w*\b"
    r"|\bkohlenmonoxid\b(?=[^.!?\n]{0,30}\b(?:ausgetreten|gemessen|vergift\w*|im|alarm|vorfall)\b)"
    r"|\bco-?vergiftung\w*\b|\bco-?(?:melder|warner"
    r"|alarm)\w*\b(?=[^.!?\n]{0,40}\b(?:ausgelöst|ausgeschlagen|"
    r"angeschlagen|losgegangen|piept|alarm|schlug|schlägt|ging|geht)\b)|\babgas\w*\b(?=[^.!?\n]{0,50}\b(?:wohn"
    r"|zimmer|raum|haus|zurück)\w*)",
    r"\bstromschl[aä]g\w*\b|\beinen (?:elektrischen )?schlag (?:bekommen|gekriegt|abbekommen)\b|\bexplodier\w+\b"
    r"|\bexplosion\w*\b(?!s(?:zeichnung|"
    r"schutz|geschützt))|\bverpuffung\b",
    r"\b(?:schwer |leicht )?verletzt\w{0,3}\b|\bverletzung(?:en)?\b|\b(?:ins|im|aus dem) krankenhaus\b"
    r"|\bnotaufnahme\b|\bnotarzt\b"
    r"|\brettungswagen\b|\blebensgefähr\w*\b|"
    r"\boperiert\b|\bnot-?op\b|\bums leben\b|\btödlich\w*\b|\bgestorben\b|\bverbrüh\w*\b"
    r"|\bverbrannt\b(?=[^.!?\n]{0,30}\b(?:hand|finger|arm|haut|"
    r"kind)\b)|\bfinger (?:ab|verloren)\b",
    r"\b(?:arbeits|haushalts)?unf[aä]ll\w{0,2}\b(?! ?(?:versicherung|verhütung|gefahr))|\bvom (?:gerüst|dach)"
    r" (?:gestürzt|gefallen)\b|\babgestürzt\b"
    r"(?=[^.!?\n]{0,30}\b(?:gerüst|dach|leiter|monteur)\b)|\bvergift(?:et|ung)\w*\b|\b(?:an|ver)geschmort\w*\b"
    r"|\bverschmort\w*\b|\bqualmt\w*\b",
    r"\bcaught fire\b|\bcatch(?:es|ing)? fire\b|\bset (?:[\w§]{1,16} ){1,4}on fire\b|\b(?:house|electrical"
    r"|kitchen|attic) fire\b|\bfire (?:brigade|department|"
    r"crew|fighters?)\b|\bfirefighters?\b|\bstarted a fire\b|\bburst into flames\b|\bin flames\b|\bburn(?:ed|t)"
    r" (?:down|my|his|her|our|their)\b",
    r"\b(?:is|was|were|are|started|began) smok(?:ing|e)\b|\bmelted\b|\belectric(?:al)? shocks?\b"
    r"|\belectrocut\w+\b|\bcarbon monoxide (?:alarm|poison|leak|detector|level|reading|went|in)\w*\b|\bco"
    r" (?:alarm|detector|"
    r"poisoning)\b|\bexplod\w+\b|\bexplosion\b",
    r"\binjur(?:ed|y|ies)\b|\b(?:to|in|at|from) (?:the )?hospital\b|\bhospitali[sz]ed\b|\bemergency room\b"
    r"|\bambulance\b|\bin the er\b|\ba&e\b"
    r"|\bbroken (?:arm|leg|wrist|hand|finger|ankle|nose|rib)s?\b|"
    r"\bbroke (?:my|his|her|their) (?:arm|leg|wrist|hand|finger|ankle|nose)\b|\bfell on (?:a|my|our|his|her|the)"
    r" (?:customer|head|foot|son|daughter|wife|husband|"
    r"child|kid|baby|worker|colleague)\b|\bnearly (?:died|killed)\b|\bstitches\b|\bpoison(?:ed|ing)\b",
    r"\bpris feu\b|\bincendie\b|\bpompiers\b|\bblesse\w*\b|\belectrocut\w*\b|\bmonoxyde\b|\ba l'hopital\b",
    r"\bincendio\b|\bbomberos\b|\bherid[oa]s?\b|\bdescarga electrica\b|\ben el hospital\b|\bmonoxido\b|\bpreso"
    r" fuoco\b|\bpompieri\b|\bvigili del fuoco\b"
    r"|\bferit[oaie]\b|\bin ospedale\b|\bmonossido\b|\bin brand gevlogen\b|\bbrandweer\b|\bgewond\b"
    r"|\bziekenhuis\b|\bkoolmonoxide\b|\bpozar\w*\b|\bstraz pozarna\b",
)
ACCIDENT_GUARD = _any(
    r"\b(?:leitung|rohr|dampfsperre|folie|dämmung|abdichtung|kabel)\w{0,2} (?:\w{1,10} )?verletzt\b|\b(?:died"
    r"|dying|killed) (?:\w{1,8} )?(?:laughing|of laughter)\b|\bnearly died laughing\b",
    r"\b(?:smell|geruch|ruß|gestank)\w{0,4} (?:is|ist|are|sind|war|was) (?:\w+ )?(?:gone|weg|verschwunden|raus)\b"
    r"|\b(?:gerettet|saved us|rescued us)\b|\b(?:finger|arm|fuß) gebrochen (?:beim fußball|beim sport)\b",
    r"\b(?:what about|rated for|worried about|risk of|wegen|bezüglich|gefahr von) (?:[\w§]{1,16} ){0,2}(?:carbon"
    r" monoxide|co|kohlenmonoxid|fire|feuer|brand)\b|\b(?:rauch|brand|feuer|co)-?(?:melder|warner) (?:nötig"
    r"|pflicht|kaufen)\b",
    r"\bverletzung\w* (?:der|des|von|meiner|ihrer) (?:norm|pflicht|recht|vertrag|garantie|gewährleistung|urheber"
    r"|datenschutz|privats)\w*",
    r"\b(?:rechte?|norm|vertrag|datenschutz|pflicht|regel|din)\w* (?:\w+ )?verletzt|\bkrankenhaus(?:bau|projekt"
    r"|planung|küche|lüftung|technik)",
    r"\b(?:hospital|krankenhaus|klinik) (?:project|ventilation|building|retrofit|bau|lüftung|projekt)|\b(?:im|für"
    r" das|in einem|for (?:a|the)|in a|at the) (?:krankenhaus|"
    r"hospital)\b(?=[^.!?\n]{0,40}\b(?:verbaut|eingebaut|geplant|install\w*|lüftung|ventilation|project|projekt)\b)",
    r"\bkilled (?:it|the (?:smell|noise|mould|mold|hum|draught|draft))\b|\bkilling it\b|\bmelted (?:the )?(?:snow"
    r"|ice|my heart|cheese)\b|\bno smoking\b|\bsmoking (?:area|deal|hot)\b",
    r"\b(?:falls|im fall|im falle|in case of|bei|gegen|vor|schutz gegen|protect\w* (?:from|against)|if there is"
    r"|when there is a) (?:eines? |einem |a |an )?"
    r"(?:\w+brand\w*|feuer|fire|kohlenmonoxid\w*|carbon monoxide|stromschl\w+|explosion\w*|unf[aä]ll\w*)\b",
)

HARSH = _any(
    r"\b(?:frechheit|unverschämt\w*|unfassbar\w*|dreist\w*|ekelhaft\w*|widerlich\w*|skandal\w*|boykott\w*"
    r"|schande\w*|mir reicht'?s|es reicht|nie wieder|"
    r"abzocke|verarsche|katastrophe|unterirdisch\w*|das letzte|saftladen|zum kotzen|peinlich|wütend|stinksauer)\b",
    r"\b(?:disgrace\w*|disgust\w*|appalling|outrag\w+|boycott\w*|shame(?:ful|less)?|scandal\w*|never again"
    r"|pathetic|horrendous|vile|rip-?off|unacceptable|"
    r"a joke|furious|sickening|criminal|avoid (?:at all costs|like))\b",
    r"\b(?:honte|scandal\w+|inadmissible|degueulasse|verguenza|escandal\w+|inaceptable|vergogna|scandalos\w+"
    r"|inaccettabile|schandalig|belachelijk)\b",
)

DENIED_BEFORE = re.compile(
    r"\b(?:nicht|nie|niemals|kein\w{0,2}|ohne|weder|noch nie|zum glück nie|würde|not|never|no|without|neither|nor"
    r"|no need to|n't|pas|jamais|sans|sin|nunca|non"
    r"|senza|niet|geen|nao|sem|bez)\b"
)
"""Within a few words before a cue, in its clause: it is denied."""

CUES: Mapping[str, re.Pattern[str]] = {
    "accident": ACCIDENT,
    "legal": LEGAL,
    "journalist": JOURNALIST,
    "insult": INSULT,
    "heated": HARSH,
}
"""In the order in which reasons are told."""

GUARDS: Mapping[str, re.Pattern[str]] = {
    "accident": ACCIDENT_GUARD,
    "legal": LEGAL_GUARD,
    "journalist": JOURNALIST_GUARD,
    "insult": INSULT_GUARD,
}
