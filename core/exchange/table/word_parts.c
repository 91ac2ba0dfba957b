/* word_parts.c: the parts that are the same in every docx. */
#include "core/exchange/table/word_private.h"

#define XML WORD_XML
#define OFFICE "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
#define PACKAGE "http://schemas.openxmlformats.org/package/2006/"
#define W "xmlns:w=\"" WORD_NAMESPACE "\""
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

const char WORD_FONTS[] = XML "<w:fonts " W ">" FONT(WORD_TEXT, "仿宋") FONT(WORD_HEAD, "SimHei")
    FONT(WORD_BANNER, "宋体") FONT("宋体", "SimSun") "</w:fonts>";

#define RUN(inside)                                                                                \
  "<w:r><w:rPr><w:rFonts w:ascii=\"宋体\" w:hAnsi=\"宋体\" w:eastAsia=\"宋体\"/>"            \
  "<w:sz w:val=\"21\"/></w:rPr>" inside "</w:r>"
#define WORDS(text) RUN("<w:t xml:space=\"preserve\">" text "</w:t>")
#define FIELD(name) "<w:fldSimple w:instr=\" " name " \">" WORDS("1") "</w:fldSimple>"

const char WORD_FOOTER[] =
    XML "<w:ftr " W "><w:p><w:pPr><w:jc w:val=\"center\"/></w:pPr>" WORDS("第 ") FIELD("PAGE")
        WORDS(" 页 共 ") FIELD("NUMPAGES") WORDS(" 页") "</w:p></w:ftr>";
