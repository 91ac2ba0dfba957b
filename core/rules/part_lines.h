/* part_lines.h: the parts of a task as a person writes them (分解), one a line:
 * 40 起草方案；厅法规处；2026年6月.
 *
 * Pure: which units there are and what the deadline means is for others to say.
 */
#pragma once

#include <glib.h>

#define PART_WEIGHTS_SUM 100 /* what the weights of all parts come to */

typedef struct {
  int line;       /* on which line it stands, from 1 */
  int weight;     /* 0 where the line does not begin with a number from 1 to 100 */
  char *goal;     /* "" where nothing is written */
  char *units;    /* as written; "": none */
  char *deadline; /* as written; "": none */
  gboolean more;  /* something stands after these */
} PartLine;

void part_line_free(PartLine *line);

/* The parts in text, one for each line that is not blank. A line begins with the weight (40, ４０,
 * 40%), a blank or a sign after it; then come goal, units and deadline, parted by ； ; | or ｜. An
 * array of PartLine* that frees them. text may be NULL. */
GPtrArray *part_lines_read(const char *text);

/* What the weights of the parts come to. */
int part_lines_sum(const GPtrArray *lines);

/* What is wrong with the parts, the first thing of it, and in which line: 第2行没有写内容; NULL
 * where nothing is. The caller frees. */
char *part_lines_problem(const GPtrArray *lines);
