/* collect.c: which table a returned file is, and its rows. */
#include "core/exchange/collect/collect.h"

#include <unistd.h>

#include "core/exchange/collect/collect_private.h"
#include "core/model/unit.h"
#include "core/rules/confine.h"
#include "core/rules/text.h"
#include "core/rules/word.h"
#include "core/store/journal.h"

static const Word STATUSES[COLLECT_STATUS_COUNT] = {
    [COLLECT_SAME] = {"same", "未填"},           [COLLECT_NEW] = {"new", "可采纳"},
    [COLLECT_CONFLICT] = {"conflict", "有冲突"}, [COLLECT_AGAIN] = {"again", "采纳过"},
    [COLLECT_WRONG] = {"wrong", "不能采纳"},     [COLLECT_MISSING] = {"missing", "缺这一行"},
};

const char *collect_status_code(CollectStatus status) {
  return STATUSES[status].code;
}

const char *collect_status_name(CollectStatus status) {
  return STATUSES[status].name;
}

static void value_free(CollectValue *value) {
  g_free(value->sent);
  g_free(value->returned);
  g_free(value->now);
  g_free(value->refusal);
  g_free(value);
}

static void item_free(CollectItem *item) {
  g_free(item->key);
  g_free(item->number);
  g_free(item->goal);
  g_free(item->where);
  g_ptr_array_unref(item->values);
  g_free(item->note);
  g_free(item);
}

void collect_plan_free(CollectPlan *plan) {
  if (plan == NULL)
    return;
  g_free(plan->file);
  g_free(plan->digest);
  sendout_unit_free(plan->sent);
  collected_free(plan->before);
  g_ptr_array_unref(plan->items);
  g_ptr_array_unref(plan->remarks);
  g_free(plan);
}

CollectItem *collect_item_new(const char *number, const char *goal) {
  CollectItem *item = g_new0(CollectItem, 1);
  item->number = g_strdup(number);
  item->goal = g_strdup(goal);
  item->where = g_strdup("");
  item->values = g_ptr_array_new_with_free_func((GDestroyNotify)value_free);
  return item;
}

/* ---- deciding --------------------------------------------------------------------------- */

void collect_decide(CollectItem *item, gboolean theirs) {
  for (guint i = 0; i < item->values->len; i++) {
    CollectValue *value = item->values->pdata[i];
    value->taken = value->refusal == NULL && (theirs || !value->conflict);
  }
}

void collect_leave(CollectItem *item) {
  for (guint i = 0; i < item->values->len; i++)
    ((CollectValue *)item->values->pdata[i])->taken = FALSE;
}

gboolean collect_is_taken(const CollectItem *item) {
  if (item->status != COLLECT_NEW && item->status != COLLECT_CONFLICT)
    return FALSE;
  for (guint i = 0; i < item->values->len; i++) {
    if (((const CollectValue *)item->values->pdata[i])->taken)
      return TRUE;
  }
  return FALSE;
}

/* ---- whose it is ------------------------------------------------------------------------ */

static gboolean check_origin(Db *db, const Sheet *sheet, const char *file, GError **error) {
  JournalSpan span;
  if (!journal_span(db, &span, error))
    return FALSE;
  if (sheet->version > SHEET_VERSION)
    return store_refuse(error, "%s 是较新版本的程序下发的，请升级程序后再回收", file);
  g_autofree char *mark = sheet_mark(span.origin);
  gboolean alien = sheet->origin != NULL && !g_str_equal(sheet->origin, span.origin);
  for (guint i = 0; i < sheet->rows->len; i++) {
    const SheetRow *row = sheet->rows->pdata[i];
    alien = alien || (sheet->origin == NULL && row->row != 0 && !g_str_equal(row->mark, mark));
  }
  return !alien ||
         store_refuse(
             error, "%s 不是从这个台账文件下发的，没有回收。请用 --db 指定下发它的台账文件", file);
}

/* What the hidden sheet says, else the first row whose id is known, else the unit's newest table.
 */
