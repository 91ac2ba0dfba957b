#include "core/rules/text.h"
#include "tui/command/bulletin_rows.h"
#include "tui/command/page.h"
#include "tui/command/table.h"
#include "tui/command/words.h"

#define GOAL_COLUMNS 60
#define NAME_LEAST 12
#define NAME_MOST 40   /* on paper */
#define BESIDE_NAME 64 /* columns that the others and the gaps take */
#define EVEN 0.05      /* less is not seen with one digit after the point */

/* ---- paragraph -------------------------------------------------------------------------- */

/* 共58项任务，已办结7项（按时6项，逾期1项），办结率12.1%，平均完成率39.0%；逾期未办结2项；… */
static void append_totals(GString *text, const BulletinLine *all) {
  guint done = bulletin_count(all, FIGURE_DONE);
  g_string_append_printf(text, "共%u项任务，已办结%u项", bulletin_count(all, FIGURE_TASKS), done);
  if (done > 0)
    g_string_append_printf(text, "（按时%u项，逾期%u项）", bulletin_count(all, FIGURE_ON_TIME),
                           bulletin_count(all, FIGURE_LATE_DONE));
  g_string_append_printf(text, "，办结率%.1f%%，平均完成率%.1f%%；逾期未办结%u项", all->share,
                         all->mean, bulletin_count(all, FIGURE_OVERDUE));
  guint missed = bulletin_count(all, FIGURE_MISSED);
  if (missed > 0)
    g_string_append_printf(text, "；欠报%u项", missed);
  g_string_append_printf(text, "；本月未报进展%u项。", bulletin_count(all, FIGURE_NOT_REPORTED));
}

static void append_share(GString *text, double change) {
  if (change >= EVEN)
    g_string_append_printf(text, "，办结率提高%.1f个百分点。", change);
  else if (change <= -EVEN)
    g_string_append_printf(text, "，办结率下降%.1f个百分点。", -change);
  else
    g_string_append(text, "，办结率持平。");
}

/* 与2026年10月末相比，新办结3项，新增逾期1项，不再逾期2项，办结率提高5.2个百分点。 */
static void append_change(GString *text, const BulletinChange *change) {
  CivilDate then = day_civil(change->as_of);
  if (change->tasks == 0) {
    g_string_append_printf(text, "%d年%d月末台账中没有列入统计的任务，不作比较。", then.year,
                           then.month);
    return;
  }
  g_string_append_printf(text, "与%d年%d月末相比，", then.year, then.month);
  if (change->added.tasks->len > 0)
    g_string_append_printf(text, "任务增加%u项，", change->added.tasks->len);
  if (change->dropped.tasks->len > 0)
    g_string_append_printf(text, "任务减少%u项，", change->dropped.tasks->len);
  g_string_append_printf(text, "新办结%u项，新增逾期%u项，不再逾期%u项", change->done.tasks->len,
                         change->overdue.tasks->len, change->cleared.tasks->len);
  append_share(text, change->share);
}

static void write_paragraph(Output *output, const Bulletin *bulletin) {
  g_autofree char *day = words_date(bulletin->as_of);
  g_autoptr(GString) text = g_string_new(NULL);
  g_string_append_printf(text, "　　截至%s，", day);
  if (bulletin_count(bulletin->all, FIGURE_TASKS) > 0) {
    g_autofree char *rest = bulletin_rest_text(bulletin);
    append_totals(text, bulletin->all);
    g_string_append(text, rest != NULL ? rest : "");
    append_change(text, bulletin->change);
  } else {
    g_string_append(text, "没有列入统计的任务。");
  }
  page_text(output, 0, text->str);
  g_autofree char *gap = bulletin_gap_text(bulletin);
  if (gap == NULL)
    return;
  g_autofree char *note = g_strconcat("　　", gap, NULL);
  page_text(output, 0, note);
}

/* ---- tables ----------------------------------------------------------------------------- */

enum { COLUMN_ORDER, COLUMN_NAME, COLUMN_FIGURES };
#define COLUMN_COUNT (COLUMN_FIGURES + FIGURE_COUNT + 2)

static Table *lines_table(Output *output, TableColumn columns[COLUMN_COUNT], const char *order,
                          const char *name) {
  static const char *const FIGURES[FIGURE_COUNT] = {"任务", "办结", "按时", "超时",
                                                    "逾期", "欠报", "未报"};
  int screen = output_columns();
  columns[COLUMN_ORDER] = (TableColumn){order, 0, TRUE};
  columns[COLUMN_NAME] =
      (TableColumn){name, screen > 0 ? MAX(screen - BESIDE_NAME, NAME_LEAST) : NAME_MOST, FALSE};
  for (int i = 0; i < FIGURE_COUNT; i++)
    columns[COLUMN_FIGURES + i] = (TableColumn){FIGURES[i], 0, TRUE};
  columns[COLUMN_COUNT - 2] = (TableColumn){"办结率", 0, TRUE};
  columns[COLUMN_COUNT - 1] = (TableColumn){"完成率", 0, FALSE}; /* its cells are as wide as this */
  return table_new(output, columns, COLUMN_COUNT);
}

