"""Was bei einer Auswertung schiefging."""

PHRASES = {
    "package_missing": "Texte lassen sich nicht bewerten, weil das Paket {package} fehlt",
    "package_missing.hint": "einzurichten mit: pip install {package}; danach: listen score --again",
    "replaced": "{name} kann hier nicht bewerten ({what} fehlt oder ist beschädigt); es bewertet {other}",
    "replaced.hint": "am besten mit: pip install 'listen[embed]'; danach: listen score --again",
    "table_damaged": "die Tabelle mit Gewichten {table} fehlt oder ist beschädigt",
    "table_damaged.hint": "bitte listen neu installieren; danach: listen score --again",
}
