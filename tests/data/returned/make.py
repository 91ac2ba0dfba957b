"""Makes the returned tables in this folder from one that was sent out, as a unit would: filled in,
sorted, a row deleted, a column put in, saved by another program. Run once; what it makes is kept.

  TAIZHANG_SOURCE=. TAIZHANG_SENT_TO=build/sent build/tests/test-collect -p /collect/other-programs
  /usr/bin/python3 tests/data/returned/make.py build/sent/甲处_2026-11.xlsx

Needs openpyxl and LibreOffice (soffice). The first command writes the table that the test sends
out; it fails afterwards where the files here are of another.
"""
import os, shutil, subprocess, sys, tempfile
import openpyxl

HERE = os.path.dirname(os.path.abspath(__file__))
FIRST = 5  # the row below the heads


def fill(sheet):
    rows = {sheet.cell(r, 1).value: r for r in range(FIRST, sheet.max_row + 1)}
    for name, text, percent, problem, evidence, state in [
            ('第1项', '归集了一半\n共三万条', 0.6, None, '甲处〔2026〕3号', None),
            ('第3项', '=培训了两期', None, '缺经费', None, '已办结'),
            ('第1项 报送 2026-10', '报了数据', None, None, None, None)]:
        row = rows[name]
        for column, value in zip(range(6, 11), (text, percent, problem, evidence, state)):
            if value is not None:
                sheet.cell(row, column).value = value
        if text.startswith('='):
            sheet.cell(row, 6).data_type = 's'


def sort_and_cut(sheet):
    """The last row first, without the second task; with the looks of the cells, as sorting does."""
    rows = [[(c.value, c.data_type, c._style) for c in sheet[r]]
            for r in range(FIRST, sheet.max_row + 1)]
    rows = [row for row in rows if row[0][0] != '第2项'][::-1]
    sheet.delete_rows(FIRST, sheet.max_row)
    for i, row in enumerate(rows):
        for j, (value, kind, style) in enumerate(row):
            cell = sheet.cell(FIRST + i, 1 + j)
            cell.value, cell._style = value, style
            if value is not None and kind == 's':
                cell.data_type = 's'
    sheet.insert_cols(3)
    sheet.cell(FIRST - 1, 3).value = '审核'


book = openpyxl.load_workbook(sys.argv[1])
fill(book['填报表'])
with tempfile.TemporaryDirectory() as folder:
    filled = os.path.join(folder, 'libreoffice.xlsx')
    book.save(filled)
    made = os.path.join(folder, 'made')
    subprocess.run(['soffice', '-env:UserInstallation=file://' + folder + '/profile', '--headless',
                    '--convert-to', 'xlsx', '--outdir', made, filled], check=True)
    shutil.copy(os.path.join(made, 'libreoffice.xlsx'), HERE)
sort_and_cut(book['填报表'])
book.save(os.path.join(HERE, 'openpyxl.xlsx'))
