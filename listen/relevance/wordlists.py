"""Short lists, written for this project, folded (`listen.text.fold`): German and English."""

__all__ = [
    "COMPANY_FORMS",
    "CUSTOMER_WORDS",
    "DETERMINERS",
    "FIRST_NAMES",
    "FUNCTION_WORDS",
    "LEADS",
    "NEGATIONS",
    "TITLES",
]


def _words(text: str) -> list[str]:
    return text.split()


FUNCTION_WORDS = frozenset(
    _words(
        """
    a ab aber alle allem allen aller alles als also am an and another any anything are as at auch auf aus away back be
    because been before bei beim being bin bis bist both but by bzw can cannot could d da dabei dadurch dafuer dagegen
    daher dahin damals damit danach dann daran darauf darf darin darueber darum das dass davon dazu deine dem den denn
    der deren des deshalb dessen did die dies diese diesem diesen dieser dieses do does doesn doing don done dort down
    du durch during each eben ein eine einem einen einer eines einfach einige einmal either else er erst es etc etwa
    etwas euch euer eure even ever every fast few for from fuer gab ganz gar gegen gehabt geht genau gerade gern get
    gets getting gewesen gibt go goes going gone good got gut gute guten had haette haben hab habe hast hat hatte hatten
    have having he heisst her here hers hi hier hin hinter his how http https i ich if ihm ihn ihnen ihr ihre ihrem
    ihren ihrer im immer in ins into irgendwie is isn ist it its itself ja je jede jedem jeden jeder jedes jemand jetzt
    just kam kann kannst kein keine keinem keinen keiner koennen koennte konnte lassen least less let like ll ma made
    mag mal make makes man manche many may me mehr mein meine meinem meinen meiner might mir mit moechte more most much
    muss muessen musste must my na nach nachdem natuerlich ne need neben nein never new next nicht nichts nie noch nor
    not nothing now nun nur ob oben oder of off often ohne ok on once one only or other others our ours out over own pro
    quite rather re really rt s said same say says schon sehr sei seid sein seine seinem seinen seiner seit selbst she
    should sich sie since sind so sogar solche soll sollen sollte some somebody someone something sondern sonst soweit
    sowie still such t tag than that the their them then there these they thing things this those though through thus
    to today together too trotzdem try u ueber uebrigens um und under uns unser unsere unserem unseren unserer unter
    until up upon us use used using ve very via viel viele vielen vielleicht voellig vom von vor vs waehrend waere wann
    want wants war waren warum was wasn wegen weil weiss weiter well welche welchen welcher welches wenig wenn wer
    werde werden weshalb what when where whether which while who whom whose why wie wieder will willst wir wird wirklich
    wirst with within without wo wohl wollen wollte won would wurde wurden www x yes yet you your yours z zb ziemlich zu
    zum zur zwar zwischen
    name names named namen surname nachname familienname spelling spellings schreibweise schreibweisen link links site
    sites website websites english german englisch englischen englische deutsch deutschen deutsche word words wort
    woerter posts post posting beitrag beitraege mention mentions erwaehnung people leute mostly meist meistens meint
    meinen gemeint means meant mean about ueber everything frage fragen question questions
    """
    )
)
"""Words that say nothing of what a text is about; the last lines: what an `about:` says of itself."""

CUSTOMER_WORDS = frozenset(
    _words(
        """
    ausgetauscht auslieferung baumarkt bestellen bestellt bestellung bezahlt defekt eingebaut einbau enttaeuscht
    ersatzteil ersatzteile erstattung gekauft geliefert garantie gewaehrleistung geld haendler hersteller hotline
    installiert installateur kaputt kauf kaufen kunde kunden kundendienst kundenservice laut liefern lieferung
    lieferzeit lieferant montage montiert empfehlen preis preise qualitaet rechnung reklamation reklamiert reparatur
    retoure rueckgabe schrott service support teuer termin undicht verbaut vertrieb werkstatt firma unternehmen
    angebot anbieter monteur handwerker produkt
    bought broken broke buy buying company customer customers defective deliver delivered delivery dealer disappointed
    faulty fitted guarantee helpline install installed installer invoice leak leaks leaking loud manufacturer noisy
    order ordered paid price product quality rattle rattles rattling recommend refund repair replace replaced
    replacement retailer returned sales seller shipping supplier support technician upgrade vendor warranty crash
    crashes crashed update
    """
    )
)
"""What customers write about, whatever they bought; it speaks for us until people say otherwise."""

