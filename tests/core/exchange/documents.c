#include "tests/core/exchange/documents.h"

#include <string.h>

char *documents_bare(const char *text) {
  GString *bare = g_string_new(NULL);
  for (const char *at = text; *at != '\0'; at = g_utf8_next_char(at)) {
    gunichar c = g_utf8_get_char(at);
    if (!g_unichar_isspace(c) && c != '#')
      g_string_append_unichar(bare, c);
  }
  return g_string_free(bare, FALSE);
}

char *documents_read(const char *file, const Repair *repairs, gsize count) {
  g_autofree char *folder = source_path("tests/data/sources");
  g_autofree char *path = g_build_filename(folder, file, NULL);
  g_autofree char *text = NULL;
  GError *error = NULL;
  g_file_get_contents(path, &text, NULL, &error);
  g_assert_no_error(error);
  for (gsize i = 0; i < count; i++) {
    g_auto(GStrv) around = g_strsplit(text, repairs[i].printed, -1);
    if (g_strv_length(around) != 2)
      g_error("“%s”在 %s 中出现 %u 次", repairs[i].printed, file, g_strv_length(around) - 1);
    g_free(text);
    text = g_strjoinv(repairs[i].repaired, around);
  }
  return g_steal_pointer(&text);
}

char *documents_bare_source(const char *file, const Repair *repairs, gsize count) {
  g_autofree char *text = documents_read(file, repairs, count);
  return documents_bare(text);
}

void assert_printed(const char *source, const char *part, const char *name) {
  g_autofree char *bare = documents_bare(part);
  if (strstr(source, bare) == NULL)
    g_error("%s：原文没有“%s”", name, part);
}

/* ---- questions -------------------------------------------------------------------------- */

gint64 ask_int(Fixture *fixture, const char *format, ...) {
  va_list arguments;
  va_start(arguments, format);
  g_autofree char *sql = g_strdup_vprintf(format, arguments);
  va_end(arguments);
  return sql_int(fixture->db, sql);
}

char *ask_text(Fixture *fixture, const char *format, ...) {
  va_list arguments;
  va_start(arguments, format);
  g_autofree char *sql = g_strdup_vprintf(format, arguments);
  va_end(arguments);
  return sql_text(fixture->db, sql);
}

GPtrArray *ask_texts(Fixture *fixture, const char *format, ...) {
  va_list arguments;
  va_start(arguments, format);
  g_autofree char *sql = g_strdup_vprintf(format, arguments);
  va_end(arguments);
  g_autoptr(GPtrArray) texts = g_ptr_array_new_with_free_func(g_free);
  Query *query = query_new(fixture->db, sql);
  while (query_next(query))
    g_ptr_array_add(texts, g_strdup(query_text(query, 0)));
  GError *error = NULL;
  query_finish(query, &error);
  g_assert_no_error(error);
  return g_steal_pointer(&texts);
}

void documents_set_up(Fixture *fixture, gconstpointer data) {
  fixture_set_up_empty(fixture, NULL);
  fixture_apply(fixture, data, 0);
}
