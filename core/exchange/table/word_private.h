/* word_private.h: what the files of word.c share. */
#pragma once

#include <libxml/xmlwriter.h>

#include "core/exchange/table/word.h"

/* Digits and Latin letters are in this, as official documents have them. */
#define WORD_LATIN "Times New Roman"

/* How the text of a style is. */
typedef struct {
  const char *font;
  int half_points;    /* its size */
  const char *align;  /* left, center, right, both */
  int line;           /* distance of lines in twentieths of a point; 0: as the font has it */
  int before, after;  /* distance of paragraphs, in the same */
  int indent;         /* of the first line, in hundredths of a character */
  const char *colour; /* NULL: black */
  gboolean red_line;  /* below it */
  gboolean keep;      /* stays on the page of what follows */
  gboolean tight;     /* no gaps between Chinese and digits */
} WordLook;

const WordLook *word_look(WordStyle style);
const WordLook *word_cell_look(WordCellStyle style);

/* The parts that are the same in every document; static. */
extern const char WORD_STYLES[], WORD_FONTS[], WORD_FOOTER[], WORD_SETTINGS[], WORD_ROOT_RELS[],
    WORD_DOCUMENT_RELS[], WORD_CONTENT_TYPES[];
