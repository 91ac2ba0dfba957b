#include "tui/screen/first.h"

#include "tui/screen/list_act.h"
#include "tui/screen/task_rows.h"

typedef struct {
  const char *title, *text;
  const FormClass *form;
} Way;

#define WAYS 3

static const Way *ways(void) {
  static const Way WAY[WAYS] = {
      {"建一本空台账", "写上标题和年度，再一项一项添加任务", &FORM_LEDGER_NEW},
      {"从模板建立", "随程序带来的台账、选题计划、单位名录、指标体系", &FORM_TEMPLATE},
      {"导入文件", "现有的 Excel、Word、CSV 台账；先看认出了什么，再定要不要", &FORM_IMPORT},
  };
  return WAY;
}

/* ---- painting --------------------------------------------------------------------------- */

#define ROOMY 18 /* rows from which blank lines stand between */
#define WAY_ROWS 2

static int first_way(Area area) {
  return area.row + (area.rows >= ROOMY ? 2 : 1);
}

static void paint_ways(const First *first, Term *term, Area area) {
  for (int i = 0; i < WAYS; i++) {
    const Way *way = &ways()[i];
    int row = first_way(area) + i * WAY_ROWS;
    g_autofree char *title = g_strdup_printf("  %s", way->title);
    g_autofree char *text = g_strdup_printf("    %s", way->text);
    term_text(term, row, area.column, area.columns,
              first->current == (gsize)i ? THEME_SELECTED : THEME_STRONG, title);
    term_text(term, row + 1, area.column, area.columns, THEME_DIM, text);
  }
}

static void paint_place(App *app, Term *term, Area area, int *row) {
  g_autofree char *name = g_filename_display_name(db_path(app_db(app)));
  const char *state = db_is_published(app_db(app))
                          ? "文件已经有了，里面是空的。"
                          : "还没有；做完上面任何一项才建立，现在退出什么也不留下。";
  int end = area.row + area.rows;
  task_rows_paint_field(term, row, MIN(*row + 2, end), area.column, area.columns, "台账文件：",
                        name, THEME_TEXT);
  if (*row < end)
    term_text(term, (*row)++, area.column, area.columns, THEME_TEXT, state);
}

static void paint_tour(App *app, Term *term, Area area, int row) {
  const GPtrArray *tour = app_tour(app);
  int end = area.row + area.rows;
  if (tour == NULL || row >= end)
    return;
  term_rule(term, row++, area.column, area.columns, "六句话上手");
  for (guint i = 0; i < tour->len && row < end; i++)
    term_text(term, row++, area.column, area.columns, THEME_TEXT, tour->pdata[i]);
}

void first_paint(App *app, const First *first, Term *term, Area area) {
  term_blank(term, area, THEME_TEXT);
  term_text(term, area.row, area.column, area.columns, THEME_STRONG,
            "从哪里开始？↑ ↓ 选一项，回车打开；取消了不留下什么");
  paint_ways(first, term, area);
  int gap = area.rows >= ROOMY ? 1 : 0;
  int row = first_way(area) + WAYS * WAY_ROWS + gap;
  paint_place(app, term, area, &row);
  paint_tour(app, term, area, row + gap);
}

/* ---- doing ------------------------------------------------------------------------------ */

static void open_way(App *app, const First *first) {
  if (db_is_read_only(app_db(app)))
    app_notice(app, "台账文件是只读的，不能在里面建立台账");
  else
    app_open_form(app, ways()[first->current].form, 0, NULL);
}

gboolean first_act(App *app, First *first, ActionId id) {
  if (id == ACTION_OPEN) {
    open_way(app, first);
    return TRUE;
  }
  List list = {.count = WAYS, .current = first->current, .height = WAYS};
  gboolean done = list_act(&list, id);
  first->current = list.current;
  return done;
}

void first_mouse(App *app, First *first, const Event *event, Area area) {
  int way = (event->row - first_way(area)) / WAY_ROWS;
  if (event->row < first_way(area) || way >= WAYS ||
      (event->mouse != MOUSE_PRESS && event->mouse != MOUSE_DOUBLE))
    return;
  first->current = (gsize)way;
  if (event->mouse == MOUSE_DOUBLE)
    open_way(app, first);
}
