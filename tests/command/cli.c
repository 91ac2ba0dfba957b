#include "tests/command/cli.h"

#include <sched.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/wait.h>

#include <glib/gstdio.h>

Cli *cli_new(void) {
  Cli *cli = g_new0(Cli, 1);
  g_autoptr(GError) error = NULL;
  cli->home = g_dir_make_tmp("taizhang-cli-XXXXXX", &error);
  g_assert_no_error(error);
  cli->db = g_build_filename(cli->home, "data", "taizhang", "taizhang.db", NULL);
  g_autofree char *data = g_build_filename(cli->home, "data", NULL);
  g_autofree char *config = g_build_filename(cli->home, "config", NULL);
  cli->environment = g_get_environ();
  cli_set(cli, "HOME", cli->home);
  cli_set(cli, "XDG_DATA_HOME", data);
  cli_set(cli, "XDG_CONFIG_HOME", config);
  cli_set(cli, "TAIZHANG_DB", NULL);
  cli_set(cli, "TAIZHANG_TODAY", "2026-11-21");
  cli_set(cli, "LC_ALL", "C.UTF-8");
  cli_set(cli, "TZ", "Asia/Shanghai");
  cli_set(cli, "USER", "somebody-else");
  return cli;
}

/* Files by how they were made. */
static GHashTable *made;

/* A file and its folder as the program makes them. */
static void put_file(Cli *cli, const GBytes *bytes) {
  gsize size;
  const char *data = g_bytes_get_data((GBytes *)bytes, &size);
  g_autofree char *folder = g_path_get_dirname(cli->db);
  g_assert_cmpint(g_mkdir_with_parents(folder, 0755), ==, 0);
  g_assert_cmpint(g_chmod(folder, 02770), ==, 0);
  g_assert_true(g_file_set_contents(cli->db, data, (gssize)size, NULL));
  g_assert_cmpint(g_chmod(cli->db, 0660), ==, 0);
}

void cli_make(Cli *cli, const char *arguments) {
  const char *today = g_environ_getenv(cli->environment, "TAIZHANG_TODAY");
  g_autofree char *key =
      g_strdup_printf("%s\n%s %s", cli->made != NULL ? cli->made : "", today, arguments);
  if (made == NULL)
    made = g_hash_table_new(g_str_hash, g_str_equal);
  const GBytes *before = g_hash_table_lookup(made, key);
  if (before != NULL) {
    put_file(cli, before);
  } else {
    g_free(cli_text(cli, arguments));
    char *data;
    gsize size;
    g_assert_true(g_file_get_contents(cli->db, &data, &size, NULL));
    g_hash_table_insert(made, g_strdup(key), g_bytes_new_take(data, size));
  }
  g_free(cli->made);
  cli->made = g_steal_pointer(&key);
}

Cli *cli_new_example(void) {
  Cli *cli = cli_new();
  cli_make(cli, "init --template ningxia-2020 --template xinzhou-2023-topics");
  return cli;
}

static void remove_tree(const char *path) {
  g_autoptr(GDir) dir =
      g_file_test(path, G_FILE_TEST_IS_SYMLINK) ? NULL : g_dir_open(path, 0, NULL);
  const char *name;
  while (dir != NULL && (name = g_dir_read_name(dir)) != NULL) {
    g_autofree char *child = g_build_filename(path, name, NULL);
    remove_tree(child);
  }
  g_remove(path);
}

void cli_free(Cli *cli) {
  if (cli == NULL)
    return;
  remove_tree(cli->home);
  g_free(cli->home);
  g_free(cli->db);
  g_free(cli->made);
  g_strfreev(cli->environment);
  g_free(cli);
}

void cli_set(Cli *cli, const char *name, const char *value) {
  cli->environment = value != NULL ? g_environ_setenv(cli->environment, name, value, TRUE)
                                   : g_environ_unsetenv(cli->environment, name);
}

gboolean cli_hide_system(void) {
  return !g_file_test(SYSTEM_FOLDER, G_FILE_TEST_EXISTS) ||
         (unshare(CLONE_NEWNS) == 0 && mount(NULL, "/", NULL, MS_REC | MS_PRIVATE, NULL) == 0 &&
          mount("none", SYSTEM_FOLDER, "tmpfs", 0, NULL) == 0);
}

