/* form_ledger.c: 结转 and 启封 of a ledger. */
#include "core/model/rollover.h"
#include "core/rules/text.h"
#include "tui/screen/form_fields.h"

#define ALL_OPEN "全部"

/* ---- 结转 -------------------------------------------------------------------------------- */

typedef struct {
  Rollover *plan; /* into the next year, nothing chosen */
  char **names;   /* of what is open, to be chosen from */
} RolloverForm;

static void rollover_close(gpointer state) {
  RolloverForm *data = state;
  if (data == NULL)
    return;
  rollover_free(data->plan);
  g_strfreev(data->names);
  g_free(data);
}

/* 第4项（红·逾期257天）落实国家发展改革委…: no sign in it that would separate two. */
static char *item_name(const RolloverItem *item) {
  g_autofree char *late = item->overdue > 0  ? g_strdup_printf("·逾期%d天", item->overdue)
                          : item->missed > 0 ? g_strdup_printf("·欠报%d期", item->missed)
                                             : g_strdup("");
  g_autofree char *goal = task_short_goal(item->goal);
  for (char *p = goal; *p != '\0'; p++) {
    if (*p == ',' || *p == ';' || g_ascii_isspace(*p))
      *p = '.';
  }
  g_autoptr(GString) clean = g_string_new(goal);
  static const char *const signs[] = {"、", "，", "；", "　"};
  for (gsize i = 0; i < G_N_ELEMENTS(signs); i++)
    g_string_replace(clean, signs[i], "·", 0);
  return g_strdup_printf("第%d项（%s%s）%s", item->number, light_name_in(item->light, item->blue),
                         late, clean->str);
}

/* 58项：第4项逾期257天，… or 没有. */
static char *open_text(const Rollover *plan) {
  if (plan->open->len == 0)
    return g_strdup("没有未办结的事项");
  g_autoptr(GString) text = g_string_new(NULL);
  g_string_append_printf(text, "%u项：", plan->open->len);
  for (guint i = 0; i < plan->open->len; i++)
    g_string_append_printf(text, "%s%d", i > 0 ? "、" : "",
                           ((const RolloverItem *)plan->open->pdata[i])->number);
  return g_string_free(g_steal_pointer(&text), FALSE);
}

/* What the year loses by being closed now. */
static char *warning_text(App *app, const Rollover *plan) {
  if (plan->from->frozen_on != DAY_NONE)
    return g_strdup("已经封存");
  g_autoptr(GString) text = g_string_new("封存，今后只能查看");
  if (day_civil(app_today(app)).year <= plan->from->year)
    g_string_append_printf(text, "。注意：%d年还没有结束，封存后不能再记进展", plan->from->year);
  if (plan->waiting > 0)
    g_string_append_printf(text, "。有%d项已办结还没有审核，封存后不能再销号", plan->waiting);
  return g_string_free(g_steal_pointer(&text), FALSE);
}

static Form *rollover_open(App *app, const FormClass *class_, gint64 target, gpointer *state,
                           GError **error) {
  RolloverForm *data = g_new0(RolloverForm, 1);
  *state = data;
  g_autoptr(Ledger) ledger = ledger_load(app_db(app), target, error);
  if (ledger == NULL)
    return NULL;
  RolloverInput input = {.ledger = target, .year = ledger->year + 1};
  data->plan = rollover_plan(app_db(app), app_reckoning(app), &input, error);
  if (data->plan == NULL)
    return NULL;
  data->names = g_new0(char *, data->plan->open->len + 1);
  for (guint i = 0; i < data->plan->open->len; i++)
    data->names[i] = item_name(data->plan->open->pdata[i]);
  const FieldSpec fields[] = {
      {"ledger", "台账", FIELD_SHOW, FALSE, NULL, NULL},
      {"old", "上年台账", FIELD_SHOW, FALSE, NULL, NULL},
      {"open", "未办结事项", FIELD_SHOW, FALSE, NULL, NULL},
      {"year", "结转到", FIELD_LINE, TRUE, "年度，如 2027", NULL},
      {"carry", "结转未办结事项", FIELD_LINE, FALSE,
       "按 Ctrl-O 选，或写序号：4、54；写“全部”则全部结转", (const char *const *)data->names},
      {"without", "不再列入", FIELD_LINE, FALSE, "新年度不再要的，写序号，如已建成的平台", NULL},
  };
  Form *form = form_new(class_->title, fields, G_N_ELEMENTS(fields));
  g_autofree char *title = g_strdup_printf("《%s》（%d年）", ledger->title, ledger->year);
  g_autofree char *open = open_text(data->plan);
  g_autofree char *old = warning_text(app, data->plan);
  g_autofree char *year = g_strdup_printf("%d", input.year);
  form_set_value(form, "ledger", title);
  form_set_value(form, "old", old);
  form_set_value(form, "open", open);
  form_set_value(form, "year", year);
  return form;
}

