"""The kinds of page, a module for each: `pages(press)` makes all pages of its kind."""
