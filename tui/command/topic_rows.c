#include "tui/command/topic_rows.h"

#include "tui/command/data.h"

json_t *topic_rows_json(const Topic *topic) {
  json_t *object = json_object();
  json_object_set_new(object, "year", json_integer(topic->year));
  json_object_set_new(object, "month", json_integer(topic->month));
  json_object_set_new(object, "topic", data_text(topic->title));
  json_object_set_new(object, "content", data_text(topic->content));
  json_object_set_new(object, "due", data_day(topic->due));
  json_object_set_new(object, "cases", json_integer(topic->cases));
  json_object_set_new(object, "target", json_integer(topic->target));
  return object;
}

char *topic_rows_cases(const Topic *topic) {
  g_autoptr(GString) text = g_string_new(NULL);
  g_string_append_printf(text, "已报%d篇", topic->cases);
  if (topic->adopted > 0)
    g_string_append_printf(text, "（采纳%d篇）", topic->adopted);
  if (topic->across > 0)
    g_string_append_printf(text, "，其中跨月主题%d篇", topic->across);
  g_string_append_printf(text, "，目标%d篇", topic->target);
  return g_string_free(g_steal_pointer(&text), FALSE);
}
