"""Was mit einem Feed schiefging."""

PHRASES = {
    "no_feed": "{url} ist eine Webseite, die keinen Feed nennt",
    "no_feed.hint": "bitte auf der Seite die Adresse des Feeds suchen und in queries.yaml eintragen",
    "not_a_feed": "was {host} geschickt hat, ist kein Feed (weder RSS noch Atom noch JSON Feed)",
    "not_a_feed.hint": "nichts wurde gespeichert; im Browser ist zu sehen, was unter der Adresse steht",
    "empty": "{host} hat eine leere Antwort statt eines Feeds geschickt",
    "empty.hint": "nichts ist verloren; der nächste Lauf fragt wieder",
    "cut_short": "der Feed von {host} brach ab, bevor der erste Beitrag vollständig war",
    "cut_short.hint": "nichts ist verloren; der nächste Lauf fragt wieder",
}
