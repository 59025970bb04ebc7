"""Small words that give a language away: a second voice where few letters leave the detector unsure.

Written for this project. A word that several languages have stands in each of them and counts the less for it. Words
are in small letters without accents but `ä ö ü ß` (`listen.text.level`), as people type them.
"""

from collections import defaultdict

__all__ = ["VOICES", "votes"]

_WORDS = {
    "de": (
        "aber ach ab alle alles als also am an auch auf aus bei beim bin bis bist bitte da danach dann das dass "
        "dein deine dem den denn der des dich die dies diese dieser dir doch du durch egal eigentlich ein eine "
        "einem einen einer eines endlich er es etwas euch euer fast frau für ganz gar gegen geht gern gerne "
        "gestern gibt gleich guten gut hab habe haben habt hallo hast hat heute hier hätte ich ihm ihn ihr ihre im "
        "immer in irgendwie ist ja jemand jetzt kann kannst kein keine klar kommt könnte leider lieber mach machen "
        "mal man mehr mein meine mich mir mit morgen muss müssen na nach naja nein nicht nichts nie noch nur nun "
        "ob oder ohne schade schon schön sehr sein seine seit sich sie sind so soll sowas super tag toll um und "
        "uns unser unter vielleicht viel von vor wann warum was weil weiß wenn wer werde werden wie wieder wird wo "
        "wohl wollen wurde würde zu zum zur zwar zwei über euro moin servus isch ick haste gibts gehts geil krass "
        "quatsch mist bestimmt genau wirklich natürlich nix halt eben arbeit haus rohr lüftung danke"
    ),
    "en": (
        "a about after again all always am an and any anyone are as at back be because been but by can can't could "
        "day did didn't do does doesn't don't done ever every for from get getting go going gonna good got great "
        "had has have he her here him his how i i'd i'll i'm i've if in is it it's its just know last let's like "
        "little lol love made make me more much my need never new no not now of off oh ok on one only or our out "
        "over people really right said say see she should so some still such than thanks that that's the their "
        "them then there these they thing think this those time to today tomorrow too up us very want was way we "
        "well were what when where which who why will with without would yeah yes you your you're"
    ),
    "fr": (
        "a ai alors apres assez au aujourd'hui aussi autre aux avec avoir bien bonjour bonne bon c'est ca car ce "
        "cela ces cet cette chez comme comment d'un d'une dans de deja depuis des donc du elle elles en encore est "
        "et etait ete etre eux faire fait faut il ils j'ai j'aime je jour juste l'on la le les leur lui ma mais me "
        "meme merci mes moi moins mon ne non nos notre nous on ont ou oui par pas peu peut plus pour pourquoi "
        "quand que quel quelle qu'il qu'on qui quoi rien sa sans se ses si son sont sous suis sur ta te tes toi "
        "ton toujours tous tout toute tres trop tu un une va vais vers voila vos votre vous vraiment y"
    ),
    "it": (
        "a abbiamo adesso ai al alla alle allora anche ancora anni avere bella bello bene buon buona buongiorno "
        "c'e casa che chi ci ciao come con cosa cosi da dai dal dalla degli dei del della delle di dire dopo dove "
        "e ecco era essere fa fare fatto fino gia gli grazie ha hai hanno ho i il in io l'ho la le lei li lo loro "
        "lui ma mai me meglio mi mia mio molto ne nel nella no noi non nostra nostro o oggi ogni per perche pero "
        "piu poi prima proprio puo qua quando quanto quello questa questo qui sei sempre senza si sia siamo solo "
        "sono sta stato su sua sul suo te ti tra troppo tu tua tuo tutti tutto un una va via voi vuoi"
    ),
    "es": (
        "a ahi ahora al algo alguien alguna alguno alli antes aqui asi aun aunque ayer bien buen bueno buenos cada "
        "casa casi como con contra cosa cosas creo cual cuando de del desde despues dia donde dos e el ella ellos "
        "en entonces era eres es esa ese eso esta estan estar este esto estoy fue gente gracias ha hace hacer "
        "hasta hay he hola hoy la las le les lo los mas me mejor menos mi mis misma mismo mucha mucho muy nada ni "
        "no nos nosotros nunca o otra otro para pero por porque puede puedo pues que quien quiero se sea ser si "
        "siempre sin sobre solo son soy su sus tambien tan tanto te tener tengo ti tiene todo todos tu tus un una "
        "unos usted va vamos vez voy y ya yo"
    ),
    "pt": (
        "a agora ai ainda alguem alguma ano antes ao aos aqui as assim ate bem boa bom cada casa coisa com como da "
        "das de dela dele depois dia do dos e ela ele eles em entao era essa esse esta estao estava estou eu faz "
        "fazer foi for fui gente gosto ha hoje ir isso ja la lhe mais mas me melhor mesmo meu meus minha muita "
        "muito na nada nao nas nem nesse no nos nossa nosso nunca o obrigada obrigado olha onde os ou para pela "
        "pelo por porque pq pra pro quando que quem quero sao se sem sempre ser seu seus so sobre sou sua ta "
        "tambem tanto tao te tem tenho ter to todo todos tudo tu um uma umas vai vamos ver vez voce voces vou vc "
        "tbm mto"
    ),
    "nl": (
        "aan al alleen als altijd ben bent bij daar dan dat de der deze die dit doe doen door dus echt een eens en "
        "er ga gaan gaat geen geweest goed haar had heb hebben heeft hem het hier hij hoe hun ik in is ja je jij "
        "jouw jullie kan komen kun kunnen maar me meer men met mij mijn mooi morgen naar nee niet niets nog nooit "
        "nu of om omdat onder ons onze ook op over staat steeds te tegen toch toen tot uit van vandaag veel voor "
        "waar waarom wanneer want waren was wat we weer wel welke werd wie wij wil worden wordt zal ze zeer zelf "
        "zich zij zijn zo zonder zou straks lekker leuk graag buis"
    ),
    "pl": (
        "a ale albo bardzo bez bo byc byl byla bylo byly by chce ci cie co cos czy czyli dla dlaczego do dobra "
        "dobry dobrze dzieki dzien dzis gdy gdzie go i ich im ja jak jaka jakie jako je jego jej jest jestem "
        "jeszcze jesli juz kiedy kto ktora ktory ktos lub ma mam mi mial mnie mozna moze moj moja musi my na nad "
        "nas nawet nic nie niech nigdy no nowy o od on ona oni oraz pan po pod poza przed przez przy sa sam sie "
        "sobie super swoj ta tak tam te tego tej ten teraz to tu tutaj tylko tym u w was wie wiec wiem wszystko z "
        "za ze zeby"
    ),
    "sv": (
        "att av bara den det där da efter eller en ett fick fran för gar ha har här hej hur i ingen inte jag ju "
        "kan kommer lite man med mig min mina mitt mot mycket ni nu nagon när och ocksa om pa sig ska som sa till "
        "tack under upp ut var vara vi vill väl är över"
    ),
    "da": (
        "at af blev da de dem den der det dig efter eller en er et for fra gik god ham han har havde hun hvad hvis "
        "hvor i igen ikke ind ja jeg jer kan kom kunne lidt man med meget men mig min mit noget nogle nok nu og "
        "ogsa om op os over pa sig sin skal som sa tak til ud var ved vi vil vare"
    ),
}

VOICES: dict[str, tuple[tuple[str, float], ...]] = {}
"""By word: the languages that have it, and how much it speaks for each."""


def _gather() -> None:
    by_word: defaultdict[str, list[str]] = defaultdict(list)
    for language, words in _WORDS.items():
        for word in dict.fromkeys(words.split()):
            by_word[word].append(language)
    for word, languages in by_word.items():
        VOICES[word] = tuple((language, 1.0 / len(languages)) for language in languages)


_gather()


def votes(words: list[str]) -> dict[str, float]:
    """Return how much `words`, levelled, speak for each language; empty when none is known.

    >>> votes("das rohr ist zu laut".split())["de"] > 3
    True
    """
    found: dict[str, float] = {}
    for word in words:
        for language, weight in VOICES.get(word, ()):
            found[language] = found.get(language, 0.0) + weight
    return found
