#include <string.h>

#include "core/exchange/table/docx_private.h"
#include "core/exchange/table/markup.h"
#include "core/rules/text.h"

/* Paragraphs above a table that are kept as its caption. */
#define CAPTION_PARAGRAPHS 5
#define TABLES_MAX 1000

/* What is not there for a reader: what was struck out while changes are tracked, how something
 * looked before it was changed, the second form in which Word keeps a drawing for old programs, and
 * how to pronounce a word. */
static gboolean is_unseen(const char *name) {
  static const char *const UNSEEN[] = {"del", "moveFrom", "Fallback", "rt"};
  for (gsize i = 0; i < G_N_ELEMENTS(UNSEEN); i++) {
    if (strcmp(name, UNSEEN[i]) == 0)
      return TRUE;
  }
  return g_str_has_suffix(name, "Change");
}

typedef struct {
  Reading *reading;
  DocxTable *table;    /* in hand; NULL: outside of tables */
  GQueue paragraphs;   /* char*, since the last table */
  GString *text;       /* of the paragraphs in hand, outside of tables */
  guint tables;        /* how many have been begun */
  guint depth;         /* tables within tables; 0 outside */
  guint unseen;        /* elements within one that is not there for a reader */
  gboolean letters;    /* in w:t */
  gboolean properties; /* in the properties of a paragraph */
  gboolean joined;     /* the paragraph's end has been struck out: the next goes on from it */
} DocxReader;

static GString *current_text(DocxReader *reader) {
  return reader->table != NULL ? docx_table_text(reader->table) : reader->text;
}

/* ---- text ------------------------------------------------------------------------------- */

/* Signs of the fonts in which Word keeps pictures as letters, that forms use. */
static gunichar symbol_char(guint code) {
  static const struct {
    guint code;
    gunichar c;
  } SYMBOLS[] = {{0xFC, 0x2713}, {0xFB, 0x2717}, {0xFE, 0x2611}, {0xFD, 0x2612}, {0xA8, 0x25A1},
                 {0x6F, 0x25A1}, {0x71, 0x25A1}, {0x6C, 0x25CF}, {0x6E, 0x25A0}, {0x75, 0x25C6},
                 {0xA1, 0x25CB}, {0x52, 0x2611}, {0x54, 0x2612}, {0xE0, 0x2192}, {0xB7, 0x00B7}};
  guint low = code >= 0xF000 && code <= 0xF0FF ? code - 0xF000 : 0;
  for (gsize i = 0; i < G_N_ELEMENTS(SYMBOLS) && low != 0; i++) {
    if (SYMBOLS[i].code == low)
      return SYMBOLS[i].c;
  }
  gboolean known = code >= 0x20 && low == 0 && g_unichar_validate(code);
  return known ? code : 0xFFFD;
}

/* Puts what stands for itself in a run: a tab, a line end. */
static void put_sign(DocxReader *reader, const char *name, const MarkupAttributes *attributes) {
  GString *text = current_text(reader);
  if (strcmp(name, "tab") == 0 || strcmp(name, "ptab") == 0) {
    g_string_append_c(text, '\t');
  } else if (strcmp(name, "br") == 0 || strcmp(name, "cr") == 0) {
    g_string_append_c(text, '\n');
  } else if (strcmp(name, "noBreakHyphen") == 0) {
    g_string_append_c(text, '-');
  } else if (strcmp(name, "sym") == 0) {
    g_autofree char *code = markup_copy(attributes, "char");
    guint64 number = code != NULL ? g_ascii_strtoull(code, NULL, 16) : 0;
    g_string_append_unichar(text, symbol_char((guint)MIN(number, 0xFFFFFF)));
  }
}

static void keep_paragraph(DocxReader *reader) {
  g_autofree char *paragraph = text_strip(reader->text->str);
  g_string_truncate(reader->text, 0);
  if (*paragraph == '\0')
    return;
  g_queue_push_tail(&reader->paragraphs, g_steal_pointer(&paragraph));
  if (reader->paragraphs.length > CAPTION_PARAGRAPHS)
    g_free(g_queue_pop_head(&reader->paragraphs));
}

static void end_paragraph(DocxReader *reader) {
  if (reader->joined)
    reader->joined = FALSE;
  else if (reader->table != NULL)
    g_string_append_c(docx_table_text(reader->table), '\n');
  else
    keep_paragraph(reader);
}

/* ---- tables ----------------------------------------------------------------------------- */

/* The paragraphs since the last table, as text; they are used up. NULL: none. */
static char *take_caption(DocxReader *reader) {
  GString *caption = NULL;
  char *paragraph;
  while ((paragraph = g_queue_pop_head(&reader->paragraphs)) != NULL) {
    if (caption == NULL)
      caption = g_string_new(NULL);
    else
      g_string_append_c(caption, '\n');
    g_string_append(caption, paragraph);
    g_free(paragraph);
  }
  return caption != NULL ? g_string_free(caption, FALSE) : NULL;
}

