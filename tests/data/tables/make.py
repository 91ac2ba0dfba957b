"""Makes the tables beside it, by other programs than this one, in the layouts that offices use.

    /usr/bin/python3 tests/data/tables/make.py

It needs Debian's python3-openpyxl, python3-docx and libreoffice-calc with libreoffice-writer; the
tests need none of them, since what it makes is kept. Made again, a file has the same content and
other bytes, so that only what was changed is to be committed. The rows are those of the Ningxia
ledger (../ningxia.tsv), of the Xinzhou and the Xiamen document (../sources).

xlsx by openpyxl
  ningxia.xlsx    all 69 rows, a title, cells merged down as printed; 加分项 and 扣分项 have 一级 and
                  二级 merged across
  blanks.xlsx     the same without merges: what is as above is blank; 12 rows
  notes.xlsx      title rows, an empty first column, 序号, notes under the table
  heads.xlsx      a header of two rows, 牵头单位 and 配合单位 under 责任分工
  sheets.xlsx     a sheet of words, two ledgers, one beside a small table, a hidden sheet, a chart
  dates.xlsx      deadlines as real dates in many formats, month alone, texts, numbers of days
  dates1904.xlsx  the same days, counted from 1904
  points.xlsx     分值, 进展情况, 完成率 and 备注; numbers in many formats
  roles.xlsx      Xinzhou's and Xiamen's ways to say who leads, in one cell
  rich.xlsx       letters in several fonts, how to pronounce them, line ends, signs as _x000D_
docx by python-docx
  ningxia.docx    all 69 rows, as ningxia.xlsx
  pages.docx      one ledger in three tables, each with the header, as page breaks cut it
  several.docx    a plan of topics, a ledger and signatures, each with words above it
  short.docx      rows with fewer cells, and with cells left out before them (by its XML)
  changes.docx    tracked changes, content controls, a table in a cell, signs (by its XML)
LibreOffice
  office.xlsx, office.docx    ningxia.xlsx and ningxia.docx as it writes them
  office.csv, office.ods      blanks.xlsx as it writes it
text
  gb18030.csv, bom.csv, tabs.tsv, semicolons.csv, wide.txt (UTF-16): six rows; lines.csv has cells of
  several lines
"""
import copy
import datetime
import pathlib
import re
import shutil
import subprocess
import tempfile
import zipfile

import docx
import openpyxl
from docx.oxml import parse_xml
from openpyxl.chart import BarChart, Reference
from openpyxl.utils.datetime import CALENDAR_MAC_1904

HERE = pathlib.Path(__file__).resolve().parent
ROWS = [line.split("\t") for line in (HERE.parent / "ningxia.tsv").read_text("utf-8").splitlines()]
HEAD, ROWS = ROWS[0], ROWS[1:]
TITLE = "宁夏回族自治区“信用交通省”建设指标体系任务分工台账"
# Rows whose 责任 and 时限 are, as printed, those of the row above.
SAME_UNITS = {2, 4, 5, 16, 17, 23, 24, 25, 26, 27, 29, 33, 36, 38, 39, 42, 44, 45, 46, 47, 51, 53, 57, 60}
SAME_DEADLINE = {2, 16, 17, 23, 24, 25, 26, 27, 29, 33, 38, 39, 42, 44, 45, 46, 47, 51, 53, 60}
SEVERAL = ROWS[:9] + [ROWS[61], ROWS[64], ROWS[65]]


def starts(rows, column, numbers):
    """Which rows say themselves what stands in a column."""
    for index, row in enumerate(rows):
        if column == 2 or index == 0:
            yield True
        elif column < 2:
            yield row[:column + 1] != rows[index - 1][:column + 1] or not row[column]
        else:
            same = SAME_UNITS if column == 3 else SAME_DEADLINE
            yield numbers[index] not in same


def runs(rows, column, numbers):
    """First and last row of each merged cell of a column."""
    first = 0
    marks = list(starts(rows, column, numbers)) + [True]
    for index in range(1, len(marks)):
        if marks[index]:
            yield first, index - 1
            first = index


def save(book, name):
    book.save(HERE / name)


