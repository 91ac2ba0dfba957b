/* contents.h: what the tests of contents share. */
#pragma once

#include "core/exchange/content/content_file.h"
#include "tests/core/fixture.h"

/* The shipped templates that have a ledger, or bring one along. NULL-terminated. */
extern const char *const CONTENT_TEMPLATES[];

/* Texts that forms of files have trouble with. NULL-terminated. */
extern const char *const CONTENT_TEXTS[];

/* A ledger of the file, and one put into it as a deed of its own. */
Content *load_ledger(Fixture *fixture, gint64 ledger);
gint64 store_ledger(Fixture *fixture, const Content *content);
/* What storing it is refused with; the caller frees. */
char *store_refusal(Fixture *fixture, const Content *content);

/* Puts the Ningxia ledger of the fixture to use: progress with evidence, what is done, closed,
 * paused, void and split, more time, a rule that was changed. */
void use_ledger(Fixture *fixture);

/* A content as YAML, in one text. The caller frees. */
char *content_to_yaml(const Content *content);

/* A task of content by its 序号. */
ContentTask *task_numbered(const Content *content, int number);

/* Both say the same, field by field, but for the ids that each file gives. */
void assert_same_content(const Content *a, const Content *b);
