"""Was bei einer Auswertung schiefging."""

PHRASES = {
    "package_missing": "Texte lassen sich nicht bewerten, weil das Paket {package} fehlt",
    "package_missing.hint": "installieren Sie es mit: pip install {package}; danach: listen score --again",
}