/* The numbers of a field; NULL where it holds something else, which is said beside it. */
static GArray *read_numbers(Form *form, const char *id, const char *text) {
  g_autoptr(GError) error = NULL;
  GArray *numbers = rollover_read_numbers(text, &error);
  if (numbers == NULL)
    form_set_error(form, id, error->message);
  return numbers;
}

static gboolean read_year(Form *form, int *year) {
  gint64 number;
  g_autofree char *text = text_strip(form_value(form, "year"));
  if (!g_ascii_string_to_signed(text, 10, 1900, 2100, &number, NULL)) {
    form_set_error(form, "year", "请写四位数的年份，如 2027");
    return FALSE;
  }
  *year = (int)number;
  return TRUE;
}

static gboolean rollover_save(App *app, Form *form, gint64 target, gpointer state, GError **error) {
  (void)state;
  RolloverInput input = {.ledger = target};
  g_autofree char *open = text_strip(form_value(form, "carry"));
  input.carry_open = g_str_equal(open, ALL_OPEN);
  gboolean ok = read_year(form, &input.year);
  g_autoptr(GArray) carry = read_numbers(form, "carry", input.carry_open ? "" : open);
  g_autoptr(GArray) without = read_numbers(form, "without", form_value(form, "without"));
  if (!ok || carry == NULL || without == NULL)
    return FALSE;
  input.carry = carry;
  input.without = without;
  Actor actor = app_actor(app);
  app_busy(app, "正在结转…");
  g_autoptr(Rollover) rollover =
      rollover_run(app_db(app), &actor, app_reckoning(app), &input, error);
  if (rollover == NULL)
    return FALSE;
  app_set_ledger(app, rollover->ledger);
  app_notice(app, "已结转为%d年台账，共%d项；%d年的已封存，按 L 可看；按 u 可撤销", rollover->year,
             rollover->tasks, rollover->from->year);
  return TRUE;
}

const FormClass FORM_ROLLOVER = {
    .name = "ledger.rollover",
    .title = "结转",
    .open = rollover_open,
    .close = rollover_close,
    .save = rollover_save,
};

/* ---- 启封 -------------------------------------------------------------------------------- */

static const FieldSpec THAW_FIELDS[] = {
    {"ledger", "台账", FIELD_SHOW, FALSE, NULL, NULL},
    {"frozen", "封存日期", FIELD_SHOW, FALSE, NULL, NULL},
    {"reason", "理由", FIELD_TEXT, TRUE, "为什么启封；会记入台账的记录。改完请再封存", NULL},
};

static Form *thaw_open(App *app, const FormClass *class_, gint64 target, gpointer *state,
                       GError **error) {
  (void)state;
  g_autoptr(Ledger) ledger = ledger_load(app_db(app), target, error);
  if (ledger == NULL)
    return NULL;
  char iso[DAY_TEXT_SIZE];
  g_autofree char *title = g_strdup_printf("《%s》（%d年）", ledger->title, ledger->year);
  Form *form = form_new(class_->title, THAW_FIELDS, G_N_ELEMENTS(THAW_FIELDS));
  form_set_value(form, "ledger", title);
  form_set_value(form, "frozen", day_to_iso(ledger->frozen_on, iso));
  return form;
}

static gboolean thaw_save(App *app, Form *form, gint64 target, gpointer state, GError **error) {
  (void)state;
  if (!form_require(form, "reason", "请写明理由"))
    return FALSE;
  Actor actor = app_actor(app);
  return ledger_thaw(app_db(app), &actor, target, form_value(form, "reason"), error);
}

const FormClass FORM_THAW = {
    .name = "ledger.thaw",
    .title = "启封",
    .about = "ledger",
    .open = thaw_open,
    .save = thaw_save,
};
