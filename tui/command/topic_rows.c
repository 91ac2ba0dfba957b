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
  if (topic->adopted > 0)
    return g_strdup_printf("已报%d篇（采纳%d篇），目标%d篇", topic->cases, topic->adopted,
                           topic->target);
  return g_strdup_printf("已报%d篇，目标%d篇", topic->cases, topic->target);
}
