#!/usr/bin/python3
"""Makes two-tables.xlsx: a workbook as an office keeps it, with two ledgers in it, merged and blank
cells, units nobody knows and a column nobody can name. Run by hand, with python3-openpyxl; the file is kept.

    /usr/bin/python3 tests/data/preview/make.py
"""
import pathlib

from openpyxl import Workbook

HERE = pathlib.Path(__file__).parent


def sheet(book, name, title, rows, merges):
    page = book.create_sheet(name)
    page.append([title])
    page.merge_cells("A1:F1")
    for row in rows:
        page.append(row)
    for merge in merges:
        page.merge_cells(merge)


book = Workbook()
book.remove(book.active)
sheet(
    book,
    "任务分工",
    "2026年信用交通任务分工台账",
    [
        ["序号", "一级指标", "目标任务", "责任单位", "完成时限", "经办"],
        [1, "一、加强组织领导", "印发年度工作要点", "厅法规处", "2026年3月底", "甲"],
        [2, None, "召开领导小组会议", None, "2026年6月底", "乙"],
        [3, None, "开展督促检查", "厅法规处、信用中心", "2026年12月", "丙"],
        [4, "二、加强诚信文化建设", "开展信用交通宣传月", "厅办公室、宣传教育处", "2026年9月底", "丁"],
    ],
    ["B3:B5"],
)
sheet(
    book,
    "县级任务",
    "2026年县级任务分工台账",
    [
        ["序号", "一级指标", "工作任务", "责任单位", "完成时限", "备注"],
        [1, "一、信用承诺", "推行信用承诺制", "厅运输处", "2026年10月底", None],
        [2, None, "公开信用承诺", "厅运输处", "2026年11月底", None],
    ],
    ["B3:B4"],
)
book.save(HERE / "two-tables.xlsx")
