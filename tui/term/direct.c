#include "tui/term/direct.h"

#include <string.h>

/* The formats of term(5). */
#define MAGIC_SHORT 0432
#define MAGIC_LONG 01036
#define HEADER 12 /* bytes: six numbers of 16 bits */
#define ENTRY_MAXIMUM 32768

/* Places of capabilities, the same in every terminfo. */
enum { MAX_COLORS = 13, MAX_PAIRS = 14 };
enum { BOLD = 27, SGR0 = 39, DL = 106, INDN = 109, IL = 110, RIN = 113, SGR = 131 };
enum { SETAF = 359, SETAB = 360 };

#define PALETTE 256
#define ALL_COLOURS 0x1000000
#define PAIRS 0x7fff

/* 30 + n, 90 + n, 38;5;n, 38;2;r;g;b, and the same for backgrounds. */
#define SET(plain, bright, other)                                                                  \
  "\033[%?%p1%{8}%<%t" plain "%p1%d%e%p1%{16}%<%t" bright "%p1%{8}%-%d%e%p1%{256}%<%t" other       \
  ";5;%p1%d%e" other ";2;%p1%{65536}%/%d;%p1%{256}%/%{255}%&%d;%p1%{255}%&%d%;m"
static const char setaf[] = SET("3", "9", "38");
static const char setab[] = SET("4", "10", "48");

/* That a number of colours is made of equal parts; curses looks for it by this name. */
static const char rgb_name[] = "RGB";

typedef struct {
  gsize names, flags, numbers, strings, table; /* what the header counts */
  gsize number_size;
  gsize flags_at, numbers_at, strings_at, table_at;
} Layout;

static guint read_16(const guint8 *bytes) {
  return bytes[0] | (guint)bytes[1] << 8;
}

static int read_number(const guint8 *bytes, gsize size) {
  return size == 2 ? (gint16)read_16(bytes) : (int)(read_16(bytes) | read_16(bytes + 2) << 16);
}

static gboolean read_layout(const guint8 *entry, gsize size, Layout *layout) {
  if (size < HEADER)
    return FALSE;
  guint magic = read_16(entry);
  if (magic != MAGIC_SHORT && magic != MAGIC_LONG)
    return FALSE;
  *layout = (Layout){.names = read_16(entry + 2),
                     .flags = read_16(entry + 4),
                     .numbers = read_16(entry + 6),
                     .strings = read_16(entry + 8),
                     .table = read_16(entry + 10),
                     .number_size = magic == MAGIC_LONG ? 4 : 2};
  layout->flags_at = HEADER + layout->names;
  layout->numbers_at = layout->flags_at + layout->flags;
  layout->numbers_at += layout->numbers_at % 2;
  layout->strings_at = layout->numbers_at + layout->numbers * layout->number_size;
  layout->table_at = layout->strings_at + layout->strings * 2;
  return layout->table_at + layout->table <= size && layout->numbers > MAX_PAIRS &&
         layout->strings > SETAB;
}

static void put_16(GByteArray *to, guint value) {
  const guint8 bytes[] = {value & 0xff, value >> 8 & 0xff};
  g_byte_array_append(to, bytes, sizeof bytes);
}

static void put_32(GByteArray *to, int value) {
  put_16(to, (guint)value & 0xffff);
  put_16(to, (guint)value >> 16 & 0xffff);
}

static void put_even(GByteArray *to) {
  if (to->len % 2 != 0)
    g_byte_array_append(to, (const guint8 *)"", 1);
}

static void put_numbers(GByteArray *to, const guint8 *entry, const Layout *layout) {
  for (gsize i = 0; i < layout->numbers; i++) {
    const guint8 *at = entry + layout->numbers_at + i * layout->number_size;
    put_32(to, i == MAX_COLORS  ? ALL_COLOURS
               : i == MAX_PAIRS ? PAIRS
                                : read_number(at, layout->number_size));
  }
}

/* Where the strings are in the table; ours follow the entry's own. */
static void put_strings(GByteArray *to, const guint8 *entry, const Layout *layout) {
  for (gsize i = 0; i < layout->strings; i++)
    put_16(to, i == SETAF   ? (guint)layout->table
               : i == SETAB ? (guint)(layout->table + sizeof setaf)
                            : read_16(entry + layout->strings_at + i * 2));
  g_byte_array_append(to, entry + layout->table_at, (guint)layout->table);
  g_byte_array_append(to, (const guint8 *)setaf, sizeof setaf);
  g_byte_array_append(to, (const guint8 *)setab, sizeof setab);
}

/* The one capability that has no place of its own. */
static void put_rgb(GByteArray *to) {
  put_even(to);
  put_16(to, 1); /* flags */
  put_16(to, 0); /* numbers */
  put_16(to, 0); /* strings */
  put_16(to, 1); /* strings in the table: the name */
  put_16(to, sizeof rgb_name);
  g_byte_array_append(to, (const guint8 *)"\1", 1);
  put_even(to);
  put_16(to, 0); /* where the name is */
  g_byte_array_append(to, (const guint8 *)rgb_name, sizeof rgb_name);
}

