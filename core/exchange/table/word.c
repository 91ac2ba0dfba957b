#include "core/exchange/table/word_private.h"

#include <libxml/xmlwriter.h>
#include <string.h>

#include "core/exchange/table/package.h"
#include "core/exchange/table/xml_text.h"

/* A4 in twentieths of a point, and its margins. */
#define PAGE_SHORT 11906
#define PAGE_LONG 16838
#define MARGIN_SIDE 1134     /* 20 mm */
#define MARGIN_SIDE_WIDE 850 /* 15 mm, of landscape */
#define MARGIN_ABOVE 1134
#define MARGIN_BELOW 1021
#define FOOTER_FROM_EDGE 567

#define RELATIONS "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
#define FILL_HEAD 0xE7EDF5

struct Word {
  xmlBuffer *buffer;
  xmlTextWriter *writer;
  char *title;
  gint64 created;
  gboolean landscape, breaks, after_table;
  gboolean small; /* the text of the table that is being written */
  int *widths;    /* of the table that is being written */
  guint columns;
  GPtrArray *names, *data; /* char*: the program's own parts */
};

/* ---- elements --------------------------------------------------------------------------- */

static void open_element(Word *word, const char *name) {
  xmlTextWriterStartElement(word->writer, BAD_CAST name);
}

static void close_element(Word *word) {
  xmlTextWriterEndElement(word->writer);
}

static void attribute(Word *word, const char *name, const char *value) {
  xmlTextWriterWriteAttribute(word->writer, BAD_CAST name, BAD_CAST value);
}

static void number(Word *word, const char *name, int value) {
  xmlTextWriterWriteFormatAttribute(word->writer, BAD_CAST name, "%d", value);
}

/* <w:NAME w:val="VALUE"/> */
static void value(Word *word, const char *name, const char *text) {
  open_element(word, name);
  attribute(word, "w:val", text);
  close_element(word);
}

static void value_number(Word *word, const char *name, int amount) {
  open_element(word, name);
  number(word, "w:val", amount);
  close_element(word);
}

/* ---- text ------------------------------------------------------------------------------- */

static void paragraph_look(Word *word, const char *style) {
  open_element(word, "w:pPr");
  value(word, "w:pStyle", style);
  if (word->breaks) {
    open_element(word, "w:pageBreakBefore");
    close_element(word);
    word->breaks = FALSE;
  }
  close_element(word);
}

static void piece(Word *word, const char *text, gsize size) {
  if (size == 0)
    return;
  g_autofree char *copy = g_strndup(text, size);
  open_element(word, "w:t");
  attribute(word, "xml:space", "preserve");
  xmlTextWriterWriteString(word->writer, BAD_CAST copy);
  close_element(word);
}

static void paragraph(Word *word, const char *style, const char *text) {
  g_autofree char *clean = xml_text_clean(text);
  const char *at = clean != NULL ? clean : text;
  open_element(word, "w:p");
  paragraph_look(word, style);
  open_element(word, "w:r");
  for (;;) {
    gsize size = strcspn(at, "\n\r\t");
    piece(word, at, size);
    at += size;
    if (*at == '\0')
      break;
    open_element(word, *at == '\t' ? "w:tab" : "w:br");
    close_element(word);
    at++;
  }
  close_element(word);
  close_element(word);
}

void word_paragraph(Word *word, WordStyle style, const char *text) {
  paragraph(word, word_style_id(style), text);
  word->after_table = FALSE;
}

void word_break_page(Word *word) {
  word->breaks = TRUE;
}

/* ---- tables ----------------------------------------------------------------------------- */

static int margin_side(const Word *word) {
  return word->landscape ? MARGIN_SIDE_WIDE : MARGIN_SIDE;
}

static int page_width(const Word *word) {
  return (word->landscape ? PAGE_LONG : PAGE_SHORT) - 2 * margin_side(word);
}

static void table_borders(Word *word) {
  static const char *const SIDES[] = {"w:top",   "w:left",    "w:bottom",
                                      "w:right", "w:insideH", "w:insideV"};
  open_element(word, "w:tblBorders");
  for (guint i = 0; i < G_N_ELEMENTS(SIDES); i++) {
    open_element(word, SIDES[i]);
    attribute(word, "w:val", "single");
    attribute(word, "w:sz", "4");
    attribute(word, "w:space", "0");
    attribute(word, "w:color", "000000");
    close_element(word);
  }
  close_element(word);
}

