"""The command line: arguments in, a command called, an exit status out.

0 done, 1 findings of severity error, 2 the work could not be done.
"""

from __future__ import annotations

import argparse
import importlib
import os
import re
import sys
import traceback
from collections.abc import Iterable, Mapping, Sequence
from keyword import iskeyword
from types import ModuleType
from typing import NoReturn

from generator import __version__
from generator.commands import Invocation, discard_output
from generator.findings import Language, Words
from generator.project import ProjectError, refusal

COMMANDS: Mapping[str, Words] = {
    "check": Words("检查全部规章，列出发现的问题", "check the policy and list what was found"),
    "build": Words("检查，然后生成 Word 文件和网站", "check, then write the Word files and the site"),
    "serve": Words("在本机预览网站，保存 YAML 后自动更新", "serve the site, rebuilt as YAML is saved"),
    "release": Words(
        "发布一份文件的当前版本（冻结源文件和 Word 文件）", "freeze a document's version and its Word file"
    ),
    "new": Words(
        "新建规程、细则、版式或 CI 文件",
        "start a procedure, a department's rules, a template or CI",
    ),
    "fix": Words(
        "把建议的改法写进 YAML，其余内容一字不动", "write the suggested fixes into the YAML, and nothing else"
    ),
    "explain": Words("说明一类问题：含义、例子、改法", "what a finding means, an example, how to mend it"),
    "effective": Words("列出对一个部门有效的全部规则及其出处", "the rules that hold for a department, and from where"),
    "schema": Words("各类文件的 JSON Schema", "JSON Schema of the files"),
    "codeowners": Words("由 owner: 生成 CODEOWNERS", "CODEOWNERS from owner:"),
    "diff": Words("逐条比较两个版本", "compare two versions, clause by clause"),
    "review": Words("说明一次改动意味着什么，供评审人阅读", "what a change means, for its reviewers"),
    "verify": Words(
        "判断收到的 Word 文件是不是已发布的原件", "is a Word file a released one, an edited one, or unknown"
    ),
    "import": Words(
        "把已有的 Word 规章转成 YAML，附逐段说明",
        "an existing Word procedure to YAML, with an account of every paragraph",
    ),
}


class Parser(argparse.ArgumentParser):
    """A parser that leaves with a `ProjectError`, not by itself."""

    def error(self, message: str) -> NoReturn:
        raise ProjectError(
            f"{_in_chinese(message)}。用法见 {self.prog} --help。", f"{message}. See {self.prog} --help."
        )

    @property
    def arguments(self) -> Sequence[argparse.Action]:
        """What it takes, in the order of its help."""
        return [action for action in self._actions if action.help not in (None, argparse.SUPPRESS)]


class ChineseParser(Parser):
    """The same, with its help in Chinese."""

    def format_help(self) -> str:
        # Before lines are broken: afterwards a phrase may stand on two.
        for action in self._actions:
            if type(action).__name__ in _HELP:
                action.help = _HELP[type(action).__name__]
        return re.sub(r"(?m)^(\S+):$", r"\1：", super().format_help())


class ChineseHelp(argparse.RawDescriptionHelpFormatter):
    """Headings in Chinese."""

    def add_usage(
        self,
        usage: str | None,
        actions: Iterable[argparse.Action],
        groups: Iterable[argparse._MutuallyExclusiveGroup],
        prefix: str | None = None,
    ) -> None:
        super().add_usage(usage, actions, groups, "用法：" if prefix is None else prefix)

    def start_section(self, heading: str | None) -> None:
        super().start_section(_HEADINGS.get(heading or "", heading))


_HEADINGS = {"positional arguments": "参数", "options": "选项"}
_HELP = {"_HelpAction": "显示本说明", "_VersionAction": "显示版本号"}
_COMPLAINTS = {
    "unrecognized arguments: ": "不认识的参数：",
    "the following arguments are required: ": "缺少参数：",
    "argument ": "参数 ",
    "expected one argument": "后面缺少一个值",
    "expected at least one argument": "后面缺少值",
    "not allowed with argument ": "不能同时使用 ",
    "invalid choice: ": "不能是 ",
    "invalid int value: ": "应是整数，不能是 ",
    "(choose from ": "（可选：",
    "ambiguous option: ": "选项不明确：",
    " could match ": " 可能是 ",
}


