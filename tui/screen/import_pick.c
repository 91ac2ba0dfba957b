/* import_pick.c: what the preview of an import asks in windows. */
#include "core/model/ledger.h"
#include "core/model/unit.h"
#include "tui/screen/import_screen.h"

/* A list to choose from, while it is being made; all texts are its own. */
typedef struct {
  GArray *items; /* PickerItem */
  GArray *ids;   /* gint64 */
  GPtrArray *texts;
  gsize current;
} Choices;

static void choices_init(Choices *choices) {
  *choices = (Choices){.items = g_array_new(FALSE, FALSE, sizeof(PickerItem)),
                       .ids = g_array_new(FALSE, FALSE, sizeof(gint64)),
                       .texts = g_ptr_array_new_with_free_func(g_free)};
}

static void choices_clear(Choices *choices) {
  g_array_unref(choices->items);
  g_array_unref(choices->ids);
  g_ptr_array_unref(choices->texts);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Choices, choices_clear)

/* name and extra are taken; extra may be NULL. */
static void offer(Choices *choices, char *name, char *extra, gint64 id) {
  g_ptr_array_add(choices->texts, name);
  g_ptr_array_add(choices->texts, extra);
  PickerItem item = {.name = name, .extra = extra};
  g_array_append_val(choices->items, item);
  g_array_append_val(choices->ids, id);
}

static void ask(const Choices *choices, App *app, const char *title, AppChosen chosen) {
  app_choose(app, title, (const PickerItem *)(void *)choices->items->data,
             (const gint64 *)(void *)choices->ids->data, choices->items->len, choices->current,
             chosen);
}

/* ---- columns ---------------------------------------------------------------------------- */

/* The column that is a field now; NULL where none is. */
static const RecognisedColumn *column_of(const Recognised *table, ContentField field) {
  for (guint i = 0; i < table->columns->len; i++) {
    const RecognisedColumn *column = table->columns->pdata[i];
    if (column->field == field)
      return column;
  }
  return NULL;
}

static gboolean map(ImportScreen *screen, guint column, ContentField field) {
  g_autofree char *letter = grid_column_name(column);
  g_autoptr(GError) error = NULL;
  if (!recognise_map(import_work_table(screen->work), letter, field, &error)) {
    app_failed(screen->app, g_steal_pointer(&error));
    return FALSE;
  }
  g_hash_table_insert(screen->work->columns, GUINT_TO_POINTER(column), GINT_TO_POINTER((int)field));
  return TRUE;
}

/* A field that another column was gives that one up: one cannot be two columns. */
static void field_chosen(App *app, gint64 id) {
  ImportScreen *screen = app_shown(app, &SCREEN_IMPORT);
  const Recognised *table = screen != NULL ? import_work_table(screen->work) : NULL;
  if (table == NULL)
    return;
  ContentField field = (ContentField)id;
  const RecognisedColumn *before = field != CONTENT_NONE ? column_of(table, field) : NULL;
  if (before != NULL && before->column == screen->column)
    return;
  if ((before != NULL && !map(screen, before->column, CONTENT_NONE)) ||
      !map(screen, screen->column, field))
    return;
  if (import_screen_plan(screen) && screen->work->plan != NULL && before != NULL) {
    g_autofree char *letter = grid_column_name(before->column);
    app_notice(app, "%s列原来是%s，现在不读；按 c 可再改", letter, content_field_name(field));
  }
}

static void column_chosen(App *app, gint64 id) {
  ImportScreen *screen = app_shown(app, &SCREEN_IMPORT);
  if (screen == NULL)
    return;
  screen->column = (guint)id;
  const Recognised *table = import_work_table(screen->work);
  g_auto(Choices) choices;
  choices_init(&choices);
  for (int i = 0; i < CONTENT_FIELD_COUNT; i++) {
    ContentField field = (ContentField)i;
    const RecognisedColumn *now = field != CONTENT_NONE ? column_of(table, field) : NULL;
    g_autofree char *letter = now != NULL ? grid_column_name(now->column) : NULL;
    if (now != NULL && now->column == screen->column)
      choices.current = choices.items->len;
    offer(&choices, g_strdup(field == CONTENT_NONE ? "不读这一列" : content_field_name(field)),
          letter != NULL ? g_strdup_printf("现在是%s列", letter) : NULL, i);
  }
  g_autofree char *letter = grid_column_name(screen->column);
  g_autofree char *title = g_strdup_printf("%s列是什么", letter);
  ask(&choices, app, title, field_chosen);
}

