/* bulk_text.c: what is done to tasks, and how one differs from what it was, in one line each. */
#include "core/model/bulk_private.h"
#include "core/rules/phrase.h"
#include "core/rules/text.h"

#define SHOWN_CHARACTERS 20 /* of a text, in a summary */
#define AROUND 8            /* characters shown before and behind what differs in a long text */
#define LONGEST 60          /* characters of a text that are shown */

/* ---- what is done ------------------------------------------------------------------------- */

static char *shorten(const char *text) {
  if (text == NULL || *text == '\0')
    return g_strdup("（空）");
  if (g_utf8_strlen(text, -1) <= SHOWN_CHARACTERS)
    return g_strdup(text);
  g_autofree char *start = g_utf8_substring(text, 0, SHOWN_CHARACTERS);
  return g_strconcat(start, "…", NULL);
}

static void add_change_text(GString *text, const BulkChange *change) {
  g_string_append_printf(text, "%s%s", text->len > 0 ? "；" : "",
                         bulk_kind_name(change->kind, change->step));
  g_autofree char *what = shorten(change->text);
  if (change->kind == BULK_REPLACE) {
    g_autofree char *with = shorten(change->with);
    g_string_append_printf(text, "“%s”→“%s”（%s）", what, with, bulk_field_name(change->field));
  } else if (change->text != NULL) {
    g_string_append_printf(text, "“%s”", what);
  }
}

char *bulk_text(const Bulk *bulk) {
  g_autoptr(GString) text = g_string_new(NULL);
  for (guint i = 0; i < bulk->changes->len; i++)
    add_change_text(text, &g_array_index(bulk->changes, BulkChange, i));
  g_autofree char *line = text_clean(text->str, FALSE);
  return g_steal_pointer(&line);
}

const char *bulk_text_keep(GStringChunk *texts, const char *text) {
  return text != NULL ? g_string_chunk_insert_const(texts, text) : NULL;
}

/* ---- how a task differs --------------------------------------------------------------------- */

static char *one_line(const char *text) {
  return text_clean(text != NULL ? text : "", FALSE);
}

/* The characters of text from first to last, with … where something is left out. */
static char *cut(const char *text, glong first, glong last) {
  glong length = g_utf8_strlen(text, -1);
  first = MAX(first - AROUND, 0);
  last = MIN(MIN(last + AROUND, length), first + LONGEST);
  g_autofree char *middle = g_utf8_substring(text, first, last);
  if (*middle == '\0')
    return g_strdup("（空）");
  return g_strconcat(first > 0 ? "…" : "", middle, last < length ? "…" : "", NULL);
}

typedef struct {
  GString *text;  /* as it is shown */
  GString *whole; /* with nothing left out */
} Difference;

/* Where two texts begin to differ, and where, from behind, they end to. */
static glong common(const char *a, const char *b) {
  glong count = 0;
  for (; *a != '\0' && g_utf8_get_char(a) == g_utf8_get_char(b); count++) {
    a = g_utf8_next_char(a);
    b = g_utf8_next_char(b);
  }
  return count;
}

static glong common_end(const char *a, const char *b, glong most) {
  g_autofree char *left = g_utf8_strreverse(a, -1);
  g_autofree char *right = g_utf8_strreverse(b, -1);
  return MIN(common(left, right), most);
}

static void add(Difference *difference, const char *name, const char *before, const char *after) {
  GString *text = difference->text;
  g_autofree char *old = one_line(before);
  g_autofree char *new_ = one_line(after);
  if (g_str_equal(old, new_))
    return;
  glong old_length = g_utf8_strlen(old, -1), new_length = g_utf8_strlen(new_, -1);
  glong start = common(old, new_);
  glong end = common_end(old, new_, MIN(old_length, new_length) - start);
  gboolean whole = MAX(old_length, new_length) <= LONGEST / 2;
  g_autofree char *from = cut(old, whole ? 0 : start, whole ? old_length : old_length - end);
  g_autofree char *to = cut(new_, whole ? 0 : start, whole ? new_length : new_length - end);
  g_string_append_printf(text, "%s%s：%s → %s", text->len > 0 ? "；" : "", name, from, to);
  g_string_append_printf(difference->whole, "%s：%s → %s\n", name, before != NULL ? before : "",
                         after != NULL ? after : "");
}

/* A slip (2O26年) is told where it is made: of a task without a date nobody is reminded. */
static void add_deadline(Difference *difference, const Task *before, const Task *after) {
  if (g_strcmp0(before->deadline, after->deadline) == 0)
    return;
  add(difference, "完成时限", before->deadline, after->deadline);
  g_auto(Phrase) phrase = {PHRASE_NONE};
  phrase_read(after->deadline, after->ledger_year, &phrase);
  if (phrase.unread || phrase.unknown)
    g_string_append(difference->text, "（读不出日期，不计算期限）");
}

/* Under the same 一级 only the 二级 is said. */
static char *under(const Task *task, const Task *other) {
  if (task->secondary != NULL && other->secondary != NULL &&
      g_str_equal(task->primary, other->primary))
    return g_strdup(task->secondary);
  return g_strconcat(task->primary, task->secondary != NULL ? " " : "",
                     task->secondary != NULL ? task->secondary : "", NULL);
}

static char *number(const Task *task) {
  return g_strdup_printf("第%d项", task->number);
}

char *bulk_difference(const Task *before, const Task *after, char **whole) {
  g_autoptr(GString) text = g_string_new(NULL), all = g_string_new(NULL);
  Difference difference = {text, all};
  g_autofree char *old_ledger = task_ledger_text(before);
  g_autofree char *new_ledger = task_ledger_text(after);
  g_autofree char *old_under = under(before, after);
  g_autofree char *new_under = under(after, before);
  g_autofree char *old_number = number(before);
  g_autofree char *new_number = number(after);
  g_autofree char *old_units = task_units_text(before);
  g_autofree char *new_units = task_units_text(after);
  add(&difference, "状态", task_state_name(before->state), task_state_name(after->state));
  if (before->ledger != after->ledger)
    add(&difference, "台账", old_ledger, new_ledger);
  add(&difference, "指标", old_under, new_under);
  if (before->indicator != after->indicator)
    g_string_append_printf(text, "；序号：%s → %s", old_number, new_number);
  add(&difference, "责任单位", old_units, new_units);
  add_deadline(&difference, before, after);
  add(&difference, "目标任务", before->goal, after->goal);
  add(&difference, "备注", before->note, after->note);
  add(&difference, "标签", before->tags, after->tags);
  *whole = text->len > 0 ? g_string_free(g_steal_pointer(&all), FALSE) : NULL;
  return text->len > 0 ? g_string_free(g_steal_pointer(&text), FALSE) : NULL;
}