def _in_chinese(message: str) -> str:
    for english, chinese in _COMPLAINTS.items():
        message = message.replace(english, chinese)
    message = re.sub(r"'([^']*)'", r"“\1”", message).replace(": ", "：")
    return message.replace(" （", "（").replace("”, “", "”、“").replace(" “", "“").removesuffix(")") + (
        "）" if "（可选：" in message else ""
    )


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs one command and gives its exit status."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            # Names of files may hold bytes that are no text, and a pipe on Windows is no UTF-8.
            stream.reconfigure(errors="backslashreplace", encoding=None if stream.isatty() else "utf-8")
    language = _language(given)
    try:
        return _run(given, language)
    except ProjectError as fault:
        complaint = fault.words.in_(language)
    except BrokenPipeError:
        discard_output()
        return 2
    except KeyboardInterrupt:
        complaint = Words("已中断", "interrupted").in_(language)
    except OSError as fault:
        name = fault.filename2 or fault.filename
        where = f"{name}: " if name else ""
        complaint = where + refusal(fault).in_(language)
    except Exception:
        traceback.print_exc()
        complaint = Words(
            "程序自身出错，请把上面的内容发给维护人。",
            "a fault of the program; please report it with what stands above.",
        ).in_(language)
    sys.stderr.write(f"policy: {complaint}\n")
    return 2


def _run(given: Sequence[str], language: Language) -> int:
    parser, _ = _parsers(given, language)
    options, unknown = parser.parse_known_args(given)
    if unknown:
        parser.error(f"unrecognized arguments: {' '.join(unknown)}")
    status: int = _module(options.command).run(Invocation(options, language))
    sys.stdout.flush()
    return status


def _module(command: str) -> ModuleType:
    """A command's module; one that is a word of Python has `_` after it."""
    return importlib.import_module(f"generator.commands.{command}{'_' if iskeyword(command) else ''}")


def command_parsers(language: Language) -> Mapping[str, Parser]:
    """The parser of each command, complete."""
    return _parsers(tuple(COMMANDS), language)[1]


def _parsers(given: Sequence[str], language: Language) -> tuple[Parser, Mapping[str, Parser]]:
    """The parser, and those of the commands. Only of commands that the arguments name is more than the summary made, and their
    module imported.
    """
    common = Parser(add_help=False)
    common.add_argument(
        "--root",
        metavar="DIR",
        default=argparse.SUPPRESS,
        help=Words(
            "项目文件夹（默认：当前文件夹所在的项目）", "the project (default: the one around the current folder)"
        ).in_(language),
    )
    common.add_argument(
        "--lang",
        choices=("zh", "en"),
        default=argparse.SUPPRESS,
        help=Words("消息的语言（默认按系统语言）", "language of messages (default: the locale)").in_(language),
    )
    raw = ChineseHelp if language == "zh" else argparse.RawDescriptionHelpFormatter
    description = Words("把规章写成代码：检查、生成 Word 文件和网站。", "Policies as code: check them, publish them.")
    kind = ChineseParser if language == "zh" else Parser
    parser = kind(prog="policy", description=description.in_(language), parents=[common], formatter_class=raw)
    parser.epilog = _example(language, "policy check\npolicy build\npolicy explain looser")
    parser.add_argument("--version", action="version", version=__version__)
    commands = parser.add_subparsers(
        dest="command", required=True, metavar="COMMAND", title=Words("命令", "commands").in_(language)
    )
    made: dict[str, Parser] = {}
    for name, summary in COMMANDS.items():
        words = summary.in_(language)
        command = commands.add_parser(name, help=words, description=words, parents=[common], formatter_class=raw)
        if name in given:
            module = _module(name)
            module.configure(command, language)
            command.epilog = _example(language, module.EXAMPLE)
        made[name] = command
    return parser, made


def _example(language: Language, lines: str) -> str:
    shown = "\n".join(f"  {line}" for line in lines.splitlines())
    return f"{Words('例如：', 'example:').in_(language)}\n{shown}"


def _language(given: Sequence[str]) -> Language:
    """`--lang`, else Chinese where the locale is, else English. Read before parsing, which speaks it already."""
    for position, argument in enumerate(given):
        value = argument.removeprefix("--lang=") if argument.startswith("--lang=") else None
        if argument == "--lang" and position + 1 < len(given):
            value = given[position + 1]
        if value in ("zh", "en"):
            return "zh" if value == "zh" else "en"
    wanted = next((value for name in ("LC_ALL", "LC_MESSAGES", "LANG") if (value := os.environ.get(name))), "")
    if not wanted and sys.platform == "win32":
        import locale

        locale.setlocale(locale.LC_ALL, "")
        wanted = locale.getlocale()[0] or ""
    return "zh" if wanted.lower().startswith(("zh", "chinese")) else "en"
