/* template_check.h: what a template file must look like. For template.c alone. */
#pragma once

#include "core/config/document.h"
#include "core/exchange/template.h"

/* Checks the whole tree of a template. After it, every value that template_apply() reads is there
 * and of its type. *rows receives the number of tasks or months. */
gboolean template_check(const DocumentNode *root, TemplateKind *kind, int *rows, GError **error);
