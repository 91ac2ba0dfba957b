#include "tests/tui/screen/program.h"

#include <string.h>

/* ---- starting --------------------------------------------------------------------------- */

/* The home's environment, but for what the terminal decides. */
static char **terminal_environment(Cli *cli) {
  static const char *const left_out[] = {"LC_ALL", "LC_CTYPE", "LANG",     "TERM",
                                         "LINES",  "COLUMNS",  "NO_COLOR", "COLORTERM"};
  g_autoptr(GPtrArray) changes = g_ptr_array_new();
  g_autofree char *state = g_build_filename(cli->home, "state", NULL);
  cli_set(cli, "XDG_STATE_HOME", state);
  for (char **variable = cli->environment; *variable != NULL; variable++) {
    gsize length = strcspn(*variable, "=");
    gboolean keep = TRUE;
    for (gsize i = 0; i < G_N_ELEMENTS(left_out); i++)
      keep =
          keep && !(strlen(left_out[i]) == length && strncmp(*variable, left_out[i], length) == 0);
    if (keep)
      g_ptr_array_add(changes, *variable);
  }
  g_ptr_array_add(changes, NULL);
  return (char **)g_ptr_array_free(g_steal_pointer(&changes), FALSE);
}

Pty *program_open(Cli *cli, int rows, int columns, const char *locale) {
  g_autofree char **environment = terminal_environment(cli);
  return pty_spawn((const char *const[]){g_getenv("TAIZHANG"), NULL},
                   (const char *const *)environment, rows, columns, locale);
}

Pty *program_start(Cli *cli) {
  Pty *pty = program_open(cli, 24, 80, "C.UTF-8");
  pty_wait(pty, "本月主题", 0);
  return pty;
}

void program_quit(Pty *pty) {
  pty_send(pty, "q");
  g_assert_cmpint(pty_wait_exit(pty, 0), ==, 0);
}

/* ---- doing ------------------------------------------------------------------------------ */

void press_at(Pty *pty, const char *keys, const char *text, gboolean there, const char *where) {
  settle(pty);
  if (is_shown(pty, text) == there) {
    g_autofree char *screen = pty_screen(pty);
    g_error("%s: “%s” is %s already\n%s", where, text, there ? "there" : "gone", screen);
  }
  pty_send(pty, keys);
  pty_wait_at(pty, text, -1, there, 0, where);
  settle(pty);
}

void paste(Pty *pty, const char *text) {
  pty_send(pty, "\033[200~");
  pty_type(pty, text);
  pty_send(pty, "\033[201~");
}

void click(Pty *pty, int row, int column) {
  g_autofree char *bytes =
      g_strdup_printf("\033[<0;%d;%dM\033[<0;%d;%dm", column + 1, row + 1, column + 1, row + 1);
  pty_send(pty, bytes);
}

void settle(Pty *pty) {
  pty_wait_quiet(pty, 20);
}

/* ---- looking ---------------------------------------------------------------------------- */

int row_of_at(Pty *pty, const char *text, const char *where) {
  int row = pty_find(pty, text);
  if (row < 0) {
    g_autofree char *screen = pty_screen(pty);
    g_error("%s: no “%s” on the screen\n%s", where, text, screen);
  }
  return row;
}

int column_of(Pty *pty, int row, const char *text) {
  g_autofree char *shown = pty_row_text(pty, row);
  const char *found = strstr(shown, text);
  if (found == NULL)
    g_error("no “%s” in “%s”", text, shown);
  int column = 0;
  gsize bytes = 0;
  while (bytes < (gsize)(found - shown))
    bytes += strlen(pty_cell(pty, row, column++).text);
  while (pty_cell(pty, row, column).width == 0)
    column++; /* the right half of the wide character before it */
  return column;
}

gboolean is_shown(Pty *pty, const char *text) {
  return pty_find(pty, text) >= 0;
}

char *row_part(Pty *pty, int row, int first, int end) {
  GString *text = g_string_new(NULL);
  for (int column = first; column < end; column++)
    g_string_append(text, pty_cell(pty, row, column).text);
  return g_strchomp(g_string_free(text, FALSE));
}

gboolean is_chosen(Pty *pty, int row) {
  return pty_cell(pty, row, 0).background != pty_cell(pty, 1, 0).background;
}

/* ---- what is stored --------------------------------------------------------------------- */

json_t *task_json(Cli *cli, int number) {
  json_t *tasks = cli_json(cli, "list --format json");
  json_t *found = NULL;
  for (gsize i = 0; i < json_array_size(tasks) && found == NULL; i++) {
    json_t *task = json_array_get(tasks, i);
    if (json_number_of(task, "number") == number)
      found = json_incref(task);
  }
  json_decref(tasks);
  g_assert_nonnull(found);
  return found;
}

char *last_progress_text(Cli *cli, int number) {
  json_t *task = task_json(cli, number);
  const json_t *progress = json_object_get(task, "last_progress");
  char *text = json_is_object(progress) ? g_strdup(json_text_of(progress, "text")) : NULL;
  json_decref(task);
  return text;
}

char **draft_paths(Cli *cli) {
  g_autofree char *folder = g_build_filename(cli->home, "state", "taizhang", "drafts", NULL);
  g_autoptr(GDir) dir = g_dir_open(folder, 0, NULL);
  g_autoptr(GPtrArray) paths = g_ptr_array_new();
  const char *name;
  while (dir != NULL && (name = g_dir_read_name(dir)) != NULL)
    g_ptr_array_add(paths, g_build_filename(folder, name, NULL));
  g_ptr_array_add(paths, NULL);
  return (char **)g_ptr_array_free(g_steal_pointer(&paths), FALSE);
}

void edit_deadline(Pty *pty, const char *text) {
  press(pty, "2", "1/101");
  press(pty, "jjjjjj", "7/101");
  press(pty, "e", "修改任务  第4项");
  pty_send(pty, TAB TAB TAB);
  press(pty, CTRL_U, "如 2026年12月");
  type_in(pty, text);
}
