"""Blocks to pages and search entries: HTML fragments that one module, `mkdocs_hook`, hands to MkDocs."""
