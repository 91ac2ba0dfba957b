/* bulk_change.c: one thing done to one task. */
#include <string.h>

#include "core/model/bulk_private.h"
#include "core/model/tag.h"
#include "core/model/task_order.h"
#include "core/model/way.h"
#include "core/rules/halfwidth.h"
#include "core/rules/phrase.h"
#include "core/rules/text.h"

/* ---- what the changes say --------------------------------------------------------------- */

#define SPAN_MOST 3650 /* days, weeks, months or years */

typedef enum { SPAN_DAYS, SPAN_WORKDAYS, SPAN_MONTHS } Span;

/* The text without blanks, narrow. The caller frees. */
static char *plain_text(const char *text) {
  g_autofree char *narrow = halfwidth_fold(text);
  g_auto(GStrv) words = g_strsplit(narrow, " ", -1);
  return g_strjoinv("", words);
}

/* Reads +10天, －3个工作日, +1个月, +2周, +1年. FALSE where text is none of them. */
static gboolean read_span(const char *text, Span *span, int *count) {
  static const struct {
    const char *name;
    Span span;
    int times;
  } NAMES[] = {{"个工作日", SPAN_WORKDAYS, 1}, {"工作日", SPAN_WORKDAYS, 1},
               {"天", SPAN_DAYS, 1},           {"日", SPAN_DAYS, 1},
               {"周", SPAN_DAYS, 7},           {"个月", SPAN_MONTHS, 1},
               {"月", SPAN_MONTHS, 1},         {"年", SPAN_MONTHS, 12}};
  g_autofree char *plain = plain_text(text);
  if (*plain != '+' && *plain != '-')
    return FALSE;
  char *end;
  gint64 number = g_ascii_strtoll(plain + 1, &end, 10);
  if (end == plain + 1 || number < 1 || number > SPAN_MOST)
    return FALSE;
  for (gsize i = 0; i < G_N_ELEMENTS(NAMES); i++) {
    if (!g_str_equal(end, NAMES[i].name))
      continue;
    *span = NAMES[i].span;
    *count = (int)number * NAMES[i].times * (*plain == '-' ? -1 : 1);
    return TRUE;
  }
  return FALSE;
}

gboolean bulk_moves_deadline(const char *text) {
  Span span;
  int count;
  return read_span(text, &span, &count);
}

#define LEAP_YEAR 2024 /* in which every day of a month that there ever is is there */

/* FALSE for a date that there is in no year: then no task can have it. Nor is what begins as a span
 * a 完成时限 that anybody prints. */
static gboolean check_deadline(const char *text, GError **error) {
  Span span;
  int count;
  if (text == NULL || read_span(text, &span, &count))
    return TRUE;
  g_autofree char *plain = plain_text(text);
  if ((*plain == '+' || *plain == '-') && g_ascii_isdigit(plain[1]))
    return store_refuse(error,
                        "看不懂“%s”；从现在的期限推算，请写 +10天、-2周、+3个工作日、+1个月或 "
                        "+1年，数字从1到%d",
                        text, SPAN_MOST);
  g_auto(Phrase) phrase = {PHRASE_NONE};
  phrase_read(text, LEAP_YEAR, &phrase);
  return !phrase.impossible || store_refuse(error, "没有“%s”这一天，请核对完成时限", text);
}

static gboolean names_units(BulkKind kind) {
  return kind == BULK_UNITS || kind == BULK_UNITS_ADD || kind == BULK_UNITS_REMOVE ||
         kind == BULK_ROLE;
}

static gboolean read_part(Db *db, const Bulk *bulk, BulkPart *part, GError **error) {
  const BulkChange *change = part->change;
  gboolean blank = change->text == NULL || *change->text == '\0';
  if (change->kind == BULK_STEP && step_needs_reason(change->step) && bulk->reason == NULL)
    return store_refuse(error, "%s要写明理由", step_name(change->step));
  if (change->kind == BULK_DELETE && bulk->reason == NULL)
    return store_refuse(error, "删除要写明理由");
  if (change->kind == BULK_REPLACE && blank)
    return store_refuse(error, "请写明要查找的文字");
  if (change->kind == BULK_DEADLINE && !check_deadline(change->text, error))
    return FALSE;
  if (names_units(change->kind)) {
    part->units = task_read_units(db, change->text, error);
    if (part->units == NULL)
      return FALSE;
    if (part->units->len == 0 && change->kind != BULK_UNITS)
      return store_refuse(error, "请写明单位，如 厅法规处（牵头）");
  }
  if (change->kind == BULK_TAG || change->kind == BULK_UNTAG) {
    part->tags = tag_read(change->text, error);
    return part->tags != NULL;
  }
  return TRUE;
}

