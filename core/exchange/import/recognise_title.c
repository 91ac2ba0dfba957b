#include "core/exchange/import/recognise_private.h"
#include "core/rules/deadline.h"
#include "core/rules/halfwidth.h"
#include "core/rules/scan.h"
#include "core/rules/text.h"

#include <string.h>

#define TITLE_CHARS_MAX 60
#define LINE_CHARS_MAX 50
#define ROWS_ABOVE_MAX 15
#define CAPTION_LINES_MAX 6

void title_clear(Title *title) {
  g_clear_pointer(&title->title, g_free);
  g_clear_pointer(&title->document, g_free);
  g_clear_pointer(&title->issuer, g_free);
}

/* ---- lines ------------------------------------------------------------------------------ */

/* Without blanks but between Latin words: titles are often spaced out. The caller frees. */
static char *dense_line(const char *text) {
  g_autofree char *stripped = text_strip(text);
  g_autoptr(GString) out = g_string_new(NULL);
  for (const char *p = stripped; *p != '\0'; p = g_utf8_next_char(p)) {
    gunichar c = g_utf8_get_char(p);
    if (!g_unichar_isspace(c)) {
      g_string_append_unichar(out, c);
      continue;
    }
    const char *next = g_utf8_next_char(p);
    if (out->len > 0 && g_ascii_isalpha(out->str[out->len - 1]) && g_ascii_isalpha(*next))
      g_string_append_c(out, ' ');
  }
  return g_string_free(g_steal_pointer(&out), FALSE);
}

static void add_lines(GPtrArray *lines, const char *text) {
  g_auto(GStrv) parts = g_strsplit(text, "\n", -1);
  for (char **part = parts; *part != NULL; part++) {
    g_autofree char *line = dense_line(*part);
    if (*line != '\0')
      g_ptr_array_add(lines, g_steal_pointer(&line));
  }
}

/* A line that is a 文号 and nothing else: 忻交发〔2022〕92号. */
static gboolean is_document(const char *line) {
  const char *open = strstr(line, "〔");
  const char *close = open != NULL ? strstr(open, "〕") : NULL;
  return close != NULL && open != line && g_str_has_suffix(line, "号") &&
         g_utf8_strlen(line, -1) <= 24;
}

/* 填报单位：…, 日期：…: what is filled in, and no title. The part after the colon in *value. */
static gboolean is_form_label(const char *line, const char **value) {
  const char *p = strstr(line, "：");
  gsize width = strlen("：");
  if (p == NULL) {
    p = strchr(line, ':');
    width = 1;
  }
  if (p == NULL || g_utf8_strlen(line, p - line) > 8)
    return FALSE;
  *value = p + width;
  return TRUE;
}

static gboolean is_attachment(const char *line) {
  return (g_str_has_prefix(line, "附件") || g_str_has_prefix(line, "附表") ||
          g_str_has_prefix(line, "续表") || g_str_has_prefix(line, "（续") ||
          g_str_has_prefix(line, "附")) &&
         g_utf8_strlen(line, -1) <= 6;
}

static gboolean is_bracketed(const char *line) {
  return (g_str_has_prefix(line, "（") || *line == '(') &&
         (g_str_has_suffix(line, "）") || g_str_has_suffix(line, ")"));
}

static gboolean is_issuer_label(const char *line) {
  static const char *const labels[] = {"发文单位", "印发单位", "制表单位", "发文机关",
                                       "印发机关", "制发单位", "发布单位"};
  for (gsize i = 0; i < G_N_ELEMENTS(labels); i++) {
    if (g_str_has_prefix(line, labels[i]))
      return TRUE;
  }
  return FALSE;
}

/* ---- years ------------------------------------------------------------------------------ */

/* The year that a title prints: 2026年…, 〔2026〕. */
static int year_of(const char *text) {
  for (const char *p = text; *p != '\0';) {
    const char *start = p;
    Digits digits = scan_digits(&p);
    if (p == start) {
      text_next(&p);
      continue;
    }
    if (digits.length == 4 && digits.value >= 1990 && digits.value <= 2100 &&
        (g_str_has_prefix(p, "年") || g_str_has_prefix(p, "〕") || g_str_has_prefix(p, "]")))
      return digits.value;
  }
  return 0;
}

/* ---- the title -------------------------------------------------------------------------- */

/* TRUE where nothing of a title comes after the line. */
static gboolean ends_title(const char *line) {
  static const char *const ends[] = {"表",   "台账", "台帐",   "清单", "方案",
                                     "要点", "计划", "任务书", "目录"};
  for (gsize i = 0; i < G_N_ELEMENTS(ends); i++) {
    if (g_str_has_suffix(line, ends[i]))
      return TRUE;
  }
  return FALSE;
}