# ---- xlsx ----------------------------------------------------------------------------------


def ningxia_xlsx():
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "台账"
    sheet.append([TITLE])
    sheet.merge_cells("A1:E1")
    sheet.append(HEAD)
    numbers = list(range(1, 70))
    for row in ROWS:
        sheet.append(row)
    for column in (0, 1, 3, 4):
        for first, last in runs(ROWS, column, numbers):
            if last > first and not (column == 1 and not ROWS[first][1]):
                sheet.merge_cells(start_row=first + 3, end_row=last + 3, start_column=column + 1,
                                  end_column=column + 1)
    for first, last in ((61, 63), (64, 68)):
        sheet.unmerge_cells(start_row=first + 3, end_row=last + 3, start_column=1, end_column=1)
        sheet.merge_cells(start_row=first + 3, end_row=last + 3, start_column=1, end_column=2)
    save(book, "ningxia.xlsx")


def blank_rows():
    numbers = [ROWS.index(row) + 1 for row in SEVERAL]
    marks = [list(starts(SEVERAL, column, numbers)) for column in range(5)]
    for index, row in enumerate(SEVERAL):
        yield [text if marks[column][index] else None for column, text in enumerate(row)]


def blanks_xlsx():
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "台账"
    sheet.append(HEAD)
    for row in blank_rows():
        sheet.append([text or None for text in row])
    save(book, "blanks.xlsx")


def notes_xlsx():
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "任务分工"
    sheet["B1"] = "附件1"
    sheet["B2"] = TITLE
    sheet.merge_cells("B2:G2")
    sheet["B3"] = "填报单位：厅法规处"
    sheet["F3"] = "填报日期：2020年3月"
    for column, text in enumerate(["序号", *HEAD], 2):
        sheet.cell(5, column, text)
    for index, row in enumerate(ROWS[:6]):
        sheet.cell(6 + index, 2, index + 1)
        for column, text in enumerate(row, 3):
            sheet.cell(6 + index, column, text)
    sheet["B13"] = "注：1. 本台账由厅法规处负责解释。"
    sheet.merge_cells("B13:G13")
    sheet["B14"] = "2. 每月25日之前更新进展情况。"
    save(book, "notes.xlsx")


def heads_xlsx():
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "分工表"
    sheet.append(["序号", "工作任务", None, "责任分工", None, "完成时间", "备注"])
    sheet.append([None, "任务类别", "工作内容", "牵头单位", "配合单位", None, None])
    for cells in ("A1:A2", "B1:C1", "D1:E1", "F1:F2", "G1:G2"):
        sheet.merge_cells(cells)
    support = ["五市交通运输局", "厅建管处、运输处", None, "各市、县（区）交通运输局"]
    for index, row in enumerate(ROWS[6:10]):
        sheet.append([index + 1, row[1], row[2], row[3].split("，")[0], support[index], row[4], None])
    save(book, "heads.xlsx")


def sheets_xlsx():
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "填表说明"
    sheet["A1"] = "一、请按月填写进展情况。"
    sheet["A2"] = "二、不得增减行列。"
    first = book.create_sheet("2020年")
    first.append(HEAD)
    for row in ROWS[:3]:
        first.append(row)
    second = book.create_sheet("2021年")
    second.append(["序号", "目标任务", "责任单位", "完成时限"])
    for index, row in enumerate(ROWS[9:12]):
        second.append([index + 1, row[2], row[3], "2021年12月"])
    for index, (unit, tasks) in enumerate([("单位", "任务数"), ("厅法规处", 36), ("厅建管处", 28)]):
        second.cell(1 + index, 7, unit)
        second.cell(1 + index, 8, tasks)
    hidden = book.create_sheet("底稿")
    hidden.sheet_state = "hidden"
    hidden["A1"] = "不给人看的"
    very = book.create_sheet("taizhang")
    very.sheet_state = "veryHidden"
    very["A1"] = '{"a": "'
    very["A2"] = '=1"}'
    very["A2"].data_type = "s"
    chart = BarChart()
    chart.add_data(Reference(second, min_col=8, min_row=1, max_row=3), titles_from_data=True)
    book.create_chartsheet("图").add_chart(chart)
    save(book, "sheets.xlsx")


