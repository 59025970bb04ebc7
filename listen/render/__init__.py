"""Values become lines: for terminals, as Markdown, as JSON. Nothing here prints, and nothing knows store or network."""
