#include "tui/screen/case_rows.h"

#include "tui/screen/task_rows.h"

/* ---- words ------------------------------------------------------------------------------ */

char *case_rows_domain_text(const Case *file) {
  if (file->domain == NULL)
    return NULL;
  return file->subdomain != NULL ? g_strdup_printf("%s / %s", file->domain, file->subdomain)
                                 : g_strdup(file->domain);
}

char *case_rows_stages_text(const int stages[CASE_STAGE_COUNT], gboolean all) {
  g_autoptr(GString) text = g_string_new(NULL);
  for (int i = 0; i < CASE_STAGE_COUNT; i++) {
    if (all || stages[i] > 0)
      g_string_append_printf(text, "%s%s%d", text->len > 0 ? " " : "",
                             case_stage_name((CaseStage)i), stages[i]);
  }
  return g_string_free(g_steal_pointer(&text), FALSE);
}

char *case_rows_remarks_text(const Case *file) {
  g_autofree char *across = case_across_text(file);
  g_autofree char *late = case_late_text(file);
  return g_strdup_printf("%s%s%s%s", across != NULL ? "  " : "", across != NULL ? across : "",
                         late != NULL ? "  " : "", late != NULL ? late : "");
}

/* 迟报6天 跨月 无佐证. The caller frees. */
static char *marks_text(const Case *file) {
  g_autofree char *late = case_late_text(file);
  const char *marks[4] = {NULL};
  int count = 0;
  if (late != NULL)
    marks[count++] = late;
  if (file->across)
    marks[count++] = "跨月";
  if (file->evidence == 0)
    marks[count++] = "无佐证";
  return g_strjoinv(" ", (char **)marks);
}

static ThemeRole stage_role(CaseStage stage) {
  switch (stage) {
  case CASE_DRAFT:
    return THEME_GREY;
  case CASE_RETURNED:
    return THEME_RED;
  case CASE_ADOPTED:
    return THEME_GREEN;
  default:
    return THEME_TEXT;
  }
}

/* ---- rows ------------------------------------------------------------------------------- */

#define WIDE 120

typedef struct {
  int stage, day, title, unit, domain, marks;
} Columns;

static Columns columns_for(int width) {
  gboolean wide = width >= WIDE;
  Columns columns = {.stage = 8,
                     .day = 12,
                     .unit = wide         ? 28
                             : width < 80 ? 10
                                          : 14,
                     .domain = wide ? 26 : 0,
                     .marks = 21};
  columns.title =
      width - columns.stage - columns.day - columns.unit - columns.domain - columns.marks;
  return columns;
}

/* A cell with a blank behind it. */
static void cell(Term *term, int row, int *column, int width, ThemeRole role, const char *text) {
  if (width <= 0)
    return;
  term_text(term, row, *column, width - 1, role, text);
  term_text(term, row, *column + width - 1, 1, role, NULL);
  *column += width;
}

void case_rows_paint_header(Term *term, int row, int width) {
  Columns columns = columns_for(width);
  int column = 0;
  cell(term, row, &column, columns.stage, THEME_HEADER, "阶段");
  cell(term, row, &column, columns.day, THEME_HEADER, "日期");
  cell(term, row, &column, columns.title, THEME_HEADER, "案例");
  cell(term, row, &column, columns.unit, THEME_HEADER, "报送单位");
  cell(term, row, &column, columns.domain, THEME_HEADER, "领域");
  term_text(term, row, column, width - column, THEME_HEADER, "标记");
}

void case_rows_paint(Term *term, int row, int width, const Case *file, gboolean selected) {
  Columns columns = columns_for(width);
  ThemeRole role = selected ? THEME_SELECTED : THEME_TEXT;
  char iso[DAY_TEXT_SIZE];
  g_autofree char *domain = case_rows_domain_text(file);
  g_autofree char *marks = marks_text(file);
  int column = 0;
  cell(term, row, &column, columns.stage, selected ? role : stage_role(file->stage),
       case_stage_name(file->stage));
  cell(term, row, &column, columns.day, role, day_to_iso(file->stage_on, iso));
  cell(term, row, &column, columns.title, role, file->title);
  cell(term, row, &column, columns.unit, role, file->unit);
  cell(term, row, &column, columns.domain, role, domain);
  term_text(term, row, column, width - column, selected ? role : THEME_AMBER, marks);
}

