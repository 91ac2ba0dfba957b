/* app_filter.c: the line in which a filter is typed: what is found while one types, what could go
 * on, what was not understood, what was typed before. */
#include "core/model/task_query.h"

#include <string.h>

#include "tui/screen/app_private.h"

#define OFFERS_MAX 24
#define EARLIER_MAX 50
#define PROMPT "筛选："
#define HINT "内容、单位、指标、拼音首字母，或 责任:… 时限:…；回车保留，Esc 取消"
#define HINT_NAMES "名称、别名、类别或拼音首字母；回车保留，Esc 取消"

/* ---- what was typed before ---------------------------------------------------------------- */

/* That of lists of tasks, and that of lists of names, which is another language. */
static GPtrArray *earlier(App *app, const ScreenClass *class_) {
  GPtrArray **texts = class_->filters_names ? &app->earlier_names : &app->earlier_filters;
  if (*texts == NULL)
    *texts = g_ptr_array_new_with_free_func(g_free);
  return *texts;
}

/* Keeps it as the last one; each stands there once. */
static void keep(App *app, const char *text) {
  GPtrArray *texts = earlier(app, app_top(app)->class_);
  guint place;
  if (*text == '\0')
    return;
  if (g_ptr_array_find_with_equal_func(texts, text, g_str_equal, &place))
    g_ptr_array_remove_index(texts, place);
  else if (texts->len == EARLIER_MAX)
    g_ptr_array_remove_index(texts, 0);
  g_ptr_array_add(texts, g_strdup(text));
}

gboolean app_filtered_tasks(App *app, const char *text, GHashTable **tasks, GError **error) {
  *tasks = NULL;
  if (*text == '\0')
    return TRUE;
  TaskFilter filter = TASK_FILTER_ALL;
  filter.ledger = app->ledger;
  filter.query = text;
  g_autoptr(GArray) refs = app_task_list(app, &filter, error);
  if (refs == NULL)
    return FALSE;
  *tasks = g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free, NULL);
  for (guint i = 0; i < refs->len; i++)
    g_hash_table_add(*tasks, g_memdup2(&g_array_index(refs, TaskRef, i).id, sizeof(gint64)));
  return TRUE;
}

/* ---- what could go on --------------------------------------------------------------------- */

/* Where nothing is typed yet, the fields: nobody knows them by heart. */
static void offer_fields(GPtrArray *texts) {
  for (const char *const *name = filter_field_names(); *name != NULL; name++)
    g_ptr_array_add(texts, g_strconcat(*name, ":", NULL));
}

/* Gives the line what could stand before the cursor; where that is what stands there, there is
 * nothing left to offer. */
static gboolean offer(App *app, GError **error) {
  g_autofree char *before = g_strndup(completion_text(app->filter), completion_cursor(app->filter));
  g_auto(TaskQueryOffers) offers = {0};
  if (!task_query_offer(app->db, before, OFFERS_MAX, &offers, error))
    return FALSE;
  const char *typed = before + offers.start;
  if (*typed == '\0' && *offers.hint == '\0' && offers.texts->len == 0)
    offer_fields(offers.texts);
  for (guint i = offers.texts->len; i-- > 0;) {
    if (g_str_equal(offers.texts->pdata[i], typed))
      g_ptr_array_remove_index(offers.texts, i);
  }
  g_ptr_array_add(offers.texts, NULL);
  completion_offer(app->filter, offers.start, (const char *const *)offers.texts->pdata,
                   offers.hint);
  return TRUE;
}

/* ---- what was not understood ---------------------------------------------------------------- */

/* A date or a number is no mistake while one types it: the text without it. The caller frees. */
static char *settled_text(const Completion *line) {
  const char *text = completion_text(line);
  gsize cursor = completion_cursor(line);
  g_auto(FilterTyped) typed = {0};
  filter_typed(text, cursor, &typed);
  switch (typed.field) {
  case FILTER_DUE:
  case FILTER_NUMBER:
  case FILTER_ID:
  case FILTER_PERCENT:
  case FILTER_LATE:
    return g_strdup_printf("%.*s%s", (int)typed.start, text, text + cursor);
  default:
    return g_strdup(text);
  }
}

