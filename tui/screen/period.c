/* period.c: the periods of a cell of 周期, with what was handed in for each. */
#include "core/model/matrix.h"
#include "core/model/obligation.h"
#include "core/model/submission.h"
#include "tui/screen/list_act.h"
#include "tui/screen/task_rows.h"

/* A row: a period, or one of its submissions. */
typedef struct {
  guint obligation;       /* place in obligations */
  Submission *submission; /* borrowed; NULL: the period itself */
} Row;

/* A row, as it is found again when the page is read anew. */
typedef struct {
  gint64 schedule;
  char *key;         /* of the period; NULL: the first row */
  gint64 submission; /* 0: the period itself */
} Chosen;

typedef struct {
  gint64 schedule; /* 0: those of unit */
  gint64 unit;
  Day first, last;
  char *title;
  Chosen chosen;          /* what is to be chosen once all is read */
  GPtrArray *obligations; /* Obligation*; NULL: not read yet */
  GPtrArray *submissions; /* for each obligation a GPtrArray of Submission* */
  GPtrArray *tasks;       /* for each obligation the label of its task and what is asked, char* */
  GArray *rows;           /* Row */
  List list;
} PeriodPage;

static gpointer period_open(App *app, const Opening *opening) {
  (void)app;
  PeriodPage *page = g_new0(PeriodPage, 1);
  page->schedule = opening->id;
  page->unit = opening->unit;
  page->first = opening->day;
  page->last = opening->last;
  page->title = g_strdup(opening->text);
  page->chosen = (Chosen){.schedule = opening->id, .key = g_strdup(opening->key)};
  page->rows = g_array_new(FALSE, FALSE, sizeof(Row));
  return page;
}

static void drop_data(PeriodPage *page) {
  g_clear_pointer(&page->obligations, g_ptr_array_unref);
  g_clear_pointer(&page->submissions, g_ptr_array_unref);
  g_clear_pointer(&page->tasks, g_ptr_array_unref);
}

static void period_close(gpointer state) {
  PeriodPage *page = state;
  drop_data(page);
  g_array_unref(page->rows);
  g_free(page->title);
  g_free(page->chosen.key);
  g_free(page);
}

static const Row *current_row(const PeriodPage *page) {
  return page->list.count > 0 ? &g_array_index(page->rows, Row, page->list.current) : NULL;
}

static const Obligation *row_obligation(const PeriodPage *page, const Row *row) {
  return page->obligations->pdata[row->obligation];
}

/* ---- reading ---------------------------------------------------------------------------- */

static gboolean read_submissions(App *app, PeriodPage *page, GError **error) {
  for (guint i = 0; i < page->obligations->len; i++) {
    const Obligation *obligation = page->obligations->pdata[i];
    GPtrArray *list = obligation->period != 0 ? submission_list(app_db(app), obligation->task,
                                                                obligation->period, error)
                                              : g_ptr_array_new();
    if (list == NULL)
      return FALSE;
    g_ptr_array_add(page->submissions, list);
    g_autofree char *label = task_label(app_db(app), obligation->task, error);
    if (label == NULL)
      return FALSE;
    g_ptr_array_add(page->tasks, obligation->material != NULL
                                     ? g_strdup_printf("%s  %s", label, obligation->material)
                                     : g_strdup(label));
  }
  return TRUE;
}

static gboolean read_all(App *app, PeriodPage *page, GError **error) {
  ObligationFilter filter = {
      .schedule = page->schedule, .unit = page->unit, .first = page->first, .last = page->last};
  drop_data(page);
  page->submissions = g_ptr_array_new_with_free_func((GDestroyNotify)g_ptr_array_unref);
  page->tasks = g_ptr_array_new_with_free_func(g_free);
  page->obligations = obligation_list(app_db(app), app_reckoning(app), &filter, error);
  if (page->obligations == NULL)
    return FALSE;
  for (guint i = page->obligations->len; i-- > 0;) { /* those filed under another cell */
    Day home = matrix_home(&((const Obligation *)page->obligations->pdata[i])->span);
    if (page->first != DAY_NONE && (home < page->first || home > page->last))
      g_ptr_array_remove_index(page->obligations, i);
  }
  return read_submissions(app, page, error);
}

static void build_rows(PeriodPage *page) {
  g_array_set_size(page->rows, 0);
  for (guint i = 0; page->obligations != NULL && i < page->obligations->len; i++) {
    Row head = {.obligation = i};
    g_array_append_val(page->rows, head);
    const GPtrArray *list = page->submissions->pdata[i];
    for (guint k = 0; k < list->len; k++) {
      Row row = {.obligation = i, .submission = list->pdata[k]};
      g_array_append_val(page->rows, row);
    }
  }
  list_resize(&page->list, page->rows->len);
}

/* Keeps what is chosen now; on a page that was just opened, what it was opened for. */
static void keep_chosen(PeriodPage *page) {
  const Row *row = current_row(page);
  if (row == NULL)
    return;
  const Obligation *obligation = row_obligation(page, row);
  g_free(page->chosen.key);
  page->chosen = (Chosen){.schedule = obligation->schedule,
                          .key = g_strdup(obligation->span.key),
                          .submission = row->submission != NULL ? row->submission->id : 0};
}

