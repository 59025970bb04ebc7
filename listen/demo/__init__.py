"""A little web on this machine, with an invented brand and invented people, to see `listen` work without internet.

`posts_de` and `posts_en` say what people wrote, `formats` writes it as real services would, `web` serves it, `settings`
is the queries.yaml for it.
"""