GByteArray *direct_entry(const guint8 *entry, gsize size) {
  Layout layout;
  if (!read_layout(entry, size, &layout) ||
      read_number(entry + layout.numbers_at + MAX_COLORS * layout.number_size, layout.number_size) <
          PALETTE)
    return NULL;
  GByteArray *changed = g_byte_array_new();
  put_16(changed, MAGIC_LONG);
  put_16(changed, (guint)layout.names);
  put_16(changed, (guint)layout.flags);
  put_16(changed, (guint)layout.numbers);
  put_16(changed, (guint)layout.strings);
  put_16(changed, (guint)(layout.table + sizeof setaf + sizeof setab));
  g_byte_array_append(changed, entry + HEADER, (guint)(layout.names + layout.flags));
  put_even(changed);
  put_numbers(changed, entry, &layout);
  put_strings(changed, entry, &layout);
  put_rgb(changed);
  return changed;
}

/* ---- without what is not wanted --------------------------------------------------------- */

static gboolean has_string(const guint8 *entry, const Layout *layout, gsize which) {
  return read_16(entry + layout->strings_at + which * 2) < layout->table;
}

static void drop_string(guint8 *entry, const Layout *layout, gsize which) {
  guint8 *at = entry + layout->strings_at + which * 2;
  at[0] = at[1] = 0xff;
}

gboolean direct_simplify(guint8 *entry, gsize size) {
  Layout layout;
  if (!read_layout(entry, size, &layout))
    return FALSE;
  /* Where nothing else would be left, they stay. */
  if (has_string(entry, &layout, IL) && has_string(entry, &layout, DL)) {
    drop_string(entry, &layout, INDN);
    drop_string(entry, &layout, RIN);
  }
  if (has_string(entry, &layout, BOLD) && has_string(entry, &layout, SGR0))
    drop_string(entry, &layout, SGR);
  return TRUE;
}

/* ---- finding it ------------------------------------------------------------------------- */

/* name in a folder of terminfo: below its first letter, or that letter in hex. */
static char *find_in(const char *folder, const char *name) {
  const char letter[] = {name[0], '\0'};
  g_autofree char *hex = g_strdup_printf("%02x", (guchar)name[0]);
  const char *const below[] = {letter, hex};
  for (gsize i = 0; i < G_N_ELEMENTS(below); i++) {
    char *path = g_build_filename(folder, below[i], name, NULL);
    if (g_file_test(path, G_FILE_TEST_IS_REGULAR))
      return path;
    g_free(path);
  }
  return NULL;
}

/* The folders that curses looks in, in its order. */
static GPtrArray *folders(void) {
  static const char *const usual[] = {"/etc/terminfo", "/lib/terminfo", "/usr/lib/terminfo",
                                      "/usr/share/terminfo"};
  GPtrArray *found = g_ptr_array_new_with_free_func(g_free);
  const char *own = g_getenv("TERMINFO"), *more = g_getenv("TERMINFO_DIRS");
  if (own != NULL)
    g_ptr_array_add(found, g_strdup(own));
  g_ptr_array_add(found, g_build_filename(g_get_home_dir(), ".terminfo", NULL));
  g_auto(GStrv) named = g_strsplit(more != NULL ? more : "", ":", -1);
  for (char **folder = named; *folder != NULL; folder++)
    g_ptr_array_add(found, g_strdup(*folder));
  for (gsize i = 0; i < G_N_ELEMENTS(usual); i++)
    g_ptr_array_add(found, g_strdup(usual[i]));
  return found;
}

static char *find_entry(const char *name) {
  g_autoptr(GPtrArray) all = folders();
  for (guint i = 0; i < all->len; i++) {
    char *path = find_in(all->pdata[i], name);
    if (path != NULL)
      return path;
  }
  return NULL;
}

/* As a value of $TERMINFO. */
static char *as_value(const guint8 *entry, gsize size) {
  static const char digits[] = "0123456789ABCDEF";
  GString *value = g_string_sized_new(size * 2 + sizeof "hex:");
  g_string_append(value, "hex:");
  for (gsize i = 0; i < size; i++) {
    g_string_append_c(value, digits[entry[i] >> 4]);
    g_string_append_c(value, digits[entry[i] & 0xf]);
  }
  return g_string_free(value, FALSE);
}

char *direct_terminfo(const char *name, gboolean direct) {
  g_autofree char *path = strchr(name, '/') == NULL ? find_entry(name) : NULL;
  g_autofree char *bytes = NULL;
  gsize size;
  if (path == NULL || !g_file_get_contents(path, &bytes, &size, NULL) || size > ENTRY_MAXIMUM ||
      !direct_simplify((guint8 *)bytes, size))
    return NULL;
  if (!direct)
    return as_value((const guint8 *)bytes, size);
  g_autoptr(GByteArray) entry = direct_entry((const guint8 *)bytes, size);
  return entry != NULL ? as_value(entry->data, entry->len) : NULL;
}

int direct_colour(int rgb) {
  return rgb < PALETTE ? rgb | 0x10000 : rgb;
}
