#include <string.h>

#include "core/model/task.h"
#include "core/model/way.h"
#include "core/rules/text.h"
#include "tui/command/invocation.h"
#include "tui/command/value.h"

typedef struct {
  char **parts;
  char **weights;
} SplitOptions;

static void split_options_clear(SplitOptions *options) {
  g_strfreev(options->parts);
  g_strfreev(options->weights);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(SplitOptions, split_options_clear)

/* The fields of 50:内容:单位:时限, also between full-width colons. */
static char **fields_of(const char *text) {
  g_autofree char *clean = text_clean(text, FALSE);
  g_autoptr(GString) plain = g_string_new(clean);
  g_string_replace(plain, "：", ":", 0);
  char **fields = g_strsplit(plain->str, ":", 0);
  for (gsize i = 0; fields[i] != NULL; i++)
    g_strstrip(fields[i]);
  return fields;
}

/* 50 or 50%. FALSE after saying what is wrong. */
static gboolean read_weight(const char *option, const char *text, int *weight) {
  g_autofree char *number = g_strdup(text);
  if (g_str_has_suffix(number, "%"))
    number[strlen(number) - 1] = '\0';
  return value_number(option, number, 1, 100, weight);
}

/* ---- splitting -------------------------------------------------------------------------- */

static int split(Invocation *invocation, gint64 id, const PartInput *parts, gsize count) {
  g_autoptr(Db) db = invocation_open(invocation, DB_WRITE);
  if (db == NULL)
    return STATUS_FAILED;
  g_autoptr(GError) error = NULL;
  Actor actor = person_actor(&invocation->person);
  if (!way_split(db, &actor, id, parts, count, NULL, &error))
    return invocation_fail(error);
  g_autofree char *label = task_label(db, id, &error);
  g_autoptr(GArray) ids = label != NULL ? way_parts(db, id, &error) : NULL;
  if (ids == NULL)
    return invocation_fail(error);
  output_line(&invocation->output, "已分解：%s，共%d部分", label, (int)count);
  for (guint i = ids->len - (guint)count; i < ids->len; i++) {
    gint64 part = g_array_index(ids, gint64, i);
    g_autofree char *name = task_label(db, part, &error);
    if (name == NULL)
      return invocation_fail(error);
    output_line(&invocation->output, "  编号%" G_GINT64_FORMAT "  %s", part, name);
  }
  return STATUS_DONE;
}

static int run_split(Invocation *invocation, gint64 id, char *const *texts) {
  g_autoptr(GPtrArray) fields = g_ptr_array_new_with_free_func((GDestroyNotify)g_strfreev);
  g_autoptr(GArray) parts = g_array_new(FALSE, TRUE, sizeof(PartInput));
  for (gsize i = 0; texts[i] != NULL; i++) {
    char **own = fields_of(texts[i]);
    g_ptr_array_add(fields, own);
    guint count = g_strv_length(own);
    if (count < 2 || count > 4)
      return invocation_misuse("--part 的值“%s”不对，应写成 权重:内容 或 权重:内容:单位:时限",
                               texts[i]);
    PartInput part = {.goal = own[1]};
    if (!read_weight("--part", own[0], &part.weight))
      return STATUS_USAGE;
    part.units = count > 2 ? own[2] : NULL;
    part.deadline = count > 3 ? own[3] : NULL;
    g_array_append_val(parts, part);
  }
  return split(invocation, id, (const PartInput *)(gpointer)parts->data, parts->len);
}

/* ---- weighing --------------------------------------------------------------------------- */

static int weigh(Invocation *invocation, gint64 id, const GArray *ids, const GArray *weights) {
  g_autoptr(Db) db = invocation_open(invocation, DB_WRITE);
  if (db == NULL)
    return STATUS_FAILED;
  g_autoptr(GError) error = NULL;
  Actor actor = person_actor(&invocation->person);
  if (!way_weigh(db, &actor, id, (const gint64 *)(gpointer)ids->data,
                 (const int *)(gpointer)weights->data, ids->len, &error))
    return invocation_fail(error);
  g_autofree char *label = task_label(db, id, &error);
  if (label == NULL)
    return invocation_fail(error);
  output_line(&invocation->output, "已重新分配权重：%s，共%u部分", label, ids->len);
  return STATUS_DONE;
}

static int run_weigh(Invocation *invocation, gint64 id, char *const *texts) {
  g_autoptr(GArray) ids = g_array_new(FALSE, TRUE, sizeof(gint64));
  g_autoptr(GArray) weights = g_array_new(FALSE, TRUE, sizeof(int));
  for (gsize i = 0; texts[i] != NULL; i++) {
    g_auto(GStrv) fields = fields_of(texts[i]);
    gint64 part;
    int weight;
    if (g_strv_length(fields) != 2)
      return invocation_misuse("--weigh 的值“%s”不对，应写成 编号:权重，如 70:60", texts[i]);
    if (!value_task(invocation, fields[0], &part) || !read_weight("--weigh", fields[1], &weight))
      return STATUS_USAGE;
    g_array_append_val(ids, part);
    g_array_append_val(weights, weight);
  }
  return weigh(invocation, id, ids, weights);
}

/* ---- command ---------------------------------------------------------------------------- */

static int run(Invocation *invocation) {
  g_auto(SplitOptions) options = {0};
  const GOptionEntry entries[] = {
      {"part", 0, 0, G_OPTION_ARG_STRING_ARRAY, &options.parts,
       "一部分：权重:内容[:单位[:时限]]，每部分写一次，至少两次，权重合计 100；单位、时限不写则与原任务相同",
       "部分"},
      {"weigh", 0, 0, G_OPTION_ARG_STRING_ARRAY, &options.weights,
       "重新分配权重：编号:权重，没有作废的部分每个写一次，合计 100", "权重"},
      {NULL}};
  int status;
  gint64 id;
  if (!invocation_parse(invocation, entries, &status))
    return status;
  if (!value_task(invocation, invocation->argument, &id))
    return STATUS_USAGE;
  if ((options.parts == NULL) == (options.weights == NULL))
    return invocation_misuse_help(invocation, "要么用 --part 分解，要么用 --weigh 重新分配权重");
  return options.parts != NULL ? run_split(invocation, id, options.parts)
                               : run_weigh(invocation, id, options.weights);
}

const Command COMMAND_SPLIT = {
    .name = "split",
    .group = COMMAND_GROUP_SUPERVISE,
    .summary = "把任务分解为几部分，各有权重、单位和时限",
    .details =
        "把任务分解为几部分，各有权重、单位和时限。各部分排在台账末尾，各自办理；原任务的完成率由各"
        "部分按权重算出，各部分都办结以后原任务才能办结。某一部分不要了就作废它，再用 --weigh "
        "重新分配权重。",
    .examples = "split 4 --part 50:起草要点:厅法规处:3月底 --part 30:征求意见 --part 20:印发\n"
                "split 4 --weigh 71:60 --weigh 72:40",
    .argument = "编号",
    .required = TRUE,
    .writes = TRUE,
    .verbs = "task.split task.weigh",
    .run = run,
};
