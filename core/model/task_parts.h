/* task_parts.h: what the parts of a split task come to, as SQL; for the model's own files and what
 * loads whole ledgers.
 *
 * A part that is void counts nowhere: a task whose parts are all void is not split.
 */
#pragma once

/* The condition by which p, a task with a parent, counts as a part. */
#define SQL_IS_PART "p.state <> 'void'"
/* … and by which it stands for up, which is split, where something is asked for: it is still worked
 * on, and late as soon as up is. */
#define SQL_IS_UNDERWAY                                                                            \
  "p.kind = 'task' AND p.state NOT IN ('done', 'closed', 'paused', 'void')"                        \
  " AND (up.due IS NULL OR p.due <= up.due)"

/* Over the parts p of one task: its 完成率, each part by its weight, done ones in full. Weights sum
 * to 100, but not between making one void and weighing the others anew. Rounded down: 100 is only
 * what is done throughout. */
#define SQL_PARTS_PERCENT                                                                          \
  "sum(p.weight * CASE WHEN p.state IN ('done', 'closed') THEN 100 "                               \
  "ELSE ifnull(p.percent, 0) END) / sum(p.weight)"