/* order 0: none. */
static void add_line(Table *table, const BulletinLine *line, int order) {
  char cells[COLUMN_COUNT][16];
  const char *texts[COLUMN_COUNT];
  for (int i = 0; i < COLUMN_COUNT; i++)
    texts[i] = cells[i];
  g_snprintf(cells[COLUMN_ORDER], sizeof cells[0], "%d", order);
  if (order == 0)
    texts[COLUMN_ORDER] = NULL;
  g_autofree char *clean = text_clean(line->name, FALSE);
  g_autofree char *name = text_ellipsize(clean, NAME_MOST);
  texts[COLUMN_NAME] = name;
  for (int i = 0; i < FIGURE_COUNT; i++)
    g_snprintf(cells[COLUMN_FIGURES + i], sizeof cells[0], "%u",
               bulletin_count(line, (FigureKind)i));
  g_snprintf(cells[COLUMN_COUNT - 2], sizeof cells[0], "%.1f%%", line->share);
  g_snprintf(cells[COLUMN_COUNT - 1], sizeof cells[0], "%5.1f%%", line->mean);
  table_row(table, texts);
}

static void write_units(Output *output, const Bulletin *bulletin) {
  TableColumn columns[COLUMN_COUNT];
  g_autoptr(Table) table = lines_table(output, columns, "名次", "单位");
  for (guint i = 0; i < bulletin->units->len; i++) {
    const BulletinLine *line = bulletin->units->pdata[i];
    add_line(table, line, line->rank);
  }
}

static void write_indicators(Output *output, const Bulletin *bulletin) {
  TableColumn columns[COLUMN_COUNT];
  g_autoptr(Table) table = lines_table(output, columns, "序号", "一级指标");
  for (guint i = 0; i < bulletin->indicators->len; i++) {
    const BulletinLine *line = bulletin->indicators->pdata[i];
    add_line(table, line, line->number);
  }
  add_line(table, bulletin->all, 0);
}

static void write_tables(Output *output, const Bulletin *bulletin) {
  output_line(output, "%s", "");
  output_line(output, "一、各单位办理情况");
  write_units(output, bulletin);
  g_autofree char *note =
      g_strdup_printf("注：按办结率、平均完成率、逾期项数、欠报项数排名；%s。“超时”为逾期后办结，"
                      "“逾期”为逾期未办结，%s，“未报”为本月未报进展。",
                      BULLETIN_UNITS_NOTE, BULLETIN_MISSED_NOTE);
  page_text(output, 0, note);
  output_line(output, "%s", "");
  output_line(output, "二、各一级指标办理情况");
  write_indicators(output, bulletin);
}

/* ---- the late --------------------------------------------------------------------------- */

/* 1. 第4项“落实国家发展改革委…”（厅法规处）：期限2026年4月30日，逾期205天；尚未报告进展。 */
static void write_late(Output *output, const BulletinLate *late, guint order) {
  g_autoptr(GString) text = g_string_new(NULL);
  g_autofree char *goal = text_clean(late->goal, FALSE);
  g_autofree char *cut = text_ellipsize(goal, GOAL_COLUMNS);
  g_autofree char *due = words_date(late->due);
  g_string_append_printf(text, "%u. 第%d项", order, late->number);
  if (late->task != late->number) /* several ledgers: the 编号 that commands take */
    g_string_append_printf(text, "[%" G_GINT64_FORMAT "]", late->task);
  g_string_append_printf(text, "“%s”（%s）：期限%s，逾期%d天；", cut,
                         *late->units != '\0' ? late->units : "未定责任单位", due, late->days);
  if (late->last_progress != NULL) {
    g_autofree char *day = words_date(late->last_on);
    g_autofree char *said = text_clean(late->last_progress, FALSE);
    g_string_append_printf(text, "最近进展（%s）：%s", day, said);
  } else {
    g_string_append(text, "尚未报告进展。");
  }
  page_text(output, 0, text->str);
}

static void write_all_late(Output *output, const Bulletin *bulletin) {
  output_line(output, "%s", "");
  if (bulletin->late->len == 0) {
    output_line(output, "三、逾期未办结任务：没有");
    return;
  }
  output_line(output, "三、逾期未办结任务（%u项）", bulletin->late->len);
  for (guint i = 0; i < bulletin->late->len; i++)
    write_late(output, bulletin->late->pdata[i], i + 1);
}

void bulletin_text(Output *output, const Bulletin *bulletin) {
  output_line(output, "%d年%d月通报", bulletin->year, bulletin->month);
  output_line(output, "（%s）", bulletin->title);
  output_line(output, "%s", "");
  write_paragraph(output, bulletin);
  if (bulletin_count(bulletin->all, FIGURE_TASKS) > 0) {
    write_tables(output, bulletin);
    write_all_late(output, bulletin);
  }
  output_line(output, "%s", "");
  output_line(output, "核验码：%s", bulletin->head[0] != '\0' ? bulletin->head : "（没有日志）");
}
