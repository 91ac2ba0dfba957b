/* The least that a list of tasks over SQLite can be, to measure against: no ledger, no rights, no
 * journal, no look. Not part of the program, and no example for it.
 */
#include <curses.h>
#include <glib.h>
#include <locale.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>
#include <wchar.h>

#define COLUMNS 8
#define PAGE 22

static const char USAGE[] =
    "yardstick import CSV DB      makes DB of a plain table\n"
    "yardstick rows FROM TO       what an import put into the ledger FROM, into the new ledger TO\n"
    "yardstick recorded FROM TO   the same while a session listens; its changeset hashed and kept\n"
    "yardstick list DB            on the screen: j k PgDn g G, /WORD Enter, e edits, u takes back\n"
    "yardstick overdue DB DAY     the first page of what is late\n"
    "yardstick count DB           how many in each state\n"
    "yardstick export DB          all as CSV\n"
    "yardstick save DB N PAUSE    N edits, each a commit, PAUSE milliseconds apart on average;\n"
    "                             microseconds of each, one a line\n"
    "yardstick run N COMMAND...   runs it; on descriptor N: microseconds, those of processor, peak\n"
    "                             memory in KB, the wait status\n";

static const char SCHEMA[] =
    "BEGIN;"
    "CREATE TABLE task(id INTEGER PRIMARY KEY, title TEXT, lead TEXT, co TEXT, top TEXT, sub TEXT,"
    " due TEXT, status TEXT);";
static const char INDEXES[] = "CREATE INDEX task_late ON task(due) WHERE status <> '已办结';"
                              "CREATE INDEX task_lead ON task(lead, status);"
                              "CREATE INDEX task_status ON task(status);"
                              "CREATE INDEX task_sub ON task(top, sub); COMMIT;";

static void run(sqlite3 *db, const char *sql) {
  if (sqlite3_exec(db, sql, NULL, NULL, NULL) != SQLITE_OK)
    g_error("%s: %s", sql, sqlite3_errmsg(db));
}

static sqlite3 *open_file(const char *path, int flags) {
  sqlite3 *db = NULL;
  if (sqlite3_open_v2(path, &db, flags, NULL) != SQLITE_OK)
    g_error("%s: %s", path, sqlite3_errmsg(db));
  sqlite3_busy_timeout(db, 60000);
  if (flags & SQLITE_OPEN_READWRITE)
    run(db, "PRAGMA journal_mode=TRUNCATE; PRAGMA synchronous=FULL");
  return db;
}

static sqlite3_stmt *prepare(sqlite3 *db, const char *sql) {
  sqlite3_stmt *statement = NULL;
  if (sqlite3_prepare_v2(db, sql, -1, &statement, NULL) != SQLITE_OK)
    g_error("%s: %s", sql, sqlite3_errmsg(db));
  return statement;
}

static const char *text_of(sqlite3_stmt *statement, int column) {
  const unsigned char *text = sqlite3_column_text(statement, column);
  return text == NULL ? "" : (const char *)text;
}

/* Fields with quotes or commas in them are not in the data. */
static int import_table(const char *csv, const char *path) {
  g_autofree char *all = NULL;
  if (!g_file_get_contents(csv, &all, NULL, NULL))
    g_error("%s cannot be read", csv);
  sqlite3 *db = open_file(path, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE);
  run(db, SCHEMA);
  sqlite3_stmt *insert = prepare(db, "INSERT INTO task VALUES (?,?,?,?,?,?,?,?)");
  char *line = strchr(all, '\n') + 1;
  while (*line != '\0') {
    char *end = strchr(line, '\n');
    for (int column = 0; column < COLUMNS; column++) {
      const char *stop = column < COLUMNS - 1 ? memchr(line, ',', (size_t)(end - line)) : end;
      sqlite3_bind_text(insert, column + 1, line, (int)(stop - line), SQLITE_STATIC);
      line = (char *)stop + 1;
    }
    sqlite3_step(insert);
    sqlite3_reset(insert);
  }
  sqlite3_finalize(insert);
  run(db, INDEXES);
  sqlite3_close(db);
  return 0;
}

/* ---- the rows of a ledger ------------------------------------------------------------------- */

/* What an import writes to, each before what refers to it. */
enum { TOGETHER = 32 }; /* rows a statement */

static const char *const TABLES[] = {"ledger", "indicator", "unit", "task", "task_unit", "step"};

