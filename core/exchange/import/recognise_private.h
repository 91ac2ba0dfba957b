/* recognise_private.h: what the files of recognise.h share; nobody else includes it.
 *
 * recognise_word.c   how texts are compared, small judgements about one text
 * recognise_head.c   what a head says its column is
 * recognise_walk.c   rows of a table, one after the other, over all its grids
 * recognise_table.c  finding tables
 * recognise_column.c what each column is, by head and by what is in it
 * recognise_title.c  what stands above a table
 * recognise_units.c  units and roles; recognise_piece.h for it alone
 * recognise_row.c    levels, blanks that mean as above, sections, notes
 * recognise_cell.c   the fields of one task
 * recognise_time.c   those with dates
 * recognise_total.c  what only all rows together say: 序号, 分值
 * recognise_ours.c   exports of this program
 */
#pragma once

#include "core/exchange/import/recognise.h"
#include "core/rules/phrase.h"

/* The hidden sheet in which an export keeps what its table does not show. */
#define RECOGNISE_DATA_SHEET "taizhang"

/* ---- words ------------------------------------------------------------------------------ */

/* A text to compare by: half width, without blanks, line ends, what is in brackets, and signs at
 * its end; only what is in brackets where nothing else is. The caller frees. */
char *recognise_bare(const char *text);

/* The text in one line: line ends go, but for a blank between Latin words. The caller frees. */
char *recognise_line(const char *text);

/* TRUE where text ends as units do (厅法规处, 五市交通运输局, 相关单位（科室）), or with a role. */
gboolean recognise_is_unit_end(const char *text);

/* Whether a text is numbered, and how: 一、 （一） 1. （1） 第一部分; 0: it is not. */
int recognise_ordinal(const char *text);

/* TRUE for 同上 and its signs. */
gboolean recognise_is_same(const char *text);

/* TRUE for what stands under or above a table and is none of its rows: 注：…, 填报人：…, 合计. */
gboolean recognise_is_note(const char *text);

/* A whole number as ledgers count: 3, 3., （三）, 十二; 0 where it is none. *chinese (may be NULL):
 * in Chinese numerals. */
int recognise_number(const char *text, gboolean *chinese);

/* The state that a word says, ours or what offices write (已完成, 推进中); FALSE where it says
 * none. *doubt (may be NULL): it is read so for want of a better one (长期坚持). */
gboolean recognise_state(const char *text, TaskState *state, gboolean *doubt);

/* The kind of task that a word or the title of a 一级 says; FALSE where it says none. */
gboolean recognise_kind(const char *text, TaskKind *kind);

/* ---- heads ------------------------------------------------------------------------------ */

typedef enum {
  HEAD_UNKNOWN,
  HEAD_FIELD,  /* field */
  HEAD_GOAL,   /* the tasks, or what they are grouped by: 重点任务 beside 具体任务 */
  HEAD_LEVEL,  /* a level of the tree, the next one that is free: 指标类别 */
  HEAD_SORT,   /* 类别: the kind of task, or a level */
  HEAD_STATUS, /* 完成情况: a state, a percentage or words */
  HEAD_FINISH, /* 办结时间: when it was done, or is to be where nothing else says that */
  HEAD_CODE,   /* 编号: ours, or a 序号 */
  HEAD_LIGHT,  /* 红黄绿灯, which is computed and never read */
} HeadKind;

typedef struct {
  HeadKind kind;
  ContentField field; /* HEAD_FIELD */
  gboolean whole;     /* not only the end of it is a known word */
} Head;

Head recognise_head(const char *text);

/* The role that a word before a colon or in brackets says: 牵头单位, 配合, 责任处室. */
gboolean recognise_role(const char *word, Role *role);

/* As recognise_units(); whole: every name is written out, as this program does, and takes nothing
 * from the one before. */
GPtrArray *recognise_whole_units(const char *text, Role role, const GPtrArray *names,
                                 gboolean whole);

/* The units with their roles that stand in brackets behind a goal: （牵头单位：局法规处，…）,
 * without the brackets; NULL: none do. The caller frees. */
char *recognise_roles_behind(const char *goal);

/* The field of the units of a role, and the role of such a field (ROLE_RESPONSIBLE for others). */
ContentField recognise_role_field(Role role);
Role recognise_field_role(ContentField field);

/* ---- walking ---------------------------------------------------------------------------- */

/* Heads by their text, as most cells are asked about more than once. */
typedef struct {
  GHashTable *known; /* char* → Head* */
} Heads;

