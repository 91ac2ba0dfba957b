/* task_query_offer.c: what could go on where a filter is being typed. */
#include <string.h>

#include "core/model/ledger.h"
#include "core/model/task_query.h"
#include "core/model/unit.h"
#include "core/rules/halfwidth.h"
#include "core/rules/initials.h"

#define SQL_TAGS "SELECT tag, count(*) AS n FROM task_tag GROUP BY tag ORDER BY n DESC, tag"

void task_query_offers_clear(TaskQueryOffers *offers) {
  g_clear_pointer(&offers->texts, g_ptr_array_unref);
}

typedef struct {
  Db *db;
  const char *typed; /* in ordinary width, without case */
  const char *field; /* put before a value: 责任:, or "" */
  GPtrArray *begin;  /* what begins with it, by text or by pinyin; before … */
  GPtrArray *rest;   /* … what has it inside */
} Offering;

static gboolean is_offered(const GPtrArray *texts, const char *text) {
  for (guint i = 0; i < texts->len; i++) {
    if (g_str_equal(texts->pdata[i], text))
      return TRUE;
  }
  return FALSE;
}

/* Offers text, where the name has what is typed. */
static void offer(const Offering *offering, const char *name, const char *text) {
  g_autofree char *folded = halfwidth_fold(name);
  g_autofree char *initials = initials_of(name);
  gboolean letters = initials_is_typed(offering->typed);
  gboolean begins = g_str_has_prefix(folded, offering->typed) ||
                    (letters && g_str_has_prefix(initials, offering->typed));
  gboolean has = strstr(folded, offering->typed) != NULL ||
                 (letters && strstr(initials, offering->typed) != NULL);
  if (!has || is_offered(offering->begin, text) || is_offered(offering->rest, text))
    return;
  g_ptr_array_add(begins ? offering->begin : offering->rest, g_strdup(text));
}

static void offer_value(const Offering *offering, const char *name, const char *value) {
  g_autofree char *quoted = filter_quote(value);
  g_autofree char *text = g_strconcat(offering->field, quoted, NULL);
  offer(offering, name, text);
}

/* ---- what there is -------------------------------------------------------------------------- */

static gboolean offer_units(const Offering *offering, GError **error) {
  g_autoptr(GPtrArray) names = unit_name_list(offering->db, error);
  for (guint i = 0; names != NULL && i < names->len; i++) {
    const UnitName *name = names->pdata[i];
    offer_value(offering, name->name, name->full);
  }
  return names != NULL;
}

static gboolean offer_indicators(const Offering *offering, GError **error) {
  g_autoptr(GPtrArray) nodes = indicator_list(offering->db, 0, error);
  for (guint i = 0; nodes != NULL && i < nodes->len; i++) {
    const char *title = ((const Indicator *)nodes->pdata[i])->title;
    offer_value(offering, title, title);
  }
  return nodes != NULL;
}

static gboolean offer_ledgers(const Offering *offering, GError **error) {
  g_autoptr(GPtrArray) ledgers = ledger_list(offering->db, error);
  for (guint i = 0; ledgers != NULL && i < ledgers->len; i++) {
    const char *title = ((const Ledger *)ledgers->pdata[i])->title;
    offer_value(offering, title, title);
  }
  return ledgers != NULL;
}

static gboolean offer_tags(const Offering *offering, GError **error) {
  Query *query = query_new(offering->db, SQL_TAGS);
  while (query_next(query))
    offer_value(offering, query_text(query, 0), query_text(query, 0));
  return query_finish(query, error);
}

static void offer_words(const Offering *offering, const char *const *words) {
  for (; *words != NULL; words++) {
    g_autofree char *text = g_strconcat(offering->field, *words, NULL);
    offer(offering, *words, text);
  }
}

static void offer_states(const Offering *offering) {
  for (int i = 0; i < TASK_STATE_COUNT; i++)
    offer_value(offering, task_state_name((TaskState)i), task_state_name((TaskState)i));
}

static gboolean offer_values(const Offering *offering, FilterField field, GError **error) {
  static const char *const LIGHTS[] = {"红", "黄", "绿", "灰", NULL};
  static const char *const KINDS[] = {"任务", "排名指标", "加分项", "扣分项", NULL};
  static const char *const DAYS[] = {"今天", "本周",   "下周",   "本月", "下月",
                                     "+7天", "本季度", "<=今天", "无",   NULL};
  static const char *const NONE[] = {"无", NULL};
  switch (field) {
  case FILTER_UNIT:
    offer_words(offering, NONE);
    return offer_units(offering, error);
  case FILTER_INDICATOR:
    return offer_indicators(offering, error);
  case FILTER_LEDGER:
    return offer_ledgers(offering, error);
  case FILTER_TAG:
    offer_words(offering, NONE);
    return offer_tags(offering, error);
  case FILTER_STATE:
    offer_states(offering);
    return TRUE;
  case FILTER_LIGHT:
    offer_words(offering, LIGHTS);
    return TRUE;
  case FILTER_KIND:
    offer_words(offering, KINDS);
    return TRUE;
  case FILTER_DUE:
    offer_words(offering, DAYS);
    return TRUE;
  default:
    return TRUE;
  }
}

/* A field that begins so, or a unit or a tag that has it. */
static gboolean offer_anything(Offering *offering, GError **error) {
  for (const char *const *name = filter_field_names(); *name != NULL; name++) {
    g_autofree char *text = g_strconcat(*name, ":", NULL);
    offer(offering, *name, text);
  }
  if (initials_is_typed(offering->typed) && strlen(offering->typed) < 2)
    return TRUE; /* nearly every unit */
  offering->field = "责任:";
  if (!offer_units(offering, error))
    return FALSE;
  offering->field = "标签:";
  return offer_tags(offering, error);
}

/* ---- all of it ------------------------------------------------------------------------------ */

static void take(TaskQueryOffers *offers, GPtrArray *from, guint limit) {
  for (guint i = 0; i < from->len && offers->texts->len < limit; i++)
    g_ptr_array_add(offers->texts, g_strdup(from->pdata[i]));
}

gboolean task_query_offer(Db *db, const char *text, guint limit, TaskQueryOffers *offers,
                          GError **error) {
  g_auto(FilterTyped) typed = {0};
  filter_typed(text, strlen(text), &typed);
  g_autofree char *folded = halfwidth_fold(typed.typed);
  g_autoptr(GPtrArray) begin = g_ptr_array_new_with_free_func(g_free);
  g_autoptr(GPtrArray) rest = g_ptr_array_new_with_free_func(g_free);
  Offering offering = {.db = db, .typed = folded, .field = "", .begin = begin, .rest = rest};
  *offers = (TaskQueryOffers){
      .start = typed.start, .texts = g_ptr_array_new_with_free_func(g_free), .hint = ""};
  gboolean good = TRUE;
  if (typed.in_value) {
    offers->hint = typed.hint;
    good = offer_values(&offering, typed.field, error);
  } else if (*folded != '\0') {
    good = offer_anything(&offering, error);
  }
  take(offers, begin, limit);
  take(offers, rest, limit);
  return good;
}