static gboolean find_table(Db *db, const Sheet *sheet, gint64 unit, gint64 *sent, GError **error) {
  *sent = sheet->sent;
  for (guint i = 0; *sent == 0 && i < sheet->rows->len; i++) {
    const SheetRow *row = sheet->rows->pdata[i];
    if (row->row != 0 && !sendout_of_row(db, row->row, sent, error))
      return FALSE;
  }
  return *sent != 0 || unit == 0 || sendout_newest(db, unit, sent, error);
}

static gboolean check_unit(Db *db, const SendoutUnit *sent, gint64 said, const char *file,
                           GError **error) {
  if (said == 0 || said == sent->unit)
    return TRUE;
  g_autoptr(Unit) unit = unit_load(db, said, error);
  return unit != NULL && store_refuse(error, "%s 是发给“%s”的填报表，不是“%s”的，没有回收", file,
                                      sent->unit_name, unit->name);
}

static gboolean load_table(Db *db, const Reckoning *reckoning, const Sheet *sheet,
                           const CollectInput *input, CollectPlan *plan, GError **error) {
  gint64 sent;
  if (!check_origin(db, sheet, plan->file, error) ||
      !find_table(db, sheet, input->unit, &sent, error))
    return FALSE;
  if (sent == 0 && input->unit != 0)
    return store_refuse(
        error, "%s 不是整本台账的导出，也没有给这个单位下发过填报表；请核对文件和单位", plan->file);
  if (sent == 0)
    return store_refuse(error,
                        "%s 看不出是哪一次下发的（隐藏的编号列和附表都不在了）；"
                        "如果确是填报表，请写明是哪个单位的（命令里写 --unit 单位）",
                        plan->file);
  plan->sent = sendout_load(db, sent, reckoning_today(reckoning), error);
  if (plan->sent == NULL) {
    g_prefix_error(error, "%s：", plan->file);
    return FALSE;
  }
  return check_unit(db, plan->sent, input->unit, plan->file, error);
}

/* ---- rows ------------------------------------------------------------------------------- */

/* Which row of the file is which row as sent. */
typedef struct {
  GHashTable *by_id;   /* gint64* → SheetRow* */
  GHashTable *by_goal; /* char* → SheetRow*, of those without an id */
  GPtrArray *others;   /* SheetRow*: those that are none, or the second of one */
} Found;

static void found_clear(Found *found) {
  g_hash_table_unref(found->by_id);
  g_hash_table_unref(found->by_goal);
  g_ptr_array_unref(found->others);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Found, found_clear)

static void sort_rows(const Sheet *sheet, Found *found) {
  found->by_id = g_hash_table_new(g_int64_hash, g_int64_equal);
  found->by_goal = g_hash_table_new(g_str_hash, g_str_equal);
  found->others = g_ptr_array_new();
  for (guint i = 0; i < sheet->rows->len; i++) {
    SheetRow *row = sheet->rows->pdata[i];
    GHashTable *table = row->row != 0 ? found->by_id : found->by_goal;
    gpointer key = row->row != 0 ? (gpointer)&row->row : row->goal;
    if ((row->row == 0 && *row->goal == '\0') || g_hash_table_contains(table, key))
      g_ptr_array_add(found->others, row);
    else
      g_hash_table_insert(table, key, row);
  }
}

/* The row of the file, taken out of found; *by_goal where its id was lost. */
static SheetRow *take_row(const Sheet *sheet, Found *found, const SendoutRow *row, const char *goal,
                          gboolean *by_goal) {
  SheetRow *came = NULL;
  *by_goal = FALSE;
  if (g_hash_table_steal_extended(found->by_id, &row->id, NULL, (gpointer *)&came))
    return came;
  if (row->schedule != 0)
    return NULL; /* all periods of a task have its goal */
  /* The goal as it was sent, where the file says that; it may have been edited since. */
  GHashTableIter goals;
  gpointer text, id;
  const char *wanted = g_hash_table_size(sheet->goals) > 0 ? NULL : goal;
  g_hash_table_iter_init(&goals, sheet->goals);
  while (wanted == NULL && g_hash_table_iter_next(&goals, &text, &id)) {
    if (*(const gint64 *)id == row->id)
      wanted = text;
  }
  *by_goal = wanted != NULL &&
             g_hash_table_steal_extended(found->by_goal, wanted, NULL, (gpointer *)&came);
  return came;
}

