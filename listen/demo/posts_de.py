"""What Germans wrote on the little web. All of it is invented."""

from listen.demo.written import Written

__all__ = ["GERMAN"]

_PRESS = (
    "Der Rohrhersteller Luftikus erweitert sein Werk in Niederfelden um eine Halle für Flexrohre aus recyceltem "
    "Aluminium. Ab dem Frühjahr sollen dort 40 neue Arbeitsplätze entstehen, teilte das Unternehmen mit. Die Halle "
    "wird mit der Abwärme der Pressen geheizt, auf dem Dach liefert eine Solaranlage den Strom für die Nachtschicht. "
    "Bürgermeisterin Ilse Brandhorst sprach von einem guten Tag für die Stadt."
)

GERMAN: tuple[Written, ...] = (
    Written(
        "mastodon", 1.5, "treppenwitz", None,
        "Frage an die Lüftungsleute: Mein #Luftikus Flexrohr DN 125 pfeift, sobald die Anlage auf Stufe 3 läuft. "
        "Bogen zu eng oder Rohr zu lang? Der Händler zuckt nur mit den Schultern. #Lüftung",
        likes=9, replies=0,
    ),
    Written(
        "mastodon", 4, "kathi_am_bau", None,
        "Heute vier Stunden auf eine Lieferung von #Luftikus gewartet, dann kam die falsche Größe. Zum zweiten Mal! "
        "Der Trupp steht rum, ich bin bedient. Am Telefon: Warteschleife. Sehr ärgerlich.",
        likes=31, replies=2,
    ),
    Written(
        "mastodon", 7, "meister_olaf", None,
        "Muss auch mal gesagt werden: Die neue Steckmuffe von #Luftikus ist klasse. Kein Klebeband, kein Gefluche, "
        "in zehn Minuten dicht. Danke nach Niederfelden! #Handwerk",
        likes=44, replies=5,
    ),
    Written(
        "mastodon", 13, "studi_tga", None,
        "Für meine Bachelorarbeit suche ich Druckverlust-Kennlinien von flexiblen Lüftungsrohren, am liebsten "
        "#Luftikus und einen zweiten Hersteller. Wo kann ich die bekommen? Im Katalog steht nur die Hälfte.",
        likes=3, replies=0,
    ),
    Written(
        "mastodon", 26, "windfang", None,
        "#Luftikus auf der Baustelle gesehen und kurz an Zirkus gedacht. Ist aber nur ein Rohr. Ein gutes allerdings.",
        likes=12, replies=1,
    ),
    Written(
        "mastodon", 31, "haus_am_hang", None,
        "Nach zwei Wintern: das Luftikus-Rohr im Dachboden ist undicht, die Dämmung darunter nass, der Putz hat "
        "Flecken. Reklamation läuft seit sechs Wochen ohne Antwort. Nie wieder. #Luftikus #Hausbau",
        likes=58, replies=11,
    ),
    Written(
        "mastodon", 50, "energieberaterin_jo", None,
        "Drei Objekte mit Luftikus-Verteilern gemessen, alle drei leiser als geplant. Bin begeistert, das sieht man "
        "selten. #Luftikus #KWL",
        likes=22, replies=3,
    ),
    Written(
        "mastodon", 75, "klempner_kalle", None,
        "Merke: #Luftikus DN 160 passt nicht auf den alten Stutzen von OtherVent, da fehlen zwei Millimeter. "
        "Reduzierstück mitnehmen, sonst fährt man zweimal.",
        likes=17, replies=4,
    ),
    Written(
        "mastodon", 98, "lotte_liest", None,
        "Lüftung reinigen, Tag 2. Wer hat eigentlich entschieden, dass man da mit dem Arm nicht reinkommt? #Lüftung",
        likes=6, replies=2,
    ),
    Written(
        "mastodon", 122, "bautagebuch_b", None,
        "OtherVent hat heute pünktlich geliefert, Luftikus kommt erst nächste Woche. Schade, ich mag die Rohre lieber. "
        "#Luftikus #OtherVent",
        likes=8, replies=0,
    ),
    Written(
        "mastodon", 147, "meister_olaf", None,
        "Lehrling fragt, warum das #Luftikus Flexrohr nicht gequetscht werden darf. Ich so: versuch mal, durch einen "
        "Strohhalm mit Knick zu atmen. Er so: ah.",
        likes=63, replies=7,
    ),
    Written(
        "mastodon", 170, "jan_uit_zwolle", None,
        "De nieuwe #Luftikus buis is stil en makkelijk te monteren, maar de prijs is wel erg hoog geworden.",
        likes=5, replies=1, language="nl",
    ),
    Written(
        "mastodon", 196, "archi_tina", None,
        "Weiß jemand, ob es von #Luftikus BIM-Objekte für Flachkanäle gibt? Würde die gern im Entwurf verwenden.",
        likes=4, replies=1,
    ),
    Written(
        "baublog", 3, "Merle", "Die Lüftung ist drin (und die Nerven sind raus)",
        "<p>Es ist vollbracht: 84 Meter Luftikus-Rohr liegen in der Decke. Das Gute zuerst: Die Rohre sind leicht, "
        "stabil und lassen sich prima verlegen, das hat richtig Spaß gemacht.</p><p>Aber die Lieferung! Drei Termine, "
        "zwei davon geplatzt, und niemand ruft zurück. So verspielt man einen guten Eindruck.</p>",
        replies=6,
    ),
    Written(
        "baublog", 11, "Jonas", "Rohr zu laut? Unser Test mit dem Schlafzimmer",
        "<p>Wir haben gemessen: mit dem Luftikus-Schalldämpfer 19 dB, ohne 31 dB. Das ist der Unterschied zwischen "
        "schlafen und nicht schlafen. Klare Empfehlung.</p>",
        replies=9,
    ),
    Written(
        "baublog", 28, "Merle", "Was kostet eigentlich eine KWL? Unsere Zahlen",
        "<p>Viele haben gefragt. Das Gerät war teurer als gedacht, die Luftikus-Rohre dafür günstiger als das Angebot "
        "von OtherVent: 1.120 statt 1.480 Euro. Hat jemand von euch andere Preise?</p>",
        replies=14,
    ),
    Written(
        "baublog", 53, "Jonas", "-5 °C und die Zuluft bleibt warm",
        "<p>-5 °C heute Morgen, und aus dem Ventil kommen 18,5 Grad. Ich bin kein Freund von Technik, die man nicht "
        "sieht, aber das hier funktioniert einfach. Ein U-Wert < 0,8 beim Fenster hilft natürlich auch.</p>",
        replies=3,
    ),
    Written(
        "baublog", 79, "Merle", "Fehler, die ihr nicht machen müsst",
        "<p>Nummer drei: das Luftikus-Rohr über die scharfe Kante gezogen. Riss, 40 cm, an der schlechtesten Stelle. "
        "Selber schuld. Die Reparaturmuffe gab es beim Händler umsonst dazu, das war nett.</p>",
        replies=8,
    ),
    Written(
        "baublog", 101, "Jonas", "Warum wir uns gegen OtherVent entschieden haben",
        "<p>Beide gut, ehrlich. OtherVent ist schneller lieferbar, Luftikus ist leiser. Am Ende hat die Beratung den "
        "Ausschlag gegeben: Frau Petersen hat uns eine Stunde lang alles erklärt, ohne einmal verkaufen zu wollen.</p>",
        replies=5,
    ),
    Written(
        "baublog", 126, "Merle", "Sonntag, Kaffee, Luftplan",
        "<p>Heute nur gezeichnet. Wo die Rohre laufen, wo sie auf keinen Fall laufen, und wo der Hund schläft.</p>",
        replies=2,
    ),
    Written(
        "baublog", 150, "Jonas", "Post vom Werk",
        "<p>Luftikus hat auf unsere Beschwerde geantwortet: neue Manschetten, kostenlos, mit handgeschriebener Karte. "
        "Hut ab, so geht Service.</p>",
        replies=12,
    ),
    Written(
        "baublog", 175, "Merle", "Gerätewahl, die letzte",
        "<p>Entschieden. Und gleich die nächste Frage: Kann man Luftikus-Rohre in Beton legen oder nur in Dämmung?</p>",
        replies=4,
    ),
    Written(
        "baublog", 199, "Jonas", "Der Keller riecht",
        "<p>Feucht, seit Wochen. Der Gutachter sagt: Kondensat im Abluftrohr, zu wenig Gefälle. Das Rohr selbst "
        "(Luftikus, 2019) ist in Ordnung, verlegt hat es leider ein Künstler.</p>",
        replies=7,
    ),
    Written(
        "baublog", 223, "Merle", "Wir fangen an",
        "<p>Erster Spatenstich! In diesem Blog schreiben wir auf, was gut läuft und was nicht.</p>",
        replies=21,
    ),
    Written(
        "fachblatt", 9, "Redaktion", "Luftikus baut in Niederfelden: neue Halle für recyceltes Aluminium", _PRESS,
    ),
    Written(
        "fachblatt", 33, "Dr. Hanno Velten", "Vergleich: acht Flexrohre im Druckverlust",
        "Das Rohr von Luftikus liegt bei gestreckter Verlegung vorn, im 90-Grad-Bogen nur im Mittelfeld. Enttäuschend "
        "ist die Dokumentation: Die Kennlinien fehlen bei zwei Durchmessern ganz. OtherVent liefert sie vollständig.",
    ),
    Written(
        "fachblatt", 83, "Redaktion", "Norm für luftdichte Kanäle: was sich ändert",
        "Ab Januar gilt die neue Fassung. Hersteller wie Luftikus und OtherVent haben ihre Prüfzeugnisse schon "
        "angepasst, kleinere Anbieter noch nicht.",
    ),
    Written(
        "fachblatt", 130, "Sabine Kroll", "Leserbrief: Rückruf der Klemmringe",
        "Luftikus ruft Klemmringe einer Charge zurück. Gut, dass es schnell ging. Schlecht, dass wir Handwerker davon "
        "aus der Zeitung erfahren haben und nicht vom Hersteller. Das ist peinlich.",
    ),
    Written(
        "fachblatt", 202, "Redaktion", "Messe-Rundgang: leise ist das neue stark",
        "Am Stand von Luftikus drängten sich die Architekten um einen Schalldämpfer aus Filz, der sich mit einer Hand "
        "montieren lässt. Ein Besucher: überraschend gut.",
    ),
    Written(
        "kreisbote", 8, "Wirtschaftsredaktion", "Luftikus baut in Niederfelden neue Halle für recyceltes Aluminium",
        f"Niederfelden. {_PRESS}",
    ),
    Written(
        "kreisbote", 57, "Lokales", "Stau an der Kreuzung am Luftikus-Werk: Anwohner klagen",
        "Seit die Umleitung gilt, stauen sich die Lastwagen vor dem Werk bis in die Siedlung. Anwohner beschweren sich "
        "über Lärm in der Nacht. Die Firma will mit der Stadt über andere Zeiten sprechen.",
    ),
    Written(
        "kreisbote", 154, "Lokales", "Ausbildungsplätze: so viele offen wie nie",
        "Im Kreis sind 212 Stellen frei. Luftikus lädt am Samstag zum Tag der offenen Tür für Schüler.",
    ),
    Written(
        "luftikus", 10, "Luftikus", "Wir bauen: neue Halle in Niederfelden", _PRESS,
    ),
    Written(
        "luftikus", 106, "Luftikus", "Tag der offenen Tür am Samstag",
        "Kommen Sie vorbei: Werksführung, Rohrwerfen für Kinder, Waffeln. Wir freuen uns auf Sie.",
    ),
)  # fmt: skip