NEGATIONS = frozenset(_words("not no nor nicht kein keine keinen keiner keinem except excluding ausser statt"))
"""Behind these an `about:` says what is not meant, up to the end of the clause."""

LEADS = {
    word: kind
    for kind, words in {
        "one": "ein eine einen einem einer eines kein keine keinen a an another",
        "the": "der die das den dem des the this that diese dieser dieses diesen jener jede jeder every each",
        "mine": "mein meine meinen meinem unser unsere unseren unserem dein ihr sein my our your his her their its",
        "where": "von vom bei beim mit in im am zum zur aus fuer gegen um of from with at by to for on into through",
    }.items()
    for word in words.split()
}
"""Words before a name, by kind: brands stand behind some of them more often than common nouns do."""

TITLES = frozenset(
    _words("herr herrn hr frau fr familie fam dr doktor prof professor mr mrs ms miss mister sir monsieur madame")
)

COMPANY_FORMS = frozenset(_words("gmbh ag kg se ug ohg gbr inc ltd llc corp co limited plc"))

DETERMINERS = frozenset(_words("a an this that each every any another"))
"""English ones after which a word in small letters is a noun like any other."""

FIRST_NAMES = frozenset(
    _words(
        """
        aaron abigail adam adele adrian alan albert alex alexander alexandra alice alison amy andrea andreas andrew andy
        angela angus anja anke anna anne annette anthony anton antonia arthur ashley austin barbara ben benjamin bernd
        bernhard bettina bill birgit bob brandon brenda brian britta bruce caitlin cameron carl carla carmen catherine
        charles charlotte chloe chris christa christian christiane christina christine christoph christopher claire
        clara claudia claus colin craig daniel daniela dave david dean debbie dennis derek diana dieter dietmar dirk
        dominik donald donna doris douglas duncan dylan ed eddie edward eleanor elena elisabeth elizabeth ella ellen
        ellie emily emma eric erich erik ernst erwin ethan eva evan evelyn fabian felix fiona florian frank franz frauke
        fred friedrich fritz gabi gabriele gary gavin geoffrey georg george gerd gerhard gisela gordon grace graham greg
        gudrun guenter guenther hanna hannah hannes hans harald harry heather heike heiko heinrich heinz helen helga
        helmut henning herbert hermann holger horst hugh ian ina ines ingo ingrid irene iris isabel isla jack jakob
        james jamie jan jana jane janet jason jean jennifer jenny jens jeremy jessica jill jim joachim joan joanna joe
        joel joerg johann johanna johannes john jonas jonathan jordan josef joseph josh joshua joyce judith judy juergen
        julia julian juliane justin jutta kai karen karin karl karsten kate katharina kathrin katie katja katrin keith
        kelly ken kenneth kerstin kevin kim klara klaus konrad kurt kyle lara lars laura lauren lee lena leo leon lewis
        liam lily linda lisa logan lothar louis luca lucas lucy ludwig luisa lukas luke mandy manfred manuel manuela
        marc marcel marco marcus margaret maria marie marina mario marion mark markus marlene martin martina mary
        mathias matt matthew matthias max maximilian megan melanie melissa mia michael michaela mike molly monika nadine
        nancy nathan neil nele nicholas nick nicolas nicole nigel niklas nils nina noah nora norbert olaf oliver olivia
        otto owen pamela pascal patricia patrick paul paula pete peter petra phil philip philipp rachel rainer ralf
        ralph ray rebecca rebekah reinhard renate richard rita rob robert robin roger roland rolf roman ron rory rosa
        rose ross roy rudi rudolf ruediger russell ruth ryan sabine sabrina sally sam sandra sara sarah sascha scott
        sean sebastian shannon sharon sheila shirley silke silvia simon simone sofia sonja sophia sophie stacey stanley
        stefan stefanie steffen stella stephan stephanie stephen steve steven stuart susan susanne sven sybille tanja
        taylor ted terry theo theresa thomas thorsten tim tina tobias tom torsten tracy trevor tyler udo ulf ulla ulrich
        ulrike ursula ute uwe vanessa vera verena veronika victoria viktor vincent volker walter wendy werner wilhelm
        william wolfgang yvonne zoe
        """
    )
)