/* Chooses that again; where the submission is gone, its period. FALSE where that is gone, too. */
static gboolean choose_again(PeriodPage *page) {
  const Chosen *chosen = &page->chosen;
  gboolean kept = chosen->key == NULL;
  for (guint i = 0; chosen->key != NULL && i < page->rows->len; i++) {
    const Row *row = &g_array_index(page->rows, Row, i);
    const Obligation *obligation = row_obligation(page, row);
    if (obligation->schedule != chosen->schedule ||
        !g_str_equal(obligation->span.key, chosen->key) ||
        (row->submission != NULL && row->submission->id != chosen->submission))
      continue;
    list_choose(&page->list, i);
    kept = TRUE;
  }
  return kept;
}

static gboolean period_recalculate(App *app, gpointer state, GError **error) {
  PeriodPage *page = state;
  keep_chosen(page);
  if (!read_all(app, page, error)) {
    drop_data(page);
    build_rows(page);
    return FALSE;
  }
  build_rows(page);
  if (!choose_again(page))
    app_choice_lost(app, 0);
  return TRUE;
}

/* ---- painting --------------------------------------------------------------------------- */

static Area list_area(Area area) {
  return (Area){area.row + 1, area.column, area.rows - 5, area.columns};
}

static gboolean period_prepare(App *app, gpointer state, Area area, GError **error) {
  (void)app;
  (void)error;
  PeriodPage *page = state;
  list_layout(&page->list, list_area(area).rows);
  return TRUE;
}

/* 2026-11  2026-11-01 至 2026-11-30  期限 2026-11-30 周一  1/3, and of a unit's periods which task
 * it is. The caller frees. */
static char *period_text(const PeriodPage *page, const Row *row) {
  const Obligation *obligation = row_obligation(page, row);
  char first[DAY_TEXT_SIZE], last[DAY_TEXT_SIZE], due[DAY_TEXT_SIZE];
  g_autofree char *late =
      obligation->late > 0 ? g_strdup_printf("（晚报%d次）", obligation->late) : g_strdup("");
  return g_strdup_printf(
      "%s  %s 至 %s  期限 %s 周%s%s  %d/%d%s%s%s", obligation->span.key,
      day_to_iso(obligation->span.first, first), day_to_iso(obligation->span.last, last),
      day_to_iso(obligation->due, due), day_weekday_name(obligation->due),
      obligation->span.estimated ? "（预计）" : "", obligation->count, obligation->quota, late,
      page->schedule == 0 ? "  " : "",
      page->schedule == 0 ? (const char *)page->tasks->pdata[row->obligation] : "");
}

static void paint_period(const PeriodPage *page, Term *term, int y, int width, const Row *row,
                         gboolean selected) {
  const Obligation *obligation = row_obligation(page, row);
  g_autofree char *text = period_text(page, row);
  g_autofree char *light = task_rows_light_text(obligation->light, obligation->blue);
  int light_width = 6;
  term_text(term, y, 0, light_width,
            selected ? THEME_SELECTED : task_rows_light_role(obligation->light, obligation->blue),
            light);
  term_text(term, y, light_width, width - light_width, selected ? THEME_SELECTED : THEME_GROUP,
            text);
}

static void paint_submission(App *app, Term *term, int y, int width, const Submission *submission,
                             gboolean selected) {
  char iso[DAY_TEXT_SIZE];
  g_autofree char *text =
      g_strdup_printf("        %s  %s%s%s（%s）", day_to_iso(submission->made_on, iso),
                      submission->unit_name != NULL ? submission->unit_name : "",
                      submission->unit_name != NULL ? "  " : "", submission->text,
                      app_person_name(app, submission->author));
  term_text(term, y, 0, width, selected ? THEME_SELECTED : THEME_TEXT, text);
}

static void paint_details(const PeriodPage *page, Term *term, Area area) {
  term_blank(term, area, THEME_TEXT);
  const Row *row = current_row(page);
  if (row == NULL)
    return;
  const Obligation *obligation = row_obligation(page, row);
  int y = area.row, end = area.row + area.rows;
  task_rows_paint_field(term, &y, end, 0, area.columns, "任务：",
                        page->tasks->pdata[row->obligation], THEME_TEXT);
  if (obligation->event != NULL)
    task_rows_paint_field(term, &y, end, 0, area.columns, "事件：", obligation->event, THEME_TEXT);
  if (row->submission == NULL)
    return;
  task_rows_paint_field(term, &y, end, 0, area.columns, "内容：", row->submission->text,
                        THEME_TEXT);
  for (guint i = 0; i < row->submission->evidence->len; i++)
    task_rows_paint_field(term, &y, end, 0, area.columns, "佐证：",
                          row->submission->evidence->pdata[i], THEME_DIM);
}

