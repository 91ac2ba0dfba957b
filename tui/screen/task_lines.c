#include "tui/screen/task_lines.h"

#include <string.h>

#include "core/model/history.h"
#include "core/rules/text.h"
#include "tui/screen/task_rows.h"

/* Lines being made. */
typedef struct {
  App *app;
  const TaskRecord *record;
  GPtrArray *lines; /* PageLine* */
  int columns;
} Page;

static void add_field(const Page *page, const char *label, const char *text, ThemeRole role) {
  page_lines_add(page->lines, page->columns, label, text, role);
}

static void add_title(const Page *page, const char *title) {
  page_lines_add_title(page->lines, title);
}

/* A field that begins with a day. */
static void add_day(const Page *page, Day day, const char *text, ThemeRole role) {
  char iso[DAY_TEXT_SIZE];
  add_field(page, day_to_iso(day, iso), text, role);
}

/* ：text, where there is one; "" else. The caller frees. */
static char *after_colon(const char *text) {
  return text != NULL && *text != '\0' ? g_strconcat("：", text, NULL) : g_strdup("");
}

/* ---- recurrence ------------------------------------------------------------------------- */

/* 2026Q4，2026-12-31 到期，已报 0/1 次 */
static char *obligation_text(const Obligation *obligation) {
  char iso[DAY_TEXT_SIZE];
  return g_strdup_printf("%s%s%s，%s 到期，已报 %d/%d 次", obligation->span.key,
                         obligation->event != NULL ? " " : "",
                         obligation->event != NULL ? obligation->event : "",
                         day_to_iso(obligation->due, iso), obligation->count, obligation->quota);
}

/* The period of a rule that is to be handed in for next, and those that were missed. */
static void add_obligations(const Page *page, gint64 schedule) {
  const GPtrArray *all = page->record->obligations;
  Day today = app_today(page->app);
  const Obligation *next = NULL;
  for (guint i = 0; i < all->len; i++) {
    const Obligation *obligation = all->pdata[i];
    if (obligation->schedule != schedule)
      continue;
    g_autofree char *text = obligation_text(obligation);
    g_autofree char *missed = g_strconcat("欠报 ", text, NULL);
    if (obligation->light == LIGHT_RED)
      add_field(page, "", missed, THEME_RED);
    else if (next == NULL && obligation->due >= today && obligation->count < obligation->quota)
      next = obligation;
  }
  if (next == NULL)
    return;
  g_autofree char *text = obligation_text(next);
  g_autofree char *coming = g_strconcat("接下来 ", text, NULL);
  add_field(page, "", coming, THEME_TEXT);
}

static void add_schedules(const Page *page) {
  const GPtrArray *schedules = page->record->schedules;
  for (guint i = 0; i < schedules->len; i++) {
    const Schedule *schedule = schedules->pdata[i];
    g_autofree char *rule = recurrence_text(&schedule->rule);
    g_autofree char *words = schedule_words(schedule->phrase, schedule->material);
    char iso[DAY_TEXT_SIZE];
    gboolean ended = schedule->ended != DAY_NONE;
    g_autofree char *text =
        g_strdup_printf("%s（%s）%s%s%s", words, rule, ended ? "，" : "",
                        ended ? day_to_iso(schedule->ended, iso) : "", ended ? " 停止" : "");
    add_field(page, i == 0 ? "周期要求" : "", text, ended ? THEME_DIM : THEME_TEXT);
    add_obligations(page, schedule->id);
  }
}

/* ---- parts ------------------------------------------------------------------------------ */

static void add_parent(const Page *page) {
  if (page->record->parent == NULL)
    return;
  g_autofree char *text =
      g_strdup_printf("%s 的一部分，权重%d", page->record->parent, page->record->task->weight);
  add_field(page, "分解", text, THEME_TEXT);
}

static void add_parts(const Page *page) {
  const GPtrArray *parts = page->record->parts;
  if (parts->len > 0)
    add_title(page, "分解");
  for (guint i = 0; i < parts->len; i++) {
    const Task *part = parts->pdata[i];
    gboolean gone = part->state == TASK_STATE_VOID;
    g_autofree char *label = g_strdup_printf("第%d项", part->number);
    g_autofree char *light = task_rows_light_text(part->standing.light, part->standing.blue);
    g_autofree char *percent =
        part->percent != PERCENT_NONE ? g_strdup_printf(" %d%%", part->percent) : g_strdup("");
    g_autofree char *text =
        gone ? g_strdup_printf("作废  %s", part->goal)
             : g_strdup_printf("%s 权重%d  %s%s  %s", light, part->weight,
                               task_state_name(part->state), percent, part->goal);
    add_field(page, label, text, gone ? THEME_DIM : THEME_TEXT);
  }
}

/* ---- the way ---------------------------------------------------------------------------- */

