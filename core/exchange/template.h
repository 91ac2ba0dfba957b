/* template.h: templates (data/ledgers, data/plans, data/units, data/systems, or an office's own
 * YAML file), checked and put into the file. data/TEMPLATES.zh-CN.md describes how one is written.
 *
 * A template is a ledger, a topic plan, a list of units or a system of indicators of some year,
 * usable for any year: the years in its deadlines move with it, while the text as printed stays
 * beside them.
 */
#pragma once

#include "core/store/write.h"

typedef enum { TEMPLATE_LEDGER, TEMPLATE_PLAN, TEMPLATE_UNITS, TEMPLATE_SYSTEM } TemplateKind;
#define TEMPLATE_KIND_COUNT 4

/* Code (ledger, plan, units, system) and Chinese name (任务分工台账, 选题计划, 单位名录,
 * 测评指标体系) of a kind; static. */
const char *template_kind_code(TemplateKind kind);
const char *template_kind_name(TemplateKind kind);
/* The kind of a code; FALSE, and *out untouched, where it is none. code may be NULL. */
gboolean template_kind_parse(const char *code, TemplateKind *out);
/* What its rows are counted in: 项任务, 个月, 个单位, 个计分项; static. */
const char *template_kind_rows(TemplateKind kind);

#define TEMPLATE_LEVELS_MAX 6

/* How much there is in one. What a kind does not have is 0. */
typedef struct {
  int rows;  /* tasks of a ledger, months of a plan, units, what is scored in a system */
  int units; /* declared */
  int indicators[TEMPLATE_LEVELS_MAX]; /* of each level, of a system without 加分项 and 扣分项 */
  int schedules;
  int tasks;     /* of a system: the tasks of the ledger that is made along with it */
  int bonuses;   /* of a system, those that are scored */
  int penalties; /* the same, 弄虚作假 included */
  double points; /* the full mark of a system */
} TemplateCounts;

typedef struct Template Template;

void template_free(Template *template_);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Template, template_free)

/* Reads and checks a template file wholly, and adds every mistake to mistakes (an array of
 * document_mistakes_new()), in the order of lines: what is not YAML (the first place only, where
 * reading stops), keys that are there twice, unknown and missing ones, wrong types, what
 * contradicts itself, what looks like personal data. NULL where there are any, and where the file
 * cannot be read, which is one too. */
Template *template_read(const char *path, GPtrArray *mistakes);

/* The same for who wants the template: the error (DOCUMENT_ERROR_*) names the first three
 * mistakes, how many more there are and how to see them. */
Template *template_load(const char *path, GError **error);

/* The template of that name below folders (NULL-terminated paths), the first that has
 * NAME.yaml; or, where name is a path (holds a / or ends in .yaml), that file. An unknown name is
 * refused with the names there are. */
Template *template_find(const char *name, const char *const *folders, GError **error);

/* All templates below folders by name, as an array of Template* that frees them. NULL and error
 * where one of them is faulty or a folder cannot be read. */
GPtrArray *template_list(const char *const *folders, GError **error);

TemplateKind template_kind(const Template *template_);
const char *template_name(const Template *template_); /* borrowed, as the title is */
const char *template_title(const Template *template_);
int template_year(const Template *template_);                     /* of the document itself */
const TemplateCounts *template_counts(const Template *template_); /* borrowed */
int template_rows(const Template *template_);                     /* of its counts */

/* What is no mistake, but should be known before the template is used: deadlines in which no date
 * can be read (2026年13月底), which are kept as printed and remind of nothing; not those that state
 * none (及时). GError* of document.h with line, column and text, by line; borrowed. */
const GPtrArray *template_remarks(const Template *template_);

/* The title of the ledger that a system with tasks brings along: 指标体系的标题 and 周期工作. The
 * caller frees. */
char *template_ledger_title(const Template *template_);

/* What there is in it, in one line: 3 级 60 个指标（5、20、35），满分 100，加分项 5 个. The caller
 * frees. */
char *template_summary(const Template *template_);

/* Puts templates (Template*) into db for a year (0: that of each document), all or none, as one
 * journal entry (verb "init"). One that is there already for that year is refused, but for a list
 * of units, which belong to no year: those that are known are left as they are. A system that asks
 * for something again and again, or by a day, brings a ledger of these tasks with it. */
gboolean template_apply(Db *db, const Actor *actor, const GPtrArray *templates, int year,
                        GError **error);