DATES = [  # day, format
    (datetime.date(2020, 12, 31), "yyyy\\-mm\\-dd"),
    (datetime.date(2020, 12, 31), 'yyyy"年"m"月"d"日";@'),
    (datetime.date(2020, 12, 31), "[$-804]yyyy\"年\"m\"月\"d\"日\";@"),
    (datetime.date(2020, 12, 31), "mm-dd-yy"),  # 14, as openpyxl names it
    (datetime.date(2020, 12, 31), "m/d"),
    (datetime.date(2020, 12, 31), 'm"月"d"日"'),
    (datetime.date(2020, 12, 1), 'yyyy"年"m"月"'),
    (datetime.date(2020, 12, 1), "mmm-yy"),
    (datetime.datetime(2020, 4, 30, 23, 59, 59), "yyyy/m/d h:mm:ss"),
    (datetime.date(2020, 12, 31), "[DBNum1][$-804]yyyy\"年\"m\"月\"d\"日\";@"),
    (datetime.date(2020, 12, 31), "dd/mm/yyyy"),
]
TEXT_DATES = ["2020年12月", "2020.12.31", "12月底前", "2020-12-31"]
SERIALS = [0, 1, 59, 60, 61, 44196, 2958465, 2958466, -1]


def dates_xlsx(name, epoch):
    book = openpyxl.Workbook()
    if epoch is not None:
        book.epoch = epoch
    sheet = book.active
    sheet.title = "时限"
    sheet.append(["目标任务", "完成时限"])
    for index, (day, code) in enumerate(DATES):
        sheet.append([f"第{index + 1}种写法", day])
        sheet.cell(sheet.max_row, 2).number_format = code
    for text in TEXT_DATES:
        sheet.append(["文字", text])
    for number in SERIALS:
        sheet.append(["天数", number])
        sheet.cell(sheet.max_row, 2).number_format = "yyyy/m/d"
    sheet.append(["不是日期", 44196])
    sheet.append(["时刻", datetime.time(14, 30)])
    sheet.cell(sheet.max_row, 2).number_format = "h:mm"
    save(book, name)


NUMBERS = [  # number, format
    (3, "General"), (0.5, "General"), (0.1 + 0.2, "General"), (1e20, "General"),
    (2.5, "0"), (0.6, "0%"), (0.285, "0%"), (0.12345, "0.00%"), (1234567.891, "#,##0.00"),
    (5, "00"), (2.5, '0.0"分"'), (-3, "0;(0)"), (0, '0;-0;"—"'), (1.005, "0.00"), (12, "0.##"),
    (1.5, "# ?/?"), (123456, "0.00E+00"), (7, "@"), (-0.4, "0"), (1234.5, '"¥"#,##0'),
    (7, "[红色]0"), (80, '[>=60]"合格";"不合格"'), (50, '[>=60]"合格";"不合格"'),
]


def points_xlsx():
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "自评"
    sheet.append(["序号", "目标任务", "分值", "完成率", "进展情况", "完成", "备注"])
    sheet.append([1, ROWS[0][2], 5, 0.6, "已开展2次专题学习。\n第3次定于9月。", True, None])
    sheet.append([2, ROWS[1][2], 2.5, 1, "=1+1", False, "=2*3"])
    sheet.append([3, ROWS[2][2], "2分", "80%", None, None, "#N/A"])
    for row in (2, 3):
        sheet.cell(row, 4).number_format = "0%"
    sheet["E3"].data_type = "s"
    numbers = book.create_sheet("数字")
    for number, code in NUMBERS:
        numbers.append([number])
        numbers.cell(numbers.max_row, 1).number_format = code
    save(book, "points.xlsx")


def xinzhou_rows():
    """Tasks and who leads them, 责任部门：局政策法规科牵头，…配合."""
    text = (HERE.parent / "sources/xinzhou-2022-points.txt").read_text("utf-8")
    for goal, units in re.findall(r"^\d+\. (.+?)（责任部门：(.+?)）", text, re.MULTILINE):
        yield goal, units


