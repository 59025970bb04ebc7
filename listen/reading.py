"""What of a post is read: title and text as one, from whose characters all evidence counts."""

from listen.model import Post

__all__ = ["analyzed_text"]

_TITLE_END = "\n"


def analyzed_text(post: Post) -> str:
    """Return title and text as one; evidence offsets count its characters."""
    if post.title is None or post.text.startswith(post.title):
        return post.text or post.title or ""
    return f"{post.title}{_TITLE_END}{post.text}" if post.text else post.title