gboolean bulk_work_init(BulkWork *work, Db *db, const Bulk *bulk, GError **error) {
  work->bulk = bulk;
  work->paths = indicator_paths_read(db, error);
  if (work->paths == NULL)
    return FALSE;
  work->parts = g_array_new(FALSE, TRUE, sizeof(BulkPart));
  if (bulk->changes->len == 0)
    return store_refuse(error, "没有说明要改什么");
  for (guint i = 0; i < bulk->changes->len; i++) {
    BulkPart part = {.change = &g_array_index(bulk->changes, BulkChange, i)};
    gboolean good = read_part(db, bulk, &part, error);
    g_array_append_val(work->parts, part);
    if (!good)
      return FALSE;
  }
  return TRUE;
}

void bulk_work_clear(BulkWork *work) {
  for (guint i = 0; work->parts != NULL && i < work->parts->len; i++) {
    BulkPart *part = &g_array_index(work->parts, BulkPart, i);
    g_clear_pointer(&part->units, g_ptr_array_unref);
    g_clear_pointer(&part->tags, g_ptr_array_unref);
  }
  g_clear_pointer(&work->parts, g_array_unref);
  g_clear_pointer(&work->paths, indicator_paths_free);
}

/* ---- units ------------------------------------------------------------------------------ */

static void add_unit(GPtrArray *units, const TaskUnit *unit) {
  for (guint i = 0; i < units->len; i++) {
    const TaskUnit *known = units->pdata[i];
    if (known->unit == unit->unit && known->role == unit->role)
      return;
  }
  g_ptr_array_add(units, task_unit_new(unit->unit, unit->name, unit->role));
}

/* The unit of that id among named ones; NULL: it is none of them. */
static const TaskUnit *named(const GPtrArray *units, gint64 unit) {
  for (guint i = 0; i < units->len; i++) {
    const TaskUnit *one = units->pdata[i];
    if (one->unit == unit)
      return one;
  }
  return NULL;
}

/* A name without a role behind it means every role; task_read_units() gives it 责任. */
static gboolean takes_off(const BulkPart *part, const TaskUnit *unit) {
  for (guint i = 0; i < part->units->len; i++) {
    const TaskUnit *one = part->units->pdata[i];
    if (one->unit == unit->unit && (one->role == unit->role || one->role == ROLE_RESPONSIBLE))
      return TRUE;
  }
  return FALSE;
}

/* The units that a task has from now on: TaskUnit*. */
static GPtrArray *units_after(const BulkPart *part, const Task *now) {
  BulkKind kind = part->change->kind;
  GPtrArray *units = g_ptr_array_new_with_free_func((GDestroyNotify)task_unit_free);
  for (guint i = 0; kind != BULK_UNITS && i < now->units->len; i++) {
    const TaskUnit *unit = now->units->pdata[i];
    const TaskUnit *changed = kind == BULK_ROLE ? named(part->units, unit->unit) : NULL;
    if (kind == BULK_UNITS_REMOVE && takes_off(part, unit))
      continue;
    TaskUnit as = {unit->unit, unit->name, changed != NULL ? changed->role : unit->role};
    add_unit(units, &as);
  }
  for (guint i = 0; (kind == BULK_UNITS || kind == BULK_UNITS_ADD) && i < part->units->len; i++)
    add_unit(units, part->units->pdata[i]);
  return units;
}

/* ---- deadlines -------------------------------------------------------------------------- */

static Day back_workdays(const Calendar *calendar, Day day, int count) {
  while (count > 0 && day > 1) {
    day--;
    if (calendar_is_workday(calendar, day))
      count--;
  }
  return day;
}

static gboolean is_month_end(CivilDate date) {
  return day_civil(day_month_end(date.year, date.month)).day == date.day;
}

/* The last of a month stays the last of one. */
static Day add_months(Day day, int count) {
  CivilDate date = day_civil(day);
  int months = date.year * 12 + date.month - 1 + count;
  int year = months / 12, month = months % 12 + 1;
  Day last = day_month_end(year, month);
  Day same = day_from_ymd(year, month, date.day);
  return is_month_end(date) || same == DAY_NONE ? last : same;
}

/* The 完成时限 that lies so far from the due date. A month alone (2026年12月) becomes one. */
static char *moved_deadline(const BulkWork *work, const Task *now, Span span, int count,
                            GError **error) {
  if (now->due == DAY_NONE) {
    store_refuse(error, "该项没有读得出日期的完成时限，不能推算；请直接写明新的时限");
    return NULL;
  }
  const Calendar *calendar = reckoning_calendar(work->reckoning);
  Day day = DAY_NONE;
  if (span == SPAN_WORKDAYS)
    day = count > 0 ? calendar_add_workdays(calendar, now->due, count)
                    : back_workdays(calendar, now->due, -count);
  else if (span == SPAN_MONTHS)
    day = add_months(now->due, count);
  else if ((gint64)now->due + count > 0 && (gint64)now->due + count <= DAY_LAST)
    day = (Day)((gint64)now->due + count);
  if (day == DAY_NONE) {
    store_refuse(error, "推算出的日期超出了历法的范围");
    return NULL;
  }
  CivilDate date = day_civil(day);
  gboolean whole = span == SPAN_MONTHS && g_str_has_suffix(now->deadline, "月") &&
                   is_month_end(day_civil(now->due));
  return whole ? g_strdup_printf("%d年%d月", date.year, date.month)
               : g_strdup_printf("%d年%d月%d日", date.year, date.month, date.day);
}

