/* app_actions.c: menu, palette and help: three lists of what can be done, all made from the action
 * table and the keymap in force. */
#include "core/model/ledger.h"
#include "core/model/task.h"
#include "tui/action/group.h"
#include "tui/screen/app_private.h"
#include "tui/screen/app_rights.h"

#define RECENT_MOST 5
#define KEYS_MOST 3
#define KEY_HELP_ID G_MININT64 /* a key in forms and lists, which is only told of */

/* The items of a window while they are gathered: one array of each, and what they borrow. */
typedef struct {
  GArray *items; /* PickerItem */
  GArray *ids;   /* gint64: an ActionId, or a ledger as ledger_id() has it */
  GPtrArray *texts;
} Gathered;

static void gathered_init(Gathered *gathered) {
  gathered->items = g_array_new(FALSE, FALSE, sizeof(PickerItem));
  gathered->ids = g_array_new(FALSE, FALSE, sizeof(gint64));
  gathered->texts = g_ptr_array_new_with_free_func(g_free);
}

static void gathered_clear(Gathered *gathered) {
  g_array_unref(gathered->items);
  g_array_unref(gathered->ids);
  g_ptr_array_unref(gathered->texts);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Gathered, gathered_clear)

/* Keeps a text as long as the items; returns it. */
static const char *keep(Gathered *gathered, char *text) {
  g_ptr_array_add(gathered->texts, text);
  return text;
}

static void add_item(Gathered *gathered, PickerItem item, gint64 id) {
  g_array_append_val(gathered->items, item);
  g_array_append_val(gathered->ids, id);
}

static void open_window(App *app, const char *title, const Gathered *gathered, AppChosen chosen) {
  app_choose(app, title, (const PickerItem *)(void *)gathered->items->data,
             (const gint64 *)(void *)gathered->ids->data, gathered->items->len, 0, chosen);
}

static Place place_shown(App *app) {
  return app_place(app_top(app)->class_);
}

/* ---- menu ------------------------------------------------------------------------------- */

/* What opens the menu is not in it, nor is what its arrows are for. */
static gboolean belongs_in_menu(const Action *action) {
  return action->id != ACTION_MENU && action->id != ACTION_UP && action->id != ACTION_DOWN;
}

static void add_group(App *app, ActionGroup group, GArray *items, GPtrArray *texts) {
  for (guint i = 0; i < action_count(); i++) {
    const Action *action = action_at(i);
    if (action_group(action) != group || !belongs_in_menu(action) || !app_offers(app, action))
      continue;
    char *key = action_keys_text(app->keymap, place_shown(app), action->id, 1);
    g_ptr_array_add(texts, key);
    MenuItem item = {action_group_name(group), action->title, key, action->help};
    g_array_append_val(items, item);
    g_array_append_val(app->menu_ids, action->id);
  }
}

/* It begins with the chosen task, where there is one: that is what most is done with. */
void app_open_menu(App *app) {
  g_autoptr(GArray) items = g_array_new(FALSE, FALSE, sizeof(MenuItem));
  g_autoptr(GPtrArray) texts = g_ptr_array_new_with_free_func(g_free);
  g_clear_pointer(&app->menu_ids, g_array_unref);
  app->menu_ids = g_array_new(FALSE, FALSE, sizeof(ActionId));
  gsize current = 0;
  for (ActionGroup group = 0; group < GROUP_COUNT; group++) {
    gsize before = items->len;
    add_group(app, group, items, texts);
    if (group == GROUP_TASK && items->len > before)
      current = before;
  }
  g_clear_pointer(&app->menu, menu_free);
  app->menu = menu_new("菜单", (const MenuItem *)(void *)items->data, items->len, current);
}

void app_menu_event(App *app, const Event *event) {
  gsize index = 0;
  ActionId id = ACTION_NONE;
  gboolean by_name = FALSE;
  switch (menu_event(app->menu, event, &index)) {
  case MENU_OPEN:
    return;
  case MENU_CHOSEN:
    id = g_array_index(app->menu_ids, ActionId, index);
    by_name = TRUE;
    break;
  case MENU_IGNORED: /* a key that stands beside an item does it at once */
    id = app_action_of_key(app, event->key);
    if (id == ACTION_NONE)
      return;
    break;
  case MENU_LEFT:
    break;
  }
  g_clear_pointer(&app->menu, menu_free);
  if (by_name)
    app_act_chosen(app, id);
  else if (id != ACTION_NONE && id != ACTION_MENU)
    app_act(app, id);
}