static void period_paint(App *app, gpointer state, Term *term, Area area) {
  PeriodPage *page = state;
  Area list = list_area(area);
  term_text(term, area.row, 0, area.columns - 12, THEME_STRONG, page->title);
  list_paint_position(&page->list, term, area.row, area.columns - 12, 12);
  for (int y = 0; y < list.rows; y++) {
    gsize index = page->list.top + (gsize)y;
    if (index >= page->list.count) {
      term_text(term, list.row + y, 0, area.columns, THEME_TEXT, NULL);
      continue;
    }
    const Row *row = &g_array_index(page->rows, Row, index);
    gboolean selected = index == page->list.current;
    if (row->submission == NULL)
      paint_period(page, term, list.row + y, area.columns, row, selected);
    else
      paint_submission(app, term, list.row + y, area.columns, row->submission, selected);
  }
  if (page->list.count == 0 && list.rows > 0)
    term_text(term, list.row, 0, area.columns, THEME_DIM, "没有要报的期次；按 Esc 返回");
  term_rule(term, list.row + list.rows, 0, area.columns, "详情");
  paint_details(page, term, (Area){list.row + list.rows + 1, 0, 3, area.columns});
}

/* ---- actions ---------------------------------------------------------------------------- */

static void submit(App *app, const PeriodPage *page) {
  const Obligation *obligation = row_obligation(page, current_row(page));
  app_open_form(app, &FORM_SUBMISSION, obligation->schedule,
                (const char *const[]){"period", obligation->span.key, NULL});
}

static gboolean period_offers(gpointer state, ActionId id) {
  const Row *row = current_row(state);
  if (id == ACTION_SUBMIT)
    return row != NULL;
  if (id == ACTION_REMOVE)
    return row != NULL && row->submission != NULL;
  return TRUE;
}

static void open_task(App *app, const PeriodPage *page) {
  const Row *row = current_row(page);
  if (row != NULL)
    app_open(app, &SCREEN_TASK, &(Opening){.id = row_obligation(page, row)->task});
}

static gboolean period_act(App *app, gpointer state, ActionId id) {
  PeriodPage *page = state;
  switch (id) {
  case ACTION_OPEN:
    open_task(app, page);
    return TRUE;
  case ACTION_SUBMIT:
    submit(app, page);
    return TRUE;
  case ACTION_REMOVE:
    app_open_form(app, &FORM_SUBMISSION_REMOVE, current_row(page)->submission->id, NULL);
    return TRUE;
  default:
    return list_act(&page->list, id);
  }
}

static void period_mouse(App *app, gpointer state, const Event *event, Area area) {
  (void)app;
  PeriodPage *page = state;
  list_mouse(&page->list, event, list_area(area));
}

/* A row for each submission, and for each period that has none. */
static void add_row(Listing *listing, const PeriodPage *page, const Row *row) {
  const Obligation *obligation = row_obligation(page, row);
  const Submission *submission = row->submission;
  char due[DAY_TEXT_SIZE], made[DAY_TEXT_SIZE];
  g_autofree char *count = g_strdup_printf("%d/%d", obligation->count, obligation->quota);
  const char *const cells[] = {light_name_in(obligation->light, obligation->blue),
                               page->tasks->pdata[row->obligation],
                               obligation->span.key,
                               day_to_iso(obligation->due, due),
                               count,
                               submission != NULL ? day_to_iso(submission->made_on, made) : NULL,
                               submission != NULL ? submission->unit_name : NULL,
                               submission != NULL ? submission->text : NULL};
  listing_row(listing, cells);
}

static Listing *period_listing(App *app, gpointer state, GError **error) {
  (void)app;
  (void)error;
  const PeriodPage *page = state;
  Listing *listing = listing_new(page->title, NULL);
  listing_column(listing, "灯", LISTING_LIGHT, 4);
  listing_column(listing, "任务", LISTING_TEXT, 40);
  listing_column(listing, "期", LISTING_SHORT, 12);
  listing_column(listing, "期限", LISTING_DATE, 12);
  listing_column(listing, "已报/应报", LISTING_SHORT, 10);
  listing_column(listing, "报送日期", LISTING_DATE, 12);
  listing_column(listing, "报送单位", LISTING_TEXT, 20);
  listing_column(listing, "内容", LISTING_TEXT, 40);
  for (guint i = 0; i < page->rows->len; i++) {
    const Row *row = &g_array_index(page->rows, Row, i);
    gboolean told_below = row->submission == NULL &&
                          ((const GPtrArray *)page->submissions->pdata[row->obligation])->len > 0;
    if (!told_below)
      add_row(listing, page, row);
  }
  return listing;
}

static char *period_crumb(gpointer state) {
  return g_strdup(((const PeriodPage *)state)->title);
}

const ScreenClass SCREEN_PERIOD = {
    .title = "一期的报送",
    .context = CONTEXT_PERIOD,
    .action = ACTION_NONE,
    .crumb = period_crumb,
    .is_list = TRUE,
    .open = period_open,
    .close = period_close,
    .recalculate = period_recalculate,
    .listing = period_listing,
    .prepare = period_prepare,
    .paint = period_paint,
    .act = period_act,
    .offers = period_offers,
    .mouse = period_mouse,
};