void heads_init(Heads *heads);
void heads_clear(Heads *heads);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Heads, heads_clear)
const Head *heads_of(Heads *heads, const char *text);

/* How many rows a head has that begins in that row; 0: none does. */
guint recognise_head_rows(Heads *heads, const Grid *grid, guint row);

/* What the head of a column says, rows of it joined by /. "" where nothing. The caller frees. */
char *recognise_head_text(const Grid *grid, guint row, guint rows, guint column);

/* All heads of a row as one text, to see whether they are the same. The caller frees. */
char *recognise_signature(const Grid *grid, guint row, guint rows);

/* How many cells of a row hold something themselves, counting to most; *first receives the first.
 */
guint recognise_printed(const Grid *grid, guint row, guint most, guint *first);

/* The rows of a table that are no heads and not empty. */
typedef struct {
  const Workbook *workbook;
  const Recognised *table;
  Heads heads;
  char *signature; /* NULL: it has no head */
  guint first;     /* the column in which its head begins */
  guint position;  /* in table->grids */
  guint next;      /* the row to look at next */
} Walk;

void walk_init(Walk *walk, const Workbook *workbook, const Recognised *table);
void walk_clear(Walk *walk);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Walk, walk_clear)

/* The next row; FALSE at the end. */
gboolean walk_next(Walk *walk, guint *grid, guint *row);

/* ---- columns and titles ----------------------------------------------------------------- */

/* Says what the columns of a table are. */
void recognise_columns(const Workbook *workbook, Recognised *table);

/* TRUE where a blank cell of a column of that field may mean as above. */
gboolean recognise_fills(ContentField field);

/* The column of a field; -1: none. */
int recognise_column_of(const Recognised *table, ContentField field);

/* TRUE where the file has what this program keeps for itself. */
gboolean recognise_has_data(const Workbook *workbook);

typedef struct {
  char *title;    /* NULL, as all of these: not printed */
  char *document; /* 文号 */
  char *issuer;
  int year; /* 0 */
} Title;

void title_clear(Title *title);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Title, title_clear)

/* What stands above row of a grid, and before the table. */
void recognise_title(const Grid *grid, guint row, Title *title);

/* ---- reading ---------------------------------------------------------------------------- */

/* How a cell says something. */
typedef enum {
  HOLD_BLANK,   /* not at all */
  HOLD_PRINTED, /* itself */
  HOLD_DOWN,    /* as a part of a merged cell that begins above it */
  HOLD_ACROSS,  /* it belongs to the cell on its left */
} Hold;

typedef struct {
  const Cell *cell; /* that says it; empty where nothing does */
  Hold hold;
  guint column;
  gboolean same; /* it is 同上, and hold HOLD_BLANK */
} Value;

/* A row on its way into the content. */
typedef struct {
  guint table, row; /* in the grids */
  Value values[CONTENT_FIELD_COUNT];
  const char *texts[CONTENT_FIELD_COUNT]; /* with what blanks mean; NULL: nothing */
  const char *levels[CONTENT_LEVELS_MAX]; /* outermost first; NULL: not so deep */
  guint32 filled, merged;                 /* as in ContentTask */
} Row;

/* A printed 分值, and the rows it stands for. */
typedef struct {
  guint task; /* the first of its tasks */
  guint end;  /* the task after its last; 0: those up to the next 分值 */
  double points;
} PointCell;

typedef struct {
  const Workbook *workbook;
  const Recognised *table;
  const RecogniseOptions *options;
  GPtrArray *remarks; /* NULL: nobody wants them */
  Content *content;
  int year;
  int columns[CONTENT_FIELD_COUNT]; /* -1: none */
  gboolean itself;                  /* every row says all of itself: it has our 编号 */
  gboolean fractions;               /* a plain number in 完成率 is a part of 1 */
  gboolean mixed;  /* some look like that, others like percents: what up to 1 means is unknown */
  gboolean counts; /* 序号 are Arabic numbers, so that 一 begins a section */
  GHashTable *units[ROLE_COUNT]; /* text → GPtrArray of ContentUnit */
  GHashTable *phrases;           /* text → Phrase* */
  GHashTable *owned;             /* char*: texts that stand in no cell */
  /* As the rows go by: */
  const char *above[CONTENT_FIELD_COUNT]; /* what a blank means; NULL: nothing */
  const char *last[CONTENT_FIELD_COUNT]; /* what 同上 means, also below a new 一级; NULL: nothing */
  GPtrArray *sections;                   /* titles of section rows in force, outermost first */
  GArray *styles;                        /* int: how these are numbered */
  gboolean above_date;                   /* what a blank 完成时限 means is a cell with a date */
  const char *levels[CONTENT_LEVELS_MAX]; /* of the task above … */
  int indicator;                          /* … and what they are */
  gboolean shifted;                       /* rows of this 一级 have one cell fewer */
  RecogniseRemark *waiting;               /* a section row under which no task has been found yet */
  gboolean goalless;                      /* above stands a row that counts and says no goal */
  gboolean over;                          /* the sections stand over 一级, and not in its place */
  GArray *points;                         /* PointCell */
  /* Of an export of this program: */
  Content *base;     /* what the file keeps for itself; NULL: nothing */
  GHashTable *known; /* gint64* → its tasks */
  GArray *changed;   /* guint32: CONTENT_BIT()s, for each task read */
  guint kept_levels; /* rows that do not say all of their levels, of tasks that stay in theirs */
} Reading;

