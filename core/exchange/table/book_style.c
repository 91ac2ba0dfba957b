/* book_style.c: how cells look. */
#include "core/exchange/table/book_private.h"

/* The fonts every Windows and WPS has; elsewhere the nearest stands in for them. */
#define FONT_TEXT "宋体"
#define FONT_HEAD "黑体"
#define CHARSET_GB2312 134

#define COLOUR_HEAD 0xE7EDF5
#define COLOUR_TOTAL 0xF2F2F2
#define COLOUR_OPEN 0xFFFBE6
#define COLOUR_BORDER 0x808080

typedef struct {
  guint32 fill, text, strong;
} Colour;

static const Colour COLOURS[BOOK_COLOUR_COUNT] = {
    [BOOK_RED] = {0xFFC7CE, 0x9C0006, 0xC00000},   [BOOK_AMBER] = {0xFFEB9C, 0x7F6000, 0xE0A000},
    [BOOK_GREEN] = {0xC6EFCE, 0x006100, 0x4E9A4E}, [BOOK_GREY] = {0xE7E6E6, 0x595959, 0x8C8C8C},
    [BOOK_BLUE] = {0xDDEBF7, 0x1F4E78, 0x3E76B5},
};

guint32 book_colour(BookColour colour) {
  return COLOURS[colour].fill;
}

guint32 book_colour_strong(BookColour colour) {
  return COLOURS[colour].strong;
}

/* Formats of numbers: those that every program knows by their index, and one that has none. */
#define AS_SHARE 9
#define AS_TEXT 49
#define AS_DAY -1
#define DAY_FORMAT "yyyy-mm-dd"
#define AS_RATE -2
#define RATE_FORMAT "0.0%"

typedef enum { SHAPE_FREE, SHAPE_BORDER, SHAPE_TOTAL, SHAPE_OPEN, SHAPE_HEAD } Shape;

typedef struct {
  Shape shape;
  uint8_t align, vertical;
  gboolean wrap, bold, heading; /* heading: in FONT_HEAD */
  double size;                  /* 0: no look at all */
  int colour;                   /* a BookColour + 1; 0: none */
  int number;                   /* the format of numbers: one of those below; 0: as they are */
} Style;

#define TOP LXW_ALIGN_VERTICAL_TOP
#define MIDDLE LXW_ALIGN_VERTICAL_CENTER
#define LEFT LXW_ALIGN_LEFT
#define CENTRE LXW_ALIGN_CENTER

static const Style STYLES[BOOK_STYLE_COUNT] = {
    [BOOK_TITLE] = {SHAPE_FREE, CENTRE, MIDDLE, .wrap = TRUE, .heading = TRUE, .size = 16},
    [BOOK_SUBTITLE] = {SHAPE_FREE, CENTRE, MIDDLE, .wrap = TRUE, .size = 10},
    [BOOK_NOTE] = {SHAPE_FREE, LEFT, TOP, .wrap = TRUE, .size = 9},
    [BOOK_SECTION] = {SHAPE_FREE, LEFT, MIDDLE, .wrap = TRUE, .heading = TRUE, .size = 12},
    [BOOK_HEAD] = {SHAPE_HEAD, CENTRE, MIDDLE, .wrap = TRUE, .heading = TRUE, .size = 10},
    [BOOK_TEXT] = {SHAPE_BORDER, LEFT, TOP, .wrap = TRUE, .size = 10},
    [BOOK_SHORT] = {SHAPE_BORDER, CENTRE, MIDDLE, .wrap = TRUE, .size = 10},
    [BOOK_NUMBER] = {SHAPE_BORDER, CENTRE, MIDDLE, .size = 10},
    [BOOK_DATE] = {SHAPE_BORDER, CENTRE, MIDDLE, .size = 10, .number = AS_DAY},
    [BOOK_SHARE] = {SHAPE_BORDER, CENTRE, MIDDLE, .size = 10, .number = AS_SHARE},
    [BOOK_RATE] = {SHAPE_BORDER, CENTRE, MIDDLE, .size = 10, .number = AS_RATE},
    [BOOK_TOTAL_TEXT] = {SHAPE_TOTAL, CENTRE, MIDDLE, .wrap = TRUE, .bold = TRUE, .size = 10},
    [BOOK_TOTAL_NUMBER] = {SHAPE_TOTAL, CENTRE, MIDDLE, .bold = TRUE, .size = 10},
    [BOOK_TOTAL_SHARE] = {SHAPE_TOTAL, CENTRE, MIDDLE, .bold = TRUE, .size = 10,
                          .number = AS_SHARE},
    [BOOK_TOTAL_RATE] = {SHAPE_TOTAL, CENTRE, MIDDLE, .bold = TRUE, .size = 10, .number = AS_RATE},
    [BOOK_TEXT_RED] = {SHAPE_BORDER, LEFT, TOP, .wrap = TRUE, .size = 10, .colour = BOOK_RED + 1},
    [BOOK_SHORT_RED] = {SHAPE_BORDER, CENTRE, MIDDLE, .wrap = TRUE, .size = 10,
                        .colour = BOOK_RED + 1},
    [BOOK_SHORT_AMBER] = {SHAPE_BORDER, CENTRE, MIDDLE, .wrap = TRUE, .size = 10,
                          .colour = BOOK_AMBER + 1},
    [BOOK_SHORT_GREEN] = {SHAPE_BORDER, CENTRE, MIDDLE, .wrap = TRUE, .size = 10,
                          .colour = BOOK_GREEN + 1},
    [BOOK_SHORT_GREY] = {SHAPE_BORDER, CENTRE, MIDDLE, .wrap = TRUE, .size = 10,
                         .colour = BOOK_GREY + 1},
    [BOOK_SHORT_BLUE] = {SHAPE_BORDER, CENTRE, MIDDLE, .wrap = TRUE, .size = 10,
                         .colour = BOOK_BLUE + 1},
    [BOOK_DATE_RED] = {SHAPE_BORDER, CENTRE, MIDDLE, .size = 10, .colour = BOOK_RED + 1,
                       .number = AS_DAY},
    [BOOK_DATE_AMBER] = {SHAPE_BORDER, CENTRE, MIDDLE, .size = 10, .colour = BOOK_AMBER + 1,
                         .number = AS_DAY},
    [BOOK_OPEN_TEXT] = {SHAPE_OPEN, LEFT, TOP, .wrap = TRUE, .size = 10, .number = AS_TEXT},
    [BOOK_OPEN_SHORT] = {SHAPE_OPEN, CENTRE, MIDDLE, .wrap = TRUE, .size = 10, .number = AS_TEXT},
    [BOOK_OPEN_NUMBER] = {SHAPE_OPEN, CENTRE, MIDDLE, .size = 10},
    [BOOK_OPEN_DATE] = {SHAPE_OPEN, CENTRE, MIDDLE, .size = 10, .number = AS_DAY},
    [BOOK_OPEN_SHARE] = {SHAPE_OPEN, CENTRE, MIDDLE, .size = 10, .number = AS_SHARE},
    [BOOK_PLAIN] = {SHAPE_FREE},
};

