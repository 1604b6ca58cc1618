"""A reader's remark on a clause: the organisation's address, filled in with the clause and its version."""

from __future__ import annotations

from urllib.parse import parse_qsl, quote, urlencode, urlsplit, urlunsplit

from generator.model import Document


def remark(address: str, document: Document, clause: str | None = None, citation: str = "") -> str:
    """A link to say something on a document or on one of its clauses.

    A mailto address gets a subject (RFC 6068), a page the fields `document`, `version` and `clause` in its query.
    """
    parts = urlsplit(address)
    fields = parse_qsl(parts.query, keep_blank_values=True)
    if parts.scheme == "mailto":
        about = f"{citation}（{clause}）" if clause else ""
        fields += [("subject", f"意见：{document.number} V{document.version} {about}".strip())]
    else:
        fields += [("document", document.name), ("version", str(document.version))]
        fields += [("clause", clause)] if clause else []
    # A mail program takes + as it stands.
    return urlunsplit(parts._replace(query=urlencode(fields, quote_via=quote)))
