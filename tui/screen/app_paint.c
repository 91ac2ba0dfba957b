/* app_paint.c: what frames every screen: the bar above, the footer below, what is open over it. */
#include "core/rules/text.h"
#include "tui/screen/app_private.h"

#define COLUMNS_MIN 60
#define ROWS_MIN 18
#define FOOTER_ITEMS_MAX 128 /* more than there are actions, so that help is always the last */

const ScreenClass *const ROOTS[ROOT_COUNT] = {
    &SCREEN_TODAY,    &SCREEN_LEDGER,      &SCREEN_OVERDUE,  &SCREEN_TOPICS, &SCREEN_PERIODS,
    &SCREEN_CALENDAR, &SCREEN_SUPERVISION, &SCREEN_BULLETIN, &SCREEN_SCORES};

const ScreenClass *screen_of_action(ActionId id) {
  for (gsize i = 0; i < ROOT_COUNT; i++) {
    if (ROOTS[i]->action == id)
      return ROOTS[i];
  }
  return NULL;
}

/* ---- painting --------------------------------------------------------------------------- */

static gsize tab_items(App *app, ChromeItem items[ROOT_COUNT], char *keys[ROOT_COUNT],
                       gsize *current) {
  const OpenScreen *root = &g_array_index(app->roots, OpenScreen, app->root);
  for (gsize i = 0; i < ROOT_COUNT; i++) {
    keys[i] =
        action_keys_text(app->keymap, (Place){.context = CONTEXT_GLOBAL}, ROOTS[i]->action, 1);
    items[i] = (ChromeItem){.key = keys[i], .label = ROOTS[i]->title};
    if (ROOTS[i] == root->class_)
      *current = i;
  }
  return ROOT_COUNT;
}

#define WHOLE_DATE_FROM 70 /* columns from which the date stands whole beside all tabs */

static char *bar_end(App *app) {
  char iso[DAY_TEXT_SIZE];
  Day today = app_today(app);
  const char *mode = db_is_read_only(app->db) ? "只读  " : "";
  CivilDate date = day_civil(today);
  if (term_area(app->term).columns < WHOLE_DATE_FROM)
    return g_strdup_printf("%s%02d-%02d", mode, date.month, date.day);
  return g_strdup_printf("%s%s 周%s", mode, day_to_iso(today, iso), day_weekday_name(today));
}

static void paint_tabs(App *app, int row) {
  ChromeItem items[ROOT_COUNT];
  char *keys[ROOT_COUNT];
  gsize current = 0;
  gsize count = tab_items(app, items, keys, &current);
  g_autofree char *right = bar_end(app);
  chrome_paint_tabs(app->term, row, items, count, current, right);
  for (gsize i = 0; i < count; i++)
    g_free(keys[i]);
}

/* The footer has little room: the arrows are known, and the bar above names the screens. */
static gboolean belongs_in_footer(App *app, const Action *action) {
  const OpenScreen *top = app_top(app);
  if (screen_of_action(action->id) != NULL)
    return FALSE;
  switch (action->id) {
  case ACTION_LEFT:
  case ACTION_RIGHT:
  case ACTION_UP:
  case ACTION_DOWN:
  case ACTION_PAGE_UP:
  case ACTION_PAGE_DOWN:
  case ACTION_FIRST:
  case ACTION_LAST:
  case ACTION_UNITS:
  case ACTION_COLLECT:
  case ACTION_PALETTE:
  case ACTION_THEME:
  case ACTION_REFRESH:
    return FALSE;
  case ACTION_QUIT:
    return app->pages->len == 0; /* on a page it goes back, as Esc does */
  case ACTION_BACK:
    return app->pages->len > 0 || app_is_narrowed(top);
  default:
    return TRUE;
  }
}

/* The keys that work now, as items of the footer. keys holds their names and is to be kept as long
 * as items. */
static gsize footer_items(App *app, ChromeItem items[FOOTER_ITEMS_MAX],
                          ActionId ids[FOOTER_ITEMS_MAX], GPtrArray *keys) {
  const ScreenClass *class_ = app_top(app)->class_;
  gsize count = 0;
  for (guint i = 0; i < action_count() && count < FOOTER_ITEMS_MAX; i++) {
    const Action *action = action_at(i);
    if (!belongs_in_footer(app, action) || !app_offers(app, action))
      continue;
    char *key = action_keys_text(app->keymap, app_place(class_), action->id, 1);
    g_ptr_array_add(keys, key);
    if (*key == '\0')
      continue;
    ids[count] = action->id;
    items[count++] = (ChromeItem){.key = key, .label = action->brief};
  }
  return count;
}

static void paint_footer(App *app, int row) {
  ChromeItem items[FOOTER_ITEMS_MAX];
  ActionId ids[FOOTER_ITEMS_MAX];
  g_autoptr(GPtrArray) keys = g_ptr_array_new_with_free_func(g_free);
  gsize count = footer_items(app, items, ids, keys);
  chrome_paint_footer(app->term, row, items, count);
  app_paint_tip(app, row, chrome_footer_end(items, count, term_area(app->term).columns));
}

