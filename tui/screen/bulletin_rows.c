#include "tui/screen/bulletin_rows.h"

static void add_row(GArray *rows, BulletinRow row) {
  g_array_append_val(rows, row);
}

static void add_lines(GArray *rows, const char *title, const GPtrArray *lines) {
  add_row(rows, (BulletinRow){.kind = ROW_TITLE, .title = title});
  for (guint i = 0; i < lines->len; i++)
    add_row(rows, (BulletinRow){.kind = ROW_LINE, .line = lines->pdata[i]});
}

void bulletin_rows_build(GArray *rows, const Bulletin *bulletin) {
  g_array_set_size(rows, 0);
  add_row(rows, (BulletinRow){.kind = ROW_LINE, .line = bulletin->all});
  if (bulletin->change->tasks > 0)
    add_row(rows, (BulletinRow){.kind = ROW_CHANGE, .change = bulletin->change});
  add_lines(rows, "责任单位（有牵头单位的任务只计牵头单位）", bulletin->units);
  add_lines(rows, "一级指标", bulletin->indicators);
  add_row(rows, (BulletinRow){.kind = ROW_TITLE, .title = "逾期未办结"});
  for (guint i = 0; i < bulletin->late->len; i++)
    add_row(rows, (BulletinRow){.kind = ROW_LATE, .late = bulletin->late->pdata[i]});
}

gboolean bulletin_row_same(const BulletinRow *one, const BulletinRow *other) {
  if (one->kind != other->kind)
    return FALSE;
  switch (one->kind) {
  case ROW_LINE: /* units have no number, indicators have */
    return one->line->id == other->line->id && one->line->number == other->line->number;
  case ROW_LATE:
    return one->late->task == other->late->task;
  case ROW_TITLE:
    return g_str_equal(one->title, other->title);
  case ROW_CHANGE:
    return TRUE;
  }
  return FALSE;
}

static const GArray *change_tasks(const BulletinChange *change, int column) {
  const Figure *const figures[BULLETIN_CHANGES] = {
      &change->done, &change->overdue, &change->cleared, &change->added, &change->dropped};
  return figures[column]->tasks;
}

const char *bulletin_row_figure(const BulletinRow *row, int column, guint *count) {
  static const char *const names[BULLETIN_CHANGES] = {"新办结", "新逾期", "逾期已解", "新增",
                                                      "减少"};
  if (row->kind == ROW_CHANGE && column < BULLETIN_CHANGES) {
    *count = change_tasks(row->change, column)->len;
    return names[column];
  }
  if (row->kind != ROW_LINE)
    return NULL;
  *count = bulletin_count(row->line, (FigureKind)column);
  return figure_name((FigureKind)column);
}

GArray *bulletin_row_tasks(const Bulletin *bulletin, const BulletinRow *row, int column) {
  return row->kind == ROW_CHANGE ? g_array_copy((GArray *)change_tasks(row->change, column))
                                 : bulletin_tasks(bulletin, row->line, (FigureKind)column);
}

/* ---- as a table ------------------------------------------------------------------------- */

static void add_figures(Listing *listing, const char *part, const BulletinLine *line) {
  g_autoptr(GPtrArray) texts = g_ptr_array_new_with_free_func(g_free);
  g_ptr_array_add(texts, g_strdup(part));
  g_ptr_array_add(texts, g_strdup(line->name));
  for (int i = 0; i < FIGURE_COUNT; i++)
    g_ptr_array_add(texts, g_strdup_printf("%u", bulletin_count(line, (FigureKind)i)));
  g_ptr_array_add(texts, g_strdup_printf("%.1f%%", line->share));
  g_ptr_array_add(texts, line->rank > 0 ? g_strdup_printf("%d", line->rank) : g_strdup(""));
  listing_row(listing, (const char *const *)texts->pdata);
}

Listing *bulletin_rows_listing(const Bulletin *bulletin, const char *note) {
  g_autofree char *title = g_strdup_printf("%d年%d月通报", bulletin->year, bulletin->month);
  Listing *listing = listing_new(title, note);
  listing_column(listing, "分类", LISTING_SHORT, 10);
  listing_column(listing, "名称", LISTING_TEXT, 40);
  for (int i = 0; i < FIGURE_COUNT; i++)
    listing_column(listing, figure_name((FigureKind)i), LISTING_NUMBER, 12);
  listing_column(listing, "办结率", LISTING_SHARE, 10);
  listing_column(listing, "名次", LISTING_NUMBER, 6);
  add_figures(listing, "全部", bulletin->all);
  for (guint i = 0; i < bulletin->units->len; i++)
    add_figures(listing, "责任单位", bulletin->units->pdata[i]);
  for (guint i = 0; i < bulletin->indicators->len; i++)
    add_figures(listing, "一级指标", bulletin->indicators->pdata[i]);
  return listing;
}
