"""Downloads: every Word file with its digest, and those made beside it, each where it belongs."""

from __future__ import annotations

from hashlib import sha256

from shipped import ROOT, TODAY
from small_site import html, rows, words

from generator.project import Project
from generator.website.occasion import Occasion
from generator.website.pages import make_site


def test_each_version_has_its_file_and_each_file_made_beside_it_stands_under_it():
    project = Project(ROOT)
    made = make_site(Occasion(project, project.load().policy, (), TODAY))
    found = rows(html(made, "downloads.md"), "downloads")
    assert [row[:2] for row in found[:5]] == [
        ["CY-GC-001 沟通渠道管理规程", "V2.0"],
        ["修订痕迹（与 V1.0 对照）", "V2.0"],
        ["检查表", "V2.0"],
        ["合订本（规程与各部门细则）", "V2.0"],
        ["CY-GC-001 沟通渠道管理规程", "V1.0"],
    ]
    digests = {sha256(data).hexdigest() for name, data in made.files.items() if name.endswith(".docx")}
    assert {row[-1] for row in found} == digests
    assert len(found) == len(digests)
    page = html(made, "communication-channels/customer-service.md")
    assert "修订痕迹（与 V1.0 对照） 检查表" in words(page.split('id="versions-and-files"')[1])