static void width(Word *word, const char *name, int twips) {
  open_element(word, name);
  number(word, "w:w", twips);
  attribute(word, "w:type", "dxa");
  close_element(word);
}

/* All of the page, to the last twentieth of a point. */
static void share_out(Word *word, const double *widths, guint columns) {
  double whole = 0, so_far = 0;
  for (guint i = 0; i < columns; i++)
    whole += widths[i];
  g_free(word->widths);
  word->widths = g_new0(int, columns);
  word->columns = columns;
  int used = 0;
  for (guint i = 0; i < columns; i++) {
    so_far += widths[i];
    int end = (int)(page_width(word) * (so_far / whole));
    word->widths[i] = end - used;
    used = end;
  }
}

double word_page_width(const Word *word) {
  return page_width(word) / 20.0;
}

void word_table_begin(Word *word, const double *widths, guint columns, gboolean small) {
  word->small = small;
  if (word->after_table) /* two tables without anything between them would be one */
    word_paragraph(word, WORD_NOTE, "");
  share_out(word, widths, columns);
  open_element(word, "w:tbl");
  open_element(word, "w:tblPr");
  width(word, "w:tblW", page_width(word));
  value(word, "w:jc", "center");
  table_borders(word);
  open_element(word, "w:tblLayout");
  attribute(word, "w:type", "fixed");
  close_element(word);
  close_element(word);
  open_element(word, "w:tblGrid");
  for (guint i = 0; i < columns; i++) {
    open_element(word, "w:gridCol");
    number(word, "w:w", word->widths[i]);
    close_element(word);
  }
  close_element(word);
}

static void cell_look(Word *word, const WordCell *cell, guint column, guint columns) {
  int twips = 0;
  for (guint i = column; i < MIN(column + columns, word->columns); i++)
    twips += word->widths[i];
  open_element(word, "w:tcPr");
  width(word, "w:tcW", twips);
  if (columns > 1)
    value_number(word, "w:gridSpan", (int)columns);
  if (cell->begins || cell->continues)
    value(word, "w:vMerge", cell->begins ? "restart" : "continue");
  guint32 fill = cell->style == WORD_CELL_HEAD ? FILL_HEAD : cell->fill;
  if (fill != 0) {
    g_autofree char *colour = g_strdup_printf("%06X", fill);
    open_element(word, "w:shd");
    attribute(word, "w:val", "clear");
    attribute(word, "w:color", "auto");
    attribute(word, "w:fill", colour);
    close_element(word);
  }
  value(word, "w:vAlign", "center");
  close_element(word);
}

static void row_look(Word *word, gboolean head, double height) {
  open_element(word, "w:trPr");
  open_element(word, "w:cantSplit");
  close_element(word);
  if (height > 0) {
    open_element(word, "w:trHeight");
    number(word, "w:val", (int)(height * 20));
    attribute(word, "w:hRule", "atLeast");
    close_element(word);
  }
  if (head) {
    open_element(word, "w:tblHeader");
    close_element(word);
  }
  close_element(word);
}

void word_row(Word *word, const WordCell *cells, guint count, gboolean head, double height) {
  open_element(word, "w:tr");
  row_look(word, head, height);
  guint column = 0;
  for (guint i = 0; i < count; i++) {
    const WordCell *cell = &cells[i];
    guint columns = MAX(cell->columns, 1);
    open_element(word, "w:tc");
    cell_look(word, cell, column, columns);
    paragraph(word, word_cell_style_id(cell->style, word->small),
              cell->text != NULL && !cell->continues ? cell->text : "");
    close_element(word);
    column += columns;
  }
  close_element(word);
}

void word_table_end(Word *word) {
  close_element(word);
  word->after_table = TRUE;
}

/* ---- documents -------------------------------------------------------------------------- */

