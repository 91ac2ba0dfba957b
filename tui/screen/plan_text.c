/* plan_text.c: a year's topic plan as it prints, and a file of it. */
#include "core/rules/letter.h"
#include "core/rules/text.h"
#include "tui/action/plan_page.h"
#include "tui/screen/form_letter.h"
#include "tui/screen/pager.h"

typedef struct {
  int year;
  GPtrArray *lines; /* char*; empty: the plan could not be read */
  int width;        /* that lines are made for; 0: they are out of date */
  Pager pager;
} PlanText;

static gpointer plan_text_open(App *app, const Opening *opening) {
  (void)app;
  PlanText *page = g_new0(PlanText, 1);
  page->year = day_civil(opening->day).year;
  page->lines = g_ptr_array_new_with_free_func(g_free);
  return page;
}

static void plan_text_close(gpointer state) {
  PlanText *page = state;
  g_ptr_array_unref(page->lines);
  g_free(page);
}

/* How the page is set depends on the width: it is read when that is known. */
static gboolean plan_text_recalculate(App *app, gpointer state, GError **error) {
  (void)app;
  (void)error;
  ((PlanText *)state)->width = 0;
  return TRUE;
}

static gboolean read_lines(App *app, PlanText *page, GError **error) {
  g_ptr_array_set_size(page->lines, 0);
  g_autofree char *text =
      plan_page_text(app_db(app), page->year, app_today(app), page->width, error);
  if (text == NULL)
    return FALSE;
  g_autofree char *clean = text_clean(text, TRUE);
  g_ptr_array_unref(page->lines);
  page->lines = text_wrap(clean, page->width);
  return TRUE;
}

static gboolean plan_text_prepare(App *app, gpointer state, Area area, GError **error) {
  PlanText *page = state;
  int width = MIN(LETTER_COLUMNS, area.columns);
  gboolean fresh = page->width == width;
  page->width = width;
  gboolean read = fresh || read_lines(app, page, error);
  pager_fit(&page->pager, (int)page->lines->len, area.rows);
  return read;
}

static void plan_text_paint(App *app, gpointer state, Term *term, Area area) {
  (void)app;
  const PlanText *page = state;
  for (int i = 0; i < area.rows; i++) {
    guint index = (guint)(page->pager.top + i);
    term_text(term, area.row + i, area.column, area.columns, THEME_TEXT,
              index < page->lines->len ? page->lines->pdata[index] : NULL);
  }
}

static gboolean plan_text_offers(gpointer state, ActionId id) {
  return id != ACTION_LETTER_SAVE || ((const PlanText *)state)->lines->len > 0;
}

static gboolean plan_text_act(App *app, gpointer state, ActionId id) {
  PlanText *page = state;
  if (id != ACTION_LETTER_SAVE)
    return pager_act(&page->pager, id);
  app_open_form(app, &FORM_PLAN_FILE, page->year, NULL);
  return TRUE;
}

static void plan_text_mouse(App *app, gpointer state, const Event *event, Area area) {
  (void)app;
  (void)area;
  pager_mouse(&((PlanText *)state)->pager, event);
}

const ScreenClass SCREEN_PLAN_TEXT = {
    .title = "选题计划",
    .context = CONTEXT_PLAN_TEXT,
    .action = ACTION_NONE,
    .open = plan_text_open,
    .close = plan_text_close,
    .recalculate = plan_text_recalculate,
    .prepare = plan_text_prepare,
    .paint = plan_text_paint,
    .offers = plan_text_offers,
    .act = plan_text_act,
    .mouse = plan_text_mouse,
};

/* ---- the file --------------------------------------------------------------------------- */

/* The state is the name of the file where none is typed. */
static Form *file_open(App *app, const FormClass *class_, gint64 target, gpointer *state,
                       GError **error) {
  static const FieldSpec fields[] = {
      {"plan", "选题计划", FIELD_SHOW, FALSE, NULL, NULL},
      {"to", "文件名", FIELD_LINE, FALSE, "不填就用标题做文件名", NULL},
  };
  g_autoptr(GError) failed = NULL;
  g_autoptr(Plan) plan = plan_load(app_db(app), (int)target, &failed);
  if (plan == NULL) {
    if (failed != NULL)
      g_propagate_error(error, g_steal_pointer(&failed));
    else
      g_set_error(error, STORE_ERROR, STORE_ERROR_NOT_FOUND, "没有%d年的选题计划", (int)target);
    return NULL;
  }
  char *name = plan_page_name(plan);
  *state = name;
  Form *form = form_new(class_->title, fields, G_N_ELEMENTS(fields));
  form_set_value(form, "plan", name);
  return form;
}

static void file_changed(App *app, Form *form, gpointer state) {
  (void)app;
  form_letter_remark(form, MEANS_FILE, state);
}

static gboolean file_save(App *app, Form *form, gint64 target, gpointer state, GError **error) {
  g_autofree char *text =
      plan_page_text(app_db(app), (int)target, app_today(app), LETTER_COLUMNS, error);
  if (text == NULL)
    return FALSE;
  const char *const texts[] = {text, NULL};
  g_autofree char *page = compose_pages(texts, LETTER_COLUMNS);
  g_autofree char *to = NULL;
  const Parcel parcel = {.means = MEANS_FILE, .name = state, .text = page};
  if (!form_letter_send(app, form, &parcel, &to))
    return FALSE;
  app_notice(app, "已存为 %s", to);
  return TRUE;
}

const FormClass FORM_PLAN_FILE = {
    .name = "plan.file",
    .title = "计划存为文件",
    .open = file_open,
    .close = g_free,
    .changed = file_changed,
    .save = file_save,
};
