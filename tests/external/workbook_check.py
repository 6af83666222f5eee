#!/usr/bin/env python3
"""Reads workbooks with a reader of others: whatever was scraped, a workbook has the parts and the
cells it has when it is one plain word, and no cell is anything but text.

usage: workbook_check.py HOSTILE_REPORTS
Exit 77 where python3-openpyxl is not installed.
"""
import json
import pathlib
import re
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ElementTree
import zipfile

try:
    import openpyxl
except ImportError:
    print("SKIP: python3-openpyxl is not installed", file=sys.stderr)
    sys.exit(77)

MOST = 32767  # characters a cell can hold
# What a spreadsheet could act on or XML cannot hold; the C++ payloads come beside these.
PAYLOADS = [
    "=1+1", "+1+1", "-2+3", "@SUM(1)", "\t=1", "＝1+1", "=cmd|' /C calc'!A0",
    '=HYPERLINK("https://evil.example/")', "{=1}", "'=1", "https://evil.example/", "mailto:a@b.example",
    "internal:Sheet1!A1", "TRUE", "12345678901234567890", "1e5", "2026-01-01", "#REF!",
    "_x003D_1+1", "_x0000__x0001__x000A_", "_x005F_x003D_", "_xFFFE_", "_x202E_abc",
    "\x01\x02\x1f" * 3000, "\uffff\ufffe", "\U0010ffff" * 2000, "a" * 40000, "ü" * 40000,
    "𝔘" * 20000, "<v>1</v></c><c t='str'><f>1+1</f>", "]]> &amp; <!-- -->", " lead and trail ",
]
HEADER = ["ID", "No.", "Section", "Requirement", "Met Y/N", "Response", "Evidence", "Verdict", "Reason",
          "Seen at", "To do", "Valid until"]
# What the sample's applicant answered, by id; the JSON report has our words only.
ANSWERS = {"P1.1": ("Y", "We have read them.", "guidelines.pdf"), "C3.1": ("Waived", None, None),
           "C5.1": ("N/A", "We deliver projects.", None)}
faults = []


def check_parts(path):
    """The archive's parts: all XML, and none with a formula, a link or anything outside."""
    names = []
    with zipfile.ZipFile(path) as archive:
        for name in archive.namelist():
            names.append(name)
            for element in ElementTree.fromstring(archive.read(name)).iter():
                tag = element.tag.rsplit("}", 1)[-1]
                if tag in ("f", "hyperlink", "hyperlinks", "oleObject", "definedName") and \
                        not (element.text or "").endswith("$L$10"):
                    faults.append(f"{path.name}: {name} has <{tag}>")
                if element.attrib.get("TargetMode") == "External":
                    faults.append(f"{path.name}: {name} leads outside")
    return sorted(names)


def filled(path):
    """Where each sheet has cells; each is text and short enough."""
    out = []
    for sheet in openpyxl.load_workbook(path).worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                if cell.value is None:
                    continue
                # Only what is an address stands under "Seen at".
                if (sheet.title, cell.column_letter) != ("Self-assessment", "J"):
                    out.append((sheet.title, cell.coordinate))
                if cell.data_type != "s" or not isinstance(cell.value, str):
                    faults.append(f"{path.name}: {cell.coordinate} is {cell.data_type}: {cell.value!r}")
                elif len(cell.value.encode("utf-16-le")) // 2 > MOST:
                    faults.append(f"{path.name}: {cell.coordinate} has {len(cell.value)} characters")
                elif re.search("[\x00-\x08\x0b-\x1f\ufffe\uffff]", cell.value):
                    faults.append(f"{path.name}: {cell.coordinate} has a control character")
    return out


def check_sample(folder):
    """The sample report, item by item, against its JSON."""
    report = json.loads((folder / "sample.json").read_text())
    rows = list(openpyxl.load_workbook(folder / "sample.xlsx")["Self-assessment"].iter_rows(values_only=True))
    if list(rows[0]) != HEADER:
        faults.append(f"the header is {rows[0]}")
    expected = [(each["id"], each["printed"], each["title"], *ANSWERS.get(each["id"], (None, None, None)),
                 "\n".join(reason["text"] for reason in each["reasons"]) or None)
                for each in report["requirements"]]
    if [(*row[0:2], *row[3:7], row[8]) for row in rows[1:]] != expected:
        faults.append(f"the rows are {rows[1:]}")


def check_escapes(folder, index, payload):
    """A text that looks like an escape is read as it stands."""
    with zipfile.ZipFile(folder / f"{index}.xlsx") as archive:
        strings = ElementTree.fromstring(archive.read("xl/sharedStrings.xml"))
    read = [re.sub("_x([0-9A-Fa-f]{4})_", lambda escape: chr(int(escape[1], 16)), text)
            for text in strings.itertext()]
    if payload not in read:
        faults.append(f"{index}.xlsx: {payload} is not read as it stands")


def main():
    with tempfile.TemporaryDirectory(prefix="verify-workbooks-") as name:
        folder = pathlib.Path(name)
        (folder / "payloads.txt").write_text(json.dumps(PAYLOADS))
        subprocess.run([sys.argv[1], folder, folder / "payloads.txt"], check=True)
        plain = folder / "word.xlsx"
        parts, cells = check_parts(plain), filled(plain)
        books = sorted(folder.glob("*.xlsx"))
        for book in books:
            if check_parts(book) != parts:
                faults.append(f"{book.name}: has other parts")
            if filled(book) != cells and book.name != "sample.xlsx":
                faults.append(f"{book.name}: has other cells")
        ours = len(books) - 2 - len(PAYLOADS)
        for at, payload in enumerate(PAYLOADS):
            if "_x" in payload:
                check_escapes(folder, ours + at, payload)
        check_sample(folder)
        print(f"{len(books)} workbooks, {len(cells)} cells each")
    print("\n".join(faults[:20]), file=sys.stderr)
    return 1 if faults or len(books) <= len(PAYLOADS) else 0


sys.exit(main())
