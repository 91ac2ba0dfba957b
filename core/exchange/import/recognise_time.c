/* Dates, deadlines and the rules that come back. */
#include "core/exchange/import/recognise_private.h"
#include "core/rules/deadline.h"
#include "core/rules/text.h"

#include <math.h>
#include <string.h>

#define SERIAL_MIN 20000 /* 1954 to 2119: what a number in a column of dates may be */
#define SERIAL_MAX 80000

/* ---- dates ------------------------------------------------------------------------------ */

static Day day_of_serial(const Cell *cell) {
  double serial = cell->kind == CELL_NUMBER ? cell->number : NAN;
  if (cell->kind == CELL_TEXT && strlen(cell->text) == 5 && strspn(cell->text, "0123456789") == 5)
    serial = g_ascii_strtod(cell->text, NULL);
  if (isnan(serial) || serial < SERIAL_MIN || serial > SERIAL_MAX || floor(serial) != serial)
    return DAY_NONE;
  return day_from_ymd(1899, 12, 30) + (Day)serial;
}

static Day day_of_cell(const Cell *cell, gboolean *serial) {
  *serial = FALSE;
  if (cell->kind == CELL_DATE && cell->day != DAY_NONE)
    return cell->day;
  Day day = day_of_serial(cell);
  *serial = day != DAY_NONE;
  return day;
}

char *recognise_deadline_date(const Cell *cell, gboolean *serial) {
  Day day = day_of_cell(cell, serial);
  if (day == DAY_NONE)
    return NULL;
  CivilDate date = day_civil(day);
  return g_strdup_printf("%d年%d月%d日", date.year, date.month, date.day);
}

/* A cell that is digits alone: 20261231, and as text 2026-12, 2026.12, 2026/12; as a number 2026.1
 * may be October. NULL: it says no day or month. The caller frees. */
static char *date_of_digits(const Cell *cell) {
  const char *text = cell->text;
  gsize length = strlen(text);
  gboolean typed = cell->kind == CELL_TEXT;
  gboolean whole = length == 8 && strspn(text, "0123456789") == 8;
  gboolean parted = typed && (length == 6 || length == 7) && strspn(text, "0123456789") == 4 &&
                    strchr("-./", text[4]) != NULL && strspn(text + 5, "0123456789") == length - 5;
  if ((!typed && cell->kind != CELL_NUMBER) || (!whole && !parted))
    return NULL;
  int number = (int)g_ascii_strtoll(text, NULL, 10);
  int year = whole ? number / 10000 : number;
  int month = whole ? number / 100 % 100 : (int)g_ascii_strtoll(text + 5, NULL, 10);
  int day = whole ? number % 100 : 1;
  if (year < 1900 || year > 2100 || day_from_ymd(year, month, day) == DAY_NONE)
    return NULL;
  return whole ? g_strdup_printf("%d年%d月%d日", year, month, day)
               : g_strdup_printf("%d年%d月", year, month);
}

Day recognise_day(Reading *reading, const Row *row, ContentField field) {
  const char *text = row->texts[field];
  gboolean serial;
  Day day = DAY_NONE;
  if (text == NULL)
    return DAY_NONE;
  day = day_of_cell(row->values[field].cell, &serial);
  if (serial)
    recognise_say_of(reading, row, field, "数", "按日期的序列值读作日期");
  if (day == DAY_NONE && !deadline_read(text, reading->year, &day))
    recognise_say_of(reading, row, field, content_field_name(field), "读不出日期，没有导入");
  return day;
}

/* ---- deadlines and rules ---------------------------------------------------------------- */

const Phrase *recognise_phrase(Reading *reading, const char *text) {
  Phrase *phrase = g_hash_table_lookup(reading->phrases, text);
  if (phrase == NULL) {
    phrase = g_new0(Phrase, 1);
    phrase_read(text, reading->year, phrase);
    g_hash_table_insert(reading->phrases, g_strdup(text), phrase);
  }
  return phrase;
}

gboolean recognise_is_rule(const Phrase *phrase) {
  return (phrase->kind == PHRASE_RULE || phrase->kind == PHRASE_WORKDAYS ||
          phrase->kind == PHRASE_GAP) &&
         recurrence_problem(&phrase->recurrence) == NULL;
}

void recognise_add_rule(ContentTask *task, const char *words, const char *material,
                        const Phrase *phrase) {
  ContentRule *rule = g_new0(ContentRule, 1);
  rule->phrase = g_strdup(words);
  rule->material = g_strdup(material);
  rule->rule = phrase->recurrence;
  g_ptr_array_add(task->rules, rule);
}

