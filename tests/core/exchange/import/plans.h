/* plans.h: what bringing a ledger in would change, and doing it, in short words for tests. Nothing
 * here may fail but what is to be refused. */
#pragma once

#include "core/exchange/import/import.h"
#include "tests/core/exchange/content/contents.h"
#include "tests/core/fixture.h"

Reckoning *reckoning_of(Fixture *fixture);

/* What bringing incoming into a ledger of the file would do (0: a new one). Takes incoming. */
ImportPlan *plan_into(Fixture *fixture, Content *incoming, gint64 ledger);

/* It cannot be planned, and why. Takes incoming. */
void refuse_plan(Fixture *fixture, Content *incoming, gint64 ledger, const char *words);

/* Does what was planned; FALSE and error. result may be NULL. */
gboolean try_run(Fixture *fixture, const ImportPlan *plan, ImportResult *result, GError **error);

/* The same, where nothing may fail. */
ImportResult run_plan(Fixture *fixture, const ImportPlan *plan);

/* It cannot be done, and has changed nothing. */
void refuse_run(Fixture *fixture, const ImportPlan *plan, int code, const char *words);

/* Takes back the person's last deed. */
void undo_last(Fixture *fixture);

void assert_counts(const ImportPlan *plan, guint same, guint added, guint changed, guint gone);

/* The item of a task of the ledger, or of a row of the file. Borrowed. */
ImportItem *item_of(const ImportPlan *plan, const char *goal);

ImportItem *item_numbered(const ImportPlan *plan, int number);

/* What changes in one field of a changed task. Borrowed. */
ImportField *field_of(const ImportPlan *plan, int number, ContentField field);

/* It changes, and is taken unless somebody says otherwise. */
void assert_field(const ImportPlan *plan, int number, ContentField field, const char *before,
                  const char *after);

/* It can be taken, and is not, since people changed it. */
void assert_touched(const ImportPlan *plan, int number, ContentField field, const char *before,
                    const char *after);

void take_touched(const ImportPlan *plan, int number, ContentField field);

void assert_refusal(const ImportPlan *plan, int number, ContentField field, const char *words);

void set_text(char **field, const char *text);

/* As another program's file has it: without ids, without where it comes from. */
Content *foreign(Fixture *fixture);

void decide_all(ImportPlan *plan, ImportUnitWay way);

/* A part of the task numbered whole, added to content. Borrowed. */
ContentTask *insert_part(Content *content, int whole, Day due);