def xiamen_rows():
    """Tasks with their roles at the end: （牵头单位：局法规处，责任单位：…）."""
    text = (HERE.parent / "sources/xiamen-2022-points.txt").read_text("utf-8")
    yield from re.findall(r"^（[一二三四五六七八九十]+）(.+?)(（牵头单位：.+?）)", text, re.MULTILINE)


def roles_xlsx():
    book = openpyxl.Workbook()
    first = book.active
    first.title = "忻州"
    first.append(["序号", "主要任务", "责任部门"])
    for index, (goal, units) in enumerate(list(xinzhou_rows())[:4]):
        first.append([index + 1, goal, units])
    second = book.create_sheet("厦门")
    second.append(["序号", "工作任务"])
    for index, (goal, units) in enumerate(list(xiamen_rows())[:3]):
        second.append([f"（{'一二三'[index]}）", goal + units])
    save(book, "roles.xlsx")


RUNS = {  # what no program here writes by itself
    "目标": '<t>目标任务</t><rPh sb="0" eb="2"><t>MU BIAO</t></rPh><phoneticPr fontId="1"/>',
    "字体": "<r><t>完善</t></r><r><rPr><b/></rPr><t>宁夏“信用交通”</t></r><r><t>网站（网页）。</t></r>",
    "两行": '<r><rPr><b/></rPr><t xml:space="preserve">第一行\n</t></r><r><t xml:space="preserve"> 第二行</t></r>',
    "空格": '<t xml:space="preserve">  前后有空格  </t>',
    "缩进": "<t>　　缩进两格</t>",
    "符号": "<t>回车_x000D_\n换行 _x005F_x0041_ _xD83D__xDE00_ _x12_</t>",
    "公式": "<t>'=1+1</t>",
    "注音": '<r><t>任</t></r><rPh sb="0" eb="1"><t>REN</t></rPh><r><t>务</t></r>',
}


def rich_xlsx():
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "格式"
    for word in RUNS:
        sheet.append([word])
    save(book, "rich.xlsx")
    convert("rich.xlsx", "xlsx", "rich.xlsx")

    def add_runs(name, data):
        if name != "xl/sharedStrings.xml":
            return data
        text = data.decode("utf-8")
        for word, xml in RUNS.items():
            text, count = re.subn(rf"<t( [^>]*)?>{word}</t>", lambda match: xml, text)
            assert count == 1
        return text.encode("utf-8")

    rewrite(HERE / "rich.xlsx", add_runs)


# ---- docx ----------------------------------------------------------------------------------

UNUSED = re.compile(r"thumbnail|stylesWithEffects|webSettings|theme|customXml|fontTable|numbering")


def rewrite(path, change):
    """A zip with what change makes of its parts; None leaves one out."""
    with zipfile.ZipFile(path) as old:
        parts = [(name, change(name, old.read(name))) for name in old.namelist()]
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as new:
        for name, data in parts:
            if data is not None:
                new.writestr(zipfile.ZipInfo(name, (2020, 1, 1, 0, 0, 0)), data, zipfile.ZIP_DEFLATED)


def slim(name, data):
    """What python-docx puts into every file and no table needs."""
    if UNUSED.search(name):
        return None
    if name.endswith(".rels") or name == "[Content_Types].xml":
        text = data.decode("utf-8")
        text = re.sub(r"<(Relationship|Override)\b[^>]*(" + UNUSED.pattern + r")[^>]*/>", "", text)
        return text.encode("utf-8")
    if name == "word/styles.xml":
        text = data.decode("utf-8")
        return re.sub(r"<w:latentStyles.*?</w:latentStyles>", "", text, flags=re.DOTALL).encode("utf-8")
    return data


def save_docx(document, name):
    for style in list(document.styles):
        if style.name not in ("Normal", "Table Grid", "Normal Table", "Default Paragraph Font", "Title"):
            style.delete()
    document.save(HERE / name)
    rewrite(HERE / name, slim)


def add_rows(table, rows):
    for row in rows:
        cells = table.add_row().cells
        for cell, text in zip(cells, row):
            cell.text = text or ""


