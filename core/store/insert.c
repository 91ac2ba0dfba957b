#include "core/store/insert.h"

/* So many rows one statement puts in, and what is left over; each is prepared once. */
static const guint SIZES[] = {32, 8, 1};

enum { TEXTS_SIZE = 4096 };

typedef struct {
  enum { CELL_NULL, CELL_INT, CELL_TEXT } type;
  gint64 integer;
  const char *text;
} Cell;

struct Insert {
  Db *db;
  const char *into, *after;
  guint columns;
  char *sql[G_N_ELEMENTS(SIZES)]; /* NULL before it is needed */
  GArray *cells;                  /* Cell, of the rows that are to be put in */
  GStringChunk *texts;            /* of them */
};

static char *make_sql(const Insert *rows, guint count) {
  GString *sql = g_string_new(rows->into);
  for (guint i = 0; i < count; i++) {
    g_string_append(sql, i == 0 ? " VALUES (" : ", (");
    for (guint k = 0; k < rows->columns; k++)
      g_string_append_printf(sql, "%s?%u", k > 0 ? ", " : "", i * rows->columns + k + 1);
    g_string_append_c(sql, ')');
  }
  g_string_append(sql, rows->after);
  return g_string_free(sql, FALSE);
}

Insert *insert_new(Db *db, const char *into, guint columns, const char *after) {
  Insert *rows = g_new0(Insert, 1);
  rows->db = db;
  rows->into = into;
  rows->after = after;
  rows->columns = columns;
  rows->cells = g_array_new(FALSE, FALSE, sizeof(Cell));
  rows->texts = g_string_chunk_new(TEXTS_SIZE);
  return rows;
}

void insert_free(Insert *rows) {
  if (rows == NULL)
    return;
  for (gsize i = 0; i < G_N_ELEMENTS(SIZES); i++)
    g_free(rows->sql[i]);
  g_array_unref(rows->cells);
  g_string_chunk_free(rows->texts);
  g_free(rows);
}

void insert_int(Insert *rows, gint64 value) {
  const Cell cell = {.type = CELL_INT, .integer = value};
  g_array_append_val(rows->cells, cell);
}

void insert_text(Insert *rows, const char *value) {
  Cell cell = {.type = CELL_NULL};
  if (value != NULL)
    cell = (Cell){.type = CELL_TEXT, .text = g_string_chunk_insert(rows->texts, value)};
  g_array_append_val(rows->cells, cell);
}

void insert_day(Insert *rows, Day value) {
  char text[DAY_TEXT_SIZE];
  insert_text(rows, value != DAY_NONE ? day_to_iso(value, text) : NULL);
}

void insert_null(Insert *rows) {
  insert_text(rows, NULL);
}

static gboolean put(Insert *rows, guint first, gsize size, GError **error) {
  if (rows->sql[size] == NULL)
    rows->sql[size] = make_sql(rows, SIZES[size]);
  Query *query = query_new(rows->db, rows->sql[size]);
  for (guint i = 0; i < SIZES[size] * rows->columns; i++) {
    const Cell *cell = &g_array_index(rows->cells, Cell, first + i);
    if (cell->type == CELL_INT)
      query_bind_int(query, (int)i + 1, cell->integer);
    else
      query_bind_text(query, (int)i + 1, cell->text);
  }
  return query_run(query, error);
}

gboolean insert_put(Insert *rows, GError **error) {
  guint first = 0;
  for (gsize size = 0; size < G_N_ELEMENTS(SIZES); size++) {
    guint cells = SIZES[size] * rows->columns;
    for (; first + cells <= rows->cells->len; first += cells)
      if (!put(rows, first, size, error))
        return FALSE;
  }
  g_array_set_size(rows->cells, 0);
  g_string_chunk_clear(rows->texts);
  return TRUE;
}
