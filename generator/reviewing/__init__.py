"""What changed between two states of a policy, and what that does to whom; told to people in several formats.

`differences` compares two versions of a document, `impact` says what a change does to the documents below, `versioning` which
version number it needs, `review` puts together what a pull request brings. `text`, `markdown` and `json` tell it.
"""