def new_table(document, head, rows):
    table = document.add_table(1, len(head))
    for cell, text in zip(table.rows[0].cells, head):
        cell.text = text
    add_rows(table, rows)
    return table


def merge_down(cells, first, last):
    """Merges cells whose texts are in the first alone."""
    for index in range(first + 1, last + 1):
        cells[index].text = ""
    if last > first:
        text = cells[first].text
        cells[first].merge(cells[last]).text = text


def ningxia_docx():
    document = docx.Document()
    document.add_paragraph("附件")
    document.add_paragraph(TITLE)
    table = new_table(document, HEAD, ROWS)
    numbers = list(range(1, 70))
    columns = [list(table.column_cells(column)) for column in range(5)]
    for column in (0, 1, 3, 4):
        for first, last in runs(ROWS, column, numbers):
            if column > 1 or first < 61:
                merge_down(columns[column], first + 1, last + 1)
    for first, last in ((62, 64), (65, 69)):
        text = columns[0][first].text
        columns[0][first].merge(columns[1][last]).text = text
    save_docx(document, "ningxia.docx")


def pages_docx():
    document = docx.Document()
    document.add_paragraph(TITLE)
    for part in (SEVERAL[:4], SEVERAL[4:8], SEVERAL[8:]):
        new_table(document, HEAD, part)
        document.add_paragraph("")
    save_docx(document, "pages.docx")


def several_docx():
    document = docx.Document()
    for text in ("一", "二", "三", "", "四", "五", "典型案例报送主题计划", " "):
        document.add_paragraph(text)
    new_table(document, ["月度", "主题"], [["一月", "去年回顾"], ["二月", "信用服务"]])
    document.add_paragraph("附件2")
    document.add_paragraph(TITLE)
    new_table(document, HEAD, ROWS[:3])
    new_table(document, ["签发", "校对"], [["", ""]])
    save_docx(document, "several.docx")


def w(xml):
    return parse_xml(f'<w:body xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
                     f'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">{xml}</w:body>')


def p(text):
    return f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"


def tc(content, properties=""):
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{content if content.startswith('<') else p(content)}</w:tc>"


def tr(*cells, properties=""):
    return f"<w:tr><w:trPr>{properties}</w:trPr>{''.join(cells)}</w:tr>"


def tbl(*rows):
    return f"<w:tbl><w:tblPr/><w:tblGrid/>{''.join(rows)}</w:tbl>"


def xml_docx(name, xml):
    document = docx.Document()
    body = document.element.body
    for child in list(w(xml)):
        body.insert(len(body) - 1, copy.deepcopy(child))
    save_docx(document, name)


def short_docx():
    span = '<w:gridSpan w:val="2"/>'
    xml_docx("short.docx", tbl(
        tr(*[tc(text) for text in HEAD]),
        tr(*[tc(text) for text in ROWS[0]]),
        tr(tc("八、加分项", span + '<w:vMerge w:val="restart"/>'), *[tc(text) for text in ROWS[61][2:]]),
        tr(tc("", span + "<w:vMerge/>"), *[tc(text) for text in ROWS[62][2:]]),
        tr(tc("只有目标"), tc("厅法规处"), properties='<w:gridBefore w:val="2"/><w:gridAfter w:val="1"/>'),
        tr(tc("左", '<w:hMerge w:val="restart"/>'), tc("右", "<w:hMerge/>"), tc("后")),
        tr(tc("只有一格")),
    ))


