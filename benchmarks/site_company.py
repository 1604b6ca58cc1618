"""A company of any size in real words: the shipped procedure, and the shipped rules of departments over and over."""

from __future__ import annotations

import re
import shutil
from itertools import cycle, islice
from pathlib import Path

SHIPPED = Path(__file__).resolve().parent.parent / "policy"


def write_site_company(root: Path, departments: int) -> Path:
    """Writes the policy, with no released versions and no waivers; gives the file of the first department.

    Documents below a department's are left out.
    """
    policy = root / "policy"
    shutil.copytree(SHIPPED, policy, ignore=shutil.ignore_patterns("releases", "departments", "waivers.yaml"))
    folder = policy / "communication-channels/departments"
    folder.mkdir()
    models = [
        text
        for path in sorted((SHIPPED / "communication-channels/departments").rglob("*.yaml"))
        if "\nimplements: communication-channels@" in (text := path.read_text(encoding="utf-8"))
    ]
    lines = []
    first = None
    for number, model in enumerate(islice(cycle(models), departments)):
        id = f"d{number:04}"
        text = re.sub(r"^id: .*$", f"id: {id}", model, count=1, flags=re.MULTILINE)
        text = re.sub(r"^department: .*$", f"department: {id}", text, count=1, flags=re.MULTILINE)
        text = re.sub(r"^(title: .*)$", rf"\1（{number}）", text, count=1, flags=re.MULTILINE)
        text = re.sub(r"^(number: .*)$", rf"\1-{number}", text, count=1, flags=re.MULTILINE)
        path = folder / f"{id}.yaml"
        path.write_text(text, encoding="utf-8")
        first = first or path
        lines.append(f"  {id}: {{ title: 第{number}部 }}\n")
    organization = policy / "organization.yaml"
    text = organization.read_text(encoding="utf-8")
    organization.write_text(
        re.sub(r"^departments:\n", lambda found: found[0] + "".join(lines), text, flags=re.MULTILINE), encoding="utf-8"
    )
    assert first is not None
    return first
