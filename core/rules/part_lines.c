#include "core/rules/part_lines.h"

#include "core/rules/scan.h"

#define PARTS_LEAST 2

static gboolean is_separator(gunichar c) {
  return c == ';' || c == '|' || c == U'；' || c == U'｜';
}

void part_line_free(PartLine *line) {
  if (line == NULL)
    return;
  g_free(line->goal);
  g_free(line->units);
  g_free(line->deadline);
  g_free(line);
}

/* The number that *text begins with, which moves past it and the sign after it; 0, and *text stays,
 * where it is none. 2026年的方案 begins with no weight. */
static int read_weight(const char **text) {
  const char *p = *text;
  int weight;
  if (!scan_plain(&p, &weight) || weight < 1 || weight > PART_WEIGHTS_SUM)
    return 0;
  gboolean percent = scan_word(&p, "%") || scan_word(&p, "％");
  gunichar next = g_utf8_get_char(p);
  if (!percent && next != 0 && !g_unichar_isspace(next) && !is_separator(next) && next != U'、')
    return 0; /* 、 may stand after it as well */
  scan_spaces(&p);
  next = g_utf8_get_char(p);
  if (is_separator(next) || next == U'、')
    p = g_utf8_next_char(p);
  *text = p;
  return weight;
}

/* What stands before the next separator, without blanks around it; *text moves past that. */
static char *read_field(const char **text) {
  const char *end = *text;
  while (*end != '\0' && !is_separator(g_utf8_get_char(end)))
    end = g_utf8_next_char(end);
  const char *first = *text, *last = end;
  *text = *end != '\0' ? g_utf8_next_char(end) : end;
  scan_spaces(&first);
  while (last > first && g_unichar_isspace(g_utf8_get_char(g_utf8_prev_char(last))))
    last = g_utf8_prev_char(last);
  return g_strndup(first, (gsize)(last - first));
}

static PartLine *read_line(const char *text, int number) {
  PartLine *line = g_new0(PartLine, 1);
  line->line = number;
  line->weight = read_weight(&text);
  line->goal = read_field(&text);
  line->units = read_field(&text);
  line->deadline = read_field(&text);
  scan_spaces(&text);
  line->more = *text != '\0';
  return line;
}

GPtrArray *part_lines_read(const char *text) {
  GPtrArray *lines = g_ptr_array_new_with_free_func((GDestroyNotify)part_line_free);
  g_autofree char *valid = g_utf8_make_valid(text != NULL ? text : "", -1);
  g_auto(GStrv) written = g_strsplit(valid, "\n", -1);
  for (int i = 0; written[i] != NULL; i++) {
    const char *line = written[i];
    scan_spaces(&line);
    if (*line != '\0')
      g_ptr_array_add(lines, read_line(line, i + 1));
  }
  return lines;
}

int part_lines_sum(const GPtrArray *lines) {
  int sum = 0;
  for (guint i = 0; i < lines->len; i++)
    sum += ((const PartLine *)lines->pdata[i])->weight;
  return sum;
}

static char *line_problem(const PartLine *line) {
  if (line->weight == 0)
    return g_strdup_printf("第%d行开头应是权重，1 到 %d 的整数，空一格再写内容", line->line,
                           PART_WEIGHTS_SUM);
  if (*line->goal == '\0')
    return g_strdup_printf("第%d行没有写内容", line->line);
  if (line->more)
    return g_strdup_printf("第%d行分号太多：只有内容、单位、时限三段，单位之间用顿号", line->line);
  return NULL;
}

char *part_lines_problem(const GPtrArray *lines) {
  for (guint i = 0; i < lines->len; i++) {
    char *problem = line_problem(lines->pdata[i]);
    if (problem != NULL)
      return problem;
  }
  if (lines->len < PARTS_LEAST)
    return g_strdup_printf("至少要分成%d项，每行一项", PARTS_LEAST);
  int sum = part_lines_sum(lines);
  if (sum != PART_WEIGHTS_SUM)
    return g_strdup_printf("权重合计应为 %d，现在是 %d", PART_WEIGHTS_SUM, sum);
  return NULL;
}
