#include "core/model/bulletin.h"

#include "core/model/ledger.h"
#include "core/model/unit.h"
#include "tui/command/bulletin_rows.h"
#include "tui/command/task_rows.h"
#include "tui/command/value.h"

#define INDICATOR_MOST 999

typedef struct {
  char *ledger;
  char *month;
  char *list;
  char *unit;
  char *indicator;
} BulletinOptions;

static void bulletin_options_clear(BulletinOptions *options) {
  g_free(options->ledger);
  g_free(options->month);
  g_free(options->list);
  g_free(options->unit);
  g_free(options->indicator);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(BulletinOptions, bulletin_options_clear)

/* What is asked for, as far as it can be understood without the ledger. */
typedef struct {
  int year, month;
  gboolean lists; /* the tasks of a figure, and not the report */
  FigureKind figure;
  int indicator; /* 0: none */
} Asked;

/* FALSE after saying what is wrong. */
static gboolean read_asked(const BulletinOptions *options, Day today, Asked *asked) {
  CivilDate date = day_civil(today);
  *asked = (Asked){.year = date.year, .month = date.month, .lists = options->list != NULL};
  if (!value_month("--month", options->month, &asked->year, &asked->month) ||
      !value_number("--indicator", options->indicator, 1, INDICATOR_MOST, &asked->indicator))
    return FALSE;
  if (asked->lists && !figure_parse(options->list, &asked->figure)) {
    invocation_misuse(
        "没有“%s”这个数，--list 可以是 总数、已办结、按时办结、逾期办结、逾期未办结、欠报、"
        "未报进展",
        options->list);
    return FALSE;
  }
  if (!asked->lists && (options->unit != NULL || options->indicator != NULL)) {
    invocation_misuse("--unit、--indicator 要与 --list 一起用，例如 --list 逾期未办结");
    return FALSE;
  }
  if (options->unit != NULL && options->indicator != NULL) {
    invocation_misuse("--unit 与 --indicator 只能写一个");
    return FALSE;
  }
  return TRUE;
}

/* ---- the tasks of a figure -------------------------------------------------------------- */

/* The line of the unit, or the line of that very name: a 封存 ledger names units that have ended.
 * *line is NULL where it answers for no task that is counted; *full is what it is called, freed by
 * the caller. */
static gboolean find_unit_line(Db *db, const Bulletin *bulletin, const char *name,
                               const BulletinLine **line, char **full, GError **error) {
  g_autoptr(Unit) unit = unit_find(db, name, error);
  if (unit == NULL)
    return FALSE;
  *line = NULL;
  for (guint i = 0; i < bulletin->units->len; i++) {
    const BulletinLine *of_unit = bulletin->units->pdata[i];
    if (g_str_equal(of_unit->name, name) || (of_unit->id == unit->id && *line == NULL))
      *line = of_unit;
  }
  *full = g_strdup(*line != NULL ? (*line)->name : unit->name);
  return TRUE;
}

/* FALSE and error where no ledger of the bulletin has a 一级指标 of that number. */
static gboolean has_indicator(Db *db, const Bulletin *bulletin, int number, GError **error) {
  g_autoptr(GPtrArray) tree = indicator_list(db, bulletin->ledger, error);
  if (tree == NULL)
    return FALSE;
  int last = 0;
  for (guint i = 0; i < tree->len; i++) {
    const Indicator *node = tree->pdata[i];
    if (node->parent != 0)
      continue;
    if (node->position == number)
      return TRUE;
    last = MAX(last, node->position);
  }
  if (last == 0)
    g_set_error(error, STORE_ERROR, STORE_ERROR_NOT_FOUND, "%s还没有一级指标，请去掉 --indicator",
                bulletin->title);
  else
    g_set_error(error, STORE_ERROR, STORE_ERROR_NOT_FOUND,
                "%s没有第%d个一级指标，--indicator 可写1到%d", bulletin->title, number, last);
  return FALSE;
}

/* The line of the 一级指标 of that number; *line is NULL where it has no task that is counted.
 * FALSE and error where there is none, also where several ledgers have one. */
static gboolean find_indicator_line(Db *db, const Bulletin *bulletin, int number,
                                    const BulletinLine **line, GError **error) {
  if (!has_indicator(db, bulletin, number, error))
    return FALSE;
  *line = NULL;
  for (guint i = 0; i < bulletin->indicators->len; i++) {
    const BulletinLine *other = bulletin->indicators->pdata[i];
    if (other->number != number)
      continue;
    if (*line != NULL) {
      g_set_error(error, STORE_ERROR, STORE_ERROR_REFUSED,
                  "有几本台账都有第%d个一级指标，请用 --ledger 指明是哪一本", number);
      return FALSE;
    }
    *line = other;
  }
  return TRUE;
}

/* The tasks of the figure as rows of a list; line may be NULL. */
static GArray *refs_of(Db *db, const Reckoning *reckoning, const Bulletin *bulletin,
                       const BulletinLine *line, FigureKind figure, GError **error) {
  TaskFilter filter = TASK_FILTER_ALL;
  filter.ledger = bulletin->ledger;
  filter.frozen = TRUE; /* which ledgers count is the bulletin's to say */
  g_autoptr(GArray) refs = task_list(db, reckoning, &filter, error);
  if (refs == NULL)
    return NULL;
  g_autoptr(GHashTable) counted = g_hash_table_new(g_int64_hash, g_int64_equal);
  g_autoptr(GArray) ids = line != NULL ? bulletin_tasks(bulletin, line, figure) : NULL;
  for (guint i = 0; ids != NULL && i < ids->len; i++)
    g_hash_table_add(counted, &g_array_index(ids, gint64, i));
  g_autoptr(GArray) kept = g_array_new(FALSE, FALSE, sizeof(TaskRef));
  for (guint i = 0; i < refs->len; i++) {
    const TaskRef *ref = &g_array_index(refs, TaskRef, i);
    if (g_hash_table_contains(counted, &ref->id))
      g_array_append_vals(kept, ref, 1);
  }
  return g_steal_pointer(&kept);
}

/* 2026年10月 厅法规处 逾期未办结：共1项。表中的灯、逾期和状态是今天的。 */
static void write_total(Output *output, const Bulletin *bulletin, const char *whose,
                        FigureKind figure, guint count, Day today) {
  output_line(output, "%d年%d月 %s %s：共%u项。%s", bulletin->year, bulletin->month, whose,
              figure_name(figure), count,
              count > 0 && bulletin->as_of != today ? "表中的灯、逾期和状态是今天的。" : "");
}

static gboolean list_figure(Invocation *invocation, Db *db, const Reckoning *reckoning,
                            const Bulletin *bulletin, const BulletinOptions *options,
                            const Asked *asked, GError **error) {
  const BulletinLine *line = bulletin->all;
  g_autofree char *unit = NULL;
  if (options->unit != NULL && !find_unit_line(db, bulletin, options->unit, &line, &unit, error))
    return FALSE;
  if (asked->indicator > 0 && !find_indicator_line(db, bulletin, asked->indicator, &line, error))
    return FALSE;
  g_autoptr(GArray) refs = refs_of(db, reckoning, bulletin, line, asked->figure, error);
  if (refs == NULL || !task_rows_write(invocation, db, reckoning, refs, error))
    return FALSE;
  g_autofree char *which = g_strdup_printf("第%d个一级指标", asked->indicator);
  const char *whose = unit != NULL ? unit : asked->indicator > 0 ? which : bulletin->title;
  if (invocation->format == FORMAT_TABLE)
    write_total(&invocation->output, bulletin, whose, asked->figure, refs->len,
                reckoning_today(reckoning));
  if (invocation->format == FORMAT_JSON)
    output_data(&invocation->output, "\n");
  return TRUE;
}

/* ---- command ---------------------------------------------------------------------------- */

static void write_bulletin(Output *output, Format format, const Bulletin *bulletin) {
  if (format == FORMAT_JSON)
    bulletin_json(output, bulletin);
  else if (format == FORMAT_CSV)
    bulletin_csv(output, bulletin);
  else
    bulletin_text(output, bulletin);
}

static int report(Invocation *invocation, const BulletinOptions *options, const Asked *asked) {
  g_autoptr(Db) db = invocation_open(invocation, DB_READ);
  g_autoptr(Reckoning) reckoning = db != NULL ? invocation_reckoning(invocation, db) : NULL;
  if (reckoning == NULL)
    return STATUS_FAILED;
  g_autoptr(GError) error = NULL;
  g_autoptr(Ledger) ledger = NULL;
  if (options->ledger != NULL && (ledger = ledger_find(db, options->ledger, &error)) == NULL)
    return invocation_fail(error);
  g_autoptr(Bulletin) bulletin = bulletin_compute(db, reckoning, ledger != NULL ? ledger->id : 0,
                                                  asked->year, asked->month, &error);
  if (bulletin == NULL ||
      (!asked->lists && !bulletin_fill_late(db, bulletin, 0, G_MAXUINT, &error)))
    return invocation_fail(error);
  if (!asked->lists)
    write_bulletin(&invocation->output, invocation->format, bulletin);
  else if (!list_figure(invocation, db, reckoning, bulletin, options, asked, &error))
    return invocation_fail(error);
  return STATUS_DONE;
}

static int run(Invocation *invocation) {
  g_auto(BulletinOptions) options = {0};
  const GOptionEntry entries[] = {
      {"month", 0, 0, G_OPTION_ARG_STRING, &options.month, "哪一月，写成 2026-11；不写则为本月",
       "月份"},
      {"ledger", 0, 0, G_OPTION_ARG_STRING, &options.ledger, "只通报这本台账：编号、模板名或标题",
       "台账"},
      {"list", 0, 0, G_OPTION_ARG_STRING, &options.list,
       "列出一个数算的是哪些任务：总数、已办结、按时办结、逾期办结、逾期未办结、欠报、未报进展",
       "数"},
      {"unit", 0, 0, G_OPTION_ARG_STRING, &options.unit,
       "与 --list 一起用：只列这个单位的；写全称或别名", "单位"},
      {"indicator", 0, 0, G_OPTION_ARG_STRING, &options.indicator,
       "与 --list 一起用：只列这个一级指标的；写它的序号，如 3", "序号"},
      {NULL}};
  int status;
  if (!invocation_parse(invocation, entries, &status))
    return status;
  Asked asked;
  if (!read_asked(&options, person_today(&invocation->person), &asked))
    return STATUS_USAGE;
  return report(invocation, &options, &asked);
}

const Command COMMAND_BULLETIN = {
    .name = "bulletin",
    .group = COMMAND_GROUP_SUPERVISE,
    .summary = "月度通报：办结、逾期、各单位排名、与上月相比",
    .details =
        "按月末（本月则按今天）已有的记录统计，以后再出同一月的通报，除补记的以外，数字不变。"
        "任务归牵头单位统计，没有写牵头单位的归责任单位，几个单位共同负责的各单位分别计数。最后一行核验码是日志的最新校验值，"
        "可与 verify 的结果比对。",
    .examples = "bulletin\n"
                "bulletin --month 2026-10 > 通报.txt\n"
                "bulletin --list 逾期未办结 --unit 厅法规处\n"
                "bulletin --format csv > 通报.csv",
    .formats = TRUE,
    .run = run,
};