/* ---- palette ---------------------------------------------------------------------------- */

/* Pages that need nothing to be chosen, but are opened from a main screen. */
static const struct {
  ActionId page, root;
} PAGES[] = {{ACTION_CASE_BOARD, ACTION_TOPICS},
             {ACTION_PLAN_TEXT, ACTION_TOPICS},
             {ACTION_SCORE_YEAR, ACTION_SCORES}};

/* The main screen to go to first; ACTION_NONE where there is none, or it can be done at once. */
static ActionId first_to(App *app, const Action *action) {
  for (gsize i = 0; i < G_N_ELEMENTS(PAGES); i++) {
    if (PAGES[i].page == action->id && !action_in_place(action, place_shown(app)))
      return PAGES[i].root;
  }
  return ACTION_NONE;
}

/* A ledger to be looked at, as the id of an item: those of actions are positive. */
static gint64 ledger_id(gint64 ledger) {
  return -1 - ledger;
}

/* The keys of an action here, or else where it can be done. */
static char *keys_of(App *app, const Action *action, guint most) {
  if (action_in_place(action, place_shown(app)))
    return action_keys_text(app->keymap, place_shown(app), action->id, most);
  for (gsize i = 0; i < screen_count(); i++) {
    Place place = app_place(screen_at(i));
    if (action_in_place(action, place))
      return action_keys_text(app->keymap, place, action->id, most);
  }
  return g_strdup("");
}

/* Found by its sentence, too: 电话 leads to 单位. */
static void add_action(App *app, const Action *action, const char *group, Gathered *gathered) {
  ActionId first = first_to(app, action);
  PickerItem item = {.name = action->title,
                     .extra = keep(gathered, keys_of(app, action, KEYS_MOST)),
                     .alias = keep(gathered, g_strjoin("\n", action->name, action->help, NULL)),
                     .group = group,
                     .help = action->help};
  char *refusal = first == ACTION_NONE ? app_refusal(app, action) : NULL;
  if (refusal != NULL)
    item.help = keep(gathered, refusal);
  else if (first != ACTION_NONE)
    item.help = keep(gathered, g_strdup_printf("先到“%s”，再%s。%s", action_get(first)->title,
                                               action->title, action->help));
  item.dim = refusal != NULL;
  add_item(gathered, item, action->id);
}

static gboolean is_available(App *app, const Action *action) {
  return first_to(app, action) != ACTION_NONE || app_offers(app, action);
}

static gboolean is_recent(const App *app, gint64 id) {
  for (guint i = 0; i < app->recent->len; i++) {
    if (g_array_index(app->recent, gint64, i) == id)
      return TRUE;
  }
  return FALSE;
}

static void add_ledger(App *app, const Ledger *ledger, const char *group, Gathered *gathered) {
  gint64 id = ledger != NULL ? ledger->id : 0;
  if (id == app_ledger(app))
    return;
  char *name = ledger != NULL ? g_strdup_printf("看《%s》", ledger->title) : g_strdup("看全部台账");
  char *extra = ledger != NULL ? g_strdup_printf("%d年", ledger->year) : NULL;
  PickerItem item = {.name = keep(gathered, name),
                     .extra = extra != NULL ? keep(gathered, extra) : NULL,
                     .alias = ledger != NULL ? ledger->template_name : NULL,
                     .group = group,
                     .help = "今日、逾期、周期、日历、督办、通报都随着换"};
  add_item(gathered, item, ledger_id(id));
}

static void add_ledgers(App *app, Gathered *gathered) {
  if (app->ledgers->len < 2)
    return;
  for (guint i = 0; i < app->ledgers->len; i++)
    add_ledger(app, app->ledgers->pdata[i], "台账", gathered);
  add_ledger(app, NULL, "台账", gathered);
}

