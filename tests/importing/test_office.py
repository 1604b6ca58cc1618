"""Files that LibreOffice has opened and saved import as they did before: it renames styles, rewrites lists and joins tables."""

from __future__ import annotations

import subprocess

import pytest
from manners import MANNERS
from test_manners import HEADS, IDS, RULES, imported, outline, proposed, raw_paragraphs
from test_shipped_documents import NAMES, POLICY, RELEASED, shown, word_of
from test_shipped_documents import imported as released

from generator.document.compose import compose

pytestmark = pytest.mark.office
SHIPPED = dict(zip(NAMES, RELEASED, strict=True))


@pytest.fixture(scope="session")
def saved(tmp_path_factory) -> dict[str, bytes]:
    """Every file as LibreOffice saves it, in one run."""
    folder = tmp_path_factory.mktemp("office")
    for name, make in MANNERS.items():
        (folder / f"{name}.docx").write_bytes(make())
    for name, (procedure, edition) in SHIPPED.items():
        (folder / f"{name}.docx").write_bytes(word_of(procedure, edition))
    names = sorted(path.name for path in folder.glob("*.docx"))
    profile = f"-env:UserInstallation=file://{folder}/profile"
    subprocess.run(
        ["soffice", "--headless", profile, "--convert-to", "docx", "--outdir", "saved", *names],
        cwd=folder,
        capture_output=True,
        check=True,
        timeout=300,
    )
    made = {path.stem: path.read_bytes() for path in (folder / "saved").glob("*.docx")}
    assert sorted(made) == sorted([*MANNERS, *SHIPPED])
    return made


@pytest.mark.parametrize("name", MANNERS)
def test_a_procedure_imports_as_before(name, saved):
    made = imported(saved[name])
    draft = made.draft
    assert " ".join(IDS[name].split()) == outline(made)
    assert " ".join(RULES[name].split()) == proposed(made)
    assert HEADS[name][:3] == (draft.title, draft.number, draft.version)
    assert HEADS[name][4] == str(draft.effective)
    counted, _ = made.ledger.counted()
    assert len(raw_paragraphs(saved[name])) == sum(counted.values())
    assert counted.get("unplaced", 0) == 0


@pytest.mark.parametrize("name", SHIPPED)
def test_a_shipped_document_comes_back_whole(name, saved):
    procedure, edition = SHIPPED[name]
    _, again = released(saved[name], procedure, edition)
    shipped, back = compose(edition, procedure, POLICY).blocks, compose(*again).blocks
    assert shown(shipped, choices=False) == shown(back, choices=False)
