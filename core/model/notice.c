/* notice.c: 督办单. */
#include "core/model/supervision.h"

#include <string.h>

#include "core/model/ledger.h"
#include "core/model/task.h"
#include "core/rules/letter.h"
#include "core/rules/text.h"

#define NOTICE_COLUMNS "id, task, year, number, level, text, issued_on, answer_by, author"
#define SQL_NOTICES                                                                                \
  "SELECT " NOTICE_COLUMNS " FROM notice n WHERE (?1 = 0 OR task = ?1) AND "                       \
  "(?2 = 0 OR NOT EXISTS (SELECT 1 FROM notice_answer a WHERE a.notice = n.id) "                   \
  "AND " SQL_TASK_IN_USE("n.task") ") "                                                            \
                                   "ORDER BY year, number"
#define SQL_NOTICE "SELECT " NOTICE_COLUMNS " FROM notice WHERE id = ?1"
#define SQL_NOTICE_NUMBERED "SELECT id FROM notice WHERE year = ?1 AND number = ?2"
#define SQL_ANSWERS                                                                                \
  "SELECT made_on, text, author FROM notice_answer WHERE notice = ?1 ORDER BY made_on, id"
#define SQL_NEXT_NUMBER "SELECT ifnull(max(number), 0) + 1 FROM notice WHERE year = ?1"
#define SQL_NOTICE_INSERT                                                                          \
  "INSERT INTO notice (task, year, number, level, text, issued_on, answer_by, author) "            \
  "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)"
#define SQL_NOTICE_RAISE                                                                           \
  "UPDATE notice SET level = ?2, text = ifnull(?3, text), answer_by = ifnull(?4, answer_by) "      \
  "WHERE id = ?1"
#define SQL_ANSWER_INSERT                                                                          \
  "INSERT INTO notice_answer (task, notice, made_on, text, author) VALUES (?1, ?2, ?3, ?4, ?5)"

static void notice_answer_free(NoticeAnswer *answer) {
  g_free(answer->text);
  g_free(answer->author);
  g_free(answer);
}

void notice_free(Notice *notice) {
  if (notice == NULL)
    return;
  g_free(notice->text);
  g_free(notice->author);
  g_ptr_array_unref(notice->answers);
  g_free(notice);
}

/* ---- words ------------------------------------------------------------------------------ */

static const char *const LEVELS[NOTICE_LEVEL_MAX] = {"提醒单", "督办单", "重点督办单"};

const char *notice_level_name(int level) {
  return LEVELS[level - 1];
}

gboolean notice_level_parse(const char *text, int *out) {
  for (int level = 1; text != NULL && level <= NOTICE_LEVEL_MAX; level++) {
    char digit[] = {(char)('0' + level), '\0'};
    g_autofree char *with_sheet = g_strconcat(text, "单", NULL);
    if (g_str_equal(text, digit) || g_str_equal(text, LEVELS[level - 1]) ||
        g_str_equal(with_sheet, LEVELS[level - 1])) {
      *out = level;
      return TRUE;
    }
  }
  return FALSE;
}

char *notice_number_text(int year, int number) {
  return g_strdup_printf("督办〔%d〕%d号", year, number);
}

gboolean notice_number_parse(const char *text, int *year, int *number) {
  static const struct {
    const char *head, *middle, *tail;
  } FORMS[] = {{"", "-", ""}, {"督办〔", "〕", "号"}};
  for (guint i = 0; i < G_N_ELEMENTS(FORMS); i++) {
    const char *start = text + strlen(FORMS[i].head), *middle = strstr(text, FORMS[i].middle);
    if (!g_str_has_prefix(text, FORMS[i].head) || middle == NULL || middle < start ||
        !g_str_has_suffix(text, FORMS[i].tail))
      continue;
    const char *second = middle + strlen(FORMS[i].middle);
    g_autofree char *before = g_strndup(start, (gsize)(middle - start));
    g_autofree char *after = g_strndup(second, strlen(second) - strlen(FORMS[i].tail));
    gint64 first, last;
    if (!g_ascii_string_to_signed(before, 10, 1, 9999, &first, NULL) ||
        !g_ascii_string_to_signed(after, 10, 1, G_MAXINT, &last, NULL))
      return FALSE;
    *year = (int)first;
    *number = (int)last;
    return TRUE;
  }
  return FALSE;
}

