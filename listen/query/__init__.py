"""The query language: an expression becomes a tree, trees are matched with posts and pushed down to services."""