static void add_recent(App *app, Gathered *gathered) {
  for (guint i = 0; i < app->recent->len; i++) {
    const Action *action = action_get((ActionId)g_array_index(app->recent, gint64, i));
    if (is_available(app, action))
      add_action(app, action, "最近", gathered);
  }
}

static void add_available(App *app, ActionGroup group, Gathered *gathered) {
  for (guint i = 0; i < action_count(); i++) {
    const Action *action = action_at(i);
    if (action_group(action) == group && action->id != ACTION_PALETTE &&
        !is_recent(app, action->id) && app_offers(app, action))
      add_action(app, action, action_group_name(group), gathered);
  }
}

/* The pages of other screens, which come after the screens themselves. */
static void add_pages(App *app, Gathered *gathered) {
  for (gsize i = 0; i < G_N_ELEMENTS(PAGES); i++) {
    const Action *action = action_get(PAGES[i].page);
    if (first_to(app, action) != ACTION_NONE && !is_recent(app, action->id))
      add_action(app, action, action_group_name(GROUP_SCREEN), gathered);
  }
}

static void add_refused(App *app, Gathered *gathered) {
  for (guint i = 0; i < action_count(); i++) {
    if (!is_available(app, action_at(i)))
      add_action(app, action_at(i), "现在不能", gathered);
  }
}

static void remember(App *app, gint64 id) {
  for (guint i = 0; i < app->recent->len; i++) {
    if (g_array_index(app->recent, gint64, i) == id)
      g_array_remove_index(app->recent, i--);
  }
  g_array_prepend_val(app->recent, id);
  if (app->recent->len > RECENT_MOST)
    g_array_set_size(app->recent, RECENT_MOST);
}

static void palette_chosen(App *app, gint64 id) {
  if (id < 0) {
    app_set_ledger(app, ledger_id(id)); /* its own inverse */
    app_repaint_whole(app);
    return;
  }
  const Action *action = action_get((ActionId)id);
  if (is_available(app, action))
    remember(app, id);
  ActionId first = first_to(app, action);
  if (first != ACTION_NONE) {
    app_act(app, first);
    if (app_top(app)->class_ != screen_of_action(first))
      return; /* it is asked whether to leave */
    app_refresh(app);
  }
  app_act_chosen(app, action->id);
}

/* Where all of several ledgers are looked at, a 序号 does not say whose it is. */
static gboolean numbers_are_ids(const App *app) {
  return app_ledger(app) == 0 && app_has_several_ledgers(app);
}

void app_open_palette(App *app) {
  static const ActionGroup order[] = {GROUP_HERE, GROUP_TASK,  GROUP_SCREEN,
                                      GROUP_TIDY, GROUP_OTHER, GROUP_MOVE};
  g_auto(Gathered) gathered = {0};
  gathered_init(&gathered);
  if (app->recent == NULL)
    app->recent = g_array_new(FALSE, FALSE, sizeof(gint64));
  add_recent(app, &gathered);
  for (gsize i = 0; i < G_N_ELEMENTS(order); i++) {
    add_available(app, order[i], &gathered);
    if (order[i] != GROUP_SCREEN)
      continue;
    add_pages(app, &gathered);
    add_ledgers(app, &gathered);
  }
  add_refused(app, &gathered);
  open_window(app, "输入名称的一部分、拼音首字母，或序号", &gathered, palette_chosen);
  picker_take_numbers(app->picker,
                      numbers_are_ids(app) ? "看编号%d（[ ] 里的数）的任务" : "看第%d项任务");
}

static gboolean find_numbered(App *app, int number, gint64 *task, GError **error) {
  if (app_ledger(app) != 0)
    return task_of_ledger_number(app->db, app_ledger(app), number, task, error);
  if (!numbers_are_ids(app))
    return task_of_number(app->db, number, task, error);
  g_autofree char *label = task_label(app->db, number, error);
  *task = number;
  return label != NULL;
}

void app_open_numbered(App *app, int number) {
  g_autoptr(GError) error = NULL;
  gint64 task = 0;
  if (!find_numbered(app, number, &task, &error))
    app_failed(app, g_steal_pointer(&error));
  else
    app_open(app, &SCREEN_TASK, &(Opening){.id = task});
}