static sqlite3_stmt *prepare_insert(sqlite3 *db, const char *table, int columns, int rows) {
  g_autoptr(GString) sql = g_string_new(NULL);
  g_string_printf(sql, "INSERT INTO %s VALUES ", table);
  for (int i = 0; i < rows * columns; i++)
    g_string_append(sql, i % columns > 0 ? ", ?" : i > 0 ? "), (?" : "(?");
  g_string_append_c(sql, ')');
  return prepare(db, sql->str);
}

/* Puts in the next rows, as many as the statement takes; FALSE where there are no more. */
static gboolean copy_next(sqlite3_stmt *rows, sqlite3_stmt *insert, int count) {
  int columns = sqlite3_column_count(rows);
  for (int row = 0; row < count; row++) {
    if (sqlite3_step(rows) != SQLITE_ROW)
      return FALSE;
    for (int i = 0; i < columns; i++)
      sqlite3_bind_value(insert, row * columns + i + 1, sqlite3_column_value(rows, i));
  }
  if (sqlite3_step(insert) != SQLITE_DONE)
    g_error("%s", sqlite3_errmsg(sqlite3_db_handle(insert)));
  sqlite3_reset(insert);
  return TRUE;
}

static void copy_table(sqlite3 *from, sqlite3 *to, const char *table) {
  g_autofree char *all = g_strdup_printf("SELECT * FROM %s", table);
  g_autofree char *size = g_strdup_printf("SELECT count(*) FROM %s", table);
  sqlite3_stmt *count = prepare(from, size), *rows = prepare(from, all);
  sqlite3_step(count);
  int columns = sqlite3_column_count(rows), over = sqlite3_column_int(count, 0) % TOGETHER;
  sqlite3_stmt *one = prepare_insert(to, table, columns, 1);
  sqlite3_stmt *many = prepare_insert(to, table, columns, TOGETHER);
  while (over-- > 0)
    copy_next(rows, one, 1);
  while (copy_next(rows, many, TOGETHER))
    ;
  sqlite3_finalize(count);
  sqlite3_finalize(rows);
  sqlite3_finalize(one);
  sqlite3_finalize(many);
}

static sqlite3_session *start_session(sqlite3 *db) {
  sqlite3_session *session = NULL;
  if (sqlite3session_create(db, "main", &session) != SQLITE_OK ||
      sqlite3session_attach(session, NULL) != SQLITE_OK)
    g_error("no session: %s", sqlite3_errmsg(db));
  return session;
}

static void keep_changeset(sqlite3 *db, sqlite3_session *session) {
  int size = 0;
  void *changeset = NULL;
  if (sqlite3session_changeset(session, &size, &changeset) != SQLITE_OK)
    g_error("no changeset: %s", sqlite3_errmsg(db));
  sqlite3session_delete(session);
  g_autofree char *hash = g_compute_checksum_for_data(G_CHECKSUM_SHA256, changeset, (gsize)size);
  run(db, "CREATE TABLE kept (changeset BLOB, hash TEXT)");
  sqlite3_stmt *insert = prepare(db, "INSERT INTO kept VALUES (?, ?)");
  sqlite3_bind_blob64(insert, 1, changeset, (sqlite3_uint64)size, SQLITE_STATIC);
  sqlite3_bind_text(insert, 2, hash, -1, SQLITE_STATIC);
  if (sqlite3_step(insert) != SQLITE_DONE)
    g_error("not kept: %s", sqlite3_errmsg(db));
  sqlite3_finalize(insert);
  sqlite3_free(changeset);
}

/* As quick as SQLite can be: without the locks of many threads. */
static int copy_rows(const char *source, const char *target, gboolean recorded) {
  sqlite3_config(SQLITE_CONFIG_SINGLETHREAD);
  sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
  sqlite3 *from = open_file(source, SQLITE_OPEN_READONLY);
  sqlite3 *to = open_file(target, SQLITE_OPEN_READWRITE);
  run(to, "PRAGMA cache_size = -65536; PRAGMA foreign_keys = ON; BEGIN IMMEDIATE");
  sqlite3_session *session = recorded ? start_session(to) : NULL;
  for (gsize i = 0; i < G_N_ELEMENTS(TABLES); i++)
    copy_table(from, to, TABLES[i]);
  if (recorded)
    keep_changeset(to, session);
  run(to, "COMMIT");
  sqlite3_close(to);
  sqlite3_close(from);
  return 0;
}

