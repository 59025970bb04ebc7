"""Why a list of feeds cannot be read."""

PHRASES = {
    "unreadable": "this is no list of feeds (OPML) that can be read ({why})",
    "unreadable.hint": "export it again from the feed reader it came from",
    "no_feeds": "there are no feeds in this OPML file",
    "no_feeds.hint": "a feed is an outline with an xmlUrl; folders alone are not enough",
    "too_big": "the OPML file is larger than {limit}",
    "too_big.hint": "split it; a feed takes about 200 bytes",
}