Day notice_answered_on(const Notice *notice) {
  if (notice->answers->len == 0)
    return DAY_NONE;
  return ((const NoticeAnswer *)notice->answers->pdata[0])->made_on;
}

Day notice_answer_day(const Reckoning *reckoning) {
  return calendar_add_workdays(reckoning_calendar(reckoning), reckoning_today(reckoning),
                               NOTICE_ANSWER_WORKDAYS);
}

int notice_days_late(const Notice *notice, Day today) {
  Day answered = notice_answered_on(notice), until = answered != DAY_NONE ? answered : today;
  return until > notice->answer_by ? (int)(until - notice->answer_by) : 0;
}

/* ---- loading ---------------------------------------------------------------------------- */

static Notice *notice_from_row(Query *query) {
  Notice *notice = g_new0(Notice, 1);
  notice->id = query_int(query, 0);
  notice->task = query_int(query, 1);
  notice->year = (int)query_int(query, 2);
  notice->number = (int)query_int(query, 3);
  notice->level = (int)query_int(query, 4);
  notice->text = g_strdup(query_text(query, 5));
  notice->issued_on = query_day(query, 6);
  notice->answer_by = query_day(query, 7);
  notice->author = g_strdup(query_text(query, 8));
  notice->answers = g_ptr_array_new_with_free_func((GDestroyNotify)notice_answer_free);
  return notice;
}

static gboolean read_answers(Db *db, Notice *notice, GError **error) {
  Query *query = query_new(db, SQL_ANSWERS);
  query_bind_int(query, 1, notice->id);
  while (query_next(query)) {
    NoticeAnswer *answer = g_new0(NoticeAnswer, 1);
    answer->made_on = query_day(query, 0);
    answer->text = g_strdup(query_text(query, 1));
    answer->author = g_strdup(query_text(query, 2));
    g_ptr_array_add(notice->answers, answer);
  }
  return query_finish(query, error);
}

GPtrArray *notice_list(Db *db, gint64 task, gboolean only_open, GError **error) {
  g_autoptr(GPtrArray) notices = g_ptr_array_new_with_free_func((GDestroyNotify)notice_free);
  Query *query = query_new(db, SQL_NOTICES);
  query_bind_int(query, 1, task);
  query_bind_int(query, 2, only_open);
  while (query_next(query))
    g_ptr_array_add(notices, notice_from_row(query));
  if (!query_finish(query, error))
    return NULL;
  for (guint i = 0; !only_open && i < notices->len; i++) { /* what is open has none */
    if (!read_answers(db, notices->pdata[i], error))
      return NULL;
  }
  return g_steal_pointer(&notices);
}

Notice *notice_load(Db *db, gint64 id, GError **error) {
  Query *query = query_new(db, SQL_NOTICE);
  query_bind_int(query, 1, id);
  g_autoptr(Notice) notice = query_next(query) ? notice_from_row(query) : NULL;
  if (!query_finish(query, error))
    return NULL;
  if (notice == NULL) {
    g_set_error(error, STORE_ERROR, STORE_ERROR_NOT_FOUND,
                "没有编号为 %" G_GINT64_FORMAT " 的督办单，可用 taizhang notice --all 查看", id);
    return NULL;
  }
  return read_answers(db, notice, error) ? g_steal_pointer(&notice) : NULL;
}

Notice *notice_find(Db *db, int year, int number, GError **error) {
  Query *query = query_new(db, SQL_NOTICE_NUMBERED);
  query_bind_int(query, 1, year);
  query_bind_int(query, 2, number);
  gint64 id = query_next(query) ? query_int(query, 0) : 0;
  if (!query_finish(query, error))
    return NULL;
  if (id != 0)
    return notice_load(db, id, error);
  g_autofree char *name = notice_number_text(year, number);
  g_set_error(error, STORE_ERROR, STORE_ERROR_NOT_FOUND, "没有%s，可用 taizhang notice --all 查看",
              name);
  return NULL;
}

/* ---- writing ---------------------------------------------------------------------------- */

