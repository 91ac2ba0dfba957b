#include "tests/core/exchange/import/contents.h"

#include "tests/core/fixture.h"

ContentTask *content_add(Content *content, const char *level, const char *goal) {
  ContentTask *task = content_task_new();
  task->goal = g_strdup(goal);
  task->indicator = level != NULL ? content_indicator(content, -1, level) : -1;
  g_ptr_array_add(content->tasks, task);
  return task;
}

ContentTask *content_task(const Content *content, guint index) {
  g_assert_cmpuint(index, <, content->tasks->len);
  return content->tasks->pdata[index];
}

void content_reword(ContentTask *task, const char *goal) {
  g_free(task->goal);
  task->goal = g_strdup(goal);
}

Content *content_lines(const char *const *lines) {
  Content *content = content_new();
  content->fields = CONTENT_BIT(CONTENT_LEVEL_1) | CONTENT_BIT(CONTENT_GOAL);
  for (gsize i = 0; lines[i] != NULL; i++) {
    g_auto(GStrv) cells = g_strsplit(lines[i], "|", 2);
    content_add(content, cells[0], cells[1])->number = (int)i + 1;
  }
  return content;
}

Content *content_ningxia(void) {
  g_autofree char *path = source_path("tests/data/ningxia.tsv");
  g_autofree char *text = NULL;
  g_assert_true(g_file_get_contents(path, &text, NULL, NULL));
  g_auto(GStrv) lines = g_strsplit(g_strstrip(text), "\n", -1);
  Content *content = content_new();
  content->title = g_strdup("宁夏回族自治区“信用交通省”建设指标体系任务分工台账");
  content->year = content->source_year = 2020;
  content->fields = CONTENT_BIT(CONTENT_LEVEL_1) | CONTENT_BIT(CONTENT_LEVEL_2) |
                    CONTENT_BIT(CONTENT_GOAL) | CONTENT_BIT(CONTENT_DEADLINE);
  for (gsize i = 1; lines[i] != NULL; i++) {
    g_auto(GStrv) cells = g_strsplit(lines[i], "\t", -1);
    g_assert_cmpuint(g_strv_length(cells), ==, 5);
    ContentTask *task = content_add(content, cells[0], cells[2]);
    if (*cells[1] != '\0')
      task->indicator = content_indicator(content, task->indicator, cells[1]);
    task->deadline = g_strdup(cells[4]);
  }
  g_assert_cmpuint(content->tasks->len, ==, 69);
  return content;
}
