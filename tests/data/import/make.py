"""Makes two-tables.xlsx as Excel users make such files, by another program than ours:

/usr/bin/python3 tests/data/import/make.py     (Debian: python3-openpyxl)

Two sheets with a ledger each: titles above, merged cells, dates as dates, a column nobody knows.
"""
import datetime
import pathlib

import openpyxl

here = pathlib.Path(__file__).parent
book = openpyxl.Workbook()
sheet = book.active
sheet.title = "重点任务"
for row in [
    ["2026年信用交通重点任务台账"],
    ["序号", "工作类别", "重点任务", "责任部门", "完成时间", "进展情况", "联系方式"],
    [1, "一、制度建设", "制定信用承诺制度", "厅法规处", datetime.date(2026, 11, 30), "已起草", "略"],
    [2, None, "修订红黑名单办法", "法制处", "2026年12月", None, "略"],
    [3, "二、宣传培训", "组织信用专题培训", "厅法规处、厅人事处", "2026年12月", None, "略"],
]:
    sheet.append(row)
sheet.merge_cells("A1:G1")
sheet.merge_cells("B3:B4")
other = book.create_sheet("县区任务")
for row in [["县区任务"], ["序号", "工作任务", "牵头单位", "时限"], [1, "报送典型案例", "厅法规处", "每月15日前"]]:
    other.append(row)
other.merge_cells("A1:D1")
book.properties.created = book.properties.modified = datetime.datetime(2026, 1, 1)
book.save(here / "two-tables.xlsx")
