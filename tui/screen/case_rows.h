/* case_rows.h: cases as rows, as details and as counts by stage, the same on every screen that
 * shows them; and what may be done with the chosen one.
 */
#pragma once

#include "core/exchange/export/listing.h"
#include "core/model/case.h"
#include "tui/screen/app.h"

/* Heads of the columns 阶段 日期 案例 报送单位 标记. */
void case_rows_paint_header(Term *term, int row, int width);

/* One row: its stage and the day of that, title, unit, and what is to be noticed (迟报6天,
 * 跨月主题, 无佐证). */
void case_rows_paint(Term *term, int row, int width, const Case *file, gboolean selected);

/* Cases (Case*) as a table. */
Listing *case_rows_listing(const GPtrArray *cases, const char *title);

/* What a case says, as far as area goes; file may be NULL: blank. */
void case_rows_paint_details(Term *term, Area area, const Case *file);

/* What to say behind a case's title, with blanks before each: "  跨月主题：9月“信用监管”  迟报6天";
 * "" for nothing. The caller frees. */
char *case_rows_remarks_text(const Case *file);

/* 公路建设 / 公路养护; NULL where the field is not said. The caller frees. */
char *case_rows_domain_text(const Case *file);

/* 起草1 报市局2 报部1, of counts by CaseStage; stages without a case too where all is TRUE. ""
 * where there are none. The caller frees. */
char *case_rows_stages_text(const int stages[CASE_STAGE_COUNT], gboolean all);

/* Whether an action on a case has a meaning for file (NULL: none is chosen); TRUE for any other
 * action. */
gboolean case_rows_offers(ActionId id, const Case *file);

/* Opens the form or the page of an action on file, which may be NULL; FALSE where it is none. */
gboolean case_rows_act(App *app, ActionId id, const Case *file);
