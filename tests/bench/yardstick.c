/* The least that a list of tasks over SQLite can be, to measure against: no ledger, no rights, no
 * journal, no look. Not part of the program, and no example for it.
 *
 *   yardstick import CSV DB    makes DB of a plain table
 *   yardstick list DB          a list on the screen: j k PgDn g G, /WORD Enter, e edits, u takes it
 * back yardstick overdue DB DAY   the first page of what is late yardstick count DB         how
 * many in each state yardstick export DB        all as CSV yardstick save DB COUNT    COUNT edits,
 * each a commit; microseconds of each, one a line
 *   yardstick run N COMMAND…   runs it; on descriptor N: microseconds, those of processor, peak
 * memory in KB, the wait status. Done here, since a process begins with the peak of the one that
 * started it.
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

static gint64 microseconds(struct timeval time) {
  return (gint64)time.tv_sec * G_USEC_PER_SEC + time.tv_usec;
}

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
  fputs("yardstick: how it is used stands at the head of its source\n", stderr);
  return 2;
}