/* ---- questions ------------------------------------------------------------------------------ */

static int print_rows(sqlite3 *db, const char *sql, const char *value) {
  sqlite3_stmt *statement = prepare(db, sql);
  if (value != NULL)
    sqlite3_bind_text(statement, 1, value, -1, SQLITE_STATIC);
  int columns = sqlite3_column_count(statement);
  while (sqlite3_step(statement) == SQLITE_ROW) {
    for (int i = 0; i < columns; i++) {
      fputs(i == 0 ? "" : ",", stdout);
      fputs(text_of(statement, i), stdout);
    }
    putchar('\n');
  }
  sqlite3_finalize(statement);
  sqlite3_close(db);
  return 0;
}

/* ---- edits ---------------------------------------------------------------------------------- */

static int save_often(sqlite3 *db, int count, int pause) {
  sqlite3_stmt *edit = prepare(db, "UPDATE task SET title = title || '.' WHERE id = ?");
  for (int i = 1; i <= count; i++) {
    g_usleep((gulong)g_random_int_range(0, 2000 * pause + 1));
    gint64 start = g_get_monotonic_time();
    run(db, "BEGIN IMMEDIATE");
    sqlite3_bind_int(edit, 1, i);
    sqlite3_step(edit);
    sqlite3_reset(edit);
    run(db, "COMMIT");
    printf("%" G_GINT64_FORMAT "\n", g_get_monotonic_time() - start);
  }
  sqlite3_finalize(edit);
  sqlite3_close(db);
  return 0;
}

/* ---- a command ------------------------------------------------------------------------------ */

static gint64 microseconds(struct timeval time) {
  return (gint64)time.tv_sec * G_USEC_PER_SEC + time.tv_usec;
}

/* Done here, since a process begins with the peak of the one that started it. */
static int run_command(int tell, char **command) {
  gint64 start = g_get_monotonic_time();
  pid_t child = fork();
  if (child == 0) {
    close(tell);
    execvp(command[0], command);
    _exit(127);
  }
  int status = 0;
  struct rusage used;
  wait4(child, &status, 0, &used);
  gint64 taken = g_get_monotonic_time() - start;
  dprintf(tell, "%" G_GINT64_FORMAT " %" G_GINT64_FORMAT " %ld %d\n", taken,
          microseconds(used.ru_utime) + microseconds(used.ru_stime), used.ru_maxrss, status);
  return 0;
}

/* ---- the list ------------------------------------------------------------------------------- */

typedef struct {
  sqlite3 *db;
  sqlite3_stmt *one; /* a row by its id */
  GArray *ids;
  int top, chosen;
  int saved; /* how often, so that each save shows */
} List;

static void find(List *list, const char *word) {
  const char *sql = word == NULL
                        ? "SELECT id FROM task WHERE status <> '已办结' ORDER BY due"
                        : "SELECT id FROM task WHERE title LIKE '%' || ? || '%' ORDER BY due";
  sqlite3_stmt *statement = prepare(list->db, sql);
  if (word != NULL)
    sqlite3_bind_text(statement, 1, word, -1, SQLITE_STATIC);
  g_array_set_size(list->ids, 0);
  while (sqlite3_step(statement) == SQLITE_ROW) {
    int id = sqlite3_column_int(statement, 0);
    g_array_append_val(list->ids, id);
  }
  sqlite3_finalize(statement);
  list->top = list->chosen = 0;
}

static void paint_row(List *list, int at) {
  move(1 + at - list->top, 0);
  clrtoeol();
  if (at >= (int)list->ids->len)
    return;
  sqlite3_bind_int(list->one, 1, g_array_index(list->ids, int, at));
  sqlite3_step(list->one);
  g_autofree char *text =
      g_strdup_printf("%s %s %s %s", text_of(list->one, 0), text_of(list->one, 1),
                      text_of(list->one, 2), text_of(list->one, 3));
  sqlite3_reset(list->one);
  wchar_t wide[512];
  size_t length = mbstowcs(wide, text, G_N_ELEMENTS(wide) - 1);
  wide[length == (size_t)-1 ? 0 : length] = L'\0';
  int used = 0;
  size_t cut = 0;
  for (; wide[cut] != L'\0' && used + wcwidth(wide[cut]) <= COLS; cut++)
    used += wcwidth(wide[cut]);
  wide[cut] = L'\0';
  if (at == list->chosen)
    attron(A_REVERSE);
  addwstr(wide);
  for (; at == list->chosen && used < COLS; used++)
    addch(' ');
  attrset(0);
}

