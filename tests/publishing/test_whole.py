"""Files written whole: all of them, or as they were."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.publishing.whole import write_all, write_whole


def test_where_one_cannot_take_its_place_all_are_as_they_were(tmp_path, monkeypatch):
    """What was there is put back, what was not is gone, and nothing is left lying about."""
    (tmp_path / "a").write_bytes(b"old")
    replace = Path.replace

    def refuse_c(self: Path, target: Path) -> Path:
        if target.name == "c":
            raise PermissionError(13, "in use", str(target))
        return replace(self, target)

    monkeypatch.setattr(Path, "replace", refuse_c)
    with pytest.raises(PermissionError):
        write_all({tmp_path / name: b"new" for name in "abc"})
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == {"a": b"old"}


def test_a_link_stays_and_what_it_leads_to_is_written(tmp_path):
    """As when an editor saves it."""
    (tmp_path / "real").write_bytes(b"old")
    (tmp_path / "link").symlink_to("real")
    write_whole(tmp_path / "link", b"new")
    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "real").read_bytes() == b"new"
