"""Blocks to pages and search entries: HTML fragments that `mkdocs_hook` hands to MkDocs; `making` and `serving` run it."""
