#include "ledgers.h"

#include <stdio.h>
#include <string.h>

#include "core/exchange/import/recognise.h"
#include "tests/core/fixture.h"

ContentTask *content_add(Content *content, int indicator, const char *goal, const char *units,
                         const char *deadline, Day due) {
  ContentTask *task = content_task_new();
  task->number = (int)content->tasks->len + 1;
  task->id = 100 + task->number;
  task->indicator = indicator;
  task->goal = g_strdup(goal);
  task->deadline = g_strdup(deadline);
  task->due = due;
  if (units != NULL) {
    g_ptr_array_unref(task->units);
    task->units = recognise_units(units, ROLE_RESPONSIBLE, NULL);
  }
  g_ptr_array_add(content->tasks, task);
  return task;
}

static Day month_end(const char *deadline) {
  int year = 0, month = 0;
  return sscanf(deadline, "%d年%d月", &year, &month) == 2 ? day_month_end(year, month) : DAY_NONE;
}

static void add_line(Content *content, const char *line) {
  g_auto(GStrv) cells = g_strsplit(line, "\t", -1);
  g_assert_cmpuint(g_strv_length(cells), ==, 5);
  int indicator = content_indicator(content, -1, cells[0]);
  if (*cells[1] != '\0')
    indicator = content_indicator(content, indicator, cells[1]);
  ContentTask *task =
      content_add(content, indicator, cells[2], cells[3], cells[4], month_end(cells[4]));
  if (strstr(cells[0], "加分项") != NULL)
    task->kind = TASK_KIND_BONUS;
  if (strstr(cells[0], "扣分项") != NULL)
    task->kind = TASK_KIND_DEDUCTION;
}

Content *content_ningxia(void) {
  g_autofree char *path = source_path("tests/data/ningxia.tsv");
  g_autofree char *text = NULL;
  g_assert_true(g_file_get_contents(path, &text, NULL, NULL));
  g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
  Content *content = content_new();
  content->title = g_strdup("宁夏回族自治区“信用交通省”建设指标体系任务分工台账");
  content->year = 2020;
  for (gsize i = 1; lines[i] != NULL; i++) {
    if (*lines[i] != '\0')
      add_line(content, lines[i]);
  }
  g_assert_cmpuint(content->tasks->len, ==, 69);
  return content;
}

static void report(ContentTask *task, int percent, const char *text) {
  ContentProgress *progress = content_progress_new(text);
  progress->made_on = day_from_ymd(2026, 11, 3);
  task->state = TASK_STATE_ACTIVE;
  task->percent = percent;
  g_ptr_array_add(task->progress, progress);
}

static void ask_quarterly(ContentTask *task) {
  ContentRule *rule = g_new0(ContentRule, 1);
  rule->phrase = g_strdup("每季度至少1次");
  g_ptr_array_add(task->rules, rule);
}

static void add_dated(Content *content, int below) {
  ContentTask *red = content_add(content, below, "制定年度信用工作要点。", "厅法规处、厅办公室",
                                 "4月底前", day_from_ymd(2026, 4, 30));
  report(red, 60, "=已报厅领导审阅\n-正在修改");
  ContentTask *amber = content_add(content, below, "+印发方案", "厅建管处", "11月25日前",
                                   day_from_ymd(2026, 11, 25));
  report(amber, 0, "");
  content_add(content, below, "推进平台建设", "厅科技处", "2026年12月", day_from_ymd(2026, 12, 31));
  ContentTask *done =
      content_add(content, below, "开展培训", "厅人事处", "10月底", day_from_ymd(2026, 10, 31));
  report(done, 100, "已办结，见总结");
  done->state = TASK_STATE_DONE;
  done->done_on = day_from_ymd(2026, 11, 2);
}

static void add_grey(Content *content, int below) {
  content_add(content, below, "及时更新清单", "厅法规处", "及时", DAY_NONE);
  ContentTask *paused =
      content_add(content, below, "建成平台", "厅科技处", "6月底", day_from_ymd(2026, 6, 30));
  paused->state = TASK_STATE_PAUSED;
  paused->note = g_strdup("等待批复");
  ContentTask *ranking = content_add(content, below, "数量占比排名", "厅审批处", "2026年12月",
                                     day_from_ymd(2026, 12, 31));
  ranking->kind = TASK_KIND_MEASURE;
}

static void add_recurring(Content *content, int below) {
  ContentTask *missed = content_add(content, below, "每季度公示案例", "厅法规处", NULL, DAY_NONE);
  ask_quarterly(missed);
  missed->standing.missed = 2;
  ContentTask *asked =
      content_add(content, below, "每月报送", "厅法规处", "2026年12月", day_from_ymd(2026, 12, 31));
  ask_quarterly(asked);
  asked->standing.asked = day_from_ymd(2026, 11, 24);
}

Content *content_in_use(void) {
  Content *content = content_new();
  content->title = g_strdup("2026年信用交通建设任务分工台账");
  content->issuer = g_strdup("某市交通运输局");
  content->document = g_strdup("某交发〔2026〕8号");
  content->issued = day_from_ymd(2026, 3, 2);
  content->year = 2026;
  int first = content_indicator(content, -1, "一、完善制度");
  add_dated(content, content_indicator(content, first, "（一）制度建设"));
  add_grey(content, content_indicator(content, first, "（二）日常工作"));
  add_recurring(content, content_indicator(content, -1, "二、周期工作"));
  int bonus = content_indicator(content, -1, "三、加分项");
  ContentTask *task = content_add(content, bonus, "取得典型经验", "厅法规处", "2026年4月",
                                  day_from_ymd(2026, 4, 30));
  task->kind = TASK_KIND_BONUS;
  return content;
}

void content_reckon(Content *content, const Reckoning *reckoning) {
  const Policy *policy = reckoning_policy(reckoning, content->ledger);
  for (guint i = 0; i < content->tasks->len; i++) {
    ContentTask *task = content->tasks->pdata[i];
    ObligationStanding periods = {.recurs = TRUE,
                                  .missed_count = task->standing.missed,
                                  .missed = task->standing.missed > 0 ? day_from_ymd(2026, 9, 30)
                                                                      : DAY_NONE,
                                  .asked = task->standing.asked};
    LightInput input = {
        .kind = task->kind, .state = task->state, .due = task->due, .done_on = task->done_on};
    task->standing = task_standing(&input, task->rules->len > 0 ? &periods : NULL, policy,
                                   reckoning_today(reckoning));
  }
}
