/* sql: questions in SQL, on the command line, from standard input, or at a prompt. */
#include <string.h>
#include <unistd.h>

#include "core/model/sql_view.h"
#include "core/rules/text.h"
#include "core/store/inquiry.h"
#include "core/store/words.h"
#include "tui/command/invocation.h"
#include "tui/command/meter.h"
#include "tui/command/prompt.h"
#include "tui/command/sql_help.h"
#include "tui/command/sql_rows.h"
#include "tui/command/table.h"
#include "tui/command/value.h"

#define SQL_TABLES                                                                                 \
  "SELECT name FROM main.sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite%' "          \
  "ORDER BY name"

typedef struct {
  Output *output;
  Format format;
  Db *db;
  SqlViews *views;
  GString *text; /* what has been read of a statement that is not whole yet */
  gboolean any;  /* something has been written */
  gboolean over; /* .quit */
} Session;

/* ---- statements ------------------------------------------------------------------------- */

static gboolean run_one(Session *session, const char **sql, Inquiry **inquiry, GError **error) {
  g_autoptr(Meter) meter = meter_begin();
  sql_views_refresh(session->views);
  return inquiry_run(session->db, sql, meter_watch(meter), inquiry, error);
}

/* Runs all statements of text, up to the first that fails, which is said. */
static gboolean run_text(Session *session, const char *text) {
  while (*text != '\0' && !output_failed(session->output)) {
    g_autoptr(Inquiry) inquiry = NULL;
    g_autoptr(GError) error = NULL;
    if (!run_one(session, &text, &inquiry, &error)) {
      fflush(session->output->stream); /* what went well comes before it */
      if (g_error_matches(error, WATCH_ERROR, WATCH_ERROR_STOPPED))
        output_complain("查询已停止");
      else
        invocation_fail(error);
      return FALSE;
    }
    if (inquiry == NULL)
      continue;
    if (session->any && session->format != FORMAT_JSON)
      output_text(session->output, "\n");
    sql_rows_write(session->output, session->format, inquiry, !session->any);
    session->any = TRUE;
  }
  return TRUE;
}

/* ---- words that begin with a point ------------------------------------------------------ */

static gboolean write_tables(Session *session) {
  static const TableColumn COLUMNS[] = {{"表", 0, FALSE}, {"内容", 0, FALSE}};
  const char *sql = SQL_TABLES;
  g_autoptr(Inquiry) inquiry = NULL;
  g_autoptr(GError) error = NULL;
  if (!inquiry_run(session->db, &sql, NULL, &inquiry, &error)) {
    invocation_fail(error);
    return FALSE;
  }
  g_autoptr(Table) table = table_new(session->output, COLUMNS, G_N_ELEMENTS(COLUMNS));
  for (guint i = 0; i < inquiry_rows(inquiry); i++) {
    const char *name = inquiry_cell(inquiry, i, 0)->text;
    const char *cells[] = {name, words_table(name)};
    table_row(table, cells);
  }
  return TRUE;
}

static gboolean write_schema(Session *session, const char *name) {
  if (name == NULL) {
    invocation_fail_text(".schema 后面应是一张表，全部的表见 .tables");
    return FALSE;
  }
  g_autoptr(GError) error = NULL;
  Query *query = query_new(session->db, "SELECT sql FROM main.sqlite_schema WHERE sql IS NOT NULL "
                                        "AND tbl_name = ?1 COLLATE NOCASE ORDER BY rowid");
  query_bind_text(query, 1, name);
  gboolean any = FALSE;
  while (query_next(query)) {
    g_autofree char *clean = text_clean(query_text(query, 0), TRUE);
    output_text(session->output, clean);
    output_text(session->output, ";\n");
    any = TRUE;
  }
  if (!query_finish(query, &error))
    invocation_fail(error);
  else if (!any)
    invocation_fail_text("没有“%s”这张表，全部的表见 .tables", name);
  return any && error == NULL;
}

static gboolean set_format(Session *session, const char *name) {
  static const char *const NAMES[] = {
      [FORMAT_TABLE] = "table", [FORMAT_JSON] = "json", [FORMAT_CSV] = "csv"};
  for (gsize i = 0; i < G_N_ELEMENTS(NAMES); i++) {
    if (g_strcmp0(NAMES[i], name) == 0) {
      session->format = (Format)i;
      return TRUE;
    }
  }
  invocation_fail_text(".format 后面应是 table、json 或 csv");
  return FALSE;
}

