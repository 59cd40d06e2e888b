"""Writes workbooks with openpyxl, pandas and by hand, and expected.json: what openpyxl and pandas read of them. Run from this
folder."""
import datetime as dt
import io
import json
import zipfile

import openpyxl
import pandas as pd
from openpyxl.styles import Font

day, moment = dt.date(2024, 1, 31), dt.datetime(2024, 1, 31, 12, 30, 15, 250000)

# Every type of cell, gaps, merged cells, errors, formulas with values.
book = openpyxl.Workbook()
sheet = book.active
sheet.title = "Types"
sheet.append(["whole", "decimal", "name", "day", "moment", "flag", "clock", "gappy", "mixed"])
sheet.append([1, 0.5, "Ada", day, moment, True, dt.time(23, 59, 59), None, 1])
sheet.append([-7, 2, " b\n<&> ", dt.date(1900, 3, 1), dt.datetime(1999, 12, 31), False, dt.time(0, 0), 3, "x"])
sheet.append([2**53, 1e-300, "_x0041_ é", dt.date(1900, 2, 28), dt.datetime(2024, 2, 29, 0, 0, 1), None, None, None, True])
sheet.append([None] * 9)
sheet.append([0, 1e300, "", dt.date(9999, 12, 31), None, True, dt.time(6, 7, 8), None, day])
for row in sheet.iter_rows(min_row=2, min_col=4, max_col=4):
    row[0].number_format = "dd/mm/yyyy"
book.create_sheet("Hidden").append(["secret"])
book["Hidden"].append([1])
book["Hidden"].sheet_state = "hidden"
second = book.create_sheet("Second")
second["C3"], second["D3"], second["C4"], second["D4"] = "a", "b", 1, 2
second.merge_cells("E3:F4")
second["E3"] = "c"
book.save("types.xlsx")

# Days that count from 1904.
book = openpyxl.Workbook()
book.epoch = openpyxl.utils.datetime.CALENDAR_MAC_1904
book.active.append(["day"])
for value in [dt.date(1904, 1, 2), day, dt.date(2000, 2, 29)]:
    book.active.append([value])
book.save("mac.xlsx")

# A frame as pandas writes it.
frame = pd.DataFrame({
    "id": [1, 2, 3], "rate": [0.1, 2.0, None], "name": ["a", None, "ß"],
    "day": pd.to_datetime(["2024-01-31 00:00:00", None, "2024-02-29 23:59:59"]), "ok": [True, False, True]})
frame.to_excel("pandas.xlsx", index=False, sheet_name="Frame")

TYPES = """<?xml version="1.0" encoding="UTF-8"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">
<Default Extension="xml" ContentType="application/xml"/>
<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>
<Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>
<Override PartName="/xl/sheet.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/>
<Override PartName="/xl/texts.xml"
 ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"/></Types>"""
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
ROOT = (f'<Relationships xmlns="{PACKAGE}">'
        f'<Relationship Id="a" Type="{OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>')
BOOK = (f'<x:workbook xmlns:x="{MAIN}" xmlns:r="{OFFICE}"><x:sheets><x:sheet name="By hand" sheetId="1" r:id="s"/></x:sheets>'
        "</x:workbook>")
RELATIONS = (f'<Relationships xmlns="{PACKAGE}"><Relationship Id="s" Type="{OFFICE}/worksheet" Target="sheet.xml"/>'
             f'<Relationship Id="t" Type="{OFFICE}/sharedStrings" Target="/xl/texts.xml"/></Relationships>')
TEXTS = (f'<sst xmlns="{MAIN}"><si><r><t>ri</t></r><r><t>ch</t></r><rPh sb="0" eb="1"><t>no</t></rPh></si>'
         '<si><t xml:space="preserve"> b_x000D_c </t></si></sst>')


def by_hand(name, rows, texts=TEXTS, prefix=""):
    sheet = f'{prefix}<worksheet xmlns="{MAIN}"><sheetData>{rows}</sheetData></worksheet>'
    with zipfile.ZipFile(name, "w", zipfile.ZIP_DEFLATED) as archive:
        for part, text in [("[Content_Types].xml", TYPES), ("_rels/.rels", ROOT), ("xl/workbook.xml", BOOK),
                           ("xl/_rels/workbook.xml.rels", RELATIONS), ("xl/texts.xml", texts), ("xl/sheet.xml", sheet)]:
            archive.writestr(zipfile.ZipInfo(part, (1980, 1, 1, 0, 0, 0)), text, zipfile.ZIP_DEFLATED)


# Prefixes, rich text, texts in cells, errors, formulas with values, cells without a place, rows that are left out.
by_hand("hand.xlsx", """
 <row r="1"><c r="A1" t="inlineStr"><is><t>text</t></is></c>
  <c t="inlineStr"><is><r><t>num</t></r><r><t>ber</t></r></is></c></row>
 <row r="2"><c r="A2" t="s"><v>0</v></c><c r="B2"><f>1+1</f><v>2</v></c></row>
 <row r="4"><c t="s"><v>1</v></c><c t="e"><v>#N/A</v></c></row>
 <row><c t="str"><f>"a"&amp;"b"</f><v>ab</v></c><c><v>1.5E2</v></c></row>""")
by_hand("no-value.xlsx",
        '<row r="1"><c r="A1" t="inlineStr"><is><t>x</t></is></c></row><row r="2"><c r="A2"><f>1+1</f></c></row>')
by_hand("entity.xlsx", '<row r="1"><c r="A1"><v>1</v></c></row>', prefix='<!DOCTYPE w [<!ENTITY a "b">]>')
by_hand("disorder.xlsx", '<row r="2"><c r="B2"><v>1</v></c><c r="A2"><v>1</v></c></row>')
by_hand("beyond.xlsx", '<row r="1"><c r="XFE1"><v>1</v></c></row>')
by_hand("not-a-text.xlsx", '<row r="1"><c r="A1" t="s"><v>9</v></c></row>')
by_hand("empty.xlsx", "")
by_hand("leap.xlsx", '<row r="1"><c r="A1" t="inlineStr"><is><t>x</t></is></c></row><row r="2"><c r="A2"><v>60</v></c></row>')
# What a password locks is a file of the older kind.
open("locked.xlsx", "wb").write(bytes.fromhex("D0CF11E0A1B11AE1"))
# 3 million blanks that pack into 3 kB.
by_hand("blown.xlsx", '<row r="1"><c r="A1"><v>1</v></c></row>' + " " * 3_000_000)


def plain(value):
    if isinstance(value, bool) or value is None:
        return value
    if isinstance(value, dt.datetime):
        return value.isoformat(" ")
    if isinstance(value, (dt.date, dt.time)):
        return value.isoformat()
    return value


expected = {}
for name, title in [("types", "Types"), ("types", "Second"), ("mac", None), ("pandas", None), ("hand", None)]:
    book = openpyxl.load_workbook(f"{name}.xlsx", data_only=True)
    sheet = book[title] if title else book.worksheets[0]
    rows = [[plain(cell) for cell in row] for row in sheet.iter_rows(values_only=True)]
    expected[f"{name}.{sheet.title}"] = rows
read = pd.read_excel("types.xlsx", sheet_name="Types")
sums = {name: float(read[name].sum()) for name in ["whole", "decimal", "gappy"]}
json.dump({"cells": expected, "sums": sums}, open("expected.json", "w"), indent=1, ensure_ascii=False)
