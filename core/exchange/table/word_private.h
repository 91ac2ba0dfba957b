/* word_private.h: what the files of word.c share. */
#pragma once

#include "core/exchange/table/word.h"

/* Ids of styles in the document; static. */
const char *word_style_id(WordStyle style);
const char *word_cell_style_id(WordCellStyle style, gboolean small);

/* The id of the paragraph after a table that ends a document, which takes no room. */
#define WORD_LAST_ID "z"

/* The part word/styles.xml. The caller frees. */
char *word_styles(void);

/* The parts that are the same in every document. */
extern const char WORD_FONTS[], WORD_FOOTER[], WORD_SETTINGS[], WORD_ROOT_RELS[],
    WORD_DOCUMENT_RELS[], WORD_CONTENT_TYPES[];

/* Fonts that official documents are to be in; digits and Latin letters in the last. */
#define WORD_TEXT "仿宋_GB2312"
#define WORD_HEAD "黑体"
#define WORD_BANNER "方正小标宋简体"
#define WORD_LATIN "Times New Roman"

#define WORD_XML "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n"
#define WORD_NAMESPACE "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
