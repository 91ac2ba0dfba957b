/* template_check.h: what a template file must look like. For template.c alone. */
#pragma once

#include "core/config/document.h"
#include "core/exchange/template.h"

/* Checks the whole tree of a template and adds every mistake to mistakes (document.h), in no order.
 * Returns TRUE where there are none: then every value that template_apply() reads is there and of
 * its type, and *kind and *counts say what the file is. remarks receives what template_remarks()
 * tells, in the same form. */
gboolean template_check(const DocumentNode *root, TemplateKind *kind, TemplateCounts *counts,
                        GPtrArray *remarks, GPtrArray *mistakes);

/* Adds a mistake for whatever in the text of file name looks like a mobile or landline number, an
 * identity number or a mail address, in comments too: offices paste them in with the rest, and a
 * template is passed on. text is UTF-8. */
void template_check_personal(const char *name, const char *text, gsize size, GPtrArray *mistakes);
