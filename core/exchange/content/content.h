/* content.h: a ledger by itself, outside any database: what is read from a file, written to one,
 * and compared with what is there.
 *
 * Every reader (xlsx, docx, csv, YAML, JSON, a template) makes a Content, every writer is given
 * one, and only content_store() and the import bring one into the file. So whatever one form can
 * say, the others can carry.
 */
#pragma once

#include "core/model/schedule.h"
#include "core/model/task.h"
#include "core/model/unit.h"

#define CONTENT_LEVELS_MAX 4

/* What a column of a ledger may be. */
typedef enum {
  CONTENT_NONE,        /* nothing known: passed over */
  CONTENT_ID,          /* 编号, by which an exported row is found again */
  CONTENT_NUMBER,      /* 序号 */
  CONTENT_LEVEL_1,     /* 一级指标 */
  CONTENT_LEVEL_2,     /* 二级指标 */
  CONTENT_LEVEL_3,     /* 三级指标 */
  CONTENT_LEVEL_4,     /* 四级指标 */
  CONTENT_KIND,        /* 类别: 任务, 排名指标, 加分项, 扣分项 */
  CONTENT_GOAL,        /* 目标任务 */
  CONTENT_UNITS,       /* 责任单位, perhaps with roles in it */
  CONTENT_LEAD,        /* 牵头单位 */
  CONTENT_SUPPORT,     /* 配合单位 */
  CONTENT_IMPLEMENT,   /* 落实单位 */
  CONTENT_OVERSEE,     /* 督促单位 */
  CONTENT_DEADLINE,    /* 完成时限 */
  CONTENT_PRINTED,     /* 原文时限, where it differs from the one in force */
  CONTENT_RULES,       /* 周期要求 */
  CONTENT_POINTS,      /* 分值 of the lowest indicator */
  CONTENT_STATE,       /* 状态 */
  CONTENT_PERCENT,     /* 完成率 */
  CONTENT_DONE_ON,     /* 办结日期 */
  CONTENT_PROGRESS,    /* 进展情况 */
  CONTENT_PROGRESS_ON, /* 进展日期 */
  CONTENT_EVIDENCE,    /* 佐证材料 */
  CONTENT_NOTE,        /* 备注 */
} ContentField;
#define CONTENT_FIELD_COUNT (CONTENT_NOTE + 1)
#define CONTENT_BIT(field) (1u << (field))

/* Its code, for --map and JSON (goal, deadline, level1), and its heading in Chinese (目标任务);
 * static. */
const char *content_field_code(ContentField field);
const char *content_field_name(ContentField field);
/* The field of a code or a name; FALSE, and *out untouched, where it is none. text may be NULL. */
gboolean content_field_parse(const char *text, ContentField *out);

/* How a unit stands to a task, by its name as the file has it. */
typedef struct {
  char *name;
  Role role;
} ContentUnit;

/* A rule that comes back. */
typedef struct {
  char *phrase;   /* the words of the document */
  char *material; /* what is handed in; NULL: not said */
  Recurrence rule;
  Day since; /* DAY_NONE: from when it comes into the file (schedule_since()) */
  Day ended; /* DAY_NONE: in force */
} ContentRule;

/* A 进展 entry. */
typedef struct {
  Day made_on; /* DAY_NONE: not said, the day it is brought in */
  char *text;
  int percent;         /* PERCENT_NONE: not said */
  char *author;        /* NULL: not said, who brings it in */
  GPtrArray *evidence; /* char*; never NULL */
} ContentProgress;

/* A node of the tree. */
typedef struct {
  int parent; /* its index among the indicators, less than its own; -1: 一级 */
  char *title;
  double points; /* 分值; NAN: none */
} ContentIndicator;