static void add_extensions(const Page *page) {
  const GPtrArray *extensions = page->record->extensions;
  if (extensions->len > 0)
    add_title(page, "延期");
  for (guint i = 0; i < extensions->len; i++) {
    const Extension *extension = extensions->pdata[i];
    char old[DAY_TEXT_SIZE], new_[DAY_TEXT_SIZE], decided[DAY_TEXT_SIZE];
    g_autofree char *asked = g_strdup_printf(
        "%s 申请由 %s 延到 %s（%s）：%s", app_person_name(page->app, extension->asked_by),
        day_to_iso(extension->old_due, old), day_to_iso(extension->new_due, new_),
        extension->new_deadline, extension->reason);
    add_day(page, extension->asked_on, asked, THEME_TEXT);
    const char *state = extension_state_name(extension->state);
    g_autofree char *said = after_colon(extension->decision);
    g_autofree char *text =
        extension->decided_by != NULL
            ? g_strdup_printf("%s %s %s%s", day_to_iso(extension->decided_on, decided),
                              app_person_name(page->app, extension->decided_by), state, said)
            : g_strdup(state);
    add_field(page, "", text, extension->state == EXTENSION_ASKED ? THEME_AMBER : THEME_TEXT);
  }
}

static void add_steps(const Page *page) {
  const GPtrArray *steps = page->record->steps;
  if (steps->len > 0)
    add_title(page, "办理步骤");
  for (guint i = 0; i < steps->len; i++) {
    const WayStep *step = steps->pdata[i];
    g_autofree char *reason = after_colon(step->reason);
    g_autofree char *text = g_strdup_printf(
        "%s（%s → %s）  %s%s", step_name(step->step), task_state_name(step->before),
        task_state_name(step->after), app_person_name(page->app, step->author), reason);
    add_day(page, step->made_on, text, THEME_TEXT);
  }
}

/* ---- supervision ------------------------------------------------------------------------ */

/* Of a letter, which is long, the first line that says something. */
static void add_letter(const Page *page, const char *text) {
  g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
  for (gsize i = 0; lines[i] != NULL; i++) {
    g_autofree char *line = text_strip(lines[i]);
    if (*line == '\0')
      continue;
    add_field(page, "", line, THEME_DIM);
    return;
  }
}

static void add_nudges(const Page *page) {
  for (guint i = 0; i < page->record->nudges->len; i++) {
    const Nudge *nudge = page->record->nudges->pdata[i];
    g_autofree char *text = g_strdup_printf(
        "催办（%s）  %s%s%s", means_name(nudge->means), app_person_name(page->app, nudge->author),
        nudge->recipient != NULL ? " 发给 " : "", nudge->recipient != NULL ? nudge->recipient : "");
    add_day(page, nudge->made_on, text, THEME_TEXT);
    add_letter(page, nudge->text);
  }
}

static void add_notice(const Page *page, const Notice *notice) {
  char iso[DAY_TEXT_SIZE];
  g_autofree char *number = notice_number_text(notice->year, notice->number);
  gboolean open = notice_answered_on(notice) == DAY_NONE;
  int late = notice_days_late(notice, app_today(page->app));
  g_autofree char *days = late > 0 ? g_strdup_printf("，超期%d天", late) : g_strdup("");
  g_autofree char *text =
      g_strdup_printf("%s %s  %s 签发，%s 前答复，%s%s", number, notice_level_name(notice->level),
                      app_person_name(page->app, notice->author),
                      day_to_iso(notice->answer_by, iso), open ? "未答复" : "已答复", days);
  ThemeRole role = !open ? THEME_TEXT : late > 0 ? THEME_RED : THEME_AMBER;
  add_day(page, notice->issued_on, text, role);
  for (guint i = 0; i < notice->answers->len; i++) {
    const NoticeAnswer *answer = notice->answers->pdata[i];
    g_autofree char *said =
        g_strdup_printf("%s %s 答复：%s", day_to_iso(answer->made_on, iso),
                        app_person_name(page->app, answer->author), answer->text);
    add_field(page, "", said, THEME_TEXT);
  }
}

static void add_supervision(const Page *page) {
  const TaskRecord *record = page->record;
  if (record->nudges->len + record->notices->len > 0)
    add_title(page, "催办督办");
  add_nudges(page);
  for (guint i = 0; i < record->notices->len; i++)
    add_notice(page, record->notices->pdata[i]);
}

/* ---- the task --------------------------------------------------------------------------- */

static void add_deadline(const Page *page) {
  const TaskRecord *record = page->record;
  char iso[DAY_TEXT_SIZE];
  g_autofree char *deadline = task_rows_deadline_text(page->app, record->task);
  add_field(page, "完成时限", deadline, THEME_TEXT);
  if (record->original != DAY_NONE)
    add_field(page, "原期限", day_to_iso(record->original, iso), THEME_TEXT);
}

