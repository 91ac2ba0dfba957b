#include "tui/screen/page_lines.h"

#include "core/rules/text.h"

static void line_free(gpointer data) {
  PageLine *line = data;
  g_free(line->label);
  g_free(line->text);
  g_free(line);
}

GPtrArray *page_lines_new(void) {
  return g_ptr_array_new_with_free_func(line_free);
}

static void add_line(GPtrArray *lines, const char *label, const char *text, ThemeRole role) {
  PageLine *line = g_new0(PageLine, 1);
  line->label = g_strdup(label);
  line->text = g_strdup(text);
  line->role = role;
  g_ptr_array_add(lines, line);
}

void page_lines_add(GPtrArray *lines, int columns, const char *label, const char *text,
                    ThemeRole role) {
  g_autofree char *clean = text_clean(text, TRUE);
  g_autoptr(GPtrArray) wrapped = text_wrap(clean, MAX(columns - PAGE_LINES_LABEL, 2));
  for (guint i = 0; i < wrapped->len; i++)
    add_line(lines, i == 0 ? label : NULL, wrapped->pdata[i], role);
}

void page_lines_add_title(GPtrArray *lines, const char *title) {
  add_line(lines, NULL, "", THEME_TEXT);
  add_line(lines, title, "", THEME_TEXT);
}

/* ---- views ------------------------------------------------------------------------------ */

void page_view_init(PageView *view) {
  *view = (PageView){.lines = page_lines_new()};
}

void page_view_clear(PageView *view) {
  g_clear_pointer(&view->lines, g_ptr_array_unref);
}

void page_view_fit(PageView *view, Area area, App *app, PageMaker make, gpointer screen) {
  if (view->width != area.columns) {
    view->width = area.columns;
    make(app, screen);
  }
  pager_fit(&view->pager, (int)view->lines->len, area.rows);
}

void page_view_paint(const PageView *view, Term *term, Area area) {
  for (int i = 0; i < area.rows; i++) {
    guint index = (guint)(view->pager.top + i);
    if (index >= view->lines->len) {
      term_text(term, area.row + i, area.column, area.columns, THEME_TEXT, NULL);
      continue;
    }
    const PageLine *line = view->lines->pdata[index];
    term_text(term, area.row + i, area.column, PAGE_LINES_LABEL, THEME_LABEL, line->label);
    term_text(term, area.row + i, area.column + PAGE_LINES_LABEL, area.columns - PAGE_LINES_LABEL,
              line->role, line->text);
  }
}