/* What is written, and the deed, whose summary names the number. */
typedef struct {
  const Actor *actor;
  Deed deed;
  char *label; /* the task's */
  gint64 id;
  gint64 task;
  int level;
  char *text; /* without blanks around it; NULL: none was given */
  Day answer_by;
  char *summary;
} Issuing;

static void issuing_clear(Issuing *issuing) {
  g_free(issuing->label);
  g_free(issuing->text);
  g_free(issuing->summary);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Issuing, issuing_clear)

static gboolean check_answer_by(Day answer_by, Day today, GError **error) {
  char day[DAY_TEXT_SIZE];
  if (answer_by >= today)
    return TRUE;
  return store_refuse(error, "答复期限 %s 已经过去，应是今天或以后的日子",
                      day_to_iso(answer_by, day));
}

static gboolean free_number(Db *db, int year, int *number, GError **error) {
  Query *query = query_new(db, SQL_NEXT_NUMBER);
  query_bind_int(query, 1, year);
  *number = query_next(query) ? (int)query_int(query, 0) : 0;
  return query_finish(query, error);
}

static gboolean write_notice(Db *db, gpointer data, GError **error) {
  Issuing *issuing = data;
  const Actor *actor = issuing->actor;
  int year = day_civil(actor->today).year, number;
  if (!supervision_allows(db, &issuing->task, 1, error) || !free_number(db, year, &number, error))
    return FALSE;
  g_autofree char *name = notice_number_text(year, number);
  g_autofree char *text = letter_with_document(issuing->text, name);
  Query *query = query_new(db, SQL_NOTICE_INSERT);
  query_bind_int(query, 1, issuing->task);
  query_bind_int(query, 2, year);
  query_bind_int(query, 3, number);
  query_bind_int(query, 4, issuing->level);
  query_bind_text(query, 5, text);
  query_bind_day(query, 6, actor->today);
  query_bind_day(query, 7, issuing->answer_by);
  query_bind_text(query, 8, actor->who);
  if (!query_run(query, error))
    return FALSE;
  issuing->id = db_last_id(db);
  issuing->summary =
      g_strdup_printf("%s 签发%s %s", issuing->label, notice_level_name(issuing->level), name);
  issuing->deed.summary = issuing->summary;
  return TRUE;
}

static gboolean check_level(int level, GError **error) {
  if (level >= 1 && level <= NOTICE_LEVEL_MAX)
    return TRUE;
  return store_refuse(error, "没有 %d 级的督办单，级别是 1 到 %d", level, NOTICE_LEVEL_MAX);
}

/* What is to be written of a notice; FALSE and error where it cannot be issued. */
static gboolean prepare_notice(Db *db, Issuing *issuing, GError **error) {
  if (!check_level(issuing->level, error) ||
      !check_answer_by(issuing->answer_by, issuing->actor->today, error))
    return FALSE;
  if (*issuing->text == '\0')
    return store_refuse(error, "督办单的内容不能为空");
  issuing->label = task_label(db, issuing->task, error);
  issuing->deed.summary = issuing->label;
  return issuing->label != NULL;
}

gboolean notice_put(Db *db, const Actor *actor, gint64 task, int level, const char *text,
                    Day answer_by, gint64 *id, GError **error) {
  g_auto(Issuing) issuing = {.actor = actor,
                             .task = task,
                             .level = level,
                             .text = text_strip_lines(text),
                             .answer_by = answer_by};
  if (!prepare_notice(db, &issuing, error) || !write_notice(db, &issuing, error))
    return FALSE;
  if (id != NULL)
    *id = issuing.id;
  return TRUE;
}

gboolean notice_issue(Db *db, const Actor *actor, gint64 task, int level, const char *text,
                      Day answer_by, gint64 *id, GError **error) {
  g_auto(Issuing) issuing = {.actor = actor,
                             .deed = {.verb = "notice.issue", .task = task},
                             .task = task,
                             .level = level,
                             .text = text_strip_lines(text),
                             .answer_by = answer_by};
  if (!prepare_notice(db, &issuing, error) ||
      !store_write(db, actor, &issuing.deed, write_notice, &issuing, NULL, error))
    return FALSE;
  if (id != NULL)
    *id = issuing.id;
  return TRUE;
}