void import_pick_column(ImportScreen *screen) {
  const Recognised *table = import_work_table(screen->work);
  g_auto(Choices) choices;
  choices_init(&choices);
  for (guint i = 0; i < table->columns->len; i++) {
    const RecognisedColumn *column = table->columns->pdata[i];
    g_autofree char *letter = grid_column_name(column->column);
    offer(&choices, g_strdup_printf("%s  %s", letter, column->head),
          g_strdup(column->field == CONTENT_NONE ? "不读" : content_field_name(column->field)),
          column->column);
  }
  ask(&choices, screen->app, "改哪一列", column_chosen);
}

/* ---- remarks ----------------------------------------------------------------------------- */

#define REMARKS_MAX 500 /* nobody reads more of them in a window */

static void remark_chosen(App *app, gint64 id) {
  ImportScreen *screen = app_shown(app, &SCREEN_IMPORT);
  if (screen == NULL || id >= (gint64)screen->work->remarks->len)
    return;
  const RecogniseRemark *remark = screen->work->remarks->pdata[id];
  if (!import_screen_choose(screen, remark->table, remark->row))
    app_notice(app, "%s", remark->text); /* of what is no row of the list */
}

void import_pick_remark(ImportScreen *screen) {
  const ImportWork *work = screen->work;
  g_auto(Choices) choices;
  choices_init(&choices);
  for (guint i = 0; i < work->remarks->len && i < REMARKS_MAX; i++) {
    const RecogniseRemark *remark = work->remarks->pdata[i];
    g_autofree char *place = recognise_place(work->workbook, import_work_table(work), remark);
    offer(&choices, g_strdup_printf("%s：%s", place, remark->text), NULL, i);
  }
  g_autofree char *title =
      work->remarks->len > REMARKS_MAX
          ? g_strdup_printf("提示（前%d处，共%u处）", REMARKS_MAX, work->remarks->len)
          : g_strdup_printf("提示（%u处）", work->remarks->len);
  ask(&choices, screen->app, title, remark_chosen);
}

/* ---- tables and ledgers ------------------------------------------------------------------ */

static void table_chosen(App *app, gint64 id) {
  ImportScreen *screen = app_shown(app, &SCREEN_IMPORT);
  if (screen == NULL || screen->work->table == (guint)id)
    return;
  guint before = screen->work->table;
  screen->work->table = (guint)id;
  if (!import_screen_plan(screen)) {
    screen->work->table = before;
    return;
  }
  /* What was said of columns and rows was said of the other table. */
  g_hash_table_remove_all(screen->work->columns);
  g_hash_table_remove_all(screen->work->rows);
  import_screen_keep(screen);
}

void import_pick_table(ImportScreen *screen) {
  const ImportWork *work = screen->work;
  g_auto(Choices) choices;
  choices_init(&choices);
  for (guint i = 0; i < work->tables->len; i++) {
    const Recognised *table = work->tables->pdata[i];
    guint index = g_array_index(table->grids, guint, 0);
    const Grid *grid = work->workbook->grids->pdata[index];
    offer(&choices,
          g_strdup_printf("%u. %s  %s", i + 1, grid_name(grid),
                          table->title != NULL ? table->title : ""),
          g_strdup_printf("第%u行起  %u行", grid_line(grid, table->header), table->rows), i);
  }
  choices.current = work->table;
  ask(&choices, screen->app, "看哪张表", table_chosen);
}

static void ledger_chosen(App *app, gint64 id) {
  ImportScreen *screen = app_shown(app, &SCREEN_IMPORT);
  if (screen == NULL)
    return;
  gint64 before = screen->work->ledger;
  screen->work->ledger = id;
  if (!import_screen_plan(screen))
    screen->work->ledger = before;
}

void import_pick_ledger(ImportScreen *screen) {
  g_autoptr(GPtrArray) in_use = app_ledgers_in_use(screen->app);
  gint64 now = screen->work->plan != NULL ? screen->work->plan->ledger : screen->work->ledger;
  g_auto(Choices) choices;
  choices_init(&choices);
  offer(&choices, import_work_ledger_name(screen->app, IMPORT_LEDGER_NEW), NULL, IMPORT_LEDGER_NEW);
  for (guint i = 0; i < in_use->len; i++) {
    gint64 id = ((const Ledger *)in_use->pdata[i])->id;
    if (id == now)
      choices.current = choices.items->len;
    offer(&choices, import_work_ledger_name(screen->app, id), NULL, id);
  }
  ask(&choices, screen->app, "导入到哪本台账", ledger_chosen);
}

/* ---- units ------------------------------------------------------------------------------ */

/* What an id stands for: a unit's own (more than 0), or one of these. */
#define OMIT 0
#define MAKE(kind) (-1 - (gint64)(kind))
#define MAKE_REST MAKE(UNIT_KIND_COUNT)

/* TRUE for one that is not decided and that no known unit is near to: it is most likely new. */
static gboolean is_new(const ImportUnit *unit) {
  return unit->way == IMPORT_UNIT_ASK && unit->near->len == 0;
}

