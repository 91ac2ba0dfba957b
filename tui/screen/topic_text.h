/* topic_text.h: what is said of a month's topic, alike on every screen. */
#pragma once

#include "core/model/case_board.h"
#include "tui/screen/app.h"

/* TRUE for the topic of the month that today lies in. */
gboolean topic_is_current(const Topic *topic, Day today);

/* 市局 2026-11-15 周日 休息日（已过6天）；报部 2026-11-25 周三（还有4天），满3篇. The caller frees.
 */
char *topic_text_due(App *app, const Topic *topic);

/* 11月1分（满3分），全年5分（满36分）；how each rule of the system counts; or why there are none.
 * *role receives amber where a rule counts one case and gives nothing for it, which no document
 * says in words; dim where there are no points. The caller frees. */
char *topic_text_points(const CaseBoard *board, ThemeRole *role);
