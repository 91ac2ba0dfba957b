#include "tui/command/sql_help.h"

#include "core/model/sql_view.h"
#include "core/rules/text.h"

#define NAME_COLUMNS 22

void sql_help_write(Output *output) {
  static const char *const LINES[][2] = {
      {"SELECT …;", "查询；可以写几行，以分号结束"},
      {".views [名称]", "现成的视图，和它们的每一列"},
      {".functions", "视图之外可用的函数"},
      {".tables", "文件里的表"},
      {".schema 表", "一张表的定义，每一列都有说明"},
      {".format 格式", "改用 table、json 或 csv 输出"},
      {".help", "这份说明"},
      {".quit", "离开；也可以按 Ctrl-D"},
  };
  for (gsize i = 0; i < G_N_ELEMENTS(LINES); i++) {
    g_autofree char *name = text_pad(LINES[i][0], NAME_COLUMNS);
    output_line(output, "%s%s", name, LINES[i][1]);
  }
  output_line(output, "只能查询，不能改动。查得太久，按 Ctrl-C 停止。");
}

static void write_view(Output *output, const SqlView *view) {
  output_line(output, "%s：%s", view->name, view->text);
  for (const SqlColumn *column = view->columns; column->name != NULL; column++) {
    g_autofree char *name = text_pad(column->name, NAME_COLUMNS - 2);
    output_line(output, "  %s%s", name, column->text);
  }
}

gboolean sql_help_views(Output *output, const char *name) {
  gboolean found = FALSE;
  for (guint i = 0; i < SQL_VIEW_COUNT; i++) {
    const SqlView *view = sql_view_at(i);
    if (name != NULL && g_ascii_strcasecmp(view->name, name) != 0)
      continue;
    gboolean told = i > 0 && name == NULL && view->columns == sql_view_at(i - 1)->columns;
    if (found)
      output_line(output, "%s", "");
    if (told) /* its columns have just been listed */
      output_line(output, "%s：%s", view->name, view->text);
    else
      write_view(output, view);
    found = TRUE;
  }
  return found;
}

void sql_help_functions(Output *output) {
  for (guint i = 0; i < sql_function_count(); i++) {
    const SqlFunction *function = sql_function_at(i);
    g_autofree char *usage = text_pad(function->usage, NAME_COLUMNS + 2);
    output_line(output, "%s%s", usage, function->text);
  }
}

char *sql_help_summary(void) {
  g_autoptr(GString) text = g_string_new("视图：");
  for (guint i = 0; i < SQL_VIEW_COUNT; i++)
    g_string_append_printf(text, "\n  %s：%s", sql_view_at(i)->name, sql_view_at(i)->text);
  return g_string_free(g_steal_pointer(&text), FALSE);
}