static gboolean run_point(Session *session, const char *line) {
  g_auto(GStrv) words = g_strsplit_set(line, " \t;", -1);
  const char *argument = words[1] != NULL && *words[1] != '\0' ? words[1] : NULL;
  if (g_str_equal(words[0], ".quit") || g_str_equal(words[0], ".exit")) {
    session->over = TRUE;
  } else if (g_str_equal(words[0], ".help")) {
    sql_help_write(session->output);
  } else if (g_str_equal(words[0], ".functions")) {
    sql_help_functions(session->output);
  } else if (g_str_equal(words[0], ".tables")) {
    return write_tables(session);
  } else if (g_str_equal(words[0], ".schema")) {
    return write_schema(session, argument);
  } else if (g_str_equal(words[0], ".format")) {
    return set_format(session, argument);
  } else if (g_str_equal(words[0], ".views")) {
    if (sql_help_views(session->output, argument))
      return TRUE;
    invocation_fail_text("没有“%s”这个视图，全部的视图见 .views", argument);
    return FALSE;
  } else {
    invocation_fail_text("没有“%s”，可以输入的见 .help", words[0]);
    return FALSE;
  }
  return TRUE;
}

/* ---- where it comes from ---------------------------------------------------------------- */

/* One more line; runs what is whole by then. FALSE where that failed. */
static gboolean take_line(Session *session, const char *line) {
  g_autofree char *word = text_strip(line);
  if (session->text->len == 0 && (*word == '\0' || *word == '.'))
    return *word == '\0' || run_point(session, word);
  g_string_append(session->text, line);
  g_string_append_c(session->text, '\n');
  if (!inquiry_is_whole(session->text->str))
    return TRUE;
  g_autofree char *sql = g_strdup(session->text->str);
  g_string_truncate(session->text, 0);
  return run_text(session, sql);
}

static gboolean take_all(Session *session, const char *text) {
  g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
  for (gsize i = 0; lines[i] != NULL && !session->over; i++) {
    if (!take_line(session, lines[i]))
      return FALSE;
  }
  return run_text(session, session->text->str);
}

static void converse(Session *session) {
  g_autoptr(Prompt) prompt = prompt_new();
  output_line(session->output, "只查询，不改动。.help 说明，.views 现成的视图，.quit 离开。");
  char *line = NULL;
  fflush(session->output->stream);
  while (!session->over &&
         prompt_read(prompt, session->text->len == 0 ? "台账> " : "  ...> ", &line)) {
    g_autofree char *typed = g_steal_pointer(&line);
    if (typed == NULL)
      continue;
    prompt_remember(prompt, typed);
    take_line(session, typed);
    session->any = FALSE; /* no blank line between answers: the prompt is between them */
    fflush(session->output->stream);
  }
  if (!session->over)
    output_text(session->output, "\n"); /* the prompt's line is not ended by Ctrl-D */
}

static int ask(Invocation *invocation, Session *session) {
  const char *text = invocation->argument;
  gboolean typed = text == NULL && isatty(STDIN_FILENO) && isatty(STDOUT_FILENO);
  if (typed) {
    converse(session);
    return STATUS_DONE;
  }
  g_autofree char *input =
      text == NULL || g_str_equal(text, "-") ? value_input("语句") : g_strdup(text);
  return input != NULL && take_all(session, input) ? STATUS_DONE : STATUS_FAILED;
}

static int run(Invocation *invocation) {
  const GOptionEntry entries[] = {{NULL}};
  int status;
  if (!invocation_parse(invocation, entries, &status))
    return status;
  inquiry_limit_memory();
  g_autoptr(Db) db = invocation_open(invocation, DB_READ);
  g_autoptr(Reckoning) reckoning = db != NULL ? invocation_reckoning(invocation, db) : NULL;
  if (reckoning == NULL)
    return STATUS_FAILED;
  g_autoptr(GError) error = NULL;
  g_autoptr(SqlViews) views = sql_views_new(db, reckoning, &error);
  if (views == NULL)
    return invocation_fail(error);
  Session session = {.output = &invocation->output,
                     .format = invocation->format,
                     .db = db,
                     .views = views,
                     .text = g_string_new(NULL)};
  status = ask(invocation, &session);
  g_string_free(session.text, TRUE);
  return status;
}

const Command COMMAND_SQL = {
    .name = "sql",
    .group = COMMAND_GROUP_UPKEEP,
    .summary = "用 SQL 查询，只能看，不能改；什么也不写则逐句输入",
    .details =
        "用 SQL 查询整个台账文件，只能看，不能改。写了语句就执行它（要加引号）；写 - 或者标准输入"
        "不是终端，则从标准输入读取；什么也不写则逐句输入，.help 列出还能输入什么。查得太久，按 "
        "Ctrl-C 停止。",
    .more = sql_help_summary,
    .examples = "sql\n"
                "sql \"SELECT id, goal, overdue_days FROM v_overdue ORDER BY overdue_days DESC\"\n"
                "sql \"SELECT primary_indicator, light, count(*) FROM v_task GROUP BY 1, 2\" "
                "--format csv\n"
                "sql .views\n"
                "sql - < 查询.sql",
    .argument = "语句",
    .formats = TRUE,
    .run = run,
};
