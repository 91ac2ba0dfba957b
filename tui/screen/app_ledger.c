/* app_ledger.c: which ledgers there are, which one is looked at, and how that is told. */
#include "core/model/ledger.h"
#include "tui/screen/app_private.h"

static const Ledger *ledger_at(const App *app, guint index) {
  return app->ledgers->pdata[index];
}

static const Ledger *ledger_of(const App *app, gint64 id) {
  for (guint i = 0; i < app->ledgers->len; i++) {
    if (ledger_at(app, i)->id == id)
      return ledger_at(app, i);
  }
  return NULL;
}

/* The only one of our own in use, whatever lower offices sent in; where none is, the newest there
 * is; 0, all, where there are several or none at all. */
static gint64 first_choice(App *app) {
  g_autoptr(GPtrArray) in_use = app_ledgers_in_use(app);
  if (in_use->len == 0 && app->ledgers->len > 0)
    return ledger_at(app, 0)->id;
  gint64 own = 0;
  for (guint i = 0; i < in_use->len; i++) {
    const Ledger *ledger = in_use->pdata[i];
    if (ledger->unit == 0 && own != 0)
      return 0;
    if (ledger->unit == 0)
      own = ledger->id;
  }
  return own != 0 || in_use->len != 1 ? own : ((const Ledger *)in_use->pdata[0])->id;
}

/* What stands for the ledger looked at: 2026年（已封存）《…》, 2026年银川市交通运输局《…》, what
 * matters first, since the title may be cut; 全部台账; nothing. */
static char *title_of(App *app) {
  const Ledger *ledger = ledger_of(app, app->ledger);
  if (ledger != NULL)
    return g_strdup_printf("%d年%s%s《%s》", ledger->year,
                           ledger->frozen_on != DAY_NONE ? "（已封存）" : "",
                           ledger->unit_name != NULL ? ledger->unit_name : "", ledger->title);
  return app->ledgers->len > 0 ? ledger_all_title(app->ledgers, app_today(app)) : g_strdup("");
}

/* The same behind a title. */
static char *text_of(const App *app) {
  const Ledger *ledger = ledger_of(app, app->ledger);
  if (app->ledgers->len < 2 && (ledger == NULL || ledger->frozen_on == DAY_NONE))
    return g_strdup("");
  return ledger != NULL ? g_strconcat("  ", app->scope_title, NULL)
                        : g_strdup_printf("（%s）", app->scope_title);
}

gboolean app_read_ledgers(App *app, GError **error) {
  GPtrArray *ledgers = ledger_list(app->db, error);
  if (ledgers == NULL)
    return FALSE;
  g_clear_pointer(&app->ledgers, g_ptr_array_unref);
  app->ledgers = ledgers;
  /* What was chosen may be gone, as after undoing a 结转. */
  if (app->ledger != 0 && ledger_of(app, app->ledger) == NULL)
    app->ledger_chosen = FALSE;
  if (!app->ledger_chosen)
    app->ledger = first_choice(app);
  g_free(app->scope_title);
  g_free(app->scope_text);
  app->scope_title = title_of(app);
  app->scope_text = text_of(app);
  return TRUE;
}

gint64 app_ledger(const App *app) {
  return app->ledger;
}

/* What they choose when they are read next is of another ledger. */
static void forget_versions(GArray *screens) {
  for (guint i = 0; i < screens->len; i++)
    g_array_index(screens, OpenScreen, i).version = 0;
}

void app_set_ledger(App *app, gint64 ledger) {
  app->ledger = ledger;
  app->ledger_chosen = TRUE;
  forget_versions(app->roots);
  forget_versions(app->pages);
  for (guint i = 0; i < app->visits->len; i++)
    forget_versions(g_array_index(app->visits, Visit, i).pages);
  app_changed(app);
}

gboolean app_has_ledgers(const App *app) {
  return app->ledgers->len > 0;
}

GPtrArray *app_ledgers_in_use(App *app) {
  GPtrArray *in_use = g_ptr_array_new();
  for (guint i = 0; i < app->ledgers->len; i++) {
    if (ledger_in_use(ledger_at(app, i), app_today(app)))
      g_ptr_array_add(in_use, app->ledgers->pdata[i]);
  }
  return in_use;
}

