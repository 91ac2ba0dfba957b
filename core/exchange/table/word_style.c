/* word_style.c: how text looks: the styles of a document, which an office may change there. */
#include "core/exchange/table/word_private.h"

#define LINE 580 /* 29 points, 22 lines on a page (GB/T 9704) */

typedef struct {
  const char *id, *name; /* as Word lists it */
  const char *font;
  int half_points;   /* the size of the text */
  const char *align; /* left, center, right, both */
  int line;          /* distance of lines in twentieths of a point; 0: as the font has it */
  int before, after; /* distance of paragraphs, in the same */
  int indent;        /* of the first line, in hundredths of a character */
  gboolean red;      /* with a line of the same below it */
  gboolean keep;     /* stays on the page of what follows */
  gboolean tight;    /* no gaps between Chinese and digits */
} Look;

static const Look LOOKS[WORD_STYLE_COUNT] = {
    [WORD_TITLE] = {"t", "台账标题", WORD_BANNER, 44, "center", .before = 120, .after = 120,
                    .keep = TRUE},
    [WORD_RED_TITLE] = {"r", "红头", WORD_BANNER, 88, "center", .before = 240, .after = 360,
                        .red = TRUE, .keep = TRUE},
    [WORD_SUBTITLE] = {"s", "台账副标题", WORD_TEXT, 24, "center", .after = 120, .keep = TRUE},
    [WORD_HEADING] = {"h", "公文标题", WORD_HEAD, 32, "left", .line = LINE, .keep = TRUE},
    [WORD_BODY] = {"b", "公文正文", WORD_TEXT, 32, "both", .line = LINE, .indent = 200},
    [WORD_LINE] = {"l", "公文单行", WORD_TEXT, 32, "left", .line = LINE},
    [WORD_RIGHT] = {"e", "公文右对齐", WORD_TEXT, 32, "right", .line = LINE},
    [WORD_NOTE] = {"n", "表外说明", WORD_TEXT, 21, "left", .before = 60},
};

static const Look CELLS[WORD_CELL_STYLE_COUNT] = {
    [WORD_CELL_TEXT] = {"c0", "表格文字", WORD_TEXT, 21, "left", .tight = TRUE},
    [WORD_CELL_SHORT] = {"c1", "表格居中", WORD_TEXT, 21, "center", .tight = TRUE},
    [WORD_CELL_HEAD] = {"c2", "表格表头", WORD_HEAD, 21, "center", .tight = TRUE},
    [WORD_CELL_LABEL] = {"c3", "表单项目", WORD_HEAD, 28, "center"},
    [WORD_CELL_VALUE] = {"c4", "表单内容", WORD_TEXT, 28, "left"},
};

/* Of forms there are no small ones. */
static const Look SMALL_CELLS[] = {
    [WORD_CELL_TEXT] = {"d0", "小表格文字", WORD_TEXT, 18, "left", .tight = TRUE},
    [WORD_CELL_SHORT] = {"d1", "小表格居中", WORD_TEXT, 18, "center", .tight = TRUE},
    [WORD_CELL_HEAD] = {"d2", "小表格表头", WORD_HEAD, 18, "center", .tight = TRUE},
};

static const Look LAST = {WORD_LAST_ID, "表后", WORD_TEXT, 2, "left", .line = 20};

const char *word_style_id(WordStyle style) {
  return LOOKS[style].id;
}

const char *word_cell_style_id(WordCellStyle style, gboolean small) {
  return small && (gsize)style < G_N_ELEMENTS(SMALL_CELLS) ? SMALL_CELLS[style].id
                                                           : CELLS[style].id;
}

/* ---- as a part -------------------------------------------------------------------------- */

static void append_spacing(GString *xml, const Look *look) {
  g_string_append_printf(xml, "<w:spacing w:before=\"%d\" w:after=\"%d\"", look->before,
                         look->after);
  if (look->line > 0)
    g_string_append_printf(xml, " w:line=\"%d\" w:lineRule=\"exact\"", look->line);
  g_string_append(xml, "/>");
}