/* A row. */
typedef struct {
  gint64 id;     /* in the ledger file that it comes from; 0: the file does not say */
  int number;    /* 序号; 0: the file does not say */
  int indicator; /* the index of the lowest one it stands under; -1: under none */
  int parent;    /* the index of the task it is a part of (分解); -1: none */
  int weight;    /* 权重 among the parts; 0: no part */
  TaskKind kind;
  char *goal;             /* never blank */
  GPtrArray *units;       /* ContentUnit*, in the order printed; never NULL */
  char *deadline;         /* 完成时限; NULL: none */
  char *deadline_printed; /* as the document prints it, where that is known to be another; NULL: as
                             deadline */
  Day due;                /* what deadline means, or an 延期 has made of it; DAY_NONE: no date */
  TaskState state;
  int percent;         /* PERCENT_NONE: never reported */
  Day done_on;         /* DAY_NONE: not handed in, or not known */
  char *note;          /* NULL: none */
  GPtrArray *rules;    /* ContentRule*; never NULL */
  GPtrArray *progress; /* ContentProgress*, newest first; never NULL */
  /* Where it stands in the file it was read from: */
  guint table;       /* which of the workbook's grids */
  guint row;         /* as people count it, from 1; 0: not from a table */
  guint32 filled;    /* CONTENT_BIT()s of what a blank cell took from the row above it */
  guint32 merged;    /* CONTENT_BIT()s of what a merged cell that begins above says of it */
  gboolean unplaced; /* its indicator is a guess: a task that is there stays in its own */
  /* Where it was loaded with a reckoning: */
  Standing standing;
} ContentTask;

/* What a file says of a unit beside its name. */
typedef struct {
  char *name;
  UnitKind kind;
  char *parent;       /* NULL: not said */
  GPtrArray *aliases; /* char*; never NULL */
  GPtrArray *members; /* char*, of a group; never NULL */
} ContentUnitInfo;

/* What the document asks to be handed in (reporting.h). */
typedef struct {
  char *text;
  char *phrase;
  GPtrArray *materials; /* char*; never NULL */
} ContentReporting;

typedef struct {
  char *template_name; /* NULL: made by hand */
  char *title;         /* NULL: the file does not say */
  char *issuer;        /* NULL, as the next three: none */
  char *document;
  Day issued;
  char *region;
  int year;         /* the year it is used for; 0: the file does not say */
  int source_year;  /* the year of the document itself; 0: as year */
  char *origin;     /* of the ledger file it was exported from (JournalSpan); NULL: not from one */
  gint64 ledger;    /* its id there; 0: not from one */
  gint64 unit;      /* the lower office whose ledger it is to be in this ledger file; 0: our own */
  guint32 fields;   /* CONTENT_BIT()s: what the file says anything of. What is not among them is
                       neither compared nor changed */
  GPtrArray *units; /* ContentUnitInfo*: those that it says more of than their names */
  GPtrArray *indicators; /* ContentIndicator*, each after its parent, in order */
  GPtrArray *tasks;      /* ContentTask*, in order, parts right after their whole */
  GPtrArray *reporting;  /* ContentReporting* */
} Content;

/* An empty one: year 0, no fields. */
Content *content_new(void);
void content_free(Content *content);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Content, content_free)

/* New parts, zeroed but for what has a word for "none", with empty arrays. They are freed with the
 * content they are put into. */
ContentTask *content_task_new(void);
ContentUnit *content_unit_new(const char *name, Role role);
ContentUnitInfo *content_unit_info_new(const char *name, UnitKind kind);
ContentProgress *content_progress_new(const char *text);
void content_task_free(ContentTask *task);
void content_unit_free(ContentUnit *unit);
void content_unit_info_free(ContentUnitInfo *info);
void content_progress_free(ContentProgress *progress);
void content_rule_free(ContentRule *rule);
void content_indicator_free(ContentIndicator *indicator);
void content_reporting_free(ContentReporting *reporting);

/* The index of the indicator of that title below parent (-1: 一级), added at the end where there is
 * none. */
int content_indicator(Content *content, int parent, const char *title);

/* The title of the indicator at level (1: 一级) above a task; NULL where there is none so deep.
 * Borrowed. */
const char *content_level(const Content *content, const ContentTask *task, int level);

/* How many levels its tree has. */
int content_levels(const Content *content);

/* A field of a task as text, as a table shows and reads it: units with their roles
 * (task_units_text()'s form), 60%, 2026-11-03, rules joined by ；. "" where there is nothing. The
 * caller frees. */
char *content_text(const Content *content, const ContentTask *task, ContentField field);