static gboolean add_row(Collecting *collecting, const Sheet *sheet, Found *found,
                        const SendoutRow *row, GError **error) {
  g_autoptr(SendoutNow) now =
      sendout_now(collecting->db, collecting->reckoning, row, collecting->plan->sent->unit, error);
  if (now == NULL)
    return FALSE;
  g_autofree char *number = task_number_text(now->task->number, now->task->id, now->task->several);
  CollectItem *item = collect_item_new(number, now->task->goal);
  g_ptr_array_add(collecting->plan->items, item);
  item->row = row->id;
  item->task = row->task;
  item->schedule = row->schedule;
  item->key = g_strdup(row->key);
  item->state = now->task->state;
  item->percent = now->task->percent;
  item->since = now->since;
  item->frozen = now->task->frozen_on != DAY_NONE;
  item->status = COLLECT_MISSING;
  gboolean by_goal;
  const SheetRow *came = take_row(sheet, found, row, now->task->goal, &by_goal);
  if (came == NULL)
    return TRUE;
  g_free(item->where);
  item->where = g_strdup(came->where);
  item->line = came->line;
  if (!collect_judge(collecting, item, row, now, came, error))
    return FALSE;
  if (by_goal && item->note == NULL)
    item->note = g_strdup("编号列丢失，按目标任务的文字对上");
  return TRUE;
}

static gboolean is_filled(const SheetRow *row) {
  for (int i = 0; i < COLLECT_FIELD_COUNT; i++) {
    if (*row->values[i] != '\0')
      return TRUE;
  }
  return FALSE;
}

/* A note under the table, a signature: rows that say nothing are passed over. */
static gboolean add_other(Collecting *collecting, const SheetRow *row, GError **error) {
  if (row->row == 0 && !is_filled(row))
    return TRUE;
  const CollectPlan *plan = collecting->plan;
  gint64 table = 0;
  if (row->row != 0 && !sendout_of_row(collecting->db, row->row, &table, error))
    return FALSE;
  CollectItem *item = collect_item_new("", row->goal);
  item->status = COLLECT_WRONG;
  g_free(item->where);
  item->where = g_strdup(row->where);
  item->line = row->line;
  if (row->row == 0)
    item->note = g_strdup("这一行没有编号，目标任务的文字也对不上下发的各行；请抄到原来的行里");
  else if (table == 0)
    item->note = g_strdup("下发的表里已没有这一行，任务可能已从台账删除；请核对");
  else if (table == plan->sent->id)
    item->note = g_strdup("这一行在文件里出现了两次，以前面的为准；请核对后删去一行");
  else
    item->note = g_strdup("这一行是另一份填报表的，请把那一份单独交回");
  g_ptr_array_add(plan->items, item);
  return TRUE;
}

static gboolean add_others(Collecting *collecting, const Sheet *sheet, Found *found,
                           GError **error) {
  for (guint i = 0; i < sheet->rows->len; i++) {
    SheetRow *row = sheet->rows->pdata[i];
    gboolean other = g_ptr_array_find(found->others, row, NULL) ||
                     g_hash_table_lookup(found->by_id, &row->row) == row ||
                     g_hash_table_lookup(found->by_goal, row->goal) == row;
    if (other && !add_other(collecting, row, error))
      return FALSE;
  }
  return TRUE;
}

static gboolean read_rows(Collecting *collecting, const Sheet *sheet, const Watch *watch,
                          GError **error) {
  CollectPlan *plan = collecting->plan;
  g_auto(Found) found = {0};
  sort_rows(sheet, &found);
  g_autoptr(GPtrArray) rows = sendout_rows(collecting->db, plan->sent->id, error);
  if (rows == NULL)
    return FALSE;
  for (guint i = 0; i < rows->len; i++) {
    if (!watch_goes_on(watch, "正在核对", i, rows->len, error) ||
        !add_row(collecting, sheet, &found, rows->pdata[i], error))
      return FALSE;
  }
  if (!add_others(collecting, sheet, &found, error))
    return FALSE;
  for (guint i = 0; i < plan->items->len; i++)
    plan->counts[((const CollectItem *)plan->items->pdata[i])->status]++;
  return TRUE;
}

