"""Small sets of words that decide, as the 16 bits by which prints know words."""

from binascii import crc_hqx

__all__ = ["ARTICLE_BITS", "NEGATION_BITS", "SHARING_BITS"]


def _bits(words: str) -> frozenset[int]:
    return frozenset(crc_hqx(word.encode(), 0) for word in words.split())


ARTICLE_BITS = _bits("der die das den dem des ein eine einen einem einer eines the a an")

NEGATION_BITS = _bits(
    "nicht kein keine keinen keinem keiner keines nie niemals ohne nichts weder kaum "
    "not no never without none neither nor cannot don doesn isn wasn won"
)

SHARING_BITS = _bits(
    "lesenswert interessant spannend neu neues neue neuer neuen artikel beitrag bericht post blog blogpost mehr hier "
    "dazu siehe lesen link via von bei auf im in zum zur über und der die das den dem des ein eine quelle heute "
    "aktuell jetzt online news presse video podcast gelesen gefunden lesetipp tipp schaut "
    "read new article story more here see from by at on the a an source today now worth reading interesting link about"
)
"""What those say who hand on a link without an opinion."""
