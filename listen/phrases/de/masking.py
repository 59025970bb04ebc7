"""Was anstelle des Namens eines Kollegen steht."""

PHRASES = {
    "colleague": "[Kollegin/Kollege]",
    "only_on_screen": "Namen von Kolleginnen und Kollegen werden nur im Terminal gezeigt",
    "only_on_screen.hint": "--unmasked oder die Umleitung weglassen",
}