int app_scope_year(App *app) {
  const Ledger *ledger = ledger_of(app, app->ledger);
  return ledger != NULL && ledger->frozen_on != DAY_NONE ? ledger->year
                                                         : day_civil(app_today(app)).year;
}

const char *app_scope_title(const App *app) {
  return app->scope_title;
}

const char *app_scope_text(const App *app) {
  return app->scope_text;
}

gboolean app_has_several_ledgers(const App *app) {
  return app->ledgers->len > 1;
}

char *app_closed_refusal(const App *app, gint64 ledger) {
  const Ledger *found = ledger_of(app, ledger != 0 ? ledger : app->ledger);
  return found != NULL ? ledger_refusal(found) : NULL;
}

/* ---- choosing one ----------------------------------------------------------------------- */

static void chosen(App *app, gint64 ledger) {
  app_set_ledger(app, ledger);
  app_repaint_whole(app);
}

/* 2026年 69项 已封存; whose it is before, where it is a lower office's. NULL and error. */
static char *extra_of(App *app, const Ledger *ledger, GError **error) {
  int tasks;
  if (!ledger_count_tasks(app->db, ledger->id, &tasks, error))
    return NULL;
  return g_strdup_printf("%s%s%d年  %d项%s", ledger->unit_name != NULL ? ledger->unit_name : "",
                         ledger->unit_name != NULL ? "  " : "", ledger->year, tasks,
                         ledger->frozen_on != DAY_NONE ? "  已封存" : "");
}

void app_open_ledgers(App *app) {
  g_autoptr(GError) error = NULL;
  g_autoptr(GArray) items = g_array_new(FALSE, FALSE, sizeof(PickerItem));
  g_autoptr(GArray) ids = g_array_new(FALSE, FALSE, sizeof(gint64));
  g_autoptr(GPtrArray) texts = g_ptr_array_new_with_free_func(g_free);
  g_autoptr(GPtrArray) in_use = app_ledgers_in_use(app);
  gint64 all = 0;
  gsize current = 0;
  g_ptr_array_add(texts, g_strdup_printf("在用的%u本", in_use->len));
  PickerItem first = {.name = "全部台账", .extra = texts->pdata[0]};
  g_array_append_val(items, first);
  g_array_append_val(ids, all);
  for (guint i = 0; i < app->ledgers->len; i++) {
    const Ledger *ledger = ledger_at(app, i);
    char *extra = extra_of(app, ledger, &error);
    if (extra == NULL) {
      app_failed(app, g_steal_pointer(&error));
      return;
    }
    g_ptr_array_add(texts, extra);
    PickerItem item = {.name = ledger->title, .extra = extra, .alias = ledger->template_name};
    g_array_append_val(items, item);
    g_array_append_val(ids, ledger->id);
    if (ledger->id == app->ledger)
      current = i + 1;
  }
  app_choose(app, "看哪本台账", (const PickerItem *)(void *)items->data,
             (const gint64 *)(void *)ids->data, items->len, current, chosen);
}

/* ---- 封存 and 启封 ---------------------------------------------------------------------- */

static void freeze(App *app, int answer) {
  if (answer != 0)
    return;
  Actor actor = app_actor(app);
  g_autoptr(GError) error = NULL;
  if (!ledger_freeze(app->db, &actor, app->reckoning, app->asked_ledger, &error)) {
    app_failed(app, g_steal_pointer(&error));
    return;
  }
  app_changed(app);
  app_notice(app, "已封存，今后只能查看；按 u 可撤销");
}

void app_freeze(App *app, gint64 ledger) {
  const Ledger *found = ledger_of(app, ledger);
  if (found == NULL)
    return;
  if (found->frozen_on != DAY_NONE) {
    app_open_form(app, &FORM_THAW, ledger, NULL);
    return;
  }
  static const DialogAnswer answers[] = {{'y', "封存"}, {'n', "取消"}};
  g_autofree char *text =
      g_strdup_printf("封存《%s》（%d年）？\n\n今后只能查看，不再列入今日、逾期、提醒和通报。",
                      found->title, found->year);
  app->asked_ledger = ledger;
  app_ask_removal(app, text, answers, G_N_ELEMENTS(answers), freeze);
}
