/* score_words.h: indicators and their points in words, the same on every screen that shows them. */
#pragma once

#include "core/model/score.h"
#include "tui/term/term.h"

/* 2026年11月, 2026年: a span of scoring. The caller frees. */
char *score_span_words(const char *span);

/* 5 及时总结提炼…: the code, unless the title begins with it, and the title. The caller frees. */
char *score_node_name(const SystemNode *node);

/* 3, 加分, 加5, 扣分, 清零: the most a node gives, or what it does. The caller frees. */
char *score_max_words(const SystemNode *node);

/* 自评 of a node as a table shows it: 2, -3 for what is taken off, ? where it is not computable.
 * The caller frees. */
char *score_claimed_words(const ScoreNode *node);

/* 核定 of a node; "" where nothing is confirmed. The caller frees. */
char *score_confirmed_words(const ScoreNode *node);

/* What is to be noticed about a node, the most pressing first. */
typedef enum { MARK_UNPROVED, MARK_UNCOMPUTABLE, MARK_CHANGED, MARK_PARTLY } ScoreMark;
#define MARK_COUNT 4

gboolean score_has_mark(const ScoreNode *node, ScoreMark mark);
/* !无佐证: a sign and a word; and the role it is shown in. Static. */
const char *score_mark_words(ScoreMark mark);
ThemeRole score_mark_role(ScoreMark mark);

/* All marks of a node with blanks between, as many as fit whole into columns, at least the first;
 * "" where it has none. The caller frees. */
char *score_marks_text(const ScoreNode *node, int columns);

/* The role of the most pressing mark of a node; fallback where it has none. */
ThemeRole score_marks_role(const ScoreNode *node, ThemeRole fallback);

/* Where the points come from; 未填, 未登记, 还没有 where nothing was entered. Borrowed. */
const char *score_basis_words(const ScoreNode *node);

/* TRUE for a node whose points are the sum of those below it. */
gboolean score_is_parent(const SystemNode *node);

/* How a node's points are counted, in one sentence. The caller frees. */
char *score_rule_words(const SystemNode *node);

/* What an input (score.h) is called: 分子; of item:N its title. The caller frees. */
char *score_input_words(const SystemNode *node, const char *name);

/* The place of the item that item:N names, from 0; -1 for other inputs and unknown items. */
int score_input_item(const SystemNode *node, const char *name);

/* TRUE where what is typed is one of the titles of a node's steps. */
gboolean score_steps_are_named(const SystemNode *node);