static void add_fields(const Page *page) {
  App *app = page->app;
  const Task *task = page->record->task;
  g_autofree char *units = task_units_text(task);
  g_autofree char *due = task_rows_due_text(app, task);
  const Standing *standing = &task->standing;
  g_autofree char *light_text = task_rows_light_text(standing->light, standing->blue);
  g_autofree char *percent = task->percent != PERCENT_NONE
                                 ? g_strdup_printf("  完成率 %d%%", task->percent)
                                 : g_strdup("");
  g_autofree char *state = g_strdup_printf("%s%s%s%s", task_state_name(task->state), percent,
                                           *due != '\0' ? "  " : "", due);
  g_autofree char *number = g_strdup_printf("第%d项（编号 %" G_GINT64_FORMAT "，%s）", task->number,
                                            task->id, task_kind_name(task->kind));
  g_autofree char *ledger = task_ledger_text(task);
  add_field(page, "台账", ledger, THEME_TEXT);
  add_field(page, "一级指标", task->primary, THEME_TEXT);
  if (task->secondary != NULL)
    add_field(page, "二级指标", task->secondary, THEME_TEXT);
  add_field(page, "序号", number, THEME_TEXT);
  add_parent(page);
  add_field(page, "目标任务", task->goal, THEME_STRONG);
  add_field(page, "责任单位", *units != '\0' ? units : "（没有写明）", THEME_TEXT);
  add_deadline(page);
  add_schedules(page);
  add_field(page, "灯", light_text, task_rows_light_role(standing->light, standing->blue));
  add_field(page, "状态", state, THEME_TEXT);
  if (*task->tags != '\0')
    add_field(page, "标签", task->tags, THEME_TEXT);
  if (task->note != NULL)
    add_field(page, "备注", task->note, THEME_TEXT);
}

static void add_progress(const Page *page) {
  add_title(page, "进展");
  if (page->record->progress->len == 0)
    add_field(page, "", "还没有进展", THEME_DIM);
  for (guint i = 0; i < page->record->progress->len; i++) {
    const Progress *entry = page->record->progress->pdata[i];
    char iso[DAY_TEXT_SIZE];
    g_autofree char *percent =
        entry->percent != PERCENT_NONE ? g_strdup_printf("%d%%  ", entry->percent) : g_strdup("");
    g_autofree char *by = progress_by(entry);
    g_autofree char *text = g_strdup_printf("%s%s（%s）", percent, entry->text, by);
    add_field(page, day_to_iso(entry->made_on, iso), text, THEME_TEXT);
    for (guint k = 0; k < entry->files->len; k++) {
      g_autofree char *piece = evidence_text(entry->files->pdata[k]);
      g_autofree char *evidence = g_strdup_printf("佐证：%s", piece);
      add_field(page, "", evidence, THEME_DIM);
    }
  }
}

/* ---- the journal ------------------------------------------------------------------------ */

/* Whether an entry made or removed the record that change is of: its summary says so already. A
 * task that was only changed keeps its goal, which is never empty. */
static gboolean made_or_removed(const JournalChange *change, const GPtrArray *changes) {
  if (!g_str_equal(change->table, "task"))
    return change->old == NULL || change->new_ == NULL;
  for (guint i = 0; i < changes->len; i++) {
    const JournalChange *other = changes->pdata[i];
    if (g_str_equal(other->table, "task") && g_str_equal(other->field, "goal"))
      return other->old == NULL || other->new_ == NULL;
  }
  return FALSE;
}

static void add_changes(const Page *page, const GPtrArray *changes) {
  for (guint i = 0; i < changes->len; i++) {
    const JournalChange *change = changes->pdata[i];
    if (made_or_removed(change, changes))
      continue;
    g_autofree char *text = history_change_text(change, page->record->units);
    if (text != NULL)
      add_field(page, "", text, THEME_DIM);
  }
}

static void add_journal(const Page *page) {
  add_title(page, "记录");
  for (guint i = 0; i < page->record->entries->len; i++) {
    const JournalEntry *entry = page->record->entries->pdata[i];
    g_autoptr(GDateTime) at = g_date_time_new_from_unix_local(entry->at);
    g_autofree char *day = g_date_time_format(at, "%Y-%m-%d");
    g_autofree char *time = g_date_time_format(at, "%H:%M");
    g_autofree char *text =
        g_strdup_printf("%s  %s  %s%s", time, app_person_name(page->app, entry->who),
                        entry->summary, entry->undone_by != 0 ? "（已撤销）" : "");
    add_field(page, day, text, THEME_TEXT);
    if (entry->reason != NULL) {
      g_autofree char *reason = g_strconcat("理由：", entry->reason, NULL);
      add_field(page, "", reason, THEME_DIM);
    }
    add_changes(page, page->record->changes->pdata[i]);
  }
}

/* ---- all -------------------------------------------------------------------------------- */

GPtrArray *task_lines_make(App *app, const TaskRecord *record, int columns) {
  Page page = {.app = app, .record = record, .lines = page_lines_new(), .columns = columns};
  add_fields(&page);
  add_parts(&page);
  add_extensions(&page);
  add_steps(&page);
  add_supervision(&page);
  add_progress(&page);
  add_journal(&page);
  return page.lines;
}

GPtrArray *task_lines_text(const char *text, int columns) {
  Page page = {.lines = page_lines_new(), .columns = columns};
  add_field(&page, "", text, THEME_DIM);
  return page.lines;
}
