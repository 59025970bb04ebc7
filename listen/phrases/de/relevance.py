"""Geht es um uns, und warum wurde etwas weggelassen."""

PHRASES = {
    "not_ours": "jemand hat gesagt, dass es nicht um uns geht",
    "namesake_about": "es handelt von dem, was about: beim Suchauftrag ausschließt",
    "namesake_person": "jemand heißt dort so",
    "namesake_learned": "es liest sich wie das, was als fremd markiert wurde",
    "value_ours": "es geht um uns",
    "value_doubtful": "zweifelhaft",
    "value_namesake": "es geht nicht um uns",
    "said_ours": "es geht um uns, das hat jemand gesagt",
    "sure": "{value}, {percent} sicher",
    "doubtful_sure": "{value}: geht nicht um uns, {percent} sicher",
    "left_out": "weggelassen: {why}",
    "speaks": "dafür (+) und dagegen (−) spricht",
    "dropped_title": "Weggelassen, weil es nicht um uns geht",
    "dropped_none": "Nichts wurde weggelassen.",
    "dropped_more.one": "und 1 weitere: listen list --dropped",
    "dropped_more.other": "und {n} weitere: listen list --dropped",
    "dropped_back": "Geht es doch um uns? Dann kommt es so zurück: listen correct NUMMER --ours",
}
