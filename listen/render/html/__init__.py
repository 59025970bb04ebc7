"""Pages that need nothing but themselves: no script, no picture, no request; as a file, in a mail and on paper."""

from listen.render.html.digest import digest_html

__all__ = ["digest_html"]