/* ---- help ------------------------------------------------------------------------------- */

/* Keys that are no actions: they are the same wherever there is something to type in. */
static const struct {
  const char *group, *keys, *what;
} TYPING[] = {
    {"填表时", "Ctrl-S", "保存：在哪一栏都可以"},
    {"填表时", "Tab ↓ 回车", "下一栏；长文本里回车是换行"},
    {"填表时", "Shift-Tab ↑", "上一栏"},
    {"填表时", "← →", "换一个选项；直接输入几个字可以查找"},
    {"填表时", "Ctrl-O", "打开列表来选"},
    {"填表时", "Ctrl-D", "日期栏：打开日历"},
    {"填表时", "Tab", "文件栏：补全文件名"},
    {"填表时", "Ctrl-E", "长文本：用编辑器写"},
    {"填表时", "Ctrl-U Ctrl-W", "删到行首；删一个词"},
    {"填表时", "Esc", "取消，输入过内容才询问"},
    {"填表时", "F1", "这张表"},
    {"筛选时", "回车", "保留筛选，回到列表"},
    {"筛选时", "Esc", "取消筛选"},
    {"筛选时", "↑ ↓", "在筛出的各行里移动"},
    {"列表窗口里", "输入", "查找：名称的一部分、拼音首字母，空格隔开几个词"},
    {"列表窗口里", "↑ ↓ 回车", "选择，确定"},
    {"列表窗口里", "Esc", "关闭"},
};

static void add_typing(Gathered *gathered) {
  for (gsize i = 0; i < G_N_ELEMENTS(TYPING); i++) {
    PickerItem item = {.name = TYPING[i].what,
                       .extra = TYPING[i].keys,
                       .group = TYPING[i].group,
                       .help = keep(gathered, g_strdup_printf("%s按 %s：%s", TYPING[i].group,
                                                              TYPING[i].keys, TYPING[i].what))};
    add_item(gathered, item, KEY_HELP_ID);
  }
}

static void help_chosen(App *app, gint64 id) {
  if (id == KEY_HELP_ID)
    app_notice(app, "这是填表、筛选和选择时的按键，在那里才起作用");
  else
    app_act_chosen(app, (ActionId)id);
}

static void add_help(App *app, ActionGroup group, Gathered *gathered) {
  for (guint i = 0; i < action_count(); i++) {
    const Action *action = action_at(i);
    gboolean lacks = action_in_place(action, place_shown(app)) && app_lacks_level(app, action);
    if (action_group(action) != group || (!lacks && !app_offers(app, action)))
      continue;
    char *name = lacks ? g_strdup_printf("%s（需要%s）：%s", action->title,
                                         access_name(action_access(action)), action->help)
                       : g_strdup_printf("%s：%s", action->title, action->help);
    PickerItem item = {.name = keep(gathered, name),
                       .extra = keep(gathered, keys_of(app, action, KEYS_MOST)),
                       .alias = action->name,
                       .group = action_group_name(group),
                       .help = action->help,
                       .dim = lacks};
    add_item(gathered, item, action->id);
  }
}

void app_open_help(App *app) {
  g_auto(Gathered) gathered = {0};
  gathered_init(&gathered);
  for (ActionGroup group = 0; group < GROUP_COUNT; group++)
    add_help(app, group, &gathered);
  add_typing(&gathered);
  open_window(app, "此处可用的按键", &gathered, help_chosen);
  picker_preface(app->picker, context_purpose(app_top(app)->class_->context));
  g_autofree char *key = action_keys_text(app->keymap, place_shown(app), ACTION_PALETTE, 1);
  g_autofree char *elsewhere =
      g_strdup_printf("此处没有符合的；可按 Esc，再按 %s 从全部操作里找", key);
  if (*key != '\0')
    picker_elsewhere(app->picker, elsewhere);
}

void app_open_typing_help(App *app) {
  g_auto(Gathered) gathered = {0};
  gathered_init(&gathered);
  add_typing(&gathered);
  open_window(app, "输入时可用的按键", &gathered, help_chosen);
}
