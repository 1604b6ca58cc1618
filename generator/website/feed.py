"""The feed of releases: Atom (RFC 4287), the newest first.

An entry's id is made from what was released and is the same for ever; its dates are the day of the release.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from uuid import NAMESPACE_URL, uuid5
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from generator.model import Release
from generator.website.library import Entry
from generator.website.press import Press

FEED = "feed.xml"
MOST_ENTRIES = 100
_ATOM = "http://www.w3.org/2005/Atom"


def feed(press: Press) -> bytes | None:
    """The feed of a site; None where nothing is released."""
    released = sorted(_released(press), key=lambda pair: (pair[1].on, pair[0].edition.document.name), reverse=True)
    if not released:
        return None
    organization = press.policy.organization
    site = (organization.site_url or "").rstrip("/")
    root = Element("feed", {"xmlns": _ATOM, "xml:lang": "zh-CN"})
    _text(root, "id", _urn(f"feed of {site or organization.name}"))
    _text(root, "title", f"{organization.name}规章发布")
    _text(root, "updated", _instant(released[0][1].on))
    _text(SubElement(root, "author"), "name", organization.name)
    if site:
        SubElement(root, "link", {"rel": "self", "type": "application/atom+xml", "href": f"{site}/{FEED}"})
        SubElement(root, "link", {"rel": "alternate", "type": "text/html", "href": f"{site}/"})
    for entry, release in released[:MOST_ENTRIES]:
        root.append(_entry(entry, release, site, press))
    indent(root, " ")
    encoded: str = tostring(root, encoding="unicode")
    return f'<?xml version="1.0" encoding="utf-8"?>\n{encoded}\n'.encode()


def _released(press: Press) -> Iterator[tuple[Entry, Release]]:
    for shelf in press.shelves:
        for entry in shelf.entries:
            if entry.edition.release:
                yield entry, entry.edition.release


def _entry(entry: Entry, release: Release, site: str, press: Press) -> Element:
    document = entry.edition.document
    made = Element("entry")
    _text(made, "id", _urn(f"{document.name}@{document.version} {release.source_digest}"))
    _text(made, "title", f"{document.title} V{document.version}")
    _text(made, "updated", _instant(release.on))
    _text(made, "published", _instant(release.on))
    page = press.addresses.url(press.addresses.of(document))
    # A relative address is read from where the feed itself stands.
    SubElement(made, "link", {"rel": "alternate", "type": "text/html", "href": f"{site}/{page}" if site else page})
    SubElement(made, "category", {"term": document.procedure})
    summary = entry.news
    _text(made, "summary", f"{document.number}，{document.effective} 起实施。{summary}")
    return made


def _text(parent: Element, name: str, text: str) -> None:
    SubElement(parent, name).text = text


def _urn(name: str) -> str:
    return uuid5(NAMESPACE_URL, name).urn


def _instant(day: date) -> str:
    return f"{day.isoformat()}T00:00:00Z"
