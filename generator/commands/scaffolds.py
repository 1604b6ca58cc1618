"""The texts that `policy new` writes: valid from the first moment, with comments that say what to fill in."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from datetime import date

from generator.checks.references import referable
from generator.commands.prefilled import draft_lines
from generator.document import citations
from generator.editing.writing import indented
from generator.model import Clause, Edition

_SCHEMA = "# yaml-language-server: $schema={up}schema/{kind}.schema.json\n"

ORGANIZATION = (
    _SCHEMA.format(up="../", kind="organization")
    + """\
# 组织信息。填好名称和各部门；owner 是评审人（CODEOWNERS 名称），可以不写。
format: 1
organization: 待填写的组织名称
departments:
  head-office: { title: 总部办公室 }
  # customer-service: { title: 客户服务部, owner: "@org/customer-service" }
style: plain          # 用词规范：plain | gb-t-1.1 | engineering
# literals: [ISO 9001]  # 不对应规则的数字，检查时不提示
"""
)


def procedure(id: str, owner: str, today: date) -> str:
    """procedure.yaml of a new procedure."""
    return (
        _SCHEMA.format(up="../../", kind="procedure")
        + f"""\
# 规程。把“待填写”换成正文；编号由位置生成，不要手工写序号。
id: {id}
title: 待填写的规程名称
number: 待填写-001            # 文件编号
version: "1.0"
effective: {today.isoformat()}         # 实施日期
department: {owner}      # 归口部门，见 policy/organization.yaml
# departments: all           # 哪些部门必须有实施细则：all 或 [部门编号, …]
sign_off:                    # 签署表，按顺序
- {{ role: 编制, department: {owner} }}
- {{ role: 批准, department: {owner} }}
sections:
- id: general
  title: 总则
  clauses:
  - id: purpose
    title: 目的
    text: 待填写：制定本规程的目的。
  - id: scope
    title: 适用范围
    text: 待填写：适用于哪些部门和事项。
- id: definitions
  title: 术语和定义
  show: terms                # 印出 terms.yaml 中写了 about 的术语
- id: requirements
  title: 管理要求
  clauses:
  - id: response
    title: 响应时间
    # 正文里的数字用占位符，由下面的规则生成，只写一次。
    text: "收到咨询后，响应时间{{{{ 响应时间 }}}}。"
    must: {{ 响应时间: 不超过 24 小时 }}
    # latitude: tighten      # 下级文件可以：fixed 不得改 | tighten 只可更严 | range 在范围内 | free 自定
    # implement: all         # 哪些部门必须有落实这一条的条款
"""
    )


def terms() -> str:
    """terms.yaml of a new procedure."""
    return (
        _SCHEMA.format(up="../../", kind="terms")
        + """\
# 术语：规则里用到的词。数量写 unit，取值写 choices，是否写 yes_no: true；given: true 表示员工遇到的情形。
terms:
  响应时间: { unit: 小时, about: 从收到咨询到首次答复的时间 }
  # 时段: { given: true, choices: [工作时间, 夜间, 节假日] }
  # 留有记录: { yes_no: true }
"""
    )


def left_to_write(department: str, above: tuple[Edition, ...]) -> list[tuple[Edition, Clause]]:
    """The clauses above that the department must implement, from the procedure downwards."""
    return [
        (edition, clause)
        for edition in reversed(above)
        for clause in edition.document.all_clauses()
        if clause.implement == "all" or department in clause.implement
    ]


def department(id: str, title: str, above: tuple[Edition, ...], today: date) -> str:
    """A department's rules against a document: a clause to fill in for each that has to be implemented."""
    parent = above[0].document
    subject = parent.title.removesuffix("规程").removesuffix("实施细则")
    return (
        _SCHEMA.format(up="../../../", kind="department")
        + f"""\
# 实施细则。把“待填写”换成本部门的做法：文字和数字照抄自上位文件，按注释里的余地改。编号由位置生成，不要手工写序号。
id: {id}
title: {_quoted(f"{title}{subject}实施细则")}
number: {_quoted(f"{parent.number}-待填写")}        # 文件编号
version: "1.0"
effective: {max(today, parent.effective).isoformat()}         # 实施日期
department: {id}
implements: {parent.id}@{parent.version}
sign_off:                    # 签署表，按顺序
- {{ role: 编制, department: {id} }}
- {{ role: 批准, department: {parent.department} }}
# not_applicable:            # 确实不适用的上位条款，写明理由
# - {{ clause: 条款编号, because: 理由 }}
sections:
- id: general
  title: 总则
  clauses:
  - id: scope
    title: 适用范围
    text: {_quoted(f"本细则适用于{title}。")}
"""
        + "".join(_sections(id, above))
    )


def _sections(department: str, above: tuple[Edition, ...]) -> Iterator[str]:
    """A section for each top section above that has something to implement."""
    required = [(edition.document.name, clause.id) for edition, clause in left_to_write(department, above)]
    holders = Counter(id for edition in above for id in referable(edition.document))
    taken = {"general", "scope"}
    for edition in reversed(above):
        document, numbers = edition.document, citations(edition.document)
        for section in (*document.sections, *document.appendices):
            wanted = [each for each in section.all_clauses() if (document.name, each.id) in required]
            if wanted:
                yield f"- id: {_free(section.id, taken)}\n  title: {_quoted(section.title)}\n  clauses:\n"
            for clause in wanted:
                target = f"{document.id}/{clause.id}" if holders[clause.id] > 1 else clause.id
                where, id = f"《{document.title}》{numbers[clause.id]}", _free(clause.id, taken)
                lines = draft_lines(clause, document=document.id, target=target, where=where, id=id)
                yield "".join(f"{line}\n" for line in indented(lines))


def _free(id: str, taken: set[str]) -> str:
    """The id, or another like it where it is taken."""
    number, made = 2, id
    while made in taken:
        made = f"{id[:56]}-{number}"
        number += 1
    taken.add(made)
    return made


def layout(name: str, base: str, base_text: str) -> str:
    """layout.yaml of a layout that builds on another: every value of that one, there to be changed."""
    values = re.sub(r"\A(?:#.*\n|\n)*|^based_on:.*\n", "", base_text, flags=re.MULTILINE)
    return (
        _SCHEMA.format(up="../../../", kind="layout")
        + f"""\
# {name} 版式。改这里的字体、字号、页边距、用语即可，不必动程序；删去的项目沿用底本 {base}。改完运行 policy build 查看。
# The {name} layout: change fonts, sizes, margins and words here; what you delete stays as in {base}. Then run policy build.
based_on: {base}

# 封面上的标志：把 PNG 图片放进本文件夹，去掉下一行开头的 #。
# A picture on the cover: put a PNG into this folder, and take the # away from the next line.
# logo: {{ file: logo.png, height: 15, align: left, alt: 公司标志 }}

# 要改封面的排法：把底本的 cover.xml 复制到这里再改（底本在程序的 templates/word/{base}/）；段落样式在 looks.xml。
# To arrange the cover anew, copy cover.xml of {base} into this folder and change it; looks.xml has the styles.

"""
        + values
    )


def _quoted(text: str) -> str:
    """Text as a YAML scalar in double quotes."""
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
