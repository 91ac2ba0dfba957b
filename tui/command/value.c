#include "tui/command/value.h"

#include <stdio.h>
#include <string.h>

#include "core/model/evidence.h"
#include "core/model/task.h"
#include "core/rules/deadline.h"
#include "core/rules/text.h"
#include "tui/command/meter.h"

#define TEXT_BYTES_MAX (1024 * 1024) /* read from standard input */

static gboolean number_of(const char *text, gint64 least, gint64 most, gint64 *value) {
  return g_ascii_isdigit(text[0]) && g_ascii_string_to_signed(text, 10, least, most, value, NULL);
}

gboolean value_number(const char *option, const char *text, int least, int most, int *value) {
  gint64 number;
  if (text == NULL)
    return TRUE;
  if (number_of(text, least, most, &number)) {
    *value = (int)number;
    return TRUE;
  }
  invocation_misuse("%s 的值“%s”不对，应是 %d 到 %d 之间的整数", option, text, least, most);
  return FALSE;
}

gboolean value_day(const char *option, const char *text, Day *value) {
  if (text == NULL)
    return TRUE;
  Day day = deadline_full_day(text);
  if (day == DAY_NONE) {
    invocation_misuse("%s 的值“%s”不是日期，应写成 2026-11-21 这样", option, text);
    return FALSE;
  }
  *value = day;
  return TRUE;
}

gboolean value_month(const char *option, const char *text, int *year, int *month) {
  if (text == NULL)
    return TRUE;
  g_autofree char *first = g_strconcat(text, "-01", NULL);
  Day day = deadline_full_day(first);
  if (day == DAY_NONE) {
    invocation_misuse("%s 的值“%s”不是月份，应写成 2026-11 这样", option, text);
    return FALSE;
  }
  CivilDate date = day_civil(day);
  *year = date.year;
  *month = date.month;
  return TRUE;
}

gboolean value_month_of(const char *option, const char *text, int *year, int *month) {
  gint64 number;
  if (text == NULL || strchr(text, '-') != NULL)
    return value_month(option, text, year, month);
  if (number_of(text, 1, 12, &number)) {
    *month = (int)number;
    return TRUE;
  }
  invocation_misuse("%s 的值“%s”不是月份，应写成 11 或 2026-11 这样", option, text);
  return FALSE;
}

/* The number of 第4项. */
static gboolean item_of(const char *text, int *number) {
  if (!g_str_has_prefix(text, "第") || !g_str_has_suffix(text, "项"))
    return FALSE;
  gsize first = strlen("第"), length = strlen(text) - first - strlen("项");
  g_autofree char *digits = g_strndup(text + first, length);
  gint64 value;
  if (!number_of(digits, 1, G_MAXINT, &value))
    return FALSE;
  *number = (int)value;
  return TRUE;
}

gboolean value_evidence(char **given, GPtrArray **files) {
  g_autoptr(GError) error = NULL;
  Meter *meter = meter_begin();
  *files = evidence_take_all((const char *const *)given, meter_watch(meter), &error);
  meter_end(meter);
  if (*files == NULL)
    invocation_fail_text("佐证材料%s，没有记录", error->message);
  return *files != NULL;
}

char *value_input(const char *what) {
  if (feof(stdin)) {
    invocation_fail_text("%s - 要从标准输入读取，但标准输入已经读完；只能有一处写 -", what);
    return NULL;
  }
  g_autoptr(GString) bytes = g_string_new(NULL);
  char buffer[4096];
  gsize count;
  while (bytes->len <= TEXT_BYTES_MAX && (count = fread(buffer, 1, sizeof buffer, stdin)) > 0)
    g_string_append_len(bytes, buffer, (gssize)count);
  if (ferror(stdin)) {
    invocation_fail_text("%s - 要从标准输入读取，但读取失败", what);
    return NULL;
  }
  if (bytes->len > TEXT_BYTES_MAX) {
    invocation_fail_text("标准输入超过 1 MB，没有读取");
    return NULL;
  }
  char *text = g_locale_to_utf8(bytes->str, (gssize)bytes->len, NULL, NULL, NULL);
  if (text == NULL) {
    const char *charset;
    g_get_charset(&charset);
    invocation_fail_text("标准输入不是 %s 编码的文字，没有读取", charset);
  }
  return text;
}

gboolean value_task_of(const Invocation *invocation, Db **db, const char *text, gint64 *id,
                       char **why) {
  if (number_of(text, 1, G_MAXINT64, id))
    return TRUE;
  int number;
  if (!item_of(text, &number)) {
    *why = g_strdup_printf("“%s”不是任务编号，编号是 taizhang list 第一列的数字", text);
    return FALSE;
  }
  if (*db == NULL)
    *db = invocation_open(invocation, DB_READ);
  if (*db == NULL)
    return FALSE;
  g_autoptr(GError) error = NULL;
  if (task_of_number(*db, number, id, &error))
    return TRUE;
  *why = g_strdup(error->message);
  return FALSE;
}

/* The only word of standard input; NULL after saying why. */
static char *only_word(void) {
  g_autofree char *input = value_input("编号");
  g_autofree char *word = input != NULL ? text_strip(input) : NULL;
  if (word == NULL)
    return NULL;
  if (*word != '\0' && strpbrk(word, " \t\n,") == NULL)
    return g_steal_pointer(&word);
  invocation_misuse(*word == '\0' ? "标准输入里没有任务编号，什么也没有做"
                                  : "这条命令一次只处理一项任务，而标准输入里不止一个编号");
  return NULL;
}

gboolean value_task(const Invocation *invocation, const char *text, gint64 *id) {
  g_autoptr(Db) db = NULL;
  g_autofree char *why = NULL;
  g_autofree char *word = g_str_equal(text, "-") ? only_word() : g_strdup(text);
  if (word == NULL)
    return FALSE;
  if (value_task_of(invocation, &db, word, id, &why))
    return TRUE;
  if (why != NULL)
    invocation_misuse("%s", why);
  return FALSE;
}

gboolean value_text(const char *option, const char *text, char **value) {
  g_autofree char *input = g_str_equal(text, "-") ? value_input(option) : g_strdup(text);
  if (input == NULL)
    return FALSE;
  g_autofree char *clean = text_clean(input, TRUE);
  g_autofree char *stripped = text_strip(clean);
  if (*stripped == '\0') {
    invocation_fail_text("%s 的文字是空的，没有记录；请写上内容", option);
    return FALSE;
  }
  *value = g_steal_pointer(&stripped);
  return TRUE;
}