/* Notes what is odd; column G_MAXUINT: the whole row. */
void recognise_say(Reading *reading, guint table, guint row, guint column, const char *format, ...)
    G_GNUC_PRINTF(5, 6);

/* As recognise_say(), of a remark that is there; it is taken. */
void recognise_add_remark(Reading *reading, RecogniseRemark *remark);

/* As recognise_say(), of a cell of the row: before, its text, after. */
void recognise_say_of(Reading *reading, const Row *row, ContentField field, const char *before,
                      const char *after);

/* The text as long as the reading goes on. */
const char *recognise_keep(Reading *reading, const char *text);

/* What a text means in the ledger's year. */
const Phrase *recognise_phrase(Reading *reading, const char *text);

/* Reads a row. */
void recognise_row(Reading *reading, guint table, guint row);

/* Says where a section has had no tasks. */
void recognise_end_section(Reading *reading);

/* A task as the row says it. The caller frees. */
ContentTask *recognise_task(Reading *reading, const Row *row);

typedef struct {
  double value;
  gboolean sign; /* % stands behind it … */
  gboolean more; /* … and behind that something else: 50%（在办） */
} Percent;

/* The number that a cell of 完成率 begins with, which is all of it where no % is; FALSE where it
 * holds something else. */
gboolean recognise_percent(const Cell *cell, Percent *percent);

/* The day in a column of days; DAY_NONE where nothing stands there, and, with a remark, where it is
 * no day. */
Day recognise_day(Reading *reading, const Row *row, ContentField field);

/* The 周期要求 and the 完成时限 of a row, in this order. */
void recognise_rules(Reading *reading, const Row *row, ContentTask *task);
void recognise_deadline(Reading *reading, const Row *row, ContentTask *task);

/* The 编号 of a row; 0: it has none. */
gint64 recognise_id(const Row *row);

gboolean recognise_is_rule(const Phrase *phrase);
/* words: the phrase as the rule keeps it; material may be NULL. */
void recognise_add_rule(ContentTask *task, const char *words, const char *material,
                        const Phrase *phrase);

/* What a row says that belongs to a task that is there already. */
void recognise_add_to_task(Reading *reading, const Row *row, ContentTask *task);

/* The printed form of a date in a deadline: 2026年3月5日. NULL: the cell holds none. *serial: it is
 * one only by its number. The caller frees. */
char *recognise_deadline_date(const Cell *cell, gboolean *serial);

/* The indicator of levels (outermost first, NULL at the end); -1 where there are none. */
int recognise_indicator(Content *content, const char *const *levels);

/* Says that the 序号 of a task is that of another. */
void recognise_say_number(Reading *reading, const ContentTask *task);

/* After the last row. */
void recognise_numbers(Reading *reading);
void recognise_points(Reading *reading);

/* ---- exports of this program ------------------------------------------------------------ */

/* Reads what the file keeps for itself into reading->base, which stays NULL, with a remark, where
 * it cannot be read. */
void recognise_read_base(Reading *reading);

/* Where cells were taken apart, most levels are blank: they are those of the base, unless another
 * level of the row says that its task was moved; below that, a blank one is none. */
void recognise_keep_levels(Reading *reading, Row *row);

/* Notes in what a row differs from the base, and leaves out of it what does not. */
void recognise_compare(Reading *reading, Row *row);

/* The base with what was changed in the table, instead of the content read from the table alone. */
Content *recognise_join(Reading *reading);
