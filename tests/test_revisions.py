"""The policy at a git revision: read without a shell, without the working tree, and without trusting names."""

from __future__ import annotations

import subprocess

import pytest
from repository import commit, git, needs_git
from small_policy import FILES, edit, write

from generator import revisions
from generator.project import MAX_BYTES, Project, ProjectError
from generator.revisions import Repository

pytestmark = needs_git


@pytest.fixture
def root(tmp_path):
    git(tmp_path, "init", "-q", "-b", "main")
    return tmp_path


@pytest.mark.parametrize("folder", ["", "docs/规章"])
def test_files_are_those_of_the_disk_at_that_time(root, folder):
    """A project may stand in a folder of the repository, whatever its name."""
    place = write(root / folder)
    (place / "policy/hotline/.hidden.yaml").write_text("x")
    (place / "policy/hotline/notes.txt").write_text("x")
    (place / "policy/hotline/figures").mkdir()
    (place / "policy/hotline/figures/流程.png").write_bytes(b"\x89PNG\r\n\x1a\n\x00\n\n")
    commit(root)
    project = Project.at(place)
    before = project.files()
    edit(place, "policy/hotline/terms.yaml", "秒", "分钟")
    write(place, {"policy/hotline/new.yaml": "x"})
    repository = Repository.around(project)
    assert repository.files(repository.commit("main")) == before
    assert list(repository.files(repository.commit("HEAD"))) == list(before)


def test_what_a_check_of_the_disk_leaves_out_is_left_out(root, monkeypatch):
    """A file over the limit, and a repository inside (a submodule), whatever it is called."""
    write(root, {**FILES, "policy/hotline/large.yaml": "x" * 5_000})
    git(root, "add", "-A")
    git(root, "update-index", "--add", "--cacheinfo", f"160000,{'1' * 40},policy/hotline/other.yaml")
    git(root, "commit", "-q", "-m", "规章")
    monkeypatch.setitem(MAX_BYTES, ".yaml", 4_000)
    repository = Repository.around(Project.at(root))
    assert repository.files(repository.commit("main")).keys() == FILES.keys()
    monkeypatch.setattr(revisions, "MAX_FILES", 3)
    with pytest.raises(ProjectError, match="more than 3 files"):
        repository.files(repository.commit("main"))


def test_a_copy_that_lacks_an_object_says_what_to_fetch(root):
    write(root)
    commit(root)
    blob = git(root, "rev-parse", "main:policy/hotline/terms.yaml")
    (root / ".git/objects" / blob[:2] / blob[2:]).unlink()
    repository = Repository.around(Project.at(root))
    with pytest.raises(ProjectError, match=f"lacks object {blob}"):
        repository.files(repository.commit("main"))


def test_a_link_inside_the_policy_is_followed_and_one_out_of_it_is_not(root):
    write(root)
    place = root / "policy/hotline"
    (place / "kept.yaml").write_text("x: 1\n")
    for name, target in (("in.yaml", "kept.yaml"), ("out.yaml", "../../secret.yaml"), ("round.yaml", "round.yaml")):
        try:
            (place / name).symlink_to(target)
        except OSError:
            pytest.skip("this system makes no links")
    (root / "secret.yaml").write_text("s: 1\n")
    repository = Repository.around(Project.at(root))
    found = repository.files(commit(root))
    assert found["policy/hotline/in.yaml"] == b"x: 1\n"
    assert found.keys() == {*FILES, "policy/hotline/kept.yaml", "policy/hotline/in.yaml"}


@pytest.mark.parametrize(
    "name",
    [
        "--output=/tmp/x",
        "-h",
        "",
        "main policy",
        "main:policy/x.yaml",
        "a\nb",
        "a\0b",
        "nothing",
        "x" * 300,
        "main..HEAD",
        "main...HEAD",
    ],
)
def test_what_is_no_revision_is_refused(root, name):
    write(root)
    commit(root)
    with pytest.raises(ProjectError, match=r"revision") as refused:
        Repository.around(Project.at(root)).commit(name)
    assert "\n" not in refused.value.words.zh
    assert not (root / "x").exists()


@pytest.mark.parametrize("name", ["main", "HEAD", "HEAD~1", "v1.0", "main@{0}", "feature/热线"])
def test_branches_tags_and_commits_are_revisions(root, name):
    write(root)
    commit(root)
    git(root, "tag", "v1.0")
    git(root, "branch", "feature/热线")
    commit(root)
    assert len(Repository.around(Project.at(root)).commit(name)) == 40


def test_what_came_to_the_base_since_is_no_change_of_the_head(root):
    write(root)
    start = commit(root)
    git(root, "checkout", "-q", "-b", "change")
    head = commit(root)
    git(root, "checkout", "-q", "main")
    base = commit(root, "别的改动")
    repository = Repository.around(Project.at(root))
    assert repository.parting(base, head) == start
    git(root, "checkout", "-q", "--orphan", "apart")
    assert repository.parting(base, commit(root, "另起")) == base


def test_a_range_is_told_how_to_be_written(root):
    write(root)
    commit(root)
    with pytest.raises(ProjectError, match="Write two: policy diff OLD NEW"):
        Repository.around(Project.at(root)).commit("main..HEAD")


def test_a_repository_of_somebody_else_says_how_to_trust_it(root, monkeypatch):
    write(root)
    monkeypatch.setenv("GIT_TEST_ASSUME_DIFFERENT_OWNER", "1")
    with pytest.raises(ProjectError, match="safe.directory"):
        Repository.around(Project.at(root))


def test_outside_of_a_repository_it_says_so_once(tmp_path):
    """Not again in git's own words, which are English."""
    with pytest.raises(ProjectError, match="is in no git repository, so there is nothing to compare with.$"):
        Repository.around(Project.at(write(tmp_path)))


def test_without_git_it_says_so(root, monkeypatch):
    write(root)
    monkeypatch.setenv("PATH", str(root))
    with pytest.raises(ProjectError, match="Git to be installed"):
        Repository.around(Project.at(root))


def test_a_shallow_clone_says_what_to_fetch(root, tmp_path_factory):
    write(root)
    commit(root)
    git(root, "checkout", "-q", "-b", "change")
    commit(root)
    clone = tmp_path_factory.mktemp("clone") / "c"
    subprocess.run(
        ["git", "clone", "-q", "--depth", "1", f"file://{root}", str(clone)], check=True, capture_output=True
    )
    with pytest.raises(ProjectError, match="fetch-depth: 0"):
        Repository.around(Project.at(clone)).commit("origin/main")