static gboolean is_organ(const char *line) {
  static const char *const ends[] = {"局", "厅", "委员会", "办公室", "人民政府", "领导小组"};
  for (gsize i = 0; i < G_N_ELEMENTS(ends); i++) {
    if (g_str_has_suffix(line, ends[i]))
      return TRUE;
  }
  return FALSE;
}

/* The line that ends the title, and those before it which it goes on from. */
static void join_title(Title *title, const GPtrArray *lines) {
  if (lines->len == 0)
    return;
  guint last = lines->len - 1;
  for (guint i = lines->len; i > 0; i--) {
    if (ends_title(lines->pdata[i - 1])) {
      last = i - 1;
      break;
    }
  }
  g_autoptr(GString) all = g_string_new(lines->pdata[last]);
  for (guint i = last; i > 0 && !ends_title(lines->pdata[i - 1]); i--) {
    const char *above = lines->pdata[i - 1];
    if (g_utf8_strlen(above, -1) + g_utf8_strlen(all->str, -1) > TITLE_CHARS_MAX)
      break;
    g_string_prepend(all, above);
  }
  if (title->issuer == NULL && last > 0 && is_organ(lines->pdata[0]))
    title->issuer = g_strdup(lines->pdata[0]);
  title->title = g_string_free(g_steal_pointer(&all), FALSE);
}

static void take_lines(Title *title, const GPtrArray *lines) {
  g_autoptr(GPtrArray) titles = g_ptr_array_new();
  for (guint i = 0; i < lines->len; i++) {
    const char *line = lines->pdata[i];
    const char *value = NULL;
    Day day;
    if (is_document(line)) {
      g_free(title->document);
      title->document = g_strdup(line);
    } else if (is_attachment(line) || deadline_read(line, 2000, &day)) {
      continue;
    } else if (is_form_label(line, &value)) {
      if (is_issuer_label(line) && *value != '\0' && title->issuer == NULL)
        title->issuer = g_strdup(value);
    } else if (is_bracketed(line)) {
      title->year = title->year != 0 ? title->year : year_of(line);
    } else {
      g_ptr_array_add(titles, (gpointer)line);
    }
  }
  join_title(title, titles);
  int year = title->title != NULL ? year_of(title->title) : 0;
  if (year != 0)
    title->year = year;
  else if (title->year == 0 && title->document != NULL)
    title->year = year_of(title->document);
}

/* The last lines of what a document says before its table, which may be all of its text. */
static void add_caption(GPtrArray *lines, const char *caption) {
  g_autoptr(GPtrArray) all = g_ptr_array_new_with_free_func(g_free);
  if (caption != NULL)
    add_lines(all, caption);
  guint from = all->len;
  while (from > 0 && all->len - from < CAPTION_LINES_MAX) {
    const char *line = all->pdata[from - 1];
    if (g_utf8_strlen(line, -1) > LINE_CHARS_MAX || g_str_has_suffix(line, "。") ||
        g_str_has_suffix(line, "；") || g_str_has_suffix(line, "："))
      break;
    from--;
  }
  for (guint i = from; i < all->len; i++)
    g_ptr_array_add(lines, g_strdup(all->pdata[i]));
}

/* The first of the rows right above row that hold one cell, or what is filled into a form. */
static guint first_above(const Grid *grid, guint row) {
  guint from = row;
  while (from > 0 && row - from < ROWS_ABOVE_MAX) {
    guint first = 0;
    const char *value;
    guint printed = recognise_printed(grid, from - 1, 2, &first);
    const char *text = printed > 0 ? grid_cell(grid, from - 1, first)->text : "";
    if (printed > 1 && !is_form_label(text, &value) && !is_attachment(text))
      break;
    if (printed == 1 && (g_str_has_prefix(text, "注") || g_str_has_prefix(text, "备注")))
      break; /* it belongs to the table above */
    from--;
  }
  return from;
}

void recognise_title(const Grid *grid, guint row, Title *title) {
  *title = (Title){NULL};
  g_autoptr(GPtrArray) lines = g_ptr_array_new_with_free_func(g_free);
  for (guint above = first_above(grid, row); above < row; above++) {
    for (guint column = 0; column < grid_columns(grid); column++)
      add_lines(lines, grid_cell(grid, above, column)->text);
  }
  take_lines(title, lines);
  if (title->title != NULL)
    return;
  g_ptr_array_set_size(lines, 0);
  add_caption(lines, grid_caption(grid));
  take_lines(title, lines);
}
