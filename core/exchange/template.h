/* template.h: templates (data/ledgers, data/plans, or an office's own YAML file), checked and put
 * into the file.
 *
 * A template is a ledger or a topic plan of some year, usable for any year: the years in its
 * deadlines move with it, while the text as printed stays beside them.
 */
#pragma once

#include "core/store/write.h"

typedef enum { TEMPLATE_LEDGER, TEMPLATE_PLAN } TemplateKind;

typedef struct Template Template;

void template_free(Template *template_);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Template, template_free)

/* Reads and checks a template file wholly: unknown or missing keys, wrong types, units that are not
 * declared, numbers given twice. NULL and an error (DOCUMENT_ERROR_*) that names file, line and
 * column. */
Template *template_load(const char *path, GError **error);

/* The template of that name below folders (NULL-terminated paths), the first that has
 * NAME.yaml; or, where name is a path (holds a / or ends in .yaml), that file. An unknown name is
 * refused with the names there are. */
Template *template_find(const char *name, const char *const *folders, GError **error);

/* All templates below folders by name, as an array of Template* that frees them. NULL and error
 * where one of them is faulty or a folder cannot be read. */
GPtrArray *template_list(const char *const *folders, GError **error);

TemplateKind template_kind(const Template *template_);
const char *template_kind_name(TemplateKind kind);    /* 任务分工台账, 选题计划; static */
const char *template_name(const Template *template_); /* borrowed, as the title is */
const char *template_title(const Template *template_);
int template_year(const Template *template_); /* of the document itself */
/* How many rows it has: tasks, or months. */
int template_rows(const Template *template_);

/* Puts templates (Template*) into db for a year (0: that of each document), all or none, as one
 * journal entry (verb "init"). One that is there already for that year is refused. */
gboolean template_apply(Db *db, const Actor *actor, const GPtrArray *templates, int year,
                        GError **error);