Listing *case_rows_listing(const GPtrArray *cases, const char *title) {
  Listing *listing = listing_new(title, NULL);
  listing_column(listing, "阶段", LISTING_SHORT, 8);
  listing_column(listing, "日期", LISTING_DATE, 12);
  listing_column(listing, "案例", LISTING_TEXT, 40);
  listing_column(listing, "报送单位", LISTING_TEXT, 24);
  listing_column(listing, "领域", LISTING_TEXT, 20);
  listing_column(listing, "摘要", LISTING_TEXT, 50);
  listing_column(listing, "标记", LISTING_SHORT, 16);
  for (guint i = 0; i < cases->len; i++) {
    const Case *file = cases->pdata[i];
    char iso[DAY_TEXT_SIZE];
    g_autofree char *domain = case_rows_domain_text(file);
    g_autofree char *marks = marks_text(file);
    const char *const cells[] = {case_stage_name(file->stage),
                                 day_to_iso(file->stage_on, iso),
                                 file->title,
                                 file->unit,
                                 domain,
                                 file->summary,
                                 marks};
    listing_row(listing, cells);
  }
  return listing;
}

/* ---- details ---------------------------------------------------------------------------- */

/* 报市局 2026-11-10 周二：补充了数据 */
static char *stage_text(const Case *file) {
  char iso[DAY_TEXT_SIZE];
  return g_strdup_printf("%s %s 周%s%s%s", case_stage_name(file->stage),
                         day_to_iso(file->stage_on, iso), day_weekday_name(file->stage_on),
                         file->note != NULL ? "：" : "", file->note != NULL ? file->note : "");
}

void case_rows_paint_details(Term *term, Area area, const Case *file) {
  term_blank(term, area, THEME_TEXT);
  if (file == NULL)
    return;
  int y = area.row, end = area.row + area.rows;
  g_autofree char *remarks = case_rows_remarks_text(file);
  g_autofree char *stage = stage_text(file);
  g_autofree char *domain = case_rows_domain_text(file);
  g_autofree char *heading = g_strconcat(file->title, remarks, NULL);
  g_autofree char *facts =
      g_strdup_printf("%s  %s%s%s", file->unit != NULL ? file->unit : "未注明单位", stage,
                      domain != NULL ? "  " : "", domain != NULL ? domain : "");
  task_rows_paint_field(term, &y, end, 0, area.columns, "案例：", heading, THEME_STRONG);
  task_rows_paint_field(term, &y, end, 0, area.columns, "报送：", facts, THEME_TEXT);
  task_rows_paint_field(term, &y, end, 0, area.columns, "摘要：",
                        file->summary != NULL ? file->summary : "（没有写）",
                        file->summary != NULL ? THEME_TEXT : THEME_DIM);
}

/* ---- actions ---------------------------------------------------------------------------- */

static gboolean may_go_on(CaseStage stage) {
  for (int to = 0; to < CASE_STAGE_COUNT; to++) {
    if (case_stage_follows(stage, (CaseStage)to))
      return TRUE;
  }
  return FALSE;
}

gboolean case_rows_offers(ActionId id, const Case *file) {
  switch (id) {
  case ACTION_CASE_STAGE:
    return file != NULL && may_go_on(file->stage);
  case ACTION_CASE_RETURN:
    return file != NULL && case_stage_follows(file->stage, CASE_RETURNED);
  case ACTION_CASE_EDIT:
  case ACTION_CASE_EVIDENCE:
  case ACTION_CASE_REMOVE:
  case ACTION_OPEN:
    return file != NULL;
  default:
    return TRUE;
  }
}

gboolean case_rows_act(App *app, ActionId id, const Case *file) {
  if (file == NULL)
    return FALSE;
  switch (id) {
  case ACTION_OPEN:
    app_open(app, &SCREEN_CASE, &(Opening){.id = file->id});
    return TRUE;
  case ACTION_CASE_STAGE:
    app_open_form(app, &FORM_CASE_STAGE, file->id, NULL);
    return TRUE;
  case ACTION_CASE_RETURN:
    app_open_form(app, &FORM_CASE_STAGE, file->id,
                  (const char *const[]){"stage", case_stage_name(CASE_RETURNED), NULL});
    return TRUE;
  case ACTION_CASE_EDIT:
    app_open_form(app, &FORM_CASE_EDIT, file->id, NULL);
    return TRUE;
  case ACTION_CASE_EVIDENCE:
    app_open_form(app, &FORM_CASE_EVIDENCE, file->id, NULL);
    return TRUE;
  case ACTION_CASE_REMOVE:
    app_open_form(app, &FORM_CASE_REMOVE, file->id, NULL);
    return TRUE;
  default:
    return FALSE;
  }
}
