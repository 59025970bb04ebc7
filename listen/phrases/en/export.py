"""What an export says: headings of the Markdown page, and why a file cannot be written."""

PHRASES = {
    "title": "Mentions",
    "nothing": "No mentions.",
    "untitled": "without a title",
    "label_praise": "praise",
    "label_criticism": "criticism",
    "label_neutral": "neutral",
    "label_mixed": "mixed",
    "label_unclear": "unclear",
    "label_unscored": "not scored",
    "no_folder": "{path} cannot be written: there is no folder {folder}",
    "no_folder.hint": "create the folder first, or name another one",
    "folder": "{path} is a folder",
    "folder.hint": "name a file in it",
    "link": "{path} is a link to another file",
    "link.hint": "name the file that it points to",
    "no_plain_file": "{path} is a pipe or a device, not a file",
    "no_plain_file.hint": "without --out the export goes to standard output, and from there anywhere",
    "unwritable": "{path} cannot be written ({why})",
    "unwritable.hint": "an older file of that name is still there as it was",
}
