/* reminder_item.c: one thing to be reminded of, in words. */
#include "core/model/reminder_private.h"

#include <string.h>

#include "core/rules/word.h"

static const Word kinds[ITEM_KIND_COUNT] = {
    [ITEM_TASK] = {"task", "任务"},
    [ITEM_PERIOD] = {"period", "周期报送"},
    [ITEM_TOPIC] = {"topic", "案例报送"},
    [ITEM_UNSIGNED] = {"unsigned", "待签收"},
    [ITEM_REVIEW] = {"review", "待审核"},
    [ITEM_NOTICE] = {"notice", "督办待复"},
    [ITEM_EXTENSION] = {"extension", "延期待批"},
};

const char *item_kind_code(ItemKind kind) {
  return kinds[kind].code;
}

const char *item_kind_name(ItemKind kind) {
  return kinds[kind].name;
}

/* Of items that have nothing more, which are most. */
static const ReminderMore NOTHING = {0};

ReminderItem *reminder_item_new(ItemKind kind) {
  ReminderItem *item = g_slice_new0(ReminderItem); /* g_new() would add half as much again */
  item->kind = kind;
  item->light = LIGHT_GREY;
  item->more = &NOTHING;
  return item;
}

ReminderMore *reminder_item_more(ReminderItem *item) {
  if (item->more == &NOTHING)
    item->more = g_new0(ReminderMore, 1);
  return (ReminderMore *)item->more;
}

static void more_free(ReminderMore *more) {
  g_free(more->key);
  g_free(more->material);
  g_free(more->goal);
  g_free(more->units);
  g_free(more);
}

void reminder_item_free(ReminderItem *item) {
  if (item == NULL)
    return;
  if (item->more != &NOTHING)
    more_free(reminder_item_more(item));
  g_slice_free(ReminderItem, item);
}

void reminder_item_empty(ReminderItem *item) {
  if (item->task == 0 || item->more == &NOTHING)
    return; /* what a topic has was not read by filling */
  ReminderMore *more = reminder_item_more(item);
  more->number = 0;
  more->several = FALSE;
  g_clear_pointer(&more->goal, g_free);
  g_clear_pointer(&more->units, g_free);
  if (memcmp(more, &NOTHING, sizeof NOTHING) == 0) {
    more_free(more);
    item->more = &NOTHING;
  }
}

char *reminder_item_uid(const ReminderItem *item) {
  const char *code = item_kind_code(item->kind);
  gint64 id = item->more->record != 0 ? item->more->record : item->task;
  gboolean keyed =
      item->more->key != NULL && (item->kind == ITEM_PERIOD || item->kind == ITEM_TOPIC);
  return g_strdup_printf("%s-%" G_GINT64_FORMAT "%s%s", code, id, keyed ? "-" : "",
                         keyed ? item->more->key : "");
}

gboolean reminder_item_same(const ReminderItem *item, const ReminderItem *other) {
  return item->kind == other->kind && item->more->record == other->more->record &&
         item->task == other->task && g_strcmp0(item->more->key, other->more->key) == 0;
}

static char *done_when(const ReminderItem *item) {
  if (item->kind == ITEM_NOTICE)
    return g_strdup("已答复");
  if (item->kind != ITEM_TASK)
    return g_strdup("已报齐");
  return item->late > 0 ? g_strdup_printf("逾期办结（迟%d天）", item->late) : g_strdup("已办结");
}

/* 已交办3天; 今天交办; 已交办 where it is not known since when. */
static char *waiting_when(const ReminderItem *item, Day today) {
  const char *step = item->kind == ITEM_UNSIGNED ? "交办"
                     : item->kind == ITEM_REVIEW ? "办结"
                                                 : "申请";
  if (item->since == DAY_NONE || item->since > today)
    return g_strdup_printf("已%s", step);
  if (item->since == today)
    return g_strdup_printf("今天%s", step);
  return g_strdup_printf("已%s%u天", step, today - item->since);
}

char *reminder_item_when(const ReminderItem *item, Day today) {
  if (item->done)
    return done_when(item);
  if (item->due == DAY_NONE)
    return waiting_when(item, today);
  if (item->light == LIGHT_GREY)
    return g_strdup("暂停");
  if (item->late > 0)
    return g_strdup_printf(item->kind == ITEM_PERIOD || item->kind == ITEM_TOPIC ? "欠报%d天"
                                                                                 : "逾期%d天",
                           item->late);
  if (item->due == today)
    return g_strdup("今天到期");
  return day_left_text(item->due, today);
}

static char *topic_what(const ReminderItem *item) {
  CivilDate month = day_civil(item->more->month);
  return g_strdup_printf("%04d-%02d %s %d/%d", month.year, month.month,
                         item->more->key != NULL ? "报部案例" : "报送案例", item->more->count,
                         item->more->quota);
}

char *reminder_item_what(const ReminderItem *item) {
  switch (item->kind) {
  case ITEM_PERIOD:
    return g_strdup_printf(
        "%s %s%s%d/%d", item->more->key, item->more->material != NULL ? item->more->material : "",
        item->more->material != NULL ? " " : "", item->more->count, item->more->quota);
  case ITEM_TOPIC:
    return topic_what(item);
  case ITEM_UNSIGNED:
    return g_strdup("未签收");
  case ITEM_REVIEW:
    return g_strdup("待审核");
  case ITEM_NOTICE:
    return g_strdup_printf("%s %s", item->more->key, item->done ? "督办单" : "待复");
  case ITEM_EXTENSION:
    return g_strdup_printf("延期待批（至%s）", item->more->key);
  case ITEM_TASK:
    break;
  }
  return g_strdup("");
}