static guint count_new(const ImportWork *work) {
  guint count = 0;
  for (guint i = 0; i < work->plan->units->len; i++)
    count += is_new(work->plan->units->pdata[i]) ? 1 : 0;
  return count;
}

/* Each as what its name says it is. */
static void make_rest(ImportWork *work) {
  for (guint i = 0; i < work->plan->units->len; i++) {
    const ImportUnit *unit = work->plan->units->pdata[i];
    if (is_new(unit))
      import_work_decide_unit(work, i, IMPORT_UNIT_MAKE, unit->kind, 0);
  }
}

static void decide(ImportScreen *screen, gint64 id) {
  ImportUnitWay way = id > 0 ? IMPORT_UNIT_ALIAS : id == OMIT ? IMPORT_UNIT_OMIT : IMPORT_UNIT_MAKE;
  UnitKind kind = way == IMPORT_UNIT_MAKE ? (UnitKind)(-1 - id) : UNIT_OFFICE;
  import_work_decide_unit(screen->work, screen->unit, way, kind, id);
  screen->unit++;
}

static void unit_chosen(App *app, gint64 id) {
  ImportScreen *screen = app_shown(app, &SCREEN_IMPORT);
  ImportWork *work = screen != NULL ? screen->work : NULL;
  if (work == NULL || work->plan == NULL || screen->unit >= work->plan->units->len)
    return;
  if (id == MAKE_REST)
    make_rest(work);
  else
    decide(screen, id);
  import_screen_keep(screen);
  if (import_work_undecided(work) > 0)
    import_pick_unit(screen);
  else
    app_notice(app, "未知单位都已处理；按 Ctrl-S 导入");
}

static void offer_making(Choices *choices, const ImportWork *work, const ImportUnit *unit) {
  guint rest = count_new(work);
  offer(choices, g_strdup_printf("新建：%s", unit_kind_name(unit->kind)), NULL, MAKE(unit->kind));
  offer(choices, g_strdup("不要：从这些任务中去掉它"), NULL, OMIT);
  if (rest > 1)
    offer(choices, g_strdup_printf("全部新建：没有相近单位的%u个，各按名称定类别", rest), NULL,
          MAKE_REST);
  for (int kind = 0; kind < UNIT_KIND_COUNT; kind++) {
    if (kind != (int)unit->kind)
      offer(choices, g_strdup_printf("新建：%s", unit_kind_name((UnitKind)kind)), NULL, MAKE(kind));
  }
}

/* The near ones first, then what else can become of it, then every other that it may be. */
static gboolean offer_units(Choices *choices, const ImportScreen *screen, const ImportUnit *unit,
                            GError **error) {
  g_autoptr(GPtrArray) known = unit_list_in_use(app_db(screen->app), error);
  if (known == NULL)
    return FALSE;
  g_autoptr(GHashTable) near = g_hash_table_new(g_int64_hash, g_int64_equal);
  for (guint i = 0; i < unit->near->len; i++) {
    const UnitName *name = unit->near->pdata[i];
    if (g_hash_table_add(near, (gpointer)&name->unit))
      offer(choices, g_strdup_printf("别名：就是 %s", name->full), g_strdup("相近"), name->unit);
  }
  offer_making(choices, screen->work, unit);
  for (guint i = 0; i < known->len; i++) {
    const Unit *other = known->pdata[i];
    if (!g_hash_table_contains(near, &other->id))
      offer(choices, g_strdup_printf("别名：就是 %s", other->name), NULL, other->id);
  }
  return TRUE;
}

/* What was decided before is chosen to begin with. */
static void choose_decided(Choices *choices, const ImportUnit *unit) {
  gint64 decided = unit->way == IMPORT_UNIT_ALIAS  ? unit->unit
                   : unit->way == IMPORT_UNIT_OMIT ? OMIT
                                                   : MAKE(unit->kind);
  for (guint i = 0; unit->way != IMPORT_UNIT_ASK && i < choices->ids->len; i++) {
    if (g_array_index(choices->ids, gint64, i) == decided)
      choices->current = i;
  }
}

void import_pick_unit(ImportScreen *screen) {
  const ImportWork *work = screen->work;
  screen->unit = import_work_next_undecided(work, screen->unit);
  const ImportUnit *unit = work->plan->units->pdata[screen->unit];
  g_autoptr(GError) error = NULL;
  g_auto(Choices) choices;
  choices_init(&choices);
  if (!offer_units(&choices, screen, unit, &error)) {
    app_failed(screen->app, g_steal_pointer(&error));
    return;
  }
  choose_decided(&choices, unit);
  g_autofree char *title = g_strdup_printf("%s（%u项任务，第%u/%u个）是", unit->name, unit->tasks,
                                           screen->unit + 1, work->plan->units->len);
  ask(&choices, screen->app, title, unit_chosen);
}