/* ---- the file --------------------------------------------------------------------------- */

static void remark(CollectPlan *plan, const Sheet *sheet) {
  char day[DAY_TEXT_SIZE];
  if (plan->before != NULL)
    g_ptr_array_add(plan->remarks,
                    g_strdup_printf("这个文件%s已由%s回收过，采纳%d行；再次回收不会重复记录",
                                    day_to_iso(plan->before->made_on, day), plan->before->author,
                                    plan->before->taken));
  else if (plan->sent->files > 0)
    g_ptr_array_add(plan->remarks,
                    g_strdup_printf("“%s”%s的填报表已回收过%d份；相同的行不会重复记录，"
                                    "不同的行列为有冲突，请看清哪一份较新",
                                    plan->sent->unit_name, plan->sent->period, plan->sent->files));
  if (!sheet->known)
    g_ptr_array_add(plan->remarks, g_strdup("隐藏的附表不在了，按编号列或目标任务的文字核对"));
}

static gboolean read_bytes(const char *path, CollectPlan *plan, GError **error) {
  int file = confine_open(path, error);
  g_autoptr(GMappedFile) mapped = file >= 0 ? g_mapped_file_new_from_fd(file, FALSE, NULL) : NULL;
  if (file >= 0)
    close(file);
  if (mapped == NULL && error != NULL && *error != NULL)
    return FALSE;
  if (mapped == NULL) {
    g_set_error(error, WORKBOOK_ERROR, WORKBOOK_ERROR_READ, "%s 打不开，请检查文件名和权限",
                plan->file);
    return FALSE;
  }
  plan->digest = g_compute_checksum_for_data(G_CHECKSUM_SHA256,
                                             (const guchar *)g_mapped_file_get_contents(mapped),
                                             g_mapped_file_get_length(mapped));
  return TRUE;
}

static CollectPlan *plan_new(const CollectInput *input, const Reckoning *reckoning) {
  CollectPlan *plan = g_new0(CollectPlan, 1);
  g_autofree char *whole = g_canonicalize_filename(input->path, NULL);
  g_autofree char *name = g_filename_display_name(whole);
  plan->file = text_clean(name, FALSE);
  plan->made_on = input->made_on != DAY_NONE ? input->made_on : reckoning_today(reckoning);
  plan->items = g_ptr_array_new_with_free_func((GDestroyNotify)item_free);
  plan->remarks = g_ptr_array_new_with_free_func(g_free);
  return plan;
}

CollectPlan *collect_read(Db *db, const Reckoning *reckoning, const CollectInput *input,
                          const Watch *watch, GError **error) {
  g_autoptr(CollectPlan) plan = plan_new(input, reckoning);
  if (plan->made_on > reckoning_today(reckoning)) {
    store_refuse(error, "回收日期不能晚于今天");
    return NULL;
  }
  g_autoptr(Workbook) workbook = workbook_read(input->path, watch, error);
  if (workbook == NULL || !read_bytes(input->path, plan, error))
    return NULL;
  g_autoptr(Sheet) sheet = sheet_read(workbook, error);
  if (sheet == NULL || !load_table(db, reckoning, sheet, input, plan, error) ||
      !collected_find(db, plan->digest, &plan->before, error))
    return NULL;
  if (plan->made_on < plan->sent->made_on) {
    store_refuse(error, "回收日期早于下发日期，请核对");
    return NULL;
  }
  remark(plan, sheet);
  Collecting collecting = {.db = db, .reckoning = reckoning, .plan = plan};
  return read_rows(&collecting, sheet, watch, error) ? g_steal_pointer(&plan) : NULL;
}
