/* sheet_column.c: the columns of the form, for who writes it and who reads it. */
#include "core/exchange/collect/sheet_private.h"

static const struct {
  const char *head;
  double width;
} COLUMNS[SHEET_COLUMN_COUNT] = {
    [SHEET_NUMBER] = {"序号", 10},
    [SHEET_GOAL] = {"目标任务", 34},
    [SHEET_ASKED] = {"完成时限", 15},
    [SHEET_DUE] = {"期限", 12},
    [SHEET_LAST] = {"上次进展", 22},
    [SHEET_TEXT] = {"进展情况", 34},
    [SHEET_PERCENT] = {"完成率", 9},
    [SHEET_PROBLEM] = {"存在问题", 20},
    [SHEET_REFERENCE] = {"佐证材料", 18},
    [SHEET_STATE] = {"状态", 9},
    [SHEET_ID] = {"编号", 0},
};

const char *sheet_head(SheetColumn column) {
  return COLUMNS[column].head;
}

double sheet_width(SheetColumn column) {
  return COLUMNS[column].width;
}

SheetColumn sheet_column(CollectField field) {
  static const SheetColumn OF[COLLECT_FIELD_COUNT] = {
      [COLLECT_TEXT] = SHEET_TEXT,       [COLLECT_PERCENT] = SHEET_PERCENT,
      [COLLECT_PROBLEM] = SHEET_PROBLEM, [COLLECT_REFERENCE] = SHEET_REFERENCE,
      [COLLECT_STATE] = SHEET_STATE,
  };
  return OF[field];
}

char *sheet_mark(const char *origin) {
  return g_strndup(origin, SHEET_MARK_SIZE);
}
