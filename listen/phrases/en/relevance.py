"""Is it about us, and why is a mention left out."""

PHRASES = {
    "not_ours": "a person said that it is not about us",
    "namesake_about": "it speaks of what the query's about: rules out",
    "namesake_person": "it is somebody's name there",
    "namesake_learned": "it reads like those that people marked as not ours",
    "value_ours": "about us",
    "value_doubtful": "doubtful",
    "value_namesake": "not about us",
    "said_ours": "about us, as a person said",
    "sure": "{value}, {percent} sure",
    "doubtful_sure": "{value}: not about us, {percent} sure",
    "left_out": "left out: {why}",
    "speaks": "what speaks for (+) and against us (−)",
    "dropped_title": "Left out as not about us",
    "dropped_none": "Nothing was left out as not about us.",
    "dropped_more.one": "and 1 more: listen list --dropped",
    "dropped_more.other": "and {n} more: listen list --dropped",
    "dropped_back": "About us all the same? Say so, and it comes back: listen correct NUMBER --ours",
}