def changes_docx():
    run = "<w:r><w:t>{}</w:t></w:r>"
    struck = '<w:del w:id="{}" w:author="a">{}</w:del>'
    added = '<w:ins w:id="{}" w:author="a">{}</w:ins>'
    gone = '<w:r><w:delText>删去的</w:delText></w:r>'
    old = ('<w:tcPrChange w:id="9" w:author="a"><w:tcPr><w:gridSpan w:val="3"/></w:tcPr></w:tcPrChange>')
    inner = tbl(tr(tc("内一"), tc("内二")))
    mark = ('<w:pPr><w:tabs><w:tab w:val="left" w:pos="420"/></w:tabs><w:rPr><w:del w:id="3" w:author="a"/>'
            '</w:rPr></w:pPr>')
    signs = ('<w:p><w:r><w:sym w:font="Wingdings" w:char="F0FE"/><w:t>是</w:t><w:tab/><w:t>12</w:t>'
             '<w:noBreakHyphen/><w:t>3月</w:t><w:br/><w:t>下一行</w:t></w:r></w:p>')
    drawing = ('<w:p><w:r><mc:AlternateContent><mc:Choice Requires="w"><w:t>一次</w:t></mc:Choice>'
               '<mc:Fallback><w:t>两次</w:t></mc:Fallback></mc:AlternateContent></w:r></w:p>')
    ruby = ('<w:p><w:r><w:ruby><w:rt><w:r><w:t>pin</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>拼</w:t></w:r>'
            '</w:rubyBase></w:ruby></w:r></w:p>')
    field = ('<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>PAGE</w:instrText></w:r>'
             '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>第1页</w:t></w:r></w:p>')
    table = tbl(
        tr(tc("目标任务"), tc("完成时限"), tc("备注")),
        tr(tc("<w:p>" + run.format("保留") + struck.format(1, gone) + added.format(2, run.format("新增"))
              + "</w:p>", old), tc("2020年12月"), tc(p("第一段") + p("第二段"))),
        tr(tc("删去的行"), tc("2020年1月"), tc("无"), properties=struck.format(4, "")),
        tr(tc(f"<w:p>{mark}{run.format('接着')}</w:p><w:p>{run.format('写')}</w:p>"), tc(signs), tc(drawing)),
        f'<w:sdt><w:sdtContent>{tr(tc(p("外") + inner + p("")), tc(ruby), tc(field))}</w:sdtContent></w:sdt>',
    )
    xml_docx("changes.docx", p("任务表") + f"<w:sdt><w:sdtContent>{table}</w:sdtContent></w:sdt>")


# ---- LibreOffice and text ------------------------------------------------------------------


def convert(source, form, name):
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run(["soffice", f"-env:UserInstallation=file://{folder}/profile", "--headless",
                        "--convert-to", form, "--outdir", folder, HERE / source],
                       check=True, stdout=subprocess.DEVNULL)
        made = pathlib.Path(folder) / (pathlib.Path(source).stem + "." + form.split(":")[0])
        shutil.copyfile(made, HERE / name)
    if zipfile.is_zipfile(HERE / name):
        rewrite(HERE / name, lambda part, data: None if "humbnail" in part else data)


def texts():
    rows = [HEAD, *ROWS[:6]]
    lines = {mark: "".join(mark.join(row) + "\r\n" for row in rows) for mark in ",;\t"}
    (HERE / "gb18030.csv").write_bytes(lines[","].encode("gb18030"))
    (HERE / "bom.csv").write_bytes(lines[","].encode("utf-8-sig"))
    (HERE / "semicolons.csv").write_bytes(lines[";"].encode("utf-8"))
    (HERE / "tabs.tsv").write_bytes(lines["\t"].replace("\r\n", "\n").encode("utf-8"))
    (HERE / "wide.txt").write_bytes(lines["\t"].encode("utf-16"))
    (HERE / "lines.csv").write_bytes(
        '目标任务,进展情况,备注\n"第一行\n第二行","说""好""了","a,b"\n下一项,\'=1+1,\'\'-x\n'.encode("utf-8"))


def main():
    ningxia_xlsx()
    blanks_xlsx()
    notes_xlsx()
    heads_xlsx()
    sheets_xlsx()
    dates_xlsx("dates.xlsx", None)
    dates_xlsx("dates1904.xlsx", CALENDAR_MAC_1904)
    points_xlsx()
    roles_xlsx()
    rich_xlsx()
    ningxia_docx()
    pages_docx()
    several_docx()
    short_docx()
    changes_docx()
    convert("ningxia.xlsx", "xlsx", "office.xlsx")
    convert("blanks.xlsx", "csv:Text - txt - csv (StarCalc):44,34,76", "office.csv")
    convert("blanks.xlsx", "ods", "office.ods")
    convert("ningxia.docx", "docx", "office.docx")
    texts()


main()
