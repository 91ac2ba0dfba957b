/* salvage_pages.c: rows of tables to which no way leads any more, from the pages themselves.
 *
 * A page of a table does not say whose it is. The types of its first row do, where they fit one of
 * our tables alone. SQLite reads the page: as the root of the only table of a file whose first page
 * was written for it, in the private copy.
 */
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include "core/store/salvage_private.h"

enum { LEAF = 13, LEAF_HEADER = 8, MOST_COLUMNS = 64, ALONE = 2000 };

/* What the rows of a table look like in a page. */
typedef struct {
  char *name;
  int columns;
  char kinds[MOST_COLUMNS]; /* 'k' the number itself, 'i' 't' 'r' 'b', capital: never NULL */
} Look;

static GArray *read_looks(Db *to) {
  GArray *looks = g_array_new(FALSE, TRUE, sizeof(Look));
  sqlite3_stmt *statement = NULL;
  sqlite3_prepare_v2(
      to->handle,
      "SELECT t.name, c.type, c.\"notnull\", c.pk, (SELECT max(pk) FROM pragma_table_info(t.name))"
      " FROM pragma_table_list t, pragma_table_info(t.name) c WHERE t.schema = 'main' AND"
      " t.type = 'table' AND NOT t.wr AND t.name NOT LIKE 'sqlite~_%' ESCAPE '~'"
      " ORDER BY t.name, c.cid",
      -1, &statement, NULL);
  while (statement != NULL && sqlite3_step(statement) == SQLITE_ROW) {
    const char *name = (const char *)sqlite3_column_text(statement, 0);
    const char *type = (const char *)sqlite3_column_text(statement, 1);
    Look *look = looks->len > 0 ? &g_array_index(looks, Look, looks->len - 1) : NULL;
    if (look == NULL || !g_str_equal(look->name, name)) {
      g_array_append_val(looks, (Look){.name = g_strdup(name)});
      look = &g_array_index(looks, Look, looks->len - 1);
    }
    if (look->columns == MOST_COLUMNS)
      continue;
    char kind = g_ascii_tolower(type[0]);
    if (sqlite3_column_int(statement, 2))
      kind = g_ascii_toupper(kind);
    if (kind == 'i' && sqlite3_column_int(statement, 3) && sqlite3_column_int(statement, 4) == 1)
      kind = 'k';
    look->kinds[look->columns++] = kind;
  }
  sqlite3_finalize(statement);
  return looks;
}

static void free_looks(GArray *looks) {
  for (guint i = 0; i < looks->len; i++)
    g_free(g_array_index(looks, Look, i).name);
  g_array_unref(looks);
}

/* ---- the first row of a page ------------------------------------------------------------- */

/* 0 where it does not end before end. */
static gsize read_varint(const guint8 *at, const guint8 *end, guint64 *value) {
  *value = 0;
  for (gsize i = 0; i < 9 && at + i < end; i++) {
    if (i == 8) {
      *value = *value << 8 | at[i];
      return 9;
    }
    *value = *value << 7 | (at[i] & 0x7f);
    if ((at[i] & 0x80) == 0)
      return i + 1;
  }
  return 0;
}

static gboolean fits(char kind, guint64 type) {
  if (type == 0)
    return g_ascii_islower(kind);
  switch (g_ascii_tolower(kind)) {
  case 'i':
    return (type >= 1 && type <= 6) || type == 8 || type == 9;
  case 'r':
    return type >= 1 && type <= 9;
  case 't':
    return type >= 13 && type % 2 == 1;
  case 'b':
    return type >= 12 && type % 2 == 0;
  default:
    return FALSE;
  }
}

/* The number of the first row, and the types of its columns; how many, 0 where the page is none of
 * a table. */
static int read_types(const guint8 *page, gsize size, guint64 *types, gint64 *number) {
  gsize cells = (gsize)page[3] << 8 | page[4], at = (gsize)page[8] << 8 | page[9];
  if (page[0] != LEAF || cells == 0 || LEAF_HEADER + 2 * cells > size || at >= size)
    return 0;
  const guint8 *end = page + size, *p = page + at;
  guint64 payload, rowid = 0, header;
  gsize n;
  if ((n = read_varint(p, end, &payload)) == 0 || (n = read_varint(p += n, end, &rowid)) == 0)
    return 0;
  p += n;
  *number = (gint64)rowid;
  const guint8 *start = p;
  if ((n = read_varint(p, end, &header)) == 0 || header > payload || header > (gsize)(end - start))
    return 0;
  int count = 0;
  for (p += n; p < start + header; p += n) {
    if (count == MOST_COLUMNS || (n = read_varint(p, start + header, &types[count++])) == 0)
      return 0;
  }
  return count;
}