static void fill(lxw_format *format, guint32 colour) {
  format_set_pattern(format, LXW_PATTERN_SOLID);
  format_set_bg_color(format, colour);
}

static void set_shape(lxw_format *format, const Style *style) {
  if (style->shape != SHAPE_FREE) {
    format_set_border(format, LXW_BORDER_THIN);
    format_set_border_color(format, COLOUR_BORDER);
  }
  if (style->shape == SHAPE_HEAD)
    fill(format, COLOUR_HEAD);
  if (style->shape == SHAPE_TOTAL)
    fill(format, COLOUR_TOTAL);
  if (style->shape == SHAPE_OPEN) {
    fill(format, COLOUR_OPEN);
    format_set_unlocked(format);
  }
}

static lxw_format *make_format(lxw_workbook *workbook, const Style *style, int number) {
  lxw_format *format = workbook_add_format(workbook);
  if (style->size <= 0)
    return format;
  format_set_font_name(format, style->heading ? FONT_HEAD : FONT_TEXT);
  format_set_font_size(format, style->size);
  format_set_font_charset(format, CHARSET_GB2312);
  if (style->bold)
    format_set_bold(format);
  format_set_align(format, style->align);
  format_set_align(format, style->vertical);
  if (style->wrap)
    format_set_text_wrap(format);
  if (number == AS_DAY)
    format_set_num_format(format, DAY_FORMAT);
  else if (number == AS_RATE)
    format_set_num_format(format, RATE_FORMAT);
  else if (number > 0)
    format_set_num_format_index(format, (uint8_t)number);
  set_shape(format, style);
  if (style->colour > 0) {
    fill(format, COLOURS[style->colour - 1].fill);
    format_set_font_color(format, COLOURS[style->colour - 1].text);
  }
  return format;
}

void book_make_formats(Book *book) {
  for (int i = 0; i < BOOK_STYLE_COUNT; i++) {
    book->formats[i] = make_format(book->workbook, &STYLES[i], STYLES[i].number);
    book->guarded[i] =
        STYLES[i].wrap ? make_format(book->workbook, &STYLES[i], AS_TEXT) : book->formats[i];
  }
  for (int i = 0; i < BOOK_COLOUR_COUNT; i++) {
    book->conditions[i] = workbook_add_format(book->workbook);
    format_set_bg_color(book->conditions[i], COLOURS[i].fill);
    format_set_font_color(book->conditions[i], COLOURS[i].text);
  }
}

/* Fonts that stand in for those named are up to half as high again as their size. */
double book_line_height(BookStyle style) {
  return STYLES[style].size * 1.45;
}

/* A digit of the usual font, by which widths are counted, is 7/96 inch wide, half a Chinese
 * character half the size of its font. What is beside the text in a cell is about a digit. */
int book_line_columns(BookStyle style, double width) {
  double half = STYLES[style].size / 2 * 96 / 72;
  return MAX(2, (int)((width * 7 - 2) / half));
}

gboolean book_style_wraps(BookStyle style) {
  return STYLES[style].wrap;
}