/* ---- running ---------------------------------------------------------------------------- */

void run_free(Run *run) {
  g_free(run->out);
  g_free(run->err);
  g_free(run);
}

static Run *run_argv(Cli *cli, char **argv) {
  Run *run = g_new0(Run, 1);
  g_autoptr(GError) error = NULL;
  int status;
  g_spawn_sync(cli->home, argv, cli->environment, G_SPAWN_SEARCH_PATH, NULL, NULL, &run->out,
               &run->err, &status, &error);
  g_assert_no_error(error);
  run->status = WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status);
  return run;
}

static char *program(void) {
  const char *path = g_getenv("TAIZHANG");
  g_assert_nonnull(path);
  return g_strdup(path);
}

Run *cli_run(Cli *cli, ...) {
  g_autoptr(GPtrArray) argv = g_ptr_array_new_with_free_func(g_free);
  g_ptr_array_add(argv, program());
  va_list arguments;
  va_start(arguments, cli);
  const char *argument;
  while ((argument = va_arg(arguments, const char *)) != NULL)
    g_ptr_array_add(argv, g_strdup(argument));
  va_end(arguments);
  g_ptr_array_add(argv, NULL);
  return run_argv(cli, (char **)argv->pdata);
}

Run *cli_shell(Cli *cli, const char *line) {
  g_autofree char *path = program();
  cli_set(cli, "T", path);
  char *argv[] = {"sh", "-c", (char *)line, NULL};
  return run_argv(cli, argv);
}

static Run *run_words(Cli *cli, const char *arguments) {
  g_autoptr(GPtrArray) argv = g_ptr_array_new();
  g_autofree char *path = program();
  g_auto(GStrv) words = g_strsplit(arguments, " ", -1);
  g_ptr_array_add(argv, path);
  for (char **word = words; *word != NULL; word++)
    g_ptr_array_add(argv, *word);
  g_ptr_array_add(argv, NULL);
  return run_argv(cli, (char **)argv->pdata);
}

char *cli_text(Cli *cli, const char *arguments) {
  g_autoptr(Run) run = run_words(cli, arguments);
  if (run->status != 0 || *run->err != '\0')
    g_error("taizhang %s: status %d\n%s%s", arguments, run->status, run->out, run->err);
  g_assert_true(g_utf8_validate(run->out, -1, NULL));
  return g_steal_pointer(&run->out);
}

json_t *cli_json(Cli *cli, const char *arguments) {
  g_autofree char *text = cli_text(cli, arguments);
  json_error_t error;
  json_t *value = json_loads(text, JSON_REJECT_DUPLICATES, &error);
  if (value == NULL)
    g_error("taizhang %s: %s at %d:%d in\n%s", arguments, error.text, error.line, error.column,
            text);
  g_assert_true(g_str_has_suffix(text, "\n"));
  return value;
}

void cli_refused_at(Cli *cli, const char *arguments, int status, const char *words,
                    const char *where) {
  g_autoptr(Run) run = run_words(cli, arguments);
  const char *end = strchr(run->err, '\n');
  gboolean one_line = end != NULL && end[1] == '\0';
  if (run->status != status || *run->out != '\0' || !one_line ||
      !g_str_has_prefix(run->err, "taizhang: ") || strstr(run->err, words) == NULL)
    g_error("%s: taizhang %s: status %d, wanted %d and one line with “%s”\nout: %s\nerr: %s", where,
            arguments, run->status, status, words, run->out, run->err);
}

void assert_has_at(const char *text, const char *words, const char *where) {
  if (strstr(text, words) == NULL)
    g_error("%s: no “%s” in\n%s", where, words, text);
}

/* ---- JSON ------------------------------------------------------------------------------- */

static const json_t *field(const json_t *object, const char *key) {
  const json_t *value = json_object_get(object, key);
  if (value == NULL)
    g_error("no “%s” in the object", key);
  return value;
}

const char *json_text_of(const json_t *object, const char *key) {
  const json_t *value = field(object, key);
  g_assert_true(json_is_string(value) || json_is_null(value));
  return json_string_value(value);
}

gint64 json_number_of(const json_t *object, const char *key) {
  const json_t *value = field(object, key);
  g_assert_true(json_is_integer(value));
  return json_integer_value(value);
}