static gboolean begin_table(DocxReader *reader, GError **error) {
  if (++reader->depth > 1)
    return TRUE;
  if (reader->tables == TABLES_MAX) {
    g_set_error_literal(error, WORKBOOK_ERROR, WORKBOOK_ERROR_LIMIT,
                        "表格超过 " G_STRINGIFY(TABLES_MAX) " 个；请分成几个文件");
    return FALSE;
  }
  g_autofree char *name = g_strdup_printf("表%u", ++reader->tables);
  Grid *grid = grid_new(name);
  g_autofree char *caption = take_caption(reader);
  grid_set_caption(grid, caption);
  reader->table = docx_table_new(reader->reading, grid);
  return TRUE;
}

static gboolean end_table(DocxReader *reader, GError **error) {
  if (reader->depth == 0 || --reader->depth > 0)
    return TRUE;
  gboolean ended = docx_table_end(reader->table, error);
  docx_table_free(reader->table);
  reader->table = NULL;
  return ended;
}

/* ---- the stream ------------------------------------------------------------------------- */

static gboolean docx_start(gpointer data, const char *name, const MarkupAttributes *attributes,
                           GError **error) {
  DocxReader *reader = data;
  if (reader->properties && strcmp(name, "del") == 0)
    reader->joined = TRUE;
  if (reader->unseen > 0 || is_unseen(name)) {
    /* A row that was struck out says so in an empty element. */
    if (reader->unseen == 0 && reader->depth == 1 && strcmp(name, "del") == 0)
      docx_table_strike(reader->table);
    reader->unseen++;
  } else if (strcmp(name, "t") == 0) {
    reader->letters = TRUE;
  } else if (strcmp(name, "pPr") == 0) {
    reader->properties = TRUE;
  } else if (strcmp(name, "tbl") == 0) {
    return begin_table(reader, error);
  } else if (reader->properties) {
    return TRUE; /* the stops of tabs are no tabs */
  } else if (reader->depth == 1 && docx_table_knows(name)) {
    return docx_table_start(reader->table, name, attributes, error);
  } else {
    put_sign(reader, name, attributes);
  }
  return TRUE;
}

static gboolean docx_end(gpointer data, const char *name, GError **error) {
  DocxReader *reader = data;
  if (reader->unseen > 0) {
    reader->unseen--;
    return TRUE;
  }
  if (strcmp(name, "t") == 0)
    reader->letters = FALSE;
  else if (strcmp(name, "pPr") == 0)
    reader->properties = FALSE;
  else if (strcmp(name, "p") == 0)
    end_paragraph(reader);
  else if (strcmp(name, "tbl") == 0)
    return end_table(reader, error);
  else if (reader->depth == 1 && docx_table_knows(name))
    return docx_table_finish(reader->table, name, error);
  return TRUE;
}

static gboolean docx_text(gpointer data, const char *text, gsize size, GError **error) {
  (void)error;
  DocxReader *reader = data;
  if (!reader->letters || reader->unseen > 0)
    return TRUE;
  GString *all = current_text(reader);
  gsize start = all->len;
  g_string_append_len(all, text, (gssize)size);
  /* Lines of the XML are no lines of the text. */
  g_strdelimit(all->str + start, "\r\n\t", ' ');
  return TRUE;
}

/* What this program put into the file for itself. */
static gboolean read_data(Reading *reading, Archive *archive, GError **error) {
  if (!archive_has(archive, WORKBOOK_DATA))
    return TRUE;
  gsize size;
  g_autofree char *text = archive_text(archive, WORKBOOK_DATA, &size, error);
  if (text == NULL)
    return FALSE;
  if (!g_utf8_validate_len(text, size, NULL)) {
    g_set_error_literal(error, WORKBOOK_ERROR, WORKBOOK_ERROR_DAMAGED,
                        "部件 " WORKBOOK_DATA " 已损坏；请重新取得这个文件");
    return FALSE;
  }
  reading->workbook->data = g_steal_pointer(&text);
  return TRUE;
}

gboolean docx_read(Reading *reading, Archive *archive, const char *main_part, GError **error) {
  static const MarkupHandler HANDLER = {docx_start, docx_end, docx_text};
  g_autoptr(GString) text = g_string_new(NULL);
  DocxReader reader = {.reading = reading, .paragraphs = G_QUEUE_INIT, .text = text};
  gboolean complete = markup_read(archive, main_part, &HANDLER, &reader, error);
  if (!complete && reader.table != NULL)
    reading_prefix(error, "表%u，", reader.tables);
  docx_table_free(reader.table);
  g_queue_clear_full(&reader.paragraphs, g_free);
  return complete && read_data(reading, archive, error);
}
