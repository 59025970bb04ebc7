"""The inbox: a list of what is worth a person's time, a page to read it on, and a key for everything one can do.

What is listed, chosen and done is decided in `state`, `reading` and `deeds`, which know no terminal; `lines` and `page`
say how it looks; `screen` shows it full-screen (the only room that knows textual), `plain` line by line.
"""
