"""`policy fix`: what it shows, what it writes, and how it ends."""

from __future__ import annotations

from small_policy import DEPARTMENT, DEPARTMENT_FILE, edit

DIFF = """\
--- a/policy/hotline/departments/customer-service.yaml
+++ b/policy/hotline/departments/customer-service.yaml
@@ -15,2 +15,2 @@
     when: { 时段: 夜间 }
-    must: { 响应时间: 不超过 90 秒 }
+    must: { 响应时间: 不超过 60 秒 }

✓ policy/hotline/departments/customer-service.yaml:16 looser 比上位文件宽松  → 不超过 60 秒
"""


def test_a_dry_run_shows_the_difference_and_writes_nothing(root, policy):
    """What would be written, the finding that asks for it, and that nothing was written."""
    status, out, err = policy("fix", "--dry-run")
    assert (status, err) == (0, "")
    assert out == DIFF + "可以改正 1 处（1 个文件）。这是试运行，什么也没有写入。\n"
    assert (root / DEPARTMENT_FILE).read_text(encoding="utf-8") == DEPARTMENT


def test_fixes_are_written_and_the_second_run_has_nothing_to_do(root, policy):
    """After it the check finds nothing."""
    assert policy("fix")[:2] == (0, DIFF + "已改正 1 处，写入 1 个文件。\n")
    assert (root / DEPARTMENT_FILE).read_text(encoding="utf-8") == DEPARTMENT.replace("90", "60")
    assert policy("check")[0] == 0
    assert policy("fix")[:2] == (0, "没有可以自动改正的问题。\n")


def test_what_is_left_to_people_is_counted(root, policy):
    """Errors that offer nothing remain, and the exit status says so."""
    edit(root, DEPARTMENT_FILE, "implements: response", "implements: nothing-like-it")
    status, out, _ = policy("fix", "looser", "--lang", "en")
    assert status == 1
    assert out.endswith("Mended: 1; files written: 1.\nErrors left to people: 2; see policy check.\n")


def test_only_some_are_mended(root, policy):
    """By file; what concerns others stays."""
    assert policy("fix", "--file", "policy/organization.yaml")[0] == 1
    assert policy("fix", "--file", "policy/hotline/procedure.yaml")[1].endswith("写入 1 个文件。\n")


def test_a_code_or_file_that_does_not_exist_is_refused(root, policy):
    """With what was probably meant."""
    assert policy("fix", "loser")[::2] == (2, "policy: 没有“loser”这类问题。是否想写“looser”？\n")
    assert policy("fix", "--file", "nowhere.yaml")[0] == 2
