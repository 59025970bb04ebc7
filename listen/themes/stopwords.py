"""Words that every text has, folded as `listen.text.fold` folds them: they are never what a text is about."""

import re
from collections.abc import Mapping
from types import MappingProxyType

__all__ = ["EVERYWHERE", "STOP_WORDS"]


def _words(text: str) -> frozenset[str]:
    return frozenset(re.findall(r"\w+", text))


EVERYWHERE = _words("""
http https www com org net html php amp nbsp quot utm rt via cc ps pdf jpg png img src href div span twitter mastodon
bluesky reddit facebook instagram youtube linkedin tiktok telegram hashtag
""")
"""What is no word of any language."""

STOP_WORDS: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        "de": _words("""
aber ab abends absolut ach alle allein allem allen aller allerdings alles allgemein als also am an andere anderem
anderen anderer anderes anders anfangs auch auf aus ausser ausserdem bald bei beide beiden beim bekam bekomme bekommen
bekommt bereits besonders besser bestimmt bevor bin bis bisher bisschen bist bitte bleibt brauche brauchen braucht bzw
da dabei dadurch dafuer dagegen daher dahin damals damit danach daneben dank danke dann daran darauf daraus darf darin
darueber darum darunter das dass davon davor dazu dein deine deinem deinen deiner dem den denen denke denken denkt
denn dennoch der deren derzeit des deshalb dessen desto deswegen dich die dies diese diesem diesen dieser dieses dir
doch dort drei du duerfen durch eben ebenfalls ebenso echt egal eher eigene eigenen eigentlich ein eine einem einen
einer eines einfach einige einigen einiges einmal eins einzige ende endlich er erst erste ersten erster es etc etwa
etwas euch euer eure falls fast finde finden findet frage fragen frueher fuer fuenf gab ganz ganze ganzen gar geben
geht gegen gehabt gehen gekauft gekommen gemacht genau genug gerade gern gerne gesagt gestern getan gewesen gibt ging
gleich gross grosse grossen gut gute guten guter gutes habe haben haette haetten halb halt hallo hat hatte hatten
heisst hier hin hinter hm hoffe hoffentlich ich ihm ihn ihnen ihr ihre ihrem ihren ihrer im immer immerhin in indem
ins insgesamt inzwischen irgendwann irgendwas irgendwie irgendwo ist ja jahr jahre jahren je jede jedem jeden jeder
jedes jedoch jemand jene jetzt kam kann kannst kaum kein keine keinem keinen keiner klar klein kleine kleinen koennen
koennt koennte koennten komme kommen kommt komplett kurz lange langsam lassen lasst laut leider letzte letzten letzter
leute lieber liegt los mach mache machen macht mag mal man manche manchmal mehr mehrere mein meine meinem meinen
meiner meist meisten mensch menschen mich mir mit moechte moechten moeglich moment morgen muss musste muessen muesste
nach nachdem natuerlich neben nee nein nen neu neue neuem neuen neuer neues nicht nichts nie niemand nix noch nochmal
nun nur ob oben obwohl oder oft ohne paar passt per prima problem probleme quasi raus rein richtig sagen sagt sagte
schauen schlecht schlechte schon schnell sehe sehen sehr sei seid sein seine seinem seinen seiner seit seitdem selber
selbst sich sicher sie sieht sind so sobald sogar solche solchen soll sollen sollte sollten sonst sowas sowie sowieso
soweit spaeter statt stehen steht suche suchen super tag tage tagen tja toll total trotz trotzdem tun tut uhr um und
uns unser unsere unserem unseren unserer unten unter usw viel viele vielen vielleicht vier voll vom von vor vorher
waere waeren waehrend wahrscheinlich wann war waren warum was weder weg wegen weil weit weiter weitere weiteren welche
welchem welchen welcher welches wenig wenige weniger wenn wer werde werden wie wieder wieso will wir wird wirklich
wissen wo wobei woche wochen woher wohin wohl wollen wollte worden wollten wuerde wuerden wurde wurden zb zeit zu
zuerst zufolge zum zumindest zur zurueck zusammen zwar zwei zwischen zweite zweiten monat monate monaten eur euro
heute mitte innerhalb statt teilte mitteilte
"""),
        "en": _words("""
a able about above actually after again against ago all almost alone along already also although always am among an
and another any anybody anyone anything anyway are aren around as ask asked at away back be became because become been
before being below best better between big bit both but by came can cannot cant come comes coming could couldn day
days did didn different do does doesn doing don done down during each either else end enough especially etc even ever
every everyone everything far few find first for found from full further gave get gets getting give given go goes
going gone good got great had hadn half has hasn have haven having he hello help her here hers herself hi him himself
his how however i if ill im in instead into is isn it its itself ive just keep kind know known last later least less
let lets like little ll long look looking looks lot lots made make makes making many may maybe me mean might mine
month months more most much must my myself need needed needs never new next nice no nobody none nor not nothing now of
off often oh ok okay old on once one only onto or other others our ours out over own people perhaps please possible
probably problem problems put quite rather re really right said same saw say says see seem seems seen several shall
she should shouldn since so some somebody someone something sometimes soon still stuff such sure take taken takes tell
than thank thanks that thats the their theirs them themselves then there these they thing things think this those
though thought three through time times to today together told tomorrow too took tried try trying two under until up
upon us use used uses using ve very want wanted wants was wasn way we week weeks well went were weren what when where
whether which while who whole whom whose why will with within without won work works would wouldn year years yes
yesterday yet you your yours yourself bought buy question anybody
"""),
        "fr": _words("""
a ai alors apres au aucun aussi autre aux avant avec avoir beaucoup bien bon bonjour car ce cela ces cet cette chez
chose comme comment dans de depuis des deux dire dit donc du elle elles en encore entre est et etait etc ete etre eu
fait faire faut font ici il ils je jour juste la le les leur leurs lui ma mais me meme merci mes moi moins mon ne non
nos notre nous nouveau on ont ou par parce pas peu peut plus pour pourquoi quand que quel quelle qui quoi rien sa sans
se ses si son sont sous sur ta te tes toi ton tous tout toute toutes tres trop tu un une va vers voir vos votre vous y
"""),
        "it": _words("""
a abbiamo ad adesso ai al alla alle allo altra altri altro anche ancora anni anno c che chi ci cioe come con cosa cosi
cui da dagli dai dal dalla dalle degli dei del della delle dello dentro di dopo dove due e ecco ed era essere fa fare
fatto fra gia giorno gli grazie ha hai hanno ho i il in io la le lei li lo loro lui ma me meno mi mia mio molto ne nei
nel nella nelle no noi non nostro o ogni oggi ora per perche pero piu po poi prima proprio qua quando quanto quella
quello questa queste questi questo qui se sei sempre senza si sia siamo sono sta su sua sul sulla suo te tra tu tutti
tutto un una uno va vi voi
"""),
        "es": _words("""
a ademas ahora al algo alguien algun alguna antes aqui asi aun aunque bien buen cada casi como con contra cosa cual
cuando de del desde despues dia donde dos e el ella ellos en entre era es esa ese eso esta estaba estan estar este
esto estos fue gracias ha hace hacer han hasta hay he hola hoy la las le les lo los mas me mi mientras mis mismo mucho
muy nada ni no nos nosotros nuestro o os otra otro para pero poco por porque pues que quien se sea ser si sido siempre
sin sobre solo son su sus tambien tan tanto te tengo tiene todo todos tu un una uno unos usted va ver y ya yo
"""),
        "pt": _words("""
a agora ainda alem algo alguem ao aos apenas aqui as ate bem cada com como contra da das de dele depois desde dia dois
do dos e ela ele eles em entre era essa esse esta estao estar estava este eu fazer foi ha hoje isso isto ja la lhe
mais mas me mesmo meu minha muito na nada nao nas nem no nos nosso o obrigado onde os ou para pela pelo por porque pra
quando que quem se sem sempre ser seu sim so sobre sua tambem tao tem tenho ter tinha todo todos tudo um uma vai voce
voces
"""),
        "nl": _words("""
aan al alle alleen allemaal als altijd andere bij ben bent beter dan dank dat de deze die dit doen door dus een eens
elk en er erg ga gaan gaat geen goed had hallo heb hebben heeft heel hem het hier hij hoe iemand iets ik in is ja je
jij jou jullie kan komt kunnen maar maken meer men met mij mijn misschien moet moeten na naar net niet niets nieuwe
nog nu of om omdat ook op over te teveel toch toen tot tussen u uit uw van veel veur voor vraag waar waarom wat we
weer wel werd wie wij wil worden wordt zal ze zeer zegt zelf zich zien zijn zo zonder zou
"""),
        "pl": _words("""
a aby ale bardzo bez bo byc byl byla bylo by ci co czy dla do dzien dzis gdy gdzie go i ich ile im inne ja jak jako je
jednak jego jej jest jeszcze juz kiedy kto ktora ktore ktory ma mam mi mnie moj moze mozna my na nad nam nas nie nic
niz no o od on ona one oni oraz po pod podczas poza przed przez przy raz sa sam sie ta tak tam te tego tej ten to tu
tych tylko tym u w we wiec wiele wszystko z za ze zeby
"""),
    }
)
"""By ISO 639-1. Texts of other languages, and of unknown ones, are without the words of all of these."""