static gboolean tell(App *app, GError **error) {
  g_autofree char *text = settled_text(app->filter);
  g_autofree char *problems = NULL;
  if (!task_query_problems(app->db, text, app_today(app), &problems, error))
    return FALSE;
  completion_tell(app->filter, problems);
  return TRUE;
}

/* Told once more where the line goes, with what was still being typed. */
static void tell_left_out(App *app, const char *text) {
  g_autoptr(GError) error = NULL;
  g_autofree char *problems = NULL;
  if (app_top(app)->class_->filters_names)
    return;
  if (!task_query_problems(app->db, text, app_today(app), &problems, &error)) {
    app_failed(app, g_steal_pointer(&error));
  } else if (problems != NULL) {
    g_autofree char *message = g_strdup_printf("筛选中：%s", problems);
    app_tell_problem(app, message);
  }
}

const char *app_filter_doubt(App *app, const char *text) {
  g_autofree char *problems = NULL;
  return app->filter == NULL &&
                 task_query_problems(app->db, text, app_today(app), &problems, NULL) &&
                 problems != NULL
             ? "（有没看懂的）"
             : "";
}

static void help_typing(App *app) {
  g_autoptr(GError) error = NULL;
  if (app_top(app)->class_->filters_names)
    return;
  if (!offer(app, &error) || !tell(app, &error))
    app_failed(app, g_steal_pointer(&error));
}

/* ---- the line ------------------------------------------------------------------------------- */

void app_close_filter(App *app) {
  g_clear_pointer(&app->filter, completion_free);
}

void app_open_filter(App *app) {
  const OpenScreen *top = app_top(app);
  if (top->class_->filter == NULL)
    return;
  app_close_filter(app);
  const char *names = top->class_->filter_hint != NULL ? top->class_->filter_hint : HINT_NAMES;
  app->filter =
      completion_new(PROMPT, top->class_->filters_names ? names : HINT, earlier(app, top->class_));
  completion_set_text(app->filter, top->class_->filtered(top->state));
  help_typing(app);
}

static gboolean moves_list(const Event *event, ActionId *id) {
  static const struct {
    Key key;
    ActionId id;
  } MOVES[] = {{KEYNAME_UP, ACTION_UP},
               {KEYNAME_DOWN, ACTION_DOWN},
               {KEYNAME_PAGE_UP, ACTION_PAGE_UP},
               {KEYNAME_PAGE_DOWN, ACTION_PAGE_DOWN}};
  for (gsize i = 0; event->type == EVENT_KEY && i < G_N_ELEMENTS(MOVES); i++) {
    if (MOVES[i].key == event->key) {
      *id = MOVES[i].id;
      return TRUE;
    }
  }
  return FALSE;
}

/* Enter: the line goes, what it found stays. */
static void keep_filter(App *app) {
  g_autofree char *text = g_strdup(completion_text(app->filter));
  app_close_filter(app);
  keep(app, text);
  tell_left_out(app, text);
}

/* What the line and the list show after an event; before is what was typed then, with the cursor
 * before a byte of it. Another offer that was chosen is no change. */
static void follow(App *app, const char *before, gsize cursor) {
  gboolean same = g_str_equal(completion_text(app->filter), before);
  if (!same)
    app_filter(app, completion_text(app->filter));
  if (!same || completion_cursor(app->filter) != cursor)
    help_typing(app);
}

gboolean app_filter_event(App *app, const Event *event) {
  const OpenScreen *top = app_top(app);
  g_autofree char *before = g_strdup(completion_text(app->filter));
  gsize cursor = completion_cursor(app->filter);
  ActionId id;
  switch (completion_event(app->filter, event)) {
  case COMPLETION_KEPT:
    keep_filter(app);
    return TRUE;
  case COMPLETION_LEFT:
    app_close_filter(app);
    app_filter(app, "");
    return TRUE;
  case COMPLETION_HANDLED:
    follow(app, before, cursor);
    return TRUE;
  case COMPLETION_IGNORED:
    break;
  }
  if (moves_list(event, &id))
    top->class_->act(app, top->state, id);
  return event->type != EVENT_MOUSE;
}
