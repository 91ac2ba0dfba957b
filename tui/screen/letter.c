/* letter.c: a 督办单 as it prints, what was answered below it, and the ways to send it. */
#include "core/rules/text.h"
#include "tui/screen/form_letter.h"
#include "tui/screen/pager.h"

#define MARGIN 2 /* columns left of the letter, where there is room */

typedef struct {
  gint64 id;
  Notice *notice; /* NULL: it could not be read */
  gboolean gone;  /* there is no such notice any more */
  GPtrArray *lines;
  int width; /* that lines are wrapped to; 0: they are out of date */
  Pager pager;
} LetterPage;

static gpointer letter_open(App *app, const Opening *opening) {
  (void)app;
  LetterPage *page = g_new0(LetterPage, 1);
  page->id = opening->id;
  page->lines = g_ptr_array_new_with_free_func(g_free);
  return page;
}

static void letter_close(gpointer state) {
  LetterPage *page = state;
  notice_free(page->notice);
  g_ptr_array_unref(page->lines);
  g_free(page);
}

/* One whose issuing was taken back is no failure: the page says so. */
static gboolean letter_recalculate(App *app, gpointer state, GError **error) {
  LetterPage *page = state;
  g_autoptr(GError) failed = NULL;
  g_clear_pointer(&page->notice, notice_free);
  page->width = 0;
  page->notice = notice_load(app_db(app), page->id, &failed);
  page->gone = g_error_matches(failed, STORE_ERROR, STORE_ERROR_NOT_FOUND);
  if (page->notice != NULL || page->gone)
    return TRUE;
  g_propagate_error(error, g_steal_pointer(&failed));
  return FALSE;
}

/* ---- lines ------------------------------------------------------------------------------ */

static void add_text(LetterPage *page, const char *text) {
  g_autofree char *clean = text_clean(text, TRUE);
  g_autofree char *trimmed = g_strchomp(clean != NULL ? g_strdup(clean) : NULL);
  g_autoptr(GPtrArray) lines = text_wrap(trimmed, page->width);
  g_ptr_array_extend_and_steal(page->lines, g_steal_pointer(&lines));
}

static void make_lines(App *app, LetterPage *page) {
  g_ptr_array_set_size(page->lines, 0);
  if (page->gone)
    add_text(page, "这份督办单已不在台账中（签发它的操作已被撤销）；按 Esc 返回");
  if (page->notice == NULL)
    return;
  add_text(page, page->notice->text);
  for (guint i = 0; i < page->notice->answers->len; i++) {
    const NoticeAnswer *answer = page->notice->answers->pdata[i];
    char iso[DAY_TEXT_SIZE];
    g_autofree char *text =
        g_strdup_printf("\n【答复】%s（%s 登记）\n%s", day_to_iso(answer->made_on, iso),
                        app_person_name(app, answer->author), answer->text);
    add_text(page, text);
  }
}

/* 督办〔2026〕1号  提醒单  2026-11-21 签发  答复期限 2026-11-27  已于 2026-11-23 答复 */
static char *headline(App *app, const Notice *notice) {
  char issued[DAY_TEXT_SIZE], answer_by[DAY_TEXT_SIZE], answered[DAY_TEXT_SIZE];
  g_autofree char *number = notice_number_text(notice->year, notice->number);
  g_autoptr(GString) text = g_string_new(NULL);
  g_string_append_printf(text, "%s  %s  %s 签发  答复期限 %s", number,
                         notice_level_name(notice->level), day_to_iso(notice->issued_on, issued),
                         day_to_iso(notice->answer_by, answer_by));
  int late = notice_days_late(notice, app_today(app));
  if (notice_answered_on(notice) != DAY_NONE)
    g_string_append_printf(text, "  %s 答复", day_to_iso(notice_answered_on(notice), answered));
  if (late > 0)
    g_string_append_printf(text, "（迟%d天）", late);
  return g_string_free(g_steal_pointer(&text), FALSE);
}

/* ---- painting --------------------------------------------------------------------------- */

static int margin(Area area) {
  return area.columns >= LETTER_COLUMNS + MARGIN ? MARGIN : 0;
}

static gboolean letter_prepare(App *app, gpointer state, Area area, GError **error) {
  (void)error;
  LetterPage *page = state;
  int width = MIN(LETTER_COLUMNS, area.columns);
  if (page->width != width) {
    page->width = width;
    make_lines(app, page);
  }
  pager_fit(&page->pager, (int)page->lines->len, MAX(area.rows - 2, 0));
  return TRUE;
}

static void letter_paint(App *app, gpointer state, Term *term, Area area) {
  LetterPage *page = state;
  g_autofree char *head = page->notice != NULL ? headline(app, page->notice) : NULL;
  term_text(term, area.row, 0, area.columns, THEME_STRONG, head);
  term_rule(term, area.row + 1, 0, area.columns, NULL);
  int left = margin(area);
  for (int i = 0; i < page->pager.rows; i++) {
    guint index = (guint)(page->pager.top + i);
    const char *line = index < page->lines->len ? page->lines->pdata[index] : NULL;
    int row = area.row + 2 + i;
    term_text(term, row, 0, left, THEME_TEXT, NULL);
    term_text(term, row, left, area.columns - left, THEME_TEXT, line);
  }
}

/* ---- actions ---------------------------------------------------------------------------- */

/* The forms that are about the notice. */
static const struct {
  ActionId action;
  const FormClass *form;
} FORMS[] = {
    {ACTION_ANSWER, &FORM_ANSWER},
    {ACTION_RAISE, &FORM_RAISE},
    {ACTION_LETTER_SAVE, &FORM_LETTER_FILE},
    {ACTION_LETTER_MAIL, &FORM_LETTER_MAIL},
};

static const FormClass *form_of(ActionId id) {
  for (gsize i = 0; i < G_N_ELEMENTS(FORMS); i++) {
    if (FORMS[i].action == id)
      return FORMS[i].form;
  }
  return NULL;
}

static gboolean letter_offers(gpointer state, ActionId id) {
  const LetterPage *page = state;
  return page->notice != NULL || form_of(id) == NULL;
}

static gboolean letter_act(App *app, gpointer state, ActionId id) {
  LetterPage *page = state;
  if (form_of(id) == NULL)
    return pager_act(&page->pager, id);
  app_open_form(app, form_of(id), page->id, NULL);
  return TRUE;
}

static void letter_mouse(App *app, gpointer state, const Event *event, Area area) {
  (void)app;
  (void)area;
  pager_mouse(&((LetterPage *)state)->pager, event);
}

const ScreenClass SCREEN_LETTER = {
    .title = "督办单",
    .context = CONTEXT_LETTER,
    .action = ACTION_NONE,
    .open = letter_open,
    .close = letter_close,
    .recalculate = letter_recalculate,
    .prepare = letter_prepare,
    .paint = letter_paint,
    .offers = letter_offers,
    .act = letter_act,
    .mouse = letter_mouse,
};
