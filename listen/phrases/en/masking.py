"""What stands in place of a colleague's name."""

PHRASES = {
    "colleague": "[colleague]",
    "only_on_screen": "names of colleagues are shown on a terminal only",
    "only_on_screen.hint": "leave out --unmasked, or the redirection",
}
