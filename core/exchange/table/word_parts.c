/* word_parts.c: fonts and looks, and the parts that every docx has. */
#include "core/exchange/table/word_private.h"

#define TEXT "仿宋_GB2312"
#define HEAD "黑体"
#define TITLE "方正小标宋简体"
#define LINE 580 /* 29 points, 22 lines on a page (GB/T 9704) */

static const WordLook LOOKS[WORD_STYLE_COUNT] = {
    [WORD_TITLE] = {TITLE, 44, "center", .before = 120, .after = 120, .keep = TRUE},
    [WORD_RED_TITLE] = {TITLE, 88, "center", .before = 240, .after = 360, .colour = "FF0000",
                        .red_line = TRUE, .keep = TRUE},
    [WORD_SUBTITLE] = {TEXT, 24, "center", .after = 120, .keep = TRUE},
    [WORD_HEADING] = {HEAD, 32, "left", .line = LINE, .keep = TRUE},
    [WORD_BODY] = {TEXT, 32, "both", .line = LINE, .indent = 200},
    [WORD_LINE] = {TEXT, 32, "left", .line = LINE},
    [WORD_RIGHT] = {TEXT, 32, "right", .line = LINE},
    [WORD_NOTE] = {TEXT, 21, "left", .before = 60},
};

static const WordLook CELL_LOOKS[WORD_CELL_STYLE_COUNT] = {
    [WORD_CELL_TEXT] = {TEXT, 21, "left", .tight = TRUE},
    [WORD_CELL_SHORT] = {TEXT, 21, "center", .tight = TRUE},
    [WORD_CELL_HEAD] = {HEAD, 21, "center", .tight = TRUE},
    [WORD_CELL_LABEL] = {HEAD, 28, "center"},
    [WORD_CELL_VALUE] = {TEXT, 28, "left"},
};

const WordLook *word_look(WordStyle style) {
  return &LOOKS[style];
}

const WordLook *word_cell_look(WordCellStyle style) {
  return &CELL_LOOKS[style];
}

#define XML "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n"
#define OFFICE "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
#define PACKAGE "http://schemas.openxmlformats.org/package/2006/"
#define W "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\""
#define WORDML "application/vnd.openxmlformats-officedocument.wordprocessingml."

#define PART(name, type) "<Override PartName=\"/" name "\" ContentType=\"" WORDML type "+xml\"/>"

const char WORD_CONTENT_TYPES[] = XML
    "<Types xmlns=\"" PACKAGE "content-types\">"
    "<Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package."
    "relationships+xml\"/>"
    "<Default Extension=\"xml\" ContentType=\"application/xml\"/>"
    "<Default Extension=\"json\" ContentType=\"application/json\"/>" PART(
        "word/document.xml", "document.main") PART("word/styles.xml", "styles")
        PART("word/settings.xml", "settings") PART("word/fontTable.xml", "fontTable") PART(
            "word/footer1.xml",
            "footer") "<Override PartName=\"/docProps/core.xml\" ContentType=\"application/vnd.openxmlformats-"
                      "package.core-properties+xml\"/></Types>";

const char WORD_ROOT_RELS[] = XML
    "<Relationships xmlns=\"" PACKAGE "relationships\">"
    "<Relationship Id=\"rId1\" Type=\"" OFFICE "/officeDocument\" Target=\"word/document.xml\"/>"
    "<Relationship Id=\"rId2\" Type=\"" PACKAGE
    "relationships/metadata/core-properties\" Target=\"docProps/core.xml\"/></Relationships>";

const char WORD_DOCUMENT_RELS[] =
    XML "<Relationships xmlns=\"" PACKAGE "relationships\">"
        "<Relationship Id=\"rId1\" Type=\"" OFFICE "/styles\" Target=\"styles.xml\"/>"
        "<Relationship Id=\"rId2\" Type=\"" OFFICE "/settings\" Target=\"settings.xml\"/>"
        "<Relationship Id=\"rId3\" Type=\"" OFFICE "/fontTable\" Target=\"fontTable.xml\"/>"
        "<Relationship Id=\"rId4\" Type=\"" OFFICE "/footer\" Target=\"footer1.xml\"/>"
        "</Relationships>";

const char WORD_SETTINGS[] =
    XML "<w:settings " W "><w:characterSpacingControl w:val=\"compressPunctuation\"/>"
        "<w:compat><w:compatSetting w:name=\"compatibilityMode\" "
        "w:uri=\"http://schemas.microsoft.com/office/word\" w:val=\"15\"/></w:compat>"
        "<w:themeFontLang w:val=\"en-US\" w:eastAsia=\"zh-CN\"/></w:settings>";

#define FONT(name, stand_in)                                                                       \
  "<w:font w:name=\"" name "\"><w:altName w:val=\"" stand_in                                       \
  "\"/><w:charset w:val=\"86\"/></w:font>"

const char WORD_FONTS[] = XML "<w:fonts " W ">" FONT(TEXT, "仿宋") FONT(HEAD, "SimHei")
    FONT(TITLE, "宋体") FONT("宋体", "SimSun") "</w:fonts>";

const char WORD_STYLES[] =
    XML "<w:styles " W "><w:docDefaults><w:rPrDefault><w:rPr>"
        "<w:rFonts w:ascii=\"" WORD_LATIN "\" w:hAnsi=\"" WORD_LATIN "\" w:eastAsia=\"" TEXT
        "\" w:cs=\"" WORD_LATIN "\"/><w:sz w:val=\"21\"/><w:szCs w:val=\"21\"/>"
        "<w:lang w:val=\"en-US\" w:eastAsia=\"zh-CN\"/></w:rPr></w:rPrDefault></w:docDefaults>"
        "<w:style w:type=\"paragraph\" w:default=\"1\" w:styleId=\"a\"><w:name w:val=\"Normal\"/>"
        "<w:qFormat/></w:style>"
        "<w:style w:type=\"table\" w:default=\"1\" w:styleId=\"a1\"><w:name "
        "w:val=\"Normal Table\"/><w:tblPr><w:tblInd w:w=\"0\" w:type=\"dxa\"/><w:tblCellMar>"
        "<w:top w:w=\"28\" w:type=\"dxa\"/><w:left w:w=\"57\" w:type=\"dxa\"/>"
        "<w:bottom w:w=\"28\" w:type=\"dxa\"/><w:right w:w=\"57\" w:type=\"dxa\"/></w:tblCellMar>"
        "</w:tblPr></w:style></w:styles>";

#define RUN(inside)                                                                                \
  "<w:r><w:rPr><w:rFonts w:ascii=\"宋体\" w:hAnsi=\"宋体\" w:eastAsia=\"宋体\"/>"            \
  "<w:sz w:val=\"21\"/></w:rPr>" inside "</w:r>"
#define WORDS(text) RUN("<w:t xml:space=\"preserve\">" text "</w:t>")
#define FIELD(name) "<w:fldSimple w:instr=\" " name " \">" WORDS("1") "</w:fldSimple>"

const char WORD_FOOTER[] =
    XML "<w:ftr " W "><w:p><w:pPr><w:jc w:val=\"center\"/></w:pPr>" WORDS("第 ") FIELD("PAGE")
        WORDS(" 页 共 ") FIELD("NUMPAGES") WORDS(" 页") "</w:p></w:ftr>";
