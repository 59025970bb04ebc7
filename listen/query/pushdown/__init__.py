"""What of an expression a service is asked for; the matcher judges every post that comes back."""

from listen.query.pushdown.planning import Remark, push_down, push_remarks
from listen.query.pushdown.tagging import tag_terms
from listen.query.pushdown.writing import Abilities, Asked, Pushed

__all__ = ["Abilities", "Asked", "Pushed", "Remark", "push_down", "push_remarks", "tag_terms"]