static char *new_deadline(const BulkWork *work, const BulkChange *change, const Task *now,
                          GError **error) {
  Span span;
  int count;
  if (change->text != NULL && read_span(change->text, &span, &count))
    return moved_deadline(work, now, span, count, error);
  return g_strdup(change->text != NULL ? change->text : "");
}

/* ---- texts ------------------------------------------------------------------------------ */

#define AROUND 6 /* characters shown on each side of a hit */

/* The last characters of text, or the first ones. */
static char *end_of(const char *text, gboolean last) {
  glong length = g_utf8_strlen(text, -1);
  if (length <= AROUND)
    return g_strdup(text);
  g_autofree char *part =
      g_utf8_substring(text, last ? length - AROUND : 0, last ? length : AROUND);
  return last ? g_strconcat("…", part, NULL) : g_strconcat(part, "…", NULL);
}

/* …社会信用体系建设… → …社会诚信体系建设… */
static void show_hit(GString *shown, const char *before, const char *after,
                     const BulkChange *change) {
  g_autofree char *left = end_of(before, TRUE);
  g_autofree char *right = end_of(after, FALSE);
  g_string_append_printf(shown, "%s%s%s%s → %s%s%s", shown->len > 0 ? "；" : "", left, change->text,
                         right, left, change->with != NULL ? change->with : "", right);
}

static char *replace(const BulkChange *change, const char *text, BulkFound *found, GError **error) {
  g_auto(GStrv) pieces = g_strsplit(text != NULL ? text : "", change->text, -1);
  guint count = g_strv_length(pieces);
  if (count < 2) {
    store_refuse(error, "%s里没有“%s”", bulk_field_name(change->field), change->text);
    return NULL;
  }
  for (guint i = 0; i + 1 < count; i++)
    show_hit(found->shown, pieces[i], pieces[i + 1], change);
  found->hits += (int)count - 1;
  return g_strjoinv(change->with != NULL ? change->with : "", pieces);
}

/* Stores now with what change says of its fields. */
static gboolean put(Db *db, const BulkWork *work, const BulkPart *part, const Task *now,
                    BulkFound *found, GError **error) {
  const BulkChange *change = part->change;
  TaskInput input = {.ledger = now->ledger,
                     .indicator = now->indicator,
                     .kind = now->kind,
                     .goal = now->goal,
                     .deadline = now->deadline,
                     .note = now->note};
  g_autofree char *text = NULL;
  g_autoptr(GPtrArray) units = NULL;
  if (part->units != NULL) {
    units = units_after(part, now);
  } else if (change->kind == BULK_DEADLINE) {
    input.deadline = text = new_deadline(work, change, now, error);
  } else if (change->kind == BULK_NOTE) {
    input.note = text = g_strdup(change->text != NULL ? change->text : "");
  } else {
    const char **field = change->field == BULK_GOAL            ? &input.goal
                         : change->field == BULK_DEADLINE_TEXT ? &input.deadline
                                                               : &input.note;
    *field = text = replace(change, *field, found, error);
  }
  if (units == NULL && text == NULL)
    return FALSE;
  return task_put(db, work->actor, work->reckoning, now, &input, units != NULL ? units : now->units,
                  NULL, error);
}

/* ---- all of it -------------------------------------------------------------------------- */

static gboolean apply(Db *db, const BulkWork *work, const BulkPart *part, const Task *now,
                      BulkFound *found, GError **error) {
  const BulkChange *change = part->change;
  switch (change->kind) {
  case BULK_STEP:
    return way_advance(db, work->actor, work->reckoning, now->id, change->step, change->made_on,
                       work->bulk->reason, error);
  case BULK_MOVE:
    return task_move(db, now->id, change->indicator, &found->moved, error);
  case BULK_TAG:
    return tag_add(db, now->id, part->tags, error);
  case BULK_UNTAG:
    return tag_remove(db, now->id, part->tags, error);
  case BULK_COPY:
    return task_copy(db, work->actor, now, &found->copy, error);
  case BULK_DELETE:
    return task_delete(db, now, error);
  default:
    return put(db, work, part, now, found, error);
  }
}

gboolean bulk_apply(Db *db, const BulkWork *work, const Task *before, BulkFound *found,
                    GError **error) {
  for (guint i = 0; i < work->parts->len; i++) {
    /* What the one before it has made of the task. */
    g_autoptr(Task) now = i > 0 ? task_load_among(db, work->paths, before->id, error) : NULL;
    if (i > 0 && now == NULL)
      return FALSE;
    if (!apply(db, work, &g_array_index(work->parts, BulkPart, i), i > 0 ? now : before, found,
               error))
      return FALSE;
  }
  return TRUE;
}
