#include "core/rules/score.h"

#include <math.h>

#define NEW_CLASS "新"
#define NUMBERS 3     /* of a class: 报送数 本月最大号 上月最大号 */
#define DIGITS_MAX 15 /* what a double holds exactly */

GQuark growth_error_quark(void) {
  return g_quark_from_static_string("growth-error");
}

void growth_class_free(GrowthClass *class_) {
  if (class_ == NULL)
    return;
  g_free(class_->name);
  g_free(class_);
}

static gboolean refuse(GError **error, int line, const char *why) {
  g_set_error(error, GROWTH_ERROR, 0, "第%d行%s", line, why);
  return FALSE;
}

/* The words of a line, parted by blanks of any width. Frees itself. */
static GPtrArray *split_words(const char *line) {
  GPtrArray *words = g_ptr_array_new_with_free_func(g_free);
  const char *p = line;
  while (*p != '\0') {
    const char *start = p;
    while (*p != '\0' && !g_unichar_isspace(g_utf8_get_char(p)))
      p = g_utf8_next_char(p);
    if (p > start)
      g_ptr_array_add(words, g_strndup(start, (gsize)(p - start)));
    if (*p != '\0')
      p = g_utf8_next_char(p);
  }
  return words;
}

/* A whole number in half- or full-width digits. Sequence numbers go past the four digits that
 * scan_plain() reads. */
static gboolean read_number(const char *word, double *out) {
  double number = 0;
  int digits = 0;
  for (const char *p = word; *p != '\0'; p = g_utf8_next_char(p)) {
    int digit = g_unichar_digit_value(g_utf8_get_char(p));
    if (digit < 0 || ++digits > DIGITS_MAX)
      return FALSE;
    number = number * 10 + digit;
  }
  *out = number;
  return digits > 0;
}

/* The first count words as one name, one blank between. The caller frees. */
static char *join_name(const GPtrArray *words, guint count) {
  GString *name = g_string_new(NULL);
  for (guint i = 0; i < count; i++)
    g_string_append_printf(name, "%s%s", i > 0 ? " " : "", (const char *)words->pdata[i]);
  return g_string_free(name, FALSE);
}

/* The numbers stand at the end: a name may have blanks in it. */
static gboolean read_class(const GPtrArray *words, int line, GrowthClass *class_, GError **error) {
  guint count = words->len;
  gboolean is_new = count >= 2 && g_str_equal(words->pdata[count - 2], NEW_CLASS);
  guint taken = NUMBERS + (is_new ? 1 : 0);
  if (count <= taken)
    return refuse(error, line,
                  "应写：名称 报送数 本月最大号 上月最大号；本月新出现的一类写：名称 报送数 "
                  "本月最大号 新 本月最小号");
  const char *const *numbers = (const char *const *)words->pdata + count - taken;
  double least;
  if (!read_number(numbers[0], &class_->reported) || !read_number(numbers[1], &class_->last) ||
      !read_number(numbers[taken - 1], &least))
    return refuse(error, line, "的报送数和顺序号应是 0 以上的整数");
  if (class_->last < least)
    return refuse(error, line,
                  is_new ? "的本月最大号小于本月最小号" : "的本月最大号小于上月最大号");
  class_->before = is_new ? NAN : least;
  class_->first = is_new ? least : NAN;
  class_->name = join_name(words, count - taken);
  return TRUE;
}

static gboolean is_known(const GPtrArray *classes, const char *name) {
  for (guint i = 0; i < classes->len; i++) {
    if (g_str_equal(((const GrowthClass *)classes->pdata[i])->name, name))
      return TRUE;
  }
  return FALSE;
}

GPtrArray *growth_parse(const char *text, GError **error) {
  g_autoptr(GPtrArray) classes = g_ptr_array_new_with_free_func((GDestroyNotify)growth_class_free);
  g_autofree char *valid = g_utf8_make_valid(text, -1);
  g_auto(GStrv) lines = g_strsplit(valid, "\n", -1);
  for (int i = 0; lines[i] != NULL; i++) {
    g_autoptr(GPtrArray) words = split_words(lines[i]);
    if (words->len == 0)
      continue;
    GrowthClass *class_ = g_new0(GrowthClass, 1);
    gboolean read = read_class(words, i + 1, class_, error);
    gboolean twice = read && is_known(classes, class_->name);
    if (twice) {
      g_autofree char *why = g_strdup_printf("的“%s”前面已有一行", class_->name);
      refuse(error, i + 1, why);
    }
    g_ptr_array_add(classes, class_);
    if (!read || twice)
      return NULL;
  }
  return g_steal_pointer(&classes);
}

void growth_totals(const GPtrArray *classes, double *reported, double *growth) {
  *reported = *growth = 0;
  for (guint i = 0; i < classes->len; i++) {
    const GrowthClass *class_ = classes->pdata[i];
    *reported += class_->reported;
    *growth += class_->last - (isnan(class_->before) ? class_->first : class_->before);
  }
}

double score_growth(const GPtrArray *classes, double max) {
  double reported, growth;
  growth_totals(classes, &reported, &growth);
  return score_ratio(reported, growth, NAN, max);
}
