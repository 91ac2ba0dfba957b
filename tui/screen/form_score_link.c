/* form_score_link.c: which recurrence rules (周期要求) an indicator counts the periods of. */
#include "core/model/schedule.h"
#include "core/model/task.h"
#include "tui/screen/form_fields.h"
#include "tui/screen/score_form.h"
#include "tui/screen/score_words.h"

/* What can be done, one for each choice of the form. */
typedef struct {
  gint64 schedule;
  gboolean add; /* else it is no longer counted */
} LinkChoice;

typedef struct {
  ScoreTarget target;
  GArray *links;   /* gint64: the rules it counts now */
  GArray *choices; /* LinkChoice … */
  char **names;    /* … and what each is called, NULL-terminated */
} LinkForm;

static void link_close(gpointer state) {
  LinkForm *data = state;
  if (data == NULL)
    return;
  score_target_clear(&data->target);
  g_clear_pointer(&data->links, g_array_unref);
  g_clear_pointer(&data->choices, g_array_unref);
  g_strfreev(data->names);
  g_free(data);
}

static gboolean is_linked(const LinkForm *data, gint64 schedule) {
  for (guint i = 0; i < data->links->len; i++) {
    if (g_array_index(data->links, gint64, i) == schedule)
      return TRUE;
  }
  return FALSE;
}

/* 第5项“…”  每月至少1次. NULL and error. The caller frees. */
static char *rule_words(App *app, const Schedule *rule, GError **error) {
  g_autofree char *task = task_label(app_db(app), rule->task, error);
  return task != NULL ? g_strdup_printf("%s  %s", task, rule->phrase) : NULL;
}

/* Adds the choices that add rules, or take them away; numbered, so that no two are the same. */
static gboolean add_choices(App *app, LinkForm *data, const GPtrArray *rules, gboolean add,
                            GStrvBuilder *names, GError **error) {
  for (guint i = 0; i < rules->len; i++) {
    const Schedule *rule = rules->pdata[i];
    if (is_linked(data, rule->id) == add)
      continue;
    g_autofree char *words = rule_words(app, rule, error);
    if (words == NULL)
      return FALSE;
    LinkChoice choice = {.schedule = rule->id, .add = add};
    g_array_append_val(data->choices, choice);
    g_autofree char *name =
        g_strdup_printf("%u. %s：%s", data->choices->len, add ? "计入" : "不再计入", words);
    g_strv_builder_add(names, name);
  }
  return TRUE;
}

static gboolean make_choices(App *app, LinkForm *data, GError **error) {
  int year = data->target.sheet->system->year;
  g_autoptr(GPtrArray) rules = schedule_in_force(app_db(app), year, error);
  if (rules == NULL)
    return FALSE;
  data->choices = g_array_new(FALSE, FALSE, sizeof(LinkChoice));
  g_autoptr(GStrvBuilder) names = g_strv_builder_new();
  if (!add_choices(app, data, rules, TRUE, names, error) ||
      !add_choices(app, data, rules, FALSE, names, error))
    return FALSE;
  data->names = g_strv_builder_end(names);
  if (data->choices->len > 0)
    return TRUE;
  g_set_error(error, STORE_ERROR, STORE_ERROR_REFUSED,
              "%d年的台账里没有周期要求；请先在台账的任务上按 r 添加", year);
  return FALSE;
}

/* The rules it counts now, one a line. NULL and error. The caller frees. */
static char *links_words(App *app, const LinkForm *data, GError **error) {
  g_autoptr(GString) text = g_string_new(NULL);
  for (guint i = 0; i < data->links->len; i++) {
    gint64 id = g_array_index(data->links, gint64, i);
    g_autoptr(Schedule) rule = schedule_load(app_db(app), id, error);
    g_autofree char *words = rule != NULL ? rule_words(app, rule, error) : NULL;
    if (words == NULL)
      return NULL;
    g_string_append_printf(text, "%s%s", i > 0 ? "\n" : "", words);
  }
  return g_string_free(g_steal_pointer(&text), FALSE);
}

static Form *link_open(App *app, const FormClass *class_, gint64 target, gpointer *state,
                       GError **error) {
  LinkForm *data = g_new0(LinkForm, 1);
  *state = data;
  if (!score_target_read(app, target, &data->target, error))
    return NULL;
  data->links = score_links(app_db(app), data->target.node->node.id, error);
  if (data->links == NULL || !make_choices(app, data, error))
    return NULL;
  g_autofree char *links = links_words(app, data, error);
  if (links == NULL)
    return NULL;
  const FieldSpec fields[] = {
      {"node", "指标", FIELD_SHOW, FALSE, NULL, NULL},
      {"rule", "规则", FIELD_SHOW, FALSE, NULL, NULL},
      {"links", "现在计入", FIELD_SHOW, FALSE, NULL, NULL},
      {"link", "改为", FIELD_CHOICE, TRUE, NULL, (const char *const *)data->names},
  };
  Form *form = form_new(class_->title, fields, G_N_ELEMENTS(fields));
  g_autofree char *name = score_node_name(&data->target.node->node);
  g_autofree char *rule = score_rule_words(&data->target.node->node);
  form_set_value(form, "node", name);
  form_set_value(form, "rule", rule);
  form_set_value(form, "links", *links != '\0' ? links : "还没有");
  return form;
}

static gboolean link_save(App *app, Form *form, gint64 target, gpointer state, GError **error) {
  (void)target;
  const LinkForm *data = state;
  const LinkChoice *choice = NULL;
  for (guint i = 0; i < data->choices->len; i++) {
    if (g_str_equal(data->names[i], form_value(form, "link")))
      choice = &g_array_index(data->choices, LinkChoice, i);
  }
  if (choice == NULL) {
    form_set_error(form, "link", "请选一条周期要求");
    return FALSE;
  }
  g_autoptr(GArray) links = g_array_new(FALSE, FALSE, sizeof(gint64));
  for (guint i = 0; i < data->links->len; i++) {
    gint64 id = g_array_index(data->links, gint64, i);
    if (id != choice->schedule)
      g_array_append_val(links, id);
  }
  if (choice->add)
    g_array_append_val(links, choice->schedule);
  Actor actor = app_actor(app);
  return score_link(app_db(app), &actor, data->target.node->node.id, links, error);
}

const FormClass FORM_SCORE_LINK = {
    .name = "score.link",
    .title = "关联周期要求",
    .about = "score",
    .whole_table = TRUE,
    .open = link_open,
    .close = link_close,
    .save = link_save,
};