/* The most needed first: what does not fit is left out before the last. */
static void paint_form_footer(App *app, int row) {
  const Form *form = app->sheet->form;
  const char *list = form_list_verb(form);
  ChromeItem items[5] = {{"Ctrl-S", form_verb(form)}, {"Tab", "下一栏"}, {"Shift-Tab", "上一栏"}};
  gsize count = 3;
  if (list != NULL)
    items[count++] = (ChromeItem){"Ctrl-O", list};
  items[count++] = (ChromeItem){"Esc", "取消"};
  chrome_paint_footer(app->term, row, items, count);
}

/* What a window over the screen or over a form takes: a question, or else a list. */
static void paint_window_footer(App *app, int row, gboolean question) {
  static const ChromeItem dialog[] = {{"← →", "选择"}, {"回车", "确定"}, {"Esc", "取消"}};
  static const ChromeItem picker[] = {
      {"输入", "查找"}, {"↑ ↓", "选择"}, {"回车", "确定"}, {"Esc", "关闭"}};
  if (question)
    chrome_paint_footer(app->term, row, dialog, G_N_ELEMENTS(dialog));
  else
    chrome_paint_footer(app->term, row, picker, G_N_ELEMENTS(picker));
}

static void paint_filter(App *app, int row, int columns) {
  static const char prompt[] = "筛选：";
  int used = term_span(app->term, row, 0, columns, THEME_LABEL, prompt);
  textbox_paint(app->filter, app->term, (Area){row, used, 1, columns - used}, TRUE,
                "输入内容、单位、指标、时限或序号；回车保留，Esc 取消");
}

static void paint_bottom(App *app, int row, int columns) {
  if (app->message != NULL)
    chrome_paint_message(app->term, row, app->message_role, app->message);
  else if (app->dialog != NULL || app->picker != NULL)
    paint_window_footer(app, row, app->dialog != NULL);
  else if (app->filter != NULL)
    paint_filter(app, row, columns);
  else if (app->sheet != NULL && form_over(app->sheet->form) != FORM_OVER_NOTHING)
    paint_window_footer(app, row, form_over(app->sheet->form) == FORM_OVER_QUESTION);
  else if (app->sheet != NULL)
    paint_form_footer(app, row);
  else
    paint_footer(app, row);
}

static void paint_too_small(App *app, Area all) {
  g_autofree char *text =
      g_strdup_printf("窗口只有 %d 列 %d 行，太小了。请放大到 %d 列 %d 行以上；已输入的内容都在。",
                      all.columns, all.rows, COLUMNS_MIN, ROWS_MIN);
  term_blank(app->term, all, THEME_TEXT);
  g_autoptr(GPtrArray) lines = text_wrap(text, MAX(all.columns, 2));
  for (guint i = 0; i < lines->len && (int)i < all.rows; i++)
    term_span(app->term, (int)i, 0, all.columns, THEME_TEXT, lines->pdata[i]);
}

static void paint_screen(App *app, Area area) {
  OpenScreen *top = app_top(app);
  g_autoptr(GError) error = NULL;
  if (top->class_->prepare != NULL && !top->class_->prepare(app, top->state, area, &error))
    app_failed(app, g_steal_pointer(&error));
  top->class_->paint(app, top->state, app->term, area);
}

Area app_screen_area(const App *app) {
  Area all = term_area(app->term);
  return (Area){1, 0, all.rows - 2, all.columns};
}

gboolean app_is_too_small(const App *app) {
  Area all = term_area(app->term);
  return all.columns < COLUMNS_MIN || all.rows < ROWS_MIN;
}

void app_paint(App *app) {
  Area all = term_area(app->term);
  term_cursor(app->term, -1, 0);
  if (app_is_too_small(app)) {
    paint_too_small(app, all);
  } else {
    Area area = app_screen_area(app);
    paint_tabs(app, 0);
    if (app->sheet != NULL)
      app_form_paint(app, area);
    else
      paint_screen(app, area);
    paint_bottom(app, all.rows - 1, all.columns);
    if (app->picker != NULL)
      picker_paint(app->picker, app->term, area);
    if (app->dialog != NULL)
      dialog_paint(app->dialog, app->term, area);
  }
  term_flush(app->term);
  app->repaint = FALSE;
}

void app_paint_message(App *app) {
  Area all = term_area(app->term);
  chrome_paint_message(app->term, all.rows - 1, app->message_role, app->message);
  term_flush(app->term);
}

/* ---- the mouse on the frame -------------------------------------------------------------- */

void app_click_tab(App *app, int column) {
  ChromeItem items[ROOT_COUNT];
  char *keys[ROOT_COUNT];
  gsize current = 0;
  gsize count = tab_items(app, items, keys, &current);
  g_autofree char *right = bar_end(app);
  int tab = chrome_tab_at(items, count, right, term_area(app->term).columns, column);
  for (gsize i = 0; i < count; i++)
    g_free(keys[i]);
  if (tab >= 0)
    app_act(app, ROOTS[tab]->action);
}

void app_click_footer(App *app, int column) {
  ChromeItem items[FOOTER_ITEMS_MAX];
  ActionId ids[FOOTER_ITEMS_MAX];
  g_autoptr(GPtrArray) keys = g_ptr_array_new_with_free_func(g_free);
  gsize count = footer_items(app, items, ids, keys);
  int item = chrome_footer_at(items, count, term_area(app->term).columns, column);
  if (item >= 0)
    app_act(app, ids[item]);
}