Word *word_new(const char *title, gboolean landscape, gint64 created) {
  Word *word = g_new0(Word, 1);
  word->title = g_strdup(title);
  word->landscape = landscape;
  word->created = created;
  word->buffer = xmlBufferCreate();
  word->writer = xmlNewTextWriterMemory(word->buffer, 0);
  word->names = g_ptr_array_new_with_free_func(g_free);
  word->data = g_ptr_array_new_with_free_func(g_free);
  xmlTextWriterStartDocument(word->writer, NULL, "UTF-8", "yes");
  open_element(word, "w:document");
  attribute(word, "xmlns:w", WORD_NAMESPACE);
  attribute(word, "xmlns:r", RELATIONS);
  open_element(word, "w:body");
  return word;
}

void word_free(Word *word) {
  if (word == NULL)
    return;
  xmlFreeTextWriter(word->writer);
  xmlBufferFree(word->buffer);
  g_ptr_array_unref(word->names);
  g_ptr_array_unref(word->data);
  g_free(word->widths);
  g_free(word->title);
  g_free(word);
}

void word_data(Word *word, const char *name, const char *text) {
  g_ptr_array_add(word->names, g_strdup(name));
  g_ptr_array_add(word->data, g_strdup(text));
}

static void section(Word *word) {
  open_element(word, "w:sectPr");
  open_element(word, "w:footerReference");
  attribute(word, "w:type", "default");
  attribute(word, "r:id", "rId4");
  close_element(word);
  open_element(word, "w:pgSz");
  number(word, "w:w", word->landscape ? PAGE_LONG : PAGE_SHORT);
  number(word, "w:h", word->landscape ? PAGE_SHORT : PAGE_LONG);
  if (word->landscape)
    attribute(word, "w:orient", "landscape");
  close_element(word);
  open_element(word, "w:pgMar");
  number(word, "w:top", MARGIN_ABOVE);
  number(word, "w:right", margin_side(word));
  number(word, "w:bottom", MARGIN_BELOW);
  number(word, "w:left", margin_side(word));
  number(word, "w:header", FOOTER_FROM_EDGE);
  number(word, "w:footer", FOOTER_FROM_EDGE);
  attribute(word, "w:gutter", "0");
  close_element(word);
  close_element(word);
}

/* docProps/core.xml */
static char *properties(const Word *word) {
  g_autofree char *clean = xml_text_clean(word->title);
  g_autofree char *title = g_markup_escape_text(clean != NULL ? clean : word->title, -1);
  g_autoptr(GDateTime) created = g_date_time_new_from_unix_utc(word->created);
  g_autofree char *time = g_date_time_format(created, "%Y-%m-%dT%H:%M:%SZ");
  return g_strdup_printf(
      "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n"
      "<cp:coreProperties "
      "xmlns:cp=\"http://schemas.openxmlformats.org/package/2006/metadata/core-properties\" "
      "xmlns:dc=\"http://purl.org/dc/elements/1.1/\" xmlns:dcterms=\"http://purl.org/dc/terms/\" "
      "xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\"><dc:title>%s</dc:title>"
      "<dcterms:created xsi:type=\"dcterms:W3CDTF\">%s</dcterms:created></cp:coreProperties>",
      title, time);
}

static void add(Package *package, const char *name, const char *text) {
  package_add(package, name, text, strlen(text));
}

gboolean word_write(Word *word, const char *path, GError **error) {
  if (word->after_table) /* the format wants a paragraph at the end; here one that takes no room */
    paragraph(word, WORD_LAST_ID, "");
  section(word);
  xmlTextWriterEndDocument(word->writer); /* closes what is open */
  xmlTextWriterFlush(word->writer);
  g_autofree char *core = properties(word);
  g_autofree char *styles = word_styles();
  g_autoptr(Package) package = package_new(path);
  add(package, "[Content_Types].xml", WORD_CONTENT_TYPES);
  add(package, "_rels/.rels", WORD_ROOT_RELS);
  package_add(package, "word/document.xml", xmlBufferContent(word->buffer),
              (gsize)xmlBufferLength(word->buffer));
  add(package, "word/_rels/document.xml.rels", WORD_DOCUMENT_RELS);
  add(package, "word/styles.xml", styles);
  add(package, "word/settings.xml", WORD_SETTINGS);
  add(package, "word/fontTable.xml", WORD_FONTS);
  add(package, "word/footer1.xml", WORD_FOOTER);
  add(package, "docProps/core.xml", core);
  for (guint i = 0; i < word->names->len; i++)
    add(package, word->names->pdata[i], word->data->pdata[i]);
  return package_close(g_steal_pointer(&package), error);
}
