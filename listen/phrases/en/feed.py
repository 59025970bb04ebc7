"""What went wrong with a feed."""

PHRASES = {
    "no_feed": "{url} is a web page that names no feed",
    "no_feed.hint": "look for the feed's own address on that site and put it into queries.yaml",
    "not_a_feed": "what {host} sent is no feed (neither RSS nor Atom nor JSON Feed)",
    "not_a_feed.hint": "nothing was stored; open the address in a browser to see what is there",
    "empty": "{host} sent an empty answer where a feed was due",
    "empty.hint": "nothing is lost; the next run asks again",
    "cut_short": "the feed of {host} broke off before its first post was complete",
    "cut_short.hint": "nothing is lost; the next run asks again",
}
