"""HTML becomes plain text, once, and gives up the addresses it links to.

One regular expression finds every tag, comment and script. It is built so that nothing it has begun to match can
fail: what is never closed runs to the end of the text. That makes it linear on any input, floods of `<`, `<!--`,
`<a ` or quotes included. An HTML parser would be a few times slower on the short texts of feeds, and would eat what
is no markup at all: `<antirez>`, `List<String>`, `U-Wert < 0,8`.
"""

import html as _html
import re
from typing import Final

from listen.text.urls import safe_link

__all__ = ["links_in", "to_text"]

_LINKS_LIMIT = 200
"""Links of one text that are kept."""

# Stands for a line break while blanks are still being collapsed; one that strangers sent becomes a line break too.
_BREAK: Final = "\x1e"

_TOKEN: Final = re.compile(
    r"""
      <!--(?:-?>|.*?(?:--!?>|\Z))                                    # comment
    | <(?P<hidden>(?i:script|style|template|svg|noframes|noembed))   # content that nobody reads
      (?=[\s/>]) [^>]*+ (?<!/)> .*? (?:</(?i:(?P=hidden)) [^>]*+ >?|\Z)
    | <(?P<end>/?)(?P<name>[a-zA-Z][\w:-]*+) (?=[\s/>]|\Z)           # tag
      (?P<rest>(?:[^<>=]++ | =\s*+(?:"[^"]*+"|'[^']*+')?+)*+) (?P<close>>?)
    | <!\[CDATA\[ | \]\]>
    | <[!?][a-zA-Z\[][^>]*+>?                                        # declaration, instruction
    """,
    re.VERBOSE | re.DOTALL,
)
_PREFORMATTED: Final = re.compile(r"<pre(?=[\s>])[^>]*+>.*?(?:</pre|\Z)", re.DOTALL | re.IGNORECASE)
_ATTRIBUTE: Final = re.compile(r"""([a-zA-Z][\w:-]*+)\s*+=\s*+(?:"([^"]*+)"|'([^']*+)'|([^\s"'>]++))""")
_REFERENCE: Final = re.compile(r"&(?:#[xX]?[0-9a-fA-F]{1,8}|[a-zA-Z][a-zA-Z0-9]{1,31});")
_ENDLESS_NUMBER: Final = re.compile(r"&#[0-9]{20,}+;?")
_BARE_LINK: Final = re.compile(r"""https?://[^\s<>"'`{}|\\^\x00-\x20]{1,2000}""", re.IGNORECASE)

_BLOCKS: Final = (
    "address article aside blockquote body br center dd details dialog dir div dl dt fieldset figcaption figure footer "
    "form frameset h1 h2 h3 h4 h5 h6 head header hgroup hr html legend li listing main menu nav noframes ol optgroup "
    "option p plaintext pre search section select summary table tbody tfoot thead title tr ul xmp"
)
_INLINES: Final = (
    "a abbr acronym applet area audio b base basefont bdi bdo bgsound big blink button canvas caption cite code col "
    "colgroup data datalist del dfn em embed font frame i iframe img input ins isindex kbd keygen label link map mark "
    "marquee meta meter nobr noembed noscript object output param picture portal progress q rb rp rt rtc ruby s samp "
    "script slot small source span strike strong style sub sup svg template textarea time track tt u var video wbr "
    "math annotation maction menclose merror mfenced mfrac mi mmultiscripts mn mo mover mpadded mphantom mprescripts "
    "mroot mrow ms mspace msqrt mstyle msub msubsup msup mtable mtd mtext mtr munder munderover none semantics "
    "circle defs ellipse g line path polygon polyline rect stop symbol text tspan use"
)
_SPOKEN: Final = dict.fromkeys(_BLOCKS.split(), _BREAK) | dict.fromkeys(_INLINES.split(), "") | {"td": " ", "th": " "}
# Most tags carry no attributes; taking those away first costs a third of taking them apart. What is inside scripts
# and comments may go early, as long as scripts and comments themselves stay what they are.
_PLAIN_TAG: Final = re.compile(r"(</?[a-z][a-z0-9]*+(?: ?/)?>)")
_HIDDEN: Final = frozenset({"script", "style", "template", "svg", "noframes", "noembed"})
_PLAIN_TAGS: Final = {
    f"{opening}{name}{closing}": spoken
    for name, spoken in _SPOKEN.items()
    if name not in _HIDDEN
    for opening, closing in (("<", ">"), ("</", ">"), ("<", "/>"), ("<", " />"))
}
_FOREIGN_NAME: Final = re.compile(r"\w+[:-][\w:-]*\w")


