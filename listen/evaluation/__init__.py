"""How often listen is right: figures with their uncertainty, and files of labelled texts; pure."""

from listen.evaluation.figures import SMALL, Bin, Counted, Figures, LabelFigures, Part
from listen.evaluation.labelled import FORMS, BadRow, Labelled, label_named, rows_of

__all__ = [
    "FORMS",
    "SMALL",
    "BadRow",
    "Bin",
    "Counted",
    "Figures",
    "LabelFigures",
    "Labelled",
    "Part",
    "label_named",
    "rows_of",
]
