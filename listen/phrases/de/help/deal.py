"""Hilfe zu den Befehlen, mit denen man sich um Erwähnungen kümmert."""

HELP = {
    "claim": """\
Eine Erwähnung übernehmen, um sie zu beantworten: 30 Minuten lang kann es sonst niemand.

Danach fällt sie von selbst zurück. Andere sehen, dass sie in Arbeit ist, nie bei wem.

Beispiele:
  listen claim 42
  listen claim --next

Exit-Codes: 12 jemand hat sie schon.
""",
    "claim NUMBER": "Nummer der Erwähnung, wie Listen sie zeigen.",
    "claim --next": "Die beste aus der Tageslese von heute, die frei ist.",
    "claim --dry-run": "Sagen, was getan würde, und nichts tun.",
    "claim --unmasked": "Namen aus der Belegschaft zeigen, nur auf diesem Bildschirm; sonst sind sie verdeckt.",
    "claim --json": "JSON für Programme ausgeben.",
    "release": """\
Eine Erwähnung freigeben, die du übernommen hast, damit andere sie beantworten können.

Beispiele:
  listen release 42

Exit-Codes: 12 jemand anderes hat sie.
""",
    "release NUMBER": "Nummer der Erwähnung, wie Listen sie zeigen.",
    "snooze": """\
Eine Erwähnung zurückstellen; sie kommt von selbst wieder, ohne weitere Angabe morgen früh um sieben.

Beispiele:
  listen snooze 42
  listen snooze 42 --until monday
  listen snooze 42 --until "1.12. 14:00" --because "dann ist die Fachfrau wieder da"

Exit-Codes: 12 jemand anderes hat sie.
""",
    "snooze NUMBER": "Nummer der Erwähnung, wie Listen sie zeigen.",
    "snooze --until": "morgen, montag, 3d, 4h, 1.12., 2026-12-01 …",
    "snooze --because": "Der Grund, eine Zeile.",
    "done": """\
Sagen, dass eine Erwähnung erledigt ist: beantwortet, oder es gibt nichts zu tun.

Mit --url wird die Antwort mit ihrem Link vermerkt, derselbe Link nur einmal. Behalten wird der Tag, nie wer es war.

Beispiele:
  listen done 42 --url https://forum.example/t/88231#post-7
  listen done 42 --because "schon gelöst"
  listen done 42 --undo
  listen done --list

Exit-Codes: 12 jemand anderes hat sie.
""",
    "done NUMBER": "Nummer der Erwähnung, wie Listen sie zeigen.",
    "done --url": "Wo deine öffentliche Antwort steht; das wird vermerkt.",
    "done --undo": "Sie zurückholen, und den vermerkten Link vergessen.",
    "done --list": "Auflisten, was zuletzt erledigt oder zurückgestellt wurde.",
    "not-ours": """\
Sagen, dass es in einer Erwähnung um etwas anderes dieses Namens geht; dasselbe wie `listen correct NUMBER --not-ours`.

Beispiele:
  listen not-ours 42 --because "ein Ort, der so heißt"
""",
    "not-ours NUMBER": "Nummer der Erwähnung, wie Listen sie zeigen.",
    "mute": """\
Einen Autor, eine Seite oder eine Geschichte eine Weile aus den Listen lassen.

Gezählt wird weiter. Für alle, die diese Datenbank lesen, gilt dasselbe.

Beispiele:
  listen mute 42 --author --days 7
  listen mute 42 --story --because "überall dieselbe Pressemitteilung"
  listen mute --list
  listen mute --end 3
""",
    "mute NUMBER": "Nummer der Erwähnung, wie Listen sie zeigen.",
    "mute --author": "Weglassen, wer sie geschrieben hat.",
    "mute --site": "Die Seite weglassen, auf der sie steht.",
    "mute --story": "Ihre Geschichte weglassen, wo immer sie erzählt wird.",
    "mute --until": "Tag, an dem es endet: monday, 2w, 2026-12-01 …",
    "mute --days": "Wie viele Tage; sonst 30.",
    "mute --list": "Auflisten, was stummgeschaltet ist.",
    "mute --end": "Etwas wieder zulassen, mit seiner Nummer aus der Liste.",
    "done --unmasked": "Namen aus der Belegschaft zeigen, nur auf diesem Bildschirm; sonst sind sie verdeckt.",
}
