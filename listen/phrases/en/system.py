"""What the operating system says when a file cannot be used, word for word: by these texts it is recognised."""

PHRASES = {
    "missing": "No such file or directory",
    "denied": "Permission denied",
    "not_permitted": "Operation not permitted",
    "is_folder": "Is a directory",
    "no_folder": "Not a directory",
    "exists": "File exists",
    "full": "No space left on device",
    "quota": "Disk quota exceeded",
    "read_only": "Read-only file system",
    "too_large": "File too large",
    "name_too_long": "File name too long",
    "too_many": "Too many open files",
    "loop": "Too many levels of symbolic links",
    "io": "Input/output error",
    "pipe": "Broken pipe",
    "device": "No such device or address",
    "busy": "Device or resource busy",
    "no_object": "no object",
    "no_list": "no list",
    "lacks": "no {what}",
}
