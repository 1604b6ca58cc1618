"""Templates of Word parts: Jinja in a sandbox, written over many lines, printed without the lines.

Between elements of a Word part a line break would only be ballast, so breaks in a template, with the spaces around them,
do not get into the part. Inside a tag, between two attributes, a break is one space. (Keep an optional attribute and the
space before it on one line.)
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from traceback import extract_tb

from jinja2 import Environment, FileSystemLoader, StrictUndefined, TemplateNotFound, TemplateSyntaxError
from jinja2.ext import Extension
from jinja2.lexer import Token, TokenStream
from jinja2.sandbox import ImmutableSandboxedEnvironment

from generator.project import ProjectError

TWIPS_IN_MILLIMETRE = 1440 / 25.4
TWIPS_IN_POINT = 20

BUILT_IN = frozenset(
    ("heading 1", "heading 2", "Title", "caption", "header", "footer", "toc 1", "toc 2", "TOC Heading")
)
"""The styles that Word knows by these names; all others are custom ones."""

_BETWEEN_ATTRIBUTES = re.compile(r"(?<=[^>\s])[ \t]*\n\s*(?=[^<\s])")
_BREAK = re.compile(r"\s*\n\s*")


class OneLine(Extension):
    """Takes line breaks out of what a template prints; faults still name the line that they stand in."""

    def filter_stream(self, stream: TokenStream) -> Iterator[Token]:
        for token in stream:
            if token.type != "data":
                yield token
            elif value := self.joined(token.value, token.lineno, stream.name or ""):
                yield Token(token.lineno, "data", value)

    def joined(self, text: str, line: int, name: str) -> str:
        """Text of the template `name` from a line on, on one line."""
        return _BREAK.sub("", _BETWEEN_ATTRIBUTES.sub(" ", text))


class Traced(OneLine):
    """Leaves `<?at NAME LINE?>` wherever a line began with a tag, to find a fault's way back to the template."""

    def joined(self, text: str, line: int, name: str) -> str:
        lines = _BETWEEN_ATTRIBUTES.sub(lambda found: " " + "\r" * found[0].count("\n"), text).split("\n")
        made: list[str] = []
        for piece in lines:
            begun = made and piece.lstrip().startswith("<") and not piece.lstrip().startswith("<?")
            made.append(f"<?at {name} {line}?>{piece.lstrip()}" if begun else piece)
            line += 1 + piece.count("\r")
        return _BREAK.sub("", "\n".join(made).replace("\r", ""))


def environment(folders: Sequence[Path], root: Path, how: type[OneLine] = OneLine) -> Environment:
    """An environment that finds a template in the first of these folders that has it; faults name it as seen from `root`."""
    made: Environment = ImmutableSandboxedEnvironment(
        loader=FileSystemLoader(folders),
        autoescape=True,
        auto_reload=False,
        undefined=StrictUndefined,
        extensions=[how],
    )
    made.filters |= {"twips": twips, "half": half}
    made.globals |= {"builtin": BUILT_IN.__contains__}
    made.extend(root=root)
    return made


def filled(templates: Environment, name: str, context: Mapping[str, object]) -> str:
    """A template filled. Raises a `ProjectError` that names file and line of a fault in it."""
    try:
        return templates.get_template(name).render(context)
    except ProjectError:
        raise
    except TemplateNotFound as error:
        raise ProjectError(
            f"版式里缺少 {error.name}（{name} 要用到它）。", f"The layout has no {error.name}, which {name} needs."
        ) from None
    except Exception as error:
        if (where := _line(error, templates)) is None:
            raise
        raise ProjectError(f"{where} 模板有错误：{error}", f"{where} fault in the template: {error}") from None


def _line(error: Exception, templates: Environment) -> str | None:
    """FILE:LINE of the template that an error comes from; None where it comes from the program."""
    if isinstance(error, TemplateSyntaxError):
        file, line = error.filename or error.name or "", error.lineno
    else:
        assert isinstance(templates.loader, FileSystemLoader)
        folders = tuple(templates.loader.searchpath)
        frames = [frame for frame in extract_tb(error.__traceback__) if frame.filename.startswith(folders)]
        if not frames:
            return None
        file, line = frames[-1].filename, frames[-1].lineno or 1
    root: Path = templates.root  # type: ignore[attr-defined]
    return f"{shown(Path(file), root)}:{line}"


def shown(file: Path, root: Path) -> str:
    """How messages name a file: as seen from the project."""
    return file.relative_to(root).as_posix() if file.is_relative_to(root) else str(file)


def twips(points: float) -> int:
    """Points in twentieths of a point."""
    return round(points * TWIPS_IN_POINT)


def half(points: float) -> int:
    """Points in half points, as Word counts sizes of letters."""
    return round(points * 2)


def part_names(folders: Iterable[Path]) -> list[str]:
    """The parts of a package that these folders have templates for: what stands in folders of theirs, or begins with `[`."""
    names = {path.relative_to(folder).as_posix() for folder in folders for path in _files(folder)}
    return sorted(name for name in names if "/" in name or name.startswith("["))


def refuse_links(folders: Iterable[Path]) -> None:
    """Raises a `ProjectError` where a template is a link: it could print any file of this machine."""
    for folder in folders:
        for path in _files(folder):
            if path.is_symlink() and not path.resolve().is_relative_to(folder.resolve().parent):
                raise ProjectError(
                    f"{path} 是指向版式之外的链接，不能用作模板。",
                    f"{path} is a link that leads out of the layouts; it cannot be a template.",
                )


def _files(folder: Path) -> Iterator[Path]:
    """The files of a layout, without what editors and file managers leave lying about."""
    for path in folder.rglob("*"):
        hidden = path.name.startswith((".", "~")) and path.name != ".rels"
        if path.is_file() and not hidden and not path.name.endswith("~"):
            yield path
