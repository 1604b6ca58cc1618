"""What a file is that is no Word document to read, and what its owner can do about it."""

from __future__ import annotations

from generator.project import ProjectError
from generator.reading.decoding import FORBIDDEN


class Refusal(ProjectError):  # noqa: N818 - people read of what is refused, not of an error
    """A file that is not read, with the reason and the remedy; nothing has been written.

    Names inside a file may hold anything; what would move a terminal is taken out.
    """

    def __init__(self, zh: str, en: str) -> None:
        super().__init__(*(" ".join(FORBIDDEN.sub("\ufffd", words).split()) for words in (zh, en)))


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_SAVE_AS = "请用 Word、WPS 或 LibreOffice 打开它，另存为 .docx，再试一次。"
_SAVE_AS_EN = "Open it in Word, WPS or LibreOffice, save it as .docx, and try that."


def foreign(head: bytes, tail: bytes, name: str) -> Refusal | None:
    """Why a file is no package at all, told from its first bytes and its directory; None where it may be one."""
    if not head:
        return Refusal(f"{name} 是空文件。", f"{name} is an empty file.")
    if head.startswith(OLE):
        return _compound(head + tail, name)
    if head.startswith(b"PK"):
        return None
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n")[:512].lower()
    for mark, zh, en in (
        (b"%pdf", "PDF 文件", "a PDF file"),
        (b"{\\rtf", "RTF 文件", "an RTF file"),
        (b"<?xml", "XML 文件", "an XML file"),
        (b"<!doctype", "网页", "a web page"),
        (b"<html", "网页", "a web page"),
        (b"mime-version", "单个文件网页（.mht）", "a web archive (.mht)"),
    ):
        if start.startswith(mark):
            return Refusal(f"{name} 是{zh}，不是 Word 的 .docx 文件。{_SAVE_AS}", f"{name} is {en}. {_SAVE_AS_EN}")
    return Refusal(
        f"{name} 不是 Word 的 .docx 文件（也许下载不完整，或只是改了扩展名）。{_SAVE_AS}",
        f"{name} is no .docx file of Word (perhaps an incomplete download, or a renamed file). {_SAVE_AS_EN}",
    )


def _compound(data: bytes, name: str) -> Refusal:
    """Files of the older kind (OLE, [MS-CFB]): .doc, .wps, or a .docx under a password."""
    if _utf16("EncryptedPackage") in data:
        return Refusal(
            f"{name} 设有打开密码，内容是加密的。请在 Word 里用密码打开，在“文件 - 信息 - 保护文档”中去掉密码，另存后再试。",
            f"{name} is encrypted. Open it with its password in Word, take the password away (File - Info - Protect "
            "Document), save it, and try that.",
        )
    kind = "WPS 文字的 .wps 文件" if name.lower().endswith((".wps", ".wpt")) else "旧版 Word 的 .doc 文件"
    kind_en = "a .wps file of WPS Writer" if name.lower().endswith((".wps", ".wpt")) else "a .doc file of old Word"
    if _utf16("Workbook") in data:
        kind, kind_en = "旧版 Excel 文件", "a file of old Excel"
    return Refusal(f"{name} 是{kind}，不能直接读取。{_SAVE_AS}", f"{name} is {kind_en}. {_SAVE_AS_EN}")


def _utf16(text: str) -> bytes:
    return text.encode("utf-16-le")


def other_package(main: str, name: str) -> Refusal:
    """A package of another program: of Excel, PowerPoint or LibreOffice, or no document at all."""
    kinds = {
        "spreadsheetml": ("Excel 表格", "an Excel workbook"),
        "presentationml": ("PowerPoint 演示文稿", "a PowerPoint presentation"),
        "opendocument": ("LibreOffice 的 .odt 文件", "an .odt file of LibreOffice"),
    }
    zh, en = next((words for part, words in kinds.items() if part in main), ("压缩包", "an archive"))
    return Refusal(
        f"{name} 是{zh}，里面没有 Word 文档。{_SAVE_AS}", f"{name} is {en} without a Word document. {_SAVE_AS_EN}"
    )


def macros(name: str) -> Refusal:
    """A file with programs in it."""
    return Refusal(
        f"{name} 带有宏（程序），为安全起见不读取。请在 Word 里另存为“Word 文档 (*.docx)”，宏会被去掉，再试一次。",
        f"{name} holds macros and is not read. Save it in Word as 'Word Document (*.docx)', which leaves them out, and "
        "try that.",
    )


def hostile(name: str, zh: str, en: str) -> Refusal:
    """A package that no office program writes."""
    return Refusal(
        f"{name} 没有读取：{zh}。正常保存的 Word 文件不会这样；请用 Word 打开、检查来源，另存后再试。",
        f"{name} was not read: {en}. No Word file is saved like that; open it in Word, make sure where it comes from, "
        "save it anew, and try that.",
    )


def too_large(name: str, zh: str, en: str) -> Refusal:
    """More than one policy document can be."""
    return Refusal(
        f"{name} 太大：{zh}。请在 Word 里拆成几个文件，逐个导入。",
        f"{name} is too large: {en}. Split it into several files in Word and import them one by one.",
    )


def broken(name: str, zh: str, en: str) -> Refusal:
    """A package that is damaged."""
    return Refusal(
        f"{name} 已损坏：{zh}。请用 Word 打开并修复，另存后再试。",
        f"{name} is damaged: {en}. Open it in Word, which may repair it, save it, and try that.",
    )


def without_text(name: str, pictures: int) -> Refusal:
    """A document with nothing to read in it."""
    if pictures:
        return Refusal(
            f"{name} 里只有图片（{pictures} 幅），没有文字，多半是扫描件。请先做文字识别（OCR），核对后存成 .docx 再试。",
            f"{name} holds nothing but pictures ({pictures}), so it is probably scanned. Recognise its text (OCR) first, "
            "proof-read it, save it as .docx, and try that.",
        )
    return Refusal(f"{name} 里没有文字。", f"{name} holds no text.")
