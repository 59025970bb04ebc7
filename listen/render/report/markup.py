"""HTML from values: every element and attribute is one of ours, every text is escaped where it is written.

A builder of a few lines rather than a template language: a template would have to be trusted in every place where it
puts something in; here there is only one place. What is not in the lists below cannot be written at all, so a report
holds no script, no form and nothing that loads anything, whatever people wrote.
"""

from collections.abc import Iterable
from html import escape

from listen.text.clean import for_terminal
from listen.text.urls import safe_link

__all__ = ["ATTRIBUTES", "ELEMENTS", "Markup", "joined", "link", "style", "tag", "text"]

ELEMENTS = frozenset(
    [
        "html",
        "head",
        "meta",
        "title",
        "style",
        "body",
        "header",
        "main",
        "footer",
        "nav",
        "section",
        "article",
        "aside",
        "h1",
        "h2",
        "h3",
        "p",
        "a",
        "ul",
        "ol",
        "li",
        "dl",
        "dt",
        "dd",
        "div",
        "span",
        "b",
        "em",
        "small",
        "data",
        "time",
        "table",
        "caption",
        "thead",
        "tbody",
        "tr",
        "th",
        "td",
        "details",
        "summary",
        "blockquote",
        "cite",
        "figure",
        "figcaption",
        "br",
        "svg",
        "g",
        "rect",
        "line",
        "path",
        "circle",
        "text",
        "desc",
        "defs",
        "pattern",
    ]
)
"""Every element that a report may hold."""

ATTRIBUTES = frozenset(
    [
        "class",
        "id",
        "lang",
        "charset",
        "name",
        "content",
        "http-equiv",
        "href",
        "rel",
        "scope",
        "value",
        "datetime",
        "title",
        "tabindex",
        "role",
        "aria-label",
        "aria-labelledby",
        "aria-describedby",
        "aria-hidden",
        "viewBox",
        "preserveAspectRatio",
        "width",
        "height",
        "x",
        "y",
        "x1",
        "y1",
        "x2",
        "y2",
        "cx",
        "cy",
        "r",
        "rx",
        "d",
        "text-anchor",
        "dominant-baseline",
        "patternUnits",
        "fill",
    ]
)
"""Every attribute that an element may have; `href` only to a place in the page or to a safe web address."""

_VOID = frozenset({"meta", "br"})


class Markup(str):
    """Text that is HTML already."""

    __slots__ = ()


Child = Markup | str | int | None


def text(value: str) -> Markup:
    """Return foreign or own text as HTML shows it; nothing in it can steer the page."""
    return Markup(escape(for_terminal(value), quote=True))


def joined(children: Iterable[Child]) -> Markup:
    """Return children one after the other; None is left out."""
    return Markup("".join(one if isinstance(one, Markup) else text(str(one)) for one in children if one is not None))


def tag(element: str, /, *children: Child, **attributes: str | float | None) -> Markup:
    """Return an element.

    Args:
        element: one of `ELEMENTS`.
        *children: markup as it is, everything else as text.
        **attributes: of `ATTRIBUTES`; `_` stands for `-`, one at the end is dropped (`class_`); None leaves one out.

    Raises:
        ValueError: if an element or attribute is none of ours: a mistake in our code, never in what people wrote.
    """
    if element not in ELEMENTS:
        raise ValueError(f"no element of ours: {element}")
    said = "".join(_attribute(key, value) for key, value in attributes.items() if value is not None)
    if element in _VOID:
        return Markup(f"<{element}{said}>")
    return Markup(f"<{element}{said}>{joined(children)}</{element}>")


def _attribute(key: str, value: str | float) -> str:
    name = key.removesuffix("_").replace("_", "-")
    if name not in ATTRIBUTES:
        raise ValueError(f"no attribute of ours: {name}")
    shown = f"{value:g}" if isinstance(value, float) else str(value)
    if name == "href" and not shown.startswith("#") and safe_link(shown) != shown:
        raise ValueError("an address that is not safe")
    return f' {name}="{escape(for_terminal(shown), quote=True)}"'


def link(label: Child, url: str | None, **attributes: str) -> Markup:
    """Return a link to where something stands, when its address is safe; else the label alone."""
    target = None if url is None else safe_link(url)
    if target is None or for_terminal(target) != target:
        return joined([label])
    return tag("a", label, href=target, rel="noopener noreferrer nofollow", **attributes)


def style(rules: str) -> Markup:
    """Return a style sheet of ours."""
    if "</" in rules:
        raise ValueError("a style sheet ends with its element only")
    return Markup(f"<style>{rules}</style>")