/* The one table whose rows look so; NULL: none or several. short_by: so many columns came to the
 * table after the row was written. */
static const Look *find_by(const GArray *looks, const guint64 *types, int count, int short_by) {
  const Look *found = NULL;
  for (guint i = 0; i < looks->len; i++) {
    const Look *look = &g_array_index(looks, Look, i);
    gboolean good = count == look->columns - short_by;
    for (int k = 0; good && k < count; k++)
      good = look->kinds[k] == 'k' ? types[k] == 0 : fits(look->kinds[k], types[k]);
    for (int k = count; good && k < look->columns; k++)
      good = g_ascii_islower(look->kinds[k]) && look->kinds[k] != 'k';
    if (good && found != NULL)
      return NULL;
    if (good)
      found = look;
  }
  return found;
}

static const Look *find_look(const GArray *looks, const guint64 *types, int count) {
  enum { ADDED = 3 };
  const Look *found = NULL;
  for (int i = 0; found == NULL && count > 0 && i <= ADDED; i++)
    found = find_by(looks, types, count, i);
  return found;
}

/* ---- one page as a table ----------------------------------------------------------------- */

/* A first page on which one table of these columns begins at root. The caller frees. */
static guint8 *first_page(Db *to, const Look *look, int page_size, gint64 root, gint64 pages) {
  sqlite3 *handle = NULL;
  g_autoptr(GString) sql = g_string_new(NULL);
  g_autoptr(GPtrArray) columns = salvage_columns(to->handle, look->name);
  g_string_printf(sql, "PRAGMA page_size = %d; CREATE TABLE \"%s\" (", page_size, look->name);
  for (guint i = 0; i < columns->len; i++)
    g_string_append_printf(sql, "%s\"%s\"%s", i > 0 ? ", " : "", (char *)columns->pdata[i],
                           (int)i < look->columns && look->kinds[i] == 'k' ? " INTEGER PRIMARY KEY"
                                                                           : "");
  g_string_append_printf(
      sql, "); PRAGMA writable_schema = ON; UPDATE sqlite_schema SET rootpage = %" G_GINT64_FORMAT,
      root);
  guint8 *page = NULL;
  sqlite3_int64 size = 0;
  if (sqlite3_open(":memory:", &handle) == SQLITE_OK &&
      sqlite3_exec(handle, sql->str, NULL, NULL, NULL) == SQLITE_OK) {
    unsigned char *bytes = sqlite3_serialize(handle, "main", &size, 0);
    if (bytes != NULL && size >= page_size)
      page = g_memdup2(bytes, (gsize)page_size);
    sqlite3_free(bytes);
  }
  sqlite3_close_v2(handle);
  for (int i = 0; page != NULL && i < 4; i++)
    page[28 + i] = (guint8)(pages >> (24 - 8 * i));
  return page;
}

static gboolean take_page(DamagedFile *file, Db *to, SalvageTable *table, GError **error) {
  DamagedFile one = {.size = file->size, .probes = ALONE};
  g_autoptr(GPtrArray) gaps = g_ptr_array_new_with_free_func(g_free);
  g_autoptr(GPtrArray) notes = g_ptr_array_new_with_free_func(g_free);
  SalvageTable part = {.table = table->table, .gaps = gaps};
  sqlite3_open_v2(file->path, &one.handle, SQLITE_OPEN_READONLY, NULL);
  sqlite3_limit(one.handle, SQLITE_LIMIT_LENGTH, (int)CLAMP(file->size, 1000000, G_MAXINT / 4));
  gboolean good = salvage_read_table(&one, to, &part, notes, error);
  sqlite3_close_v2(one.handle);
  table->taken += part.taken; /* what is refused is mostly there already */
  table->found += part.taken;
  return good;
}

/* ---- all pages --------------------------------------------------------------------------- */

