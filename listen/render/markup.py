"""The only way by which anything becomes HTML or XML: elements that are escaped where they are written.

There is no way to put raw markup in: a text is a text, whatever it holds. Texts and values are also cleaned of what
steers a screen and of what XML 1.0 (section 2.2) does not allow, so that foreign words may be handed in as they are.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TypeAlias

from listen.text.clean import for_terminal
from listen.text.urls import safe_link

__all__ = ["CONTENT_POLICY", "Element", "Node", "link", "page", "tag", "to_html", "to_xml"]

CONTENT_POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'"
"""What a page of ours may do: show itself. No script, nothing from elsewhere (W3C Content Security Policy, level 3)."""

_NAME = re.compile(r"[A-Za-z][A-Za-z0-9]*(?:[-:][A-Za-z0-9]+)*")
_VOID = frozenset(
    {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
)
"""Have no content and no end tag (WHATWG HTML, section 13.1.2)."""

_FORBIDDEN = frozenset(
    {"script", "iframe", "object", "embed", "base", "form", "noscript", "template", "textarea", "xmp"}
)
_RAW_TEXT = frozenset({"style"})
_ADDRESSES = frozenset({"href", "src", "action", "formaction", "xlink:href", "poster", "background", "cite"})
_LOCAL = re.compile(r"#[\w.-]*|data:image/(?:png|jpeg|webp);base64,[A-Za-z0-9+/=]*|tag:[\w.,:@/-]+")
_TEXT = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;"})
_VALUE = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "\n": "&#10;", "\t": "&#9;"})


@dataclass(frozen=True, slots=True)
class Element:
    """An element; made by `tag`. `children` are texts and elements, in order."""

    name: str
    attributes: tuple[tuple[str, str | None], ...]
    children: "tuple[str | Element, ...]"


Node: TypeAlias = "str | Element | Iterable[Node] | None"
"""What may stand in an element: a text, an element, nothing, or several of them."""


def tag(name: str, /, *children: Node, **attributes: str | float | bool | None) -> Element:
    """Return an element.

    Args:
        name: as written: `section`, `linearGradient`.
        *children: what stands in it, in order.
        **attributes: `class_` becomes `class`, `aria_label` becomes `aria-label`, `xml__lang` becomes `xml:lang`. True
            is an attribute without a value, None and False leave it out. An address that is neither safe to click nor
            a place in the page itself is left out, too.

    Raises:
        ValueError: the name is none that our pages may use, or an attribute would be code.
    """
    if not _NAME.fullmatch(name) or name.lower() in _FORBIDDEN:
        raise ValueError(name)
    kept = tuple(
        _attribute(key, value) for key, value in attributes.items() if value is not None and value is not False
    )
    held = tuple(_flat(children))
    if name in _VOID and held:
        raise ValueError(name)
    return Element(name, tuple(one for one in kept if one is not None), held)


def _attribute(key: str, value: str | float) -> tuple[str, str | None] | None:
    name = key.removesuffix("_").replace("__", ":").replace("_", "-")
    if not _NAME.fullmatch(name) or name.lower().startswith("on") or name.lower() in {"style", "srcdoc", "srcset"}:
        raise ValueError(name)
    if value is True:
        return name, None
    text = value if isinstance(value, str) else f"{value:g}" if isinstance(value, float) else str(value)
    if name.lower() in _ADDRESSES and not _LOCAL.fullmatch(text):
        safe = safe_link(text)
        return None if safe is None else (name, safe)
    return name, text


def _flat(nodes: Iterable[Node]) -> Iterator[str | Element]:
    for node in nodes:
        if isinstance(node, str | Element):
            yield node
        elif node is not None:
            yield from _flat(node)


def link(url: str | None, *children: Node, class_: str | None = None) -> Element:
    """Return a link to a foreign page; a plain `span` when the address is not safe to click."""
    target = None if url is None else safe_link(url)
    if target is None:
        return tag("span", *children, class_=class_)
    return tag("a", *children, href=target, rel="noopener noreferrer nofollow", class_=class_)


def page(title: str, *body: Node, lang: str, style: str, robots: str = "noindex") -> str:
    """Return a whole HTML page that needs nothing but itself.

    Args:
        title: of the window.
        *body: what it shows.
        lang: of its words, `de` or `en`.
        style: our own style sheet.
        robots: what search engines may do with it.
    """
    head = tag(
        "head",
        tag("meta", charset="utf-8"),
        tag("meta", http_equiv="Content-Security-Policy", content=CONTENT_POLICY),
        tag("meta", name="viewport", content="width=device-width, initial-scale=1"),
        tag("meta", name="color-scheme", content="light dark"),
        tag("meta", name="referrer", content="no-referrer"),
        tag("meta", name="robots", content=robots),
        tag("meta", name="format-detection", content="telephone=no, date=no, address=no, email=no"),
        tag("title", title),
        tag("style", style),
    )
    return f"<!DOCTYPE html>\n{to_html(tag('html', head, tag('body', *body), lang=lang))}\n"


def to_html(node: Node) -> str:
    """Return nodes as HTML (WHATWG, section 13)."""
    return "".join(piece for one in _flat((node,)) for piece in _html(one))


def to_xml(node: Node) -> str:
    """Return nodes as XML 1.0, without the declaration."""
    return "".join(piece for one in _flat((node,)) for piece in _xml(one))


def _html(node: str | Element) -> Iterator[str]:
    if isinstance(node, str):
        yield for_terminal(node).translate(_TEXT)
        return
    yield _opening(node, is_xml=False)
    if node.name in _VOID:
        return
    if node.name in _RAW_TEXT:
        yield _style(node)
    else:
        for child in node.children:
            yield from _html(child)
    yield f"</{node.name}>"


def _style(node: Element) -> str:
    """Return our own style sheet, which no escaping reaches; foreign words have no place there."""
    text = "".join(child for child in node.children if isinstance(child, str))
    if "<" in text or "@import" in text or "url(" in text:
        raise ValueError(node.name)
    return text


def _xml(node: str | Element) -> Iterator[str]:
    if isinstance(node, str):
        yield for_terminal(node).translate(_TEXT)
    elif not node.children:
        yield f"{_opening(node, is_xml=True)[:-1]}/>"
    else:
        yield _opening(node, is_xml=True)
        for child in node.children:
            yield from _xml(child)
        yield f"</{node.name}>"


def _opening(node: Element, *, is_xml: bool) -> str:
    said = []
    for name, value in node.attributes:
        text = name if value is None else for_terminal(value).translate(_VALUE)
        said.append(f" {name}" if value is None and not is_xml else f' {name}="{text}"')
    return f"<{node.name}{''.join(said)}>"
