"""A digest without the names of colleagues; the values are masked, so that every way of showing them is."""

from listen.digest.value import Digest
from listen.masking import Mask, everywhere

__all__ = ["masked"]


def masked(digest: Digest, mask: Mask) -> Digest:
    """Return a digest in which every mention is masked; the same one when there is nobody to be masked."""
    return everywhere(digest, mask)
