"""What owners copy for their code host: it parses, calls commands that exist, and gives nothing away to strangers."""

from __future__ import annotations

import json
import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread

import pytest
import yaml

from generator.cli import _parsers as parsers
from generator.cli import main
from generator.commands.codeowners import codeowners_text
from generator.project import Project
from generator.reviewing.markdown import MARK, review_markdown
from generator.reviewing.review import Review
from generator.reviewing.states import State

ROOT = Path(__file__).resolve().parents[2]
TEMPLATES = ROOT / "templates/ci"
COPIES = {"github.yml": ".github/workflows/policy.yml", "gitlab.yml": ".gitlab-ci.yml"}
FILES = [*TEMPLATES.iterdir(), *(ROOT / name for name in COPIES.values()), ROOT / ".pre-commit-hooks.yaml"]
INSTALL = "python -m pip install guizhang"
OWN_INSTALL = (
    "python -m pip install --require-hashes -r requirements/run.txt && "
    "python -m pip install --no-deps --no-build-isolation -e ."
)


def loaded(path: Path) -> object:
    """A file without YAML's guesses: `on` stays a word."""
    return yaml.load(path.read_text(encoding="utf-8"), yaml.BaseLoader)


def scripts(value: object) -> Iterator[str]:
    """Every shell script of a file: `run`, `script`, `before_script`, and the entries of hooks."""
    if isinstance(value, dict):
        for key, inner in value.items():
            if key in ("run", "script", "before_script", "entry"):
                yield from [inner] if isinstance(inner, str) else inner
            else:
                yield from scripts(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from scripts(inner)


def commands(path: Path) -> list[list[str]]:
    """The arguments of every `policy …` in a file's scripts."""
    lines = [line.strip() for script in scripts(loaded(path)) for line in script.splitlines()]
    calls = [re.split(r"\s(?:>|\||&&)", line)[0] for line in lines if line.startswith("policy ")]
    return [shlex.split(call)[1:] for call in calls]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_every_command_is_one_that_exists_with_its_options(path):
    """Parsed by the program's own parser, which refuses what it does not know."""
    called = commands(path)
    assert called
    for arguments in called:
        options, unknown = parsers(arguments, "en")[0].parse_known_args(arguments)
        assert (options.command, unknown) == (arguments[0], [])


def test_the_copies_of_this_repository_are_what_the_templates_say():
    """Only that it installs itself from its own files is different."""
    for name, target in COPIES.items():
        template = (TEMPLATES / name).read_text(encoding="utf-8")
        assert INSTALL in template
        assert (ROOT / target).read_text(encoding="utf-8") == template.replace(INSTALL, OWN_INSTALL)


@pytest.mark.parametrize("path", [TEMPLATES / "github.yml", ROOT / COPIES["github.yml"]], ids=["template", "own"])
def test_a_pull_request_of_a_stranger_gets_nothing_to_write_with(path):
    """The plain event, read-only unless a job says more, nothing of the request inside a script, majors pinned."""
    workflow = loaded(path)
    assert set(workflow["on"]) == {"pull_request", "push"}
    assert workflow["permissions"] == {"contents": "read"}
    allowed = {
        "check": {"contents": "read", "security-events": "write"},
        "review": {"contents": "read", "pull-requests": "write"},
        "pages": {"pages": "write", "id-token": "write"},
    }
    assert {name: job["permissions"] for name, job in workflow["jobs"].items() if "permissions" in job} == allowed
    assert [script for script in scripts(workflow) if "${{" in script] == []
    steps = [step for job in workflow["jobs"].values() for step in job["steps"]]
    for step in steps:
        if uses := step.get("uses"):
            assert re.fullmatch(r"(?:actions|github)/[a-z-]+(?:/[a-z-]+)?@v[0-9]+", uses)
        if "checkout" in step.get("uses", ""):
            assert step["with"]["persist-credentials"] == "false"
    own = "github.event.pull_request.head.repo.full_name == github.repository"
    (comment,) = [step for step in steps if "GH_TOKEN" in step.get("env", {})]
    (upload,) = [step for step in steps if "upload-sarif" in step.get("uses", "")]
    assert comment["if"] == f"${{{{ {own} }}}}"
    assert own in upload["if"]
    assert "push" in workflow["jobs"]["pages"]["if"]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_scripts_are_sound(path):
    """The shell takes them, and no variable stands outside of quotes."""
    for script in scripts(loaded(path)):
        ran = subprocess.run(["bash", "-n"], input=script, capture_output=True, text=True, check=False)
        assert (ran.returncode, ran.stderr) == (0, ""), script
        shell = script.split("<<'END'")[0]
        bare = re.sub(r"'[^']*'|\"[^\"]*\"", "", shell)
        assert re.findall(r"\$[A-Za-z_{]\w*", bare) == []


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_comment_is_found_again_by_its_first_line_in_whatever_language(language):
    """Both forges look for it at the beginning of a comment."""
    nothing = State({}, date(2026, 11, 23))
    assert review_markdown(Review(nothing, nothing, ("main", "")), language).startswith(f"{MARK}\n")
    for name in COPIES:
        assert f'startswith("{MARK}")' in (TEMPLATES / name).read_text(encoding="utf-8")


class Forge(BaseHTTPRequestHandler):
    """The few calls of GitLab that the note needs."""

    notes: list[dict[str, object]]

    def do_GET(self) -> None:
        self._answer({"id": 7} if self.path.endswith("/user") else self.notes)

    def do_POST(self) -> None:
        self.notes.append({"id": len(self.notes) + 1, "author": {"id": 7}, "body": self._body()})
        self._answer({})

    def do_PUT(self) -> None:
        (note,) = [each for each in self.notes if self.path.endswith(f"/notes/{each['id']}")]
        note["body"] = self._body()
        self._answer({})

    def _body(self) -> object:
        assert self.headers["PRIVATE-TOKEN"] == "secret"
        return json.loads(self.rfile.read(int(self.headers["Content-Length"])))["body"]

    def _answer(self, said: object) -> None:
        data = json.dumps(said).encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, *_: object) -> None:
        """Nothing on the terminal."""