static gboolean check_raise(const Notice *notice, int level, GError **error) {
  g_autofree char *name = notice_number_text(notice->year, notice->number);
  char day[DAY_TEXT_SIZE];
  if (notice->answers->len > 0)
    return store_refuse(error, "%s已于 %s 答复，不能再升级；要继续督办，请另发一张", name,
                        day_to_iso(notice_answered_on(notice), day));
  if (level <= notice->level)
    return store_refuse(error, "%s现在是%s，只能升为更高的级别", name,
                        notice_level_name(notice->level));
  return TRUE;
}

static gboolean write_raise(Db *db, gpointer data, GError **error) {
  Issuing *issuing = data;
  g_autoptr(Notice) notice = notice_load(db, issuing->id, error);
  if (notice == NULL || !check_raise(notice, issuing->level, error) ||
      !supervision_allows(db, &notice->task, 1, error))
    return FALSE;
  g_autofree char *name = notice_number_text(notice->year, notice->number);
  g_autofree char *text = issuing->text != NULL ? letter_with_document(issuing->text, name) : NULL;
  Query *query = query_new(db, SQL_NOTICE_RAISE);
  query_bind_int(query, 1, issuing->id);
  query_bind_int(query, 2, issuing->level);
  query_bind_text(query, 3, text);
  query_bind_day(query, 4, issuing->answer_by);
  return query_run(query, error);
}

gboolean notice_raise(Db *db, const Actor *actor, gint64 id, int level, const char *reason,
                      const char *text, Day answer_by, GError **error) {
  g_autofree char *why = text_strip(reason);
  g_auto(Issuing) issuing = {.actor = actor,
                             .id = id,
                             .level = level,
                             .text = text != NULL ? text_strip_lines(text) : NULL,
                             .answer_by = answer_by};
  if (!check_level(level, error))
    return FALSE;
  if (*why == '\0')
    return store_refuse(error, "升级督办要写明理由");
  if (issuing.text != NULL && *issuing.text == '\0')
    return store_refuse(error, "督办单的内容不能为空");
  if (answer_by != DAY_NONE && !check_answer_by(answer_by, actor->today, error))
    return FALSE;
  g_autoptr(Notice) notice = notice_load(db, id, error);
  issuing.label = notice != NULL ? task_label(db, notice->task, error) : NULL;
  if (issuing.label == NULL)
    return FALSE;
  g_autofree char *name = notice_number_text(notice->year, notice->number);
  issuing.summary = g_strdup_printf("%s %s升为%s", issuing.label, name, notice_level_name(level));
  issuing.deed = (Deed){
      .verb = "notice.raise", .summary = issuing.summary, .reason = why, .task = notice->task};
  return store_write(db, actor, &issuing.deed, write_raise, &issuing, NULL, error);
}

static gboolean write_answer(Db *db, gpointer data, GError **error) {
  const Issuing *issuing = data;
  g_autoptr(Notice) notice = notice_load(db, issuing->id, error); /* it may have gone meanwhile */
  if (notice == NULL)
    return FALSE;
  Query *query = query_new(db, SQL_ANSWER_INSERT);
  query_bind_int(query, 1, notice->task);
  query_bind_int(query, 2, notice->id);
  query_bind_day(query, 3, issuing->actor->today);
  query_bind_text(query, 4, issuing->text);
  query_bind_text(query, 5, issuing->actor->who);
  return query_run(query, error);
}

gboolean notice_answer(Db *db, const Actor *actor, gint64 id, const char *text, GError **error) {
  g_auto(Issuing) issuing = {.actor = actor, .id = id, .text = text_strip(text)};
  if (*issuing.text == '\0')
    return store_refuse(error, "答复的内容不能为空");
  g_autoptr(Notice) notice = notice_load(db, id, error);
  issuing.label = notice != NULL ? task_label(db, notice->task, error) : NULL;
  if (issuing.label == NULL)
    return FALSE;
  g_autofree char *name = notice_number_text(notice->year, notice->number);
  issuing.summary = g_strdup_printf("%s 登记%s的答复", issuing.label, name);
  issuing.deed = (Deed){.verb = "notice.answer", .summary = issuing.summary, .task = notice->task};
  return store_write(db, actor, &issuing.deed, write_answer, &issuing, NULL, error);
}
