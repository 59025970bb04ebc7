"""What an opinion is about: price, service, noise …: an editable list of words, looked up in linear time."""

from listen.aspects.finding import Aspects, AspectSpan
from listen.aspects.listing import SHIPPED, AspectComplaint, merged, shipped

__all__ = ["SHIPPED", "AspectComplaint", "AspectSpan", "Aspects", "merged", "shipped"]