static void paint(List *list) {
  for (int i = 0; i < LINES - 2; i++)
    paint_row(list, list->top + i);
  mvprintw(LINES - 1, 0, " %d/%u, %d saved", list->chosen + 1, list->ids->len, list->saved);
  clrtoeol();
  refresh();
}

static void edit_chosen(List *list, const char *sql) {
  list->saved++;
  sqlite3_stmt *edit = prepare(list->db, sql);
  sqlite3_bind_int(edit, 1, g_array_index(list->ids, int, list->chosen));
  sqlite3_step(edit);
  sqlite3_finalize(edit);
}

static void ask_word(List *list) {
  char word[64] = "";
  move(LINES - 1, 0);
  clrtoeol();
  addch('/');
  echo();
  getnstr(word, sizeof word - 1);
  noecho();
  find(list, word[0] == '\0' ? NULL : word);
}

static void do_key(List *list, int key) {
  int last = (int)list->ids->len - 1, page = LINES - 2;
  if (key == '/')
    ask_word(list);
  else if (key == 'e')
    edit_chosen(list, "UPDATE task SET title = title || '.' WHERE id = ?");
  else if (key == 'u')
    edit_chosen(list, "UPDATE task SET title = substr(title, 1, length(title) - 1) WHERE id = ?");
  else if (key == 'j')
    list->chosen++;
  else if (key == 'k')
    list->chosen--;
  else if (key == 'g')
    list->chosen = 0;
  else if (key == 'G')
    list->chosen = last;
  else if (key == KEY_NPAGE) {
    list->chosen += page;
    list->top += page;
  }
  list->chosen = CLAMP(list->chosen, 0, MAX(last, 0));
  list->top = CLAMP(list->top, MAX(list->chosen - page + 1, 0), list->chosen);
}

static int show_list(sqlite3 *db) {
  List list = {.db = db, .ids = g_array_new(FALSE, FALSE, sizeof(int))};
  list.one = prepare(db, "SELECT due, status, lead, title FROM task WHERE id = ?");
  find(&list, NULL);
  initscr();
  cbreak();
  noecho();
  keypad(stdscr, TRUE);
  curs_set(0);
  idlok(stdscr, TRUE);
  attron(A_BOLD);
  mvprintw(0, 0, " ledger");
  attrset(0);
  paint(&list);
  for (int key = getch(); key != 'q' && key != ERR; key = getch()) {
    do_key(&list, key);
    paint(&list);
  }
  endwin();
  sqlite3_finalize(list.one);
  g_array_unref(list.ids);
  sqlite3_close(db);
  return 0;
}

int main(int count, char **words) {
  setlocale(LC_ALL, "");
  const char *what = count > 2 ? words[1] : "";
  if (g_str_equal(what, "import") && count == 4)
    return import_table(words[2], words[3]);
  gboolean recorded = g_str_equal(what, "recorded");
  if ((recorded || g_str_equal(what, "rows")) && count == 4)
    return copy_rows(words[2], words[3], recorded);
  if (g_str_equal(what, "run") && count > 3)
    return run_command(atoi(words[2]), words + 3);
  if (g_str_equal(what, "list"))
    return show_list(open_file(words[2], SQLITE_OPEN_READWRITE));
  if (g_str_equal(what, "overdue") && count == 4)
    return print_rows(open_file(words[2], SQLITE_OPEN_READONLY),
                      "SELECT id, due, status, lead, title FROM task"
                      " WHERE status <> '已办结' AND due < ? ORDER BY due LIMIT " G_STRINGIFY(PAGE),
                      words[3]);
  if (g_str_equal(what, "count"))
    return print_rows(open_file(words[2], SQLITE_OPEN_READONLY),
                      "SELECT status, COUNT(*) FROM task GROUP BY status", NULL);
  if (g_str_equal(what, "export"))
    return print_rows(open_file(words[2], SQLITE_OPEN_READONLY), "SELECT * FROM task", NULL);
  if (g_str_equal(what, "save") && count == 5)
    return save_often(open_file(words[2], SQLITE_OPEN_READWRITE), atoi(words[3]), atoi(words[4]));
  fputs(USAGE, stderr);
  return 2;
}