static SalvageTable *broken_table(const GPtrArray *tables, const Look *look) {
  for (guint i = 0; look != NULL && i < tables->len; i++) {
    SalvageTable *table = tables->pdata[i];
    if (g_str_equal(table->table, look->name))
      return table->whole ? NULL : table;
  }
  return NULL;
}

static gboolean is_taken(Db *to, const char *table, gint64 number) {
  g_autofree char *sql =
      g_strdup_printf("SELECT count(*) FROM \"%s\" WHERE rowid = %" G_GINT64_FORMAT, table, number);
  return salvage_number(to->handle, sql, NULL, 0) > 0;
}

/* Pages that were given free keep what was on them: it was deleted. */
static void mark_free(const DamagedFile *file, int copy, gsize size, GHashTable *freed) {
  g_autofree guint8 *page = g_malloc(size);
  gint64 pages = file->size / (gint64)size + 1, trunk = file->free_page;
  for (gint64 i = 0; i < pages && trunk > 1 && trunk <= pages &&
                     g_hash_table_add(freed, GSIZE_TO_POINTER((gsize)trunk));
       i++) {
    if (pread(copy, page, size, (trunk - 1) * (gint64)size) != (gssize)size)
      return;
    gsize count = MIN(damaged_number(page + 4), size / 4 - 2);
    for (gsize k = 0; k < count; k++)
      g_hash_table_add(freed, GSIZE_TO_POINTER((gsize)damaged_number(page + 8 + 4 * k)));
    trunk = damaged_number(page);
  }
}

static gboolean scan(DamagedFile *file, Db *to, const GPtrArray *tables, int copy, gsize size,
                     GError **error) {
  g_autoptr(GHashTable) freed = g_hash_table_new(NULL, NULL);
  g_autofree guint8 *page = g_malloc(size);
  GArray *looks = read_looks(to);
  gint64 pages = (file->size + (gint64)size - 1) / (gint64)size;
  gboolean good = TRUE;
  mark_free(file, copy, size, freed);
  for (gint64 i = 2; good && i <= pages; i++) {
    guint64 types[MOST_COLUMNS];
    gint64 number = 0;
    if (g_hash_table_contains(freed, GSIZE_TO_POINTER((gsize)i)) ||
        pread(copy, page, size, (i - 1) * (gint64)size) != (gssize)size)
      continue;
    int count = read_types(page, size, types, &number);
    const Look *look = find_look(looks, types, count);
    SalvageTable *table = broken_table(tables, look);
    g_autofree guint8 *first = table != NULL && !is_taken(to, look->name, number)
                                   ? first_page(to, look, (int)size, i, pages)
                                   : NULL;
    if (first != NULL && pwrite(copy, first, size, 0) == (gssize)size)
      good = take_page(file, to, table, error);
  }
  free_looks(looks);
  return good;
}

gboolean salvage_scan_pages(DamagedFile *file, Db *to, const GPtrArray *tables, GPtrArray *notes,
                            GError **error) {
  gboolean needed = FALSE;
  for (guint i = 0; i < tables->len; i++)
    needed = needed || !((const SalvageTable *)tables->pdata[i])->whole;
  int copy = needed ? open(file->path, O_RDWR | O_CLOEXEC | O_NOFOLLOW) : -1;
  if (copy < 0)
    return TRUE;
  gsize size = (gsize)file->page_size;
  g_autofree guint8 *first = g_malloc(size);
  sqlite3_close_v2(file->handle);
  file->handle = NULL;
  gboolean good = pread(copy, first, size, 0) == (gssize)size &&
                  scan(file, to, tables, copy, size, error) &&
                  pwrite(copy, first, size, 0) == (gssize)size;
  close(copy);
  if (!good && error != NULL && *error == NULL)
    db_fail(to, SQLITE_IOERR, error);
  if (!good || !damaged_connect(file, error))
    return FALSE;
  for (guint i = 0; i < tables->len; i++) {
    const SalvageTable *table = tables->pdata[i];
    if (table->found == 0)
      continue;
    if (table->gaps->len == 1 && g_str_equal(table->gaps->pdata[0], SALVAGE_ALL)) {
      g_ptr_array_set_size(table->gaps, 0);
      salvage_note(table->gaps, "目录已失，找回的之外还有没有，不知道");
    }
    salvage_note(notes,
                 "%s 有%" G_GINT64_FORMAT "条是从散落的页里找回的，其中可能有早已删除的，请核对",
                 table->table, table->found);
  }
  return good;
}
