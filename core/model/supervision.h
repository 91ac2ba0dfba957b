/* supervision.h: 催办 and 督办单: asking after a late task, on record.
 *
 * Texts come from templates (data/letters.yaml, an office's own on top); sending is the front
 * end's.
 */
#pragma once

#include "core/model/reckoning.h"

/* FALSE, and why, where one of tasks may no longer be asked after: it is done, closed or void, or
 * is not there. What nudge_record() and notice_issue() refuse, for what has to be done before them.
 */
gboolean supervision_allows(Db *db, const gint64 *tasks, gsize count, GError **error);

/* ---- 催办 ------------------------------------------------------------------------------- */

typedef enum { MEANS_RECORD, MEANS_PRINT, MEANS_FILE, MEANS_MAIL } Means;
#define MEANS_COUNT 4

const char *means_code(Means means); /* record, print, file, mail */
const char *means_name(Means means); /* 仅登记, 打印, 存为文件, 邮件 */
gboolean means_parse(const char *text, Means *out);

typedef struct {
  gint64 id;
  gint64 task;
  Day made_on;
  Means means;
  char *recipient; /* NULL: none */
  char *text;
  char *author;
} Nudge;

void nudge_free(Nudge *nudge);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Nudge, nudge_free)

/* The nudges of a task (0: of all), oldest first. An array of Nudge* that frees them; NULL and
 * error.
 */
GPtrArray *nudge_list(Db *db, gint64 task, GError **error);

/* Puts on record that tasks (at least one) were asked after, in one entry ("nudge.add") that is
 * undone in one: texts[i] is what was sent for tasks[i], not blank. Refused where one of them is
 * done, closed or void, naming it. recipient may be NULL. */
gboolean nudge_record(Db *db, const Actor *actor, const gint64 *tasks, const char *const *texts,
                      gsize count, Means means, const char *recipient, GError **error);

/* ---- 督办单 ----------------------------------------------------------------------------- */

#define NOTICE_LEVEL_MAX 3

typedef struct {
  gint64 id;
  gint64 task;
  int year, number; /* 督办〔2026〕3号 */
  int level;        /* 1 to NOTICE_LEVEL_MAX */
  char *text;
  Day issued_on;
  Day answer_by;
  char *author;
  GPtrArray *answers; /* NoticeAnswer*, oldest first */
} Notice;

typedef struct {
  Day made_on;
  char *text;
  char *author;
} NoticeAnswer;

void notice_free(Notice *notice);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Notice, notice_free)

/* 提醒单, 督办单, 重点督办单; static. level is 1 to NOTICE_LEVEL_MAX. */
const char *notice_level_name(int level);

/* The level of 1, 提醒 or 提醒单, and so on; FALSE, and *out untouched, where text is none. text
 * may be NULL. */
gboolean notice_level_parse(const char *text, int *out);

/* 督办〔2026〕3号. The caller frees. */
char *notice_number_text(int year, int number);

/* The year and number of 督办〔2026〕3号, or 2026-3 for short; FALSE, and both untouched, where
 * text is neither. */
gboolean notice_number_parse(const char *text, int *year, int *number);

/* The day the notice was answered: that of its first answer; DAY_NONE: it is open. */
Day notice_answered_on(const Notice *notice);

/* The usual day for an answer: NOTICE_ANSWER_WORKDAYS working days after today. No document says
 * so; it is what offices write. */
#define NOTICE_ANSWER_WORKDAYS 5
Day notice_answer_day(const Reckoning *reckoning);

/* Days by which the answer is, or was, late; 0: not late. */
int notice_days_late(const Notice *notice, Day today);

/* Notices of a task (0: of all), by year and number; only_open narrows to those without an answer
 * in ledgers that are not 封存. An array of Notice* that frees them; NULL and error. */
GPtrArray *notice_list(Db *db, gint64 task, gboolean only_open, GError **error);

/* The notice of that id. STORE_ERROR_NOT_FOUND where there is none. */
Notice *notice_load(Db *db, gint64 id, GError **error);

/* The notice of that number of a year. STORE_ERROR_NOT_FOUND where there is none. */
Notice *notice_find(Db *db, int year, int number, GError **error);

/* Issues a notice, journaled "notice.issue", under the number after the greatest of the year of
 * actor->today, so that numbers and days go up together; only the last one, taken back by undo, is
 * given again. {文号} in text becomes that number. answer_by not before today. Refused for a task
 * that is done, closed or void. *id, when not NULL, receives it. */
gboolean notice_issue(Db *db, const Actor *actor, gint64 task, int level, const char *text,
                      Day answer_by, gint64 *id, GError **error);

/* Inside a writer: as notice_issue(), which journals nothing here. */
gboolean notice_put(Db *db, const Actor *actor, gint64 task, int level, const char *text,
                    Day answer_by, gint64 *id, GError **error);

/* Raises the level, with a reason, journaled "notice.raise"; to the same or a lower one is refused,
 * and so is a notice that was answered and one whose task is done, closed or void. The number and
 * the day it was issued stay. text is the letter of the new level, in which {文号} becomes the
 * number; NULL: the text stays. answer_by, not before today, is the new day for the answer;
 * DAY_NONE: it stays. */
gboolean notice_raise(Db *db, const Actor *actor, gint64 id, int level, const char *reason,
                      const char *text, Day answer_by, GError **error);

/* Puts an answer on record, journaled "notice.answer". text not blank. */
gboolean notice_answer(Db *db, const Actor *actor, gint64 id, const char *text, GError **error);