def test_the_note_on_a_merge_request_is_written_once_and_then_kept_up_to_date(tmp_path):
    """A second run changes the note of the first; another's note stays; without a token nothing is sent."""
    (script,) = [each for each in scripts(loaded(TEMPLATES / "gitlab.yml")) if "<<'END'" in each]
    program = script.split("<<'END'\n")[1].rsplit("END", 1)[0]
    Forge.notes = [{"id": 1, "author": {"id": 3}, "body": f"{MARK}\n别人的"}]
    server = HTTPServer(("127.0.0.1", 0), Forge)
    Thread(target=server.serve_forever, daemon=True).start()

    def run(text: str, token: str) -> None:
        (tmp_path / "review.md").write_text(text, encoding="utf-8")
        surroundings = {
            "CI_API_V4_URL": f"http://127.0.0.1:{server.server_port}/api/v4",
            "CI_MERGE_REQUEST_PROJECT_ID": "5",
            "CI_MERGE_REQUEST_IID": "2",
            "POLICY_REVIEW_TOKEN": token,
        }
        subprocess.run([sys.executable, "-c", program], cwd=tmp_path, env=surroundings, check=True)

    run(f"{MARK}\n甲", "")
    assert len(Forge.notes) == 1
    run(f"{MARK}\n甲", "secret")
    run(f"{MARK}\n乙", "secret")
    server.shutdown()
    server.server_close()
    assert [note["body"] for note in Forge.notes] == [f"{MARK}\n别人的", f"{MARK}\n乙"]


@pytest.mark.parametrize(
    ("id", "target"),
    [
        ("github", ".github/workflows/policy.yml"),
        ("gitlab", ".gitlab-ci.yml"),
        ("pre-commit", ".pre-commit-config.yaml"),
    ],
)
def test_owners_get_them_by_a_command(id, target, tmp_path, monkeypatch, capsys):
    """`policy new ci` writes the file where the host looks for it, and never over another."""
    (tmp_path / "policy").mkdir()
    monkeypatch.chdir(tmp_path)
    assert main(["new", "ci", id, "--lang", "en"]) == 0
    assert capsys.readouterr().out.startswith(f"Wrote {target}\n")
    assert (tmp_path / target).read_bytes() == (TEMPLATES / f"{id}.yml").read_bytes()
    assert main(["new", "ci", id, "--lang", "en"]) == 2
    assert main(["new", "ci", "jenkins", "--lang", "en"]) == 2
    assert "github" in capsys.readouterr().err


def test_the_owners_of_this_repository_are_current():
    """After a change of owners: policy codeowners > .github/CODEOWNERS"""
    assert (ROOT / ".github/CODEOWNERS").read_text(encoding="utf-8") == codeowners_text(Project(ROOT))


def test_hooks_and_the_configuration_ask_for_the_same():
    """.pre-commit-hooks.yaml for repositories that name ours, the template for those that have the command."""
    hooks = {hook["id"]: hook["entry"] for hook in loaded(ROOT / ".pre-commit-hooks.yaml")}
    (local,) = loaded(TEMPLATES / "pre-commit.yml")["repos"]
    assert hooks == {hook["id"]: hook["entry"] for hook in local["hooks"]}