/* What is handed in stands before the rule: 信用承诺，次月8日前. */
static gboolean read_rule(Reading *reading, ContentTask *task, const char *text) {
  static const char comma[] = "，";
  for (const char *p = strstr(text, comma); p != NULL; p = strstr(p + 1, comma)) {
    g_autofree char *material = g_strndup(text, (gsize)(p - text));
    const char *words = p + strlen(comma);
    const Phrase *phrase = recognise_phrase(reading, words);
    if (*material != '\0' && recognise_is_rule(phrase) &&
        recognise_phrase(reading, material)->kind == PHRASE_NONE &&
        !recognise_phrase(reading, material)->unread) {
      recognise_add_rule(task, words, material, phrase);
      return TRUE;
    }
  }
  const Phrase *phrase = recognise_phrase(reading, text);
  if (!recognise_is_rule(phrase))
    return FALSE;
  recognise_add_rule(task, text, NULL, phrase);
  return TRUE;
}

/* Rules are joined by ；. What is no rule belongs to the one before it. */
void recognise_rules(Reading *reading, const Row *row, ContentTask *task) {
  g_autofree char *line = recognise_line(row->texts[CONTENT_RULES]);
  g_auto(GStrv) parts = g_strsplit(line, "；", -1);
  for (char **part = parts; *part != NULL; part++) {
    g_autofree char *words = text_strip(*part);
    if (*words == '\0' || read_rule(reading, task, words))
      continue;
    if (task->rules->len == 0) {
      recognise_say_of(reading, row, CONTENT_RULES, "周期要求", "读不懂，没有导入");
      return;
    }
    ContentRule *last = task->rules->pdata[task->rules->len - 1];
    char *longer = g_strconcat(last->phrase, "；", words, NULL);
    g_free(last->phrase);
    last->phrase = longer;
  }
}

void recognise_deadline(Reading *reading, const Row *row, ContentTask *task) {
  gboolean serial = FALSE;
  const char *text = row->texts[CONTENT_DEADLINE];
  if (text == NULL)
    return;
  /* What a blank takes from above is text already; but so is the cell above a date. */
  const Value *value = &row->values[CONTENT_DEADLINE];
  Cell filled = {.text = text, .kind = CELL_TEXT};
  const Cell *cell = value->hold == HOLD_BLANK ? &filled : value->cell;
  g_autofree char *date = recognise_deadline_date(cell, &serial);
  if (date == NULL && day_from_iso(text) != DAY_NONE && value->hold == HOLD_BLANK &&
      reading->above_date) {
    Cell above = {.text = text, .kind = CELL_DATE, .day = day_from_iso(text)};
    date = recognise_deadline_date(&above, &serial);
  }
  if (value->hold != HOLD_BLANK)
    reading->above_date = cell->kind == CELL_DATE;
  g_autofree char *digits = date == NULL && !reading->itself ? date_of_digits(cell) : NULL;
  if (digits != NULL && value->hold == HOLD_PRINTED) {
    g_autofree char *after = g_strdup_printf("读作%s", digits);
    recognise_say_of(reading, row, CONTENT_DEADLINE, "时限", after);
  }
  if (digits != NULL)
    date = g_steal_pointer(&digits);
  if (serial && value->hold == HOLD_PRINTED) {
    g_autofree char *after = g_strdup_printf("按日期的序列值读作%s", date);
    recognise_say_of(reading, row, CONTENT_DEADLINE, "数", after);
  }
  task->deadline = date != NULL ? g_steal_pointer(&date) : recognise_line(text);
  const Phrase *phrase = recognise_phrase(reading, task->deadline);
  task->due = phrase->due;
  if (phrase->impossible && value->hold == HOLD_PRINTED)
    recognise_say_of(reading, row, CONTENT_DEADLINE, "没有", "这一天，照原文保留，不计算期限");
  else if ((phrase->unread || phrase->unknown) && value->hold == HOLD_PRINTED)
    recognise_say_of(reading, row, CONTENT_DEADLINE, "时限",
                     phrase->unread ? "读不懂，照原文保留，不计算期限"
                                    : "没有读出日期，照原文保留，不计算期限");
  if (task->kind == TASK_KIND_TASK && task->rules->len == 0 && recognise_is_rule(phrase) &&
      !(reading->itself && reading->columns[CONTENT_RULES] >= 0))
    recognise_add_rule(task, phrase->text, NULL, phrase);
}