/* In the order that the format asks for. */
static void append_paragraph(GString *xml, const Look *look) {
  g_string_append(xml, "<w:pPr>");
  if (look->keep)
    g_string_append(xml, "<w:keepNext/>");
  if (look->red)
    g_string_append(xml, "<w:pBdr><w:bottom w:val=\"single\" w:sz=\"18\" w:space=\"6\" "
                         "w:color=\"FF0000\"/></w:pBdr>");
  if (look->tight)
    g_string_append(xml, "<w:autoSpaceDE w:val=\"0\"/><w:autoSpaceDN w:val=\"0\"/>");
  append_spacing(xml, look);
  if (look->indent > 0)
    g_string_append_printf(xml, "<w:ind w:firstLineChars=\"%d\" w:firstLine=\"%d\"/>", look->indent,
                           look->half_points * 10 * look->indent / 100);
  g_string_append_printf(xml, "<w:jc w:val=\"%s\"/></w:pPr>", look->align);
}

static void append_fonts(GString *xml, const char *font) {
  g_string_append_printf(xml,
                         "<w:rFonts w:ascii=\"%s\" w:hAnsi=\"%s\" w:eastAsia=\"%s\" "
                         "w:cs=\"%s\"/>",
                         WORD_LATIN, WORD_LATIN, font, WORD_LATIN);
}

static void append_size(GString *xml, int half_points) {
  g_string_append_printf(xml, "<w:sz w:val=\"%d\"/><w:szCs w:val=\"%d\"/>", half_points,
                         half_points);
}

static void append_style(GString *xml, const Look *look) {
  g_string_append_printf(xml,
                         "<w:style w:type=\"paragraph\" w:customStyle=\"1\" w:styleId=\"%s\">"
                         "<w:name w:val=\"%s\"/><w:basedOn w:val=\"a\"/><w:qFormat/>",
                         look->id, look->name);
  append_paragraph(xml, look);
  g_string_append(xml, "<w:rPr>");
  append_fonts(xml, look->font);
  if (look->red)
    g_string_append(xml, "<w:color w:val=\"FF0000\"/>");
  append_size(xml, look->half_points);
  g_string_append(xml, "</w:rPr></w:style>");
}

static void append_styles(GString *xml, const Look *looks, gsize count) {
  for (gsize i = 0; i < count; i++)
    append_style(xml, &looks[i]);
}

static const char DEFAULTS_END[] =
    "<w:lang w:val=\"en-US\" w:eastAsia=\"zh-CN\"/></w:rPr></w:rPrDefault></w:docDefaults>"
    "<w:style w:type=\"paragraph\" w:default=\"1\" w:styleId=\"a\"><w:name w:val=\"Normal\"/>"
    "<w:qFormat/></w:style>"
    "<w:style w:type=\"table\" w:default=\"1\" w:styleId=\"a1\"><w:name "
    "w:val=\"Normal Table\"/><w:tblPr><w:tblInd w:w=\"0\" w:type=\"dxa\"/><w:tblCellMar>"
    "<w:top w:w=\"28\" w:type=\"dxa\"/><w:left w:w=\"57\" w:type=\"dxa\"/>"
    "<w:bottom w:w=\"28\" w:type=\"dxa\"/><w:right w:w=\"57\" w:type=\"dxa\"/></w:tblCellMar>"
    "</w:tblPr></w:style>";

char *word_styles(void) {
  g_autoptr(GString) xml = g_string_new(WORD_XML "<w:styles xmlns:w=\"" WORD_NAMESPACE
                                                 "\"><w:docDefaults><w:rPrDefault><w:rPr>");
  append_fonts(xml, WORD_TEXT);
  append_size(xml, 21);
  g_string_append(xml, DEFAULTS_END);
  append_styles(xml, LOOKS, G_N_ELEMENTS(LOOKS));
  append_styles(xml, CELLS, G_N_ELEMENTS(CELLS));
  append_styles(xml, SMALL_CELLS, G_N_ELEMENTS(SMALL_CELLS));
  append_style(xml, &LAST);
  g_string_append(xml, "</w:styles>");
  return g_string_free(g_steal_pointer(&xml), FALSE);
}
