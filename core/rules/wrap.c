#include "core/rules/text.h"

#include <string.h>

/* What a character does at the end of a line. Several may hold. */
enum {
  BLANK = 1 << 0,  /* dropped at a break */
  OPENS = 1 << 1,  /* may not end a line */
  CLOSES = 1 << 2, /* may not begin a line */
  LATIN = 1 << 3,  /* holds together with its like */
};

/* A character with the marks that sit on it. */
typedef struct {
  const char *next; /* where it ends */
  int width;        /* columns */
  guint nature;     /* of the above */
} Cluster;

/* The marks besides brackets and quotes, which Unicode tells apart itself. */
static gboolean is_stop(gunichar c) {
  static const char stops[] = "，。；：！？、…—～·％‰℃,.;:!?";
  for (const char *p = stops; *p != '\0';) {
    if (text_next(&p) == c)
      return TRUE;
  }
  return FALSE;
}

static guint nature_of(gunichar c) {
  if (c == ' ' || c == 0x3000)
    return BLANK;
  if (c == 0xA0) /* no-break space */
    return OPENS | CLOSES;
  guint nature = (c < 0x80 || (g_unichar_isalnum(c) && !g_unichar_iswide(c))) ? LATIN : 0;
  switch (g_unichar_type(c)) {
  case G_UNICODE_OPEN_PUNCTUATION:
  case G_UNICODE_INITIAL_PUNCTUATION:
    return nature | OPENS;
  case G_UNICODE_CLOSE_PUNCTUATION:
  case G_UNICODE_FINAL_PUNCTUATION:
    return c == 0x2019 ? CLOSES | LATIN : nature | CLOSES; /* ’ is also an apostrophe */
  default:
    return is_stop(c) ? nature | CLOSES : nature;
  }
}

static Cluster cluster_at(const char *p, const char *end) {
  gunichar c = text_next(&p);
  Cluster cluster = {.next = p, .width = text_char_width(c), .nature = nature_of(c)};
  while (p < end && text_char_width(text_next(&p)) == 0) {
    cluster.next = p;
    cluster.nature &= ~(guint)BLANK; /* a mark on a blank can be seen */
  }
  return cluster;
}

/* Where a line may end, and where the next one then begins. end is NULL while there is none. */
typedef struct {
  const char *end;
  const char *resume;
} Break;

/* How far the reading of a line has come. */
typedef struct {
  const char *start;
  const char *blank; /* where the blanks before the present character begin; NULL without */
  guint before;      /* the nature of the last character that is no blank */
  gboolean filled;   /* there is one */
  int width;
  Break good;  /* the last break that keeps every rule */
  Break split; /* the last that splits a Latin word */
} Line;

/* Notes the breaks that are possible before the character at p. */
static void note_breaks(Line *line, const char *p, guint nature) {
  if (p == line->start)
    return;
  Break here = {.end = line->blank != NULL ? line->blank : p, .resume = p};
  if (line->filled && (nature & CLOSES || line->before & OPENS))
    return;
  if (line->blank != NULL || !(nature & line->before & LATIN))
    line->good = here;
  else
    line->split = here;
}

/* Ends the line that cannot take the character at p; returns where the next one begins. */
static const char *break_line(const Line *line, const char *p, GPtrArray *lines) {
  Break chosen = {.end = line->blank != NULL ? line->blank : p, .resume = p};
  if (line->good.end != NULL)
    chosen = line->good;
  else if (line->split.end != NULL)
    chosen = line->split;
  if (chosen.end > line->start) /* otherwise only an indent: the word behind it does not fit */
    g_ptr_array_add(lines, g_strndup(line->start, (gsize)(chosen.end - line->start)));
  return chosen.resume;
}

static void wrap_paragraph(const char *p, const char *end, int columns, GPtrArray *lines) {
  Line line = {.start = p};
  while (p < end) {
    Cluster cluster = cluster_at(p, end);
    if (cluster.nature & BLANK) {
      if (line.blank == NULL)
        line.blank = p;
    } else {
      note_breaks(&line, p, cluster.nature);
      if (p > line.start && line.width > columns - cluster.width) {
        p = break_line(&line, p, lines);
        line = (Line){.start = p};
        continue;
      }
      line.blank = NULL;
      line.before = cluster.nature;
      line.filled = TRUE;
    }
    line.width += cluster.width;
    p = cluster.next;
  }
  if (line.width > columns && line.blank != NULL)
    end = line.blank;
  g_ptr_array_add(lines, g_strndup(line.start, (gsize)(end - line.start)));
}

GPtrArray *text_wrap(const char *text, int columns) {
  GPtrArray *lines = g_ptr_array_new_with_free_func(g_free);
  columns = MAX(columns, 1);
  for (;;) {
    const char *end = text + strcspn(text, "\n");
    wrap_paragraph(text, end, columns, lines);
    if (*end == '\0')
      return lines;
    text = end + 1;
  }
}

GPtrArray *text_wrap_rows(const char *text, int columns, int rows) {
  GPtrArray *lines = text_wrap(text, columns);
  if ((int)lines->len <= rows)
    return lines;
  char **last = (char **)&lines->pdata[rows - 1];
  g_autofree char *more = g_strconcat(*last, "…", NULL);
  g_free(*last);
  *last = text_ellipsize(more, columns);
  g_ptr_array_set_size(lines, rows);
  return lines;
}