def to_text(html: str) -> str:
    """Return what a reader sees of `html`: tags gone, references decoded once, one line per block.

    Text without any tag keeps its own line breaks. What only looks like markup (`a < b`, `<antirez>`) stays. Never
    raises; linear in the length of `html`.
    """
    if "<" not in html:
        return _lines(_decoded(html).splitlines())
    if "<pre" in html or "<PRE" in html:
        html = _PREFORMATTED.sub(_with_breaks, html)
    text = "".join([_PLAIN_TAGS.get(part, part) for part in _PLAIN_TAG.split(html)])
    if "<" in text:
        text = _TOKEN.sub(_spoken, text)
    if text == html:
        return _lines(_decoded(html).splitlines())
    return _lines(_decoded(text).split(_BREAK)) if "&" in text else _lines(text.split(_BREAK))


def links_in(html: str, *, base: str | None = None) -> tuple[str, ...]:
    """Return the addresses that `html` links to or spells out, in order, each once, made absolute with `base`.

    At most 200. Only what `listen.text.urls.safe_link` accepts.
    """
    found: dict[str, None] = {}
    for address in _addresses(html):
        link = safe_link(address, base=base)
        if link is not None:
            found[link] = None
            if len(found) >= _LINKS_LIMIT:
                break
    return tuple(found)


def _lines(lines: list[str]) -> str:
    if len(lines) == 1:
        return " ".join(lines[0].split())
    return "\n".join([line for line in [" ".join(line.split()) for line in lines] if line])


def _decoded(text: str) -> str:
    if "&" not in text:
        return text
    try:
        return _html.unescape(text)
    except ValueError:
        # Python refuses to read numbers of more than 4,300 digits.
        return _html.unescape(_ENDLESS_NUMBER.sub("\ufffd", text))


def _with_breaks(preformatted: re.Match[str]) -> str:
    return preformatted.group().replace("\r\n", _BREAK).replace("\n", _BREAK)


def _spoken(token: re.Match[str]) -> str:
    """Return what a reader sees of one token: nothing, a break, a blank, an emoji, or the token itself."""
    name = token["name"]
    if name is None:
        # Hidden content separates words no more than an inline tag does.
        return ""
    name = name.rpartition(":")[2].lower()
    spoken = _SPOKEN.get(name)
    rest = token["rest"]
    if spoken is None:
        # `o:p`, `fb:like`, `my-element` are tags of somebody; `<http://…>` and unknown words are text.
        return "" if token["close"] and _FOREIGN_NAME.fullmatch(token["name"]) else token[0]
    if len(name) == 1 and "=" not in rest and (not token["close"] or rest.strip(" \n/")):
        # `a<b` and `a<b and c>d` are sums, not tags: attributes without any value mean that somebody wrote prose.
        return token[0]
    if name == "img" and "alt" in rest:
        return _emoji(rest)
    return spoken


def _emoji(attributes: str) -> str:
    """Return the alternative text of an image that stands for an emoji; it carries the feeling of a text."""
    values = _attributes(attributes)
    kind = values.get("class", "")
    return values.get("alt", "") if "emoji" in kind or "smiley" in kind else ""


def _attributes(text: str) -> dict[str, str]:
    values: dict[str, str] = {}
    for name, double, single, bare in _ATTRIBUTE.findall(text):
        # As in HTML, the first of several attributes of one name counts.
        values.setdefault(name.lower(), double or single or bare)
    return values


def _addresses(html: str) -> list[str]:
    """Return what stands in `href` of anchors and what is spelled out beside them, in order."""
    found: list[str] = []
    if "<" not in html:
        return _bare(html)
    at = 0
    in_anchor = False
    for token in _TOKEN.finditer(html):
        if not in_anchor and token.start() > at:
            found += _bare(html[at : token.start()])
        at = token.end()
        if token["name"] in {"a", "A", "area"}:
            in_anchor = not token["end"]
            address = _attributes(token["rest"]).get("href") if in_anchor else None
            if address:
                found.append(_REFERENCE.sub(lambda one: _html.unescape(one.group()), address).strip())
    if not in_anchor:
        found += _bare(html[at:])
    return found


def _bare(text: str) -> list[str]:
    if "://" not in text:
        return []
    return [found.rstrip(".,;:!?)*_]") for found in _BARE_LINK.findall(_decoded(text))]
