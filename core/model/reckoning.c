#include "core/model/reckoning.h"

#include "core/model/holiday.h"
#include "core/rules/word.h"
#include "core/store/words.h"

#define SQL_POLICIES "SELECT ledger, lead_days, lead_in, roll, colours, closing FROM policy"
#define SQL_FROZEN "SELECT id, frozen_on FROM ledger WHERE frozen_on < ?1"
#define SQL_POLICY                                                                                 \
  "SELECT ledger, lead_days, lead_in, roll, colours, closing FROM policy WHERE ledger = ?1"
#define SQL_POLICY_STORE                                                                           \
  "INSERT INTO policy (ledger, lead_days, lead_in, roll, colours, closing) "                       \
  "VALUES (?1, ?2, ?3, ?4, ?5, ?6) ON CONFLICT (ledger) DO UPDATE SET "                            \
  "lead_days = ?2, lead_in = ?3, roll = ?4, colours = ?5, closing = ?6"
#define SQL_POLICY_CLEAR "DELETE FROM policy WHERE ledger = ?1"
#define SQL_LEDGER_TITLE "SELECT title FROM ledger WHERE id = ?1"

struct Reckoning {
  Day today;
  Calendar *calendar;
  Policy fallback;
  GHashTable *policies; /* gint64* ledger → Policy* */
  GHashTable *frozen;   /* gint64* ledger → Day: those that were 封存 before today */
};

void reckoning_free(Reckoning *reckoning) {
  if (reckoning == NULL)
    return;
  calendar_free(reckoning->calendar);
  g_hash_table_unref(reckoning->policies);
  g_hash_table_unref(reckoning->frozen);
  g_free(reckoning);
}

/* ---- words ------------------------------------------------------------------------------ */

/* Those of a Roll are with it. */
static const Word words[][2] = {
    [POLICY_LEAD_IN] = {{"days", "自然日"}, {"workdays", "工作日"}},
    [POLICY_COLOURS] = {{"green", "红黄绿"}, {"blue", "红黄蓝"}},
    [POLICY_CLOSING] = {{"two", "两人"}, {"one", "一人"}},
};

static int count_of(PolicyChoice choice) {
  return choice == POLICY_ROLL ? ROLL_COUNT : 2;
}

const char *policy_code(PolicyChoice choice, int value) {
  if (value < 0 || value >= count_of(choice))
    return NULL;
  return choice == POLICY_ROLL ? roll_code((Roll)value) : words[choice][value].code;
}

const char *policy_word(PolicyChoice choice, int value) {
  if (value < 0 || value >= count_of(choice))
    return NULL;
  return choice == POLICY_ROLL ? roll_name((Roll)value) : words[choice][value].name;
}

gboolean policy_parse(PolicyChoice choice, const char *text, int *value) {
  for (int i = 0; text != NULL && i < count_of(choice); i++) {
    if (g_str_equal(policy_code(choice, i), text) || g_str_equal(policy_word(choice, i), text)) {
      *value = i;
      return TRUE;
    }
  }
  return FALSE;
}

/* ---- reading ---------------------------------------------------------------------------- */

/* The value of a code, -1 for NULL. */
static int choice_column(Query *query, int column, PolicyChoice choice) {
  int value = -1;
  policy_parse(choice, query_text(query, column), &value); /* the schema admits no other code */
  return value;
}

static PolicyInput input_from_row(Query *query) {
  return (PolicyInput){
      .lead_days = query_is_null(query, 1) ? -1 : (int)query_int(query, 1),
      .lead_in = choice_column(query, 2, POLICY_LEAD_IN),
      .roll = choice_column(query, 3, POLICY_ROLL),
      .colours = choice_column(query, 4, POLICY_COLOURS),
      .closing = choice_column(query, 5, POLICY_CLOSING),
  };
}

static Policy policy_over(const Policy *fallback, const PolicyInput *input) {
  Policy policy = *fallback;
  if (input->lead_days >= 0)
    policy.light.lead_days = input->lead_days;
  if (input->lead_in >= 0)
    policy.light.lead_workdays = input->lead_in == 1;
  if (input->roll >= 0)
    policy.light.roll = (Roll)input->roll;
  if (input->colours >= 0)
    policy.blue = input->colours == 1;
  if (input->closing >= 0)
    policy.one_person = input->closing == 1;
  return policy;
}

static gboolean read_policies(Db *db, Reckoning *reckoning, GError **error) {
  Query *query = query_new(db, SQL_POLICIES);
  while (query_next(query)) {
    gint64 ledger = query_int(query, 0);
    PolicyInput input = input_from_row(query);
    Policy policy = policy_over(&reckoning->fallback, &input);
    g_hash_table_insert(reckoning->policies, g_memdup2(&ledger, sizeof ledger),
                        g_memdup2(&policy, sizeof policy));
  }
  return query_finish(query, error);
}

static gboolean read_frozen(Db *db, Reckoning *reckoning, GError **error) {
  Query *query = query_new(db, SQL_FROZEN);
  query_bind_day(query, 1, reckoning->today);
  while (query_next(query)) {
    gint64 ledger = query_int(query, 0);
    g_hash_table_insert(reckoning->frozen, g_memdup2(&ledger, sizeof ledger),
                        GUINT_TO_POINTER(query_day(query, 1)));
  }
  return query_finish(query, error);
}

static gboolean read_calendar(Db *db, Calendar *calendar, GError **error) {
  g_autoptr(GPtrArray) notices = holiday_list(db, error);
  if (notices == NULL)
    return FALSE;
  for (guint i = 0; i < notices->len; i++)
    calendar_notice_apply(notices->pdata[i], calendar);
  return TRUE;
}

/* One that counts by calendar, which it takes, and knows no policies yet. */
static Reckoning *reckoning_by(Day today, Calendar *calendar, const Policy *fallback) {
  Reckoning *reckoning = g_new0(Reckoning, 1);
  reckoning->today = today;
  reckoning->calendar = calendar;
  reckoning->fallback = *fallback;
  reckoning->fallback.light.calendar = calendar;
  reckoning->policies = g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free, g_free);
  reckoning->frozen = g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free, NULL);
  return reckoning;
}

Reckoning *reckoning_new(Db *db, Day today, const Calendar *shipped, int lead_days,
                         GError **error) {
  Policy fallback = {.light = {.lead_days = lead_days}};
  g_autoptr(Reckoning) reckoning = reckoning_by(today, calendar_copy(shipped), &fallback);
  if (!read_calendar(db, reckoning->calendar, error) || !read_policies(db, reckoning, error) ||
      !read_frozen(db, reckoning, error))
    return NULL;
  return g_steal_pointer(&reckoning);
}

Reckoning *reckoning_with(const Reckoning *reckoning, const CalendarNotice *notice) {
  Reckoning *with =
      reckoning_by(reckoning->today, calendar_copy(reckoning->calendar), &reckoning->fallback);
  calendar_notice_apply(notice, with->calendar);
  GHashTableIter iter;
  gpointer ledger, policy;
  g_hash_table_iter_init(&iter, reckoning->policies);
  while (g_hash_table_iter_next(&iter, &ledger, &policy)) {
    Policy *copy = g_memdup2(policy, sizeof *copy);
    copy->light.calendar = with->calendar;
    g_hash_table_insert(with->policies, g_memdup2(ledger, sizeof(gint64)), copy);
  }
  gpointer day;
  g_hash_table_iter_init(&iter, reckoning->frozen);
  while (g_hash_table_iter_next(&iter, &ledger, &day))
    g_hash_table_insert(with->frozen, g_memdup2(ledger, sizeof(gint64)), day);
  return with;
}

static gboolean is_same_policy(const Policy *one, const Policy *other) {
  return one->light.lead_days == other->light.lead_days &&
         one->light.lead_workdays == other->light.lead_workdays &&
         one->light.roll == other->light.roll && one->blue == other->blue &&
         one->one_person == other->one_person;
}

static gboolean are_same_policies(const Reckoning *one, const Reckoning *other) {
  GHashTableIter iter;
  gpointer ledger, policy;
  g_hash_table_iter_init(&iter, one->policies);
  while (g_hash_table_iter_next(&iter, &ledger, &policy)) {
    const Policy *found = g_hash_table_lookup(other->policies, ledger);
    if (found == NULL || !is_same_policy(policy, found))
      return FALSE;
  }
  return g_hash_table_size(one->policies) == g_hash_table_size(other->policies) &&
         is_same_policy(&one->fallback, &other->fallback);
}

static gboolean are_same_frozen(const Reckoning *one, const Reckoning *other) {
  GHashTableIter iter;
  gpointer ledger, day, found;
  g_hash_table_iter_init(&iter, one->frozen);
  while (g_hash_table_iter_next(&iter, &ledger, &day)) {
    if (!g_hash_table_lookup_extended(other->frozen, ledger, NULL, &found) || found != day)
      return FALSE;
  }
  return g_hash_table_size(one->frozen) == g_hash_table_size(other->frozen);
}

gboolean reckoning_is_same(const Reckoning *one, const Reckoning *other) {
  return one->today == other->today && are_same_policies(one, other) &&
         are_same_frozen(one, other) && calendar_is_same(one->calendar, other->calendar);
}

Day reckoning_today(const Reckoning *reckoning) {
  return reckoning->today;
}

const Calendar *reckoning_calendar(const Reckoning *reckoning) {
  return reckoning->calendar;
}

Day reckoning_day(const Reckoning *reckoning, gint64 ledger) {
  gpointer day;
  return g_hash_table_lookup_extended(reckoning->frozen, &ledger, NULL, &day)
             ? GPOINTER_TO_UINT(day)
             : reckoning->today;
}

const Policy *reckoning_policy(const Reckoning *reckoning, gint64 ledger) {
  const Policy *policy = g_hash_table_lookup(reckoning->policies, &ledger);
  return policy != NULL ? policy : &reckoning->fallback;
}

Day reckoning_due_earliest(const Reckoning *reckoning, Day day) {
  LightRule earliest = reckoning->fallback.light;
  earliest.roll = ROLL_BEFORE; /* the others leave it or make it later */
  return light_due(day, &earliest);
}

/* ---- setting ---------------------------------------------------------------------------- */

gboolean policy_load(Db *db, gint64 ledger, PolicyInput *input, GError **error) {
  *input = (PolicyInput)POLICY_INPUT_NONE;
  Query *query = query_new(db, SQL_POLICY);
  query_bind_int(query, 1, ledger);
  if (query_next(query))
    *input = input_from_row(query);
  return query_finish(query, error);
}

typedef struct {
  gint64 ledger;
  const PolicyInput *input;
} Setting;

static gboolean sets_nothing(const PolicyInput *input) {
  return input->lead_days < 0 && input->lead_in < 0 && input->roll < 0 && input->colours < 0 &&
         input->closing < 0;
}

static void bind_choice(Query *query, int index, PolicyChoice choice, int value) {
  if (value >= 0)
    query_bind_text(query, index, policy_code(choice, value));
}

static gboolean write_policy(Db *db, gpointer data, GError **error) {
  const Setting *setting = data;
  const PolicyInput *input = setting->input;
  Query *query = query_new(db, sets_nothing(input) ? SQL_POLICY_CLEAR : SQL_POLICY_STORE);
  query_bind_int(query, 1, setting->ledger);
  if (input->lead_days >= 0)
    query_bind_int(query, 2, input->lead_days);
  bind_choice(query, 3, POLICY_LEAD_IN, input->lead_in);
  bind_choice(query, 4, POLICY_ROLL, input->roll);
  bind_choice(query, 5, POLICY_COLOURS, input->colours);
  bind_choice(query, 6, POLICY_CLOSING, input->closing);
  return query_run(query, error);
}

static gboolean is_choice(PolicyChoice choice, int value) {
  return value < 0 || policy_word(choice, value) != NULL;
}

static gboolean check_policy(const PolicyInput *input, GError **error) {
  if (input->lead_days <= POLICY_LEAD_DAYS_MAX && is_choice(POLICY_LEAD_IN, input->lead_in) &&
      is_choice(POLICY_ROLL, input->roll) && is_choice(POLICY_COLOURS, input->colours) &&
      is_choice(POLICY_CLOSING, input->closing))
    return TRUE;
  g_set_error(error, STORE_ERROR, STORE_ERROR_REFUSED, "提前天数应在 0 至 %d 之间",
              POLICY_LEAD_DAYS_MAX);
  return FALSE;
}

/* ；遇休息日 不变 → 顺延; nothing where it stays. NULL is 默认. */
static void say_change(GString *summary, const char *column, const char *before,
                       const char *after) {
  if (g_strcmp0(before, after) == 0)
    return;
  g_string_append_printf(summary, "；%s %s → %s", words_column("policy", column),
                         before != NULL ? before : "默认", after != NULL ? after : "默认");
}

static const char *choice_word(PolicyChoice choice, int value) {
  return value >= 0 ? policy_word(choice, value) : NULL;
}

static void say_changes(GString *summary, const PolicyInput *before, const PolicyInput *after) {
  g_autofree char *then = before->lead_days >= 0 ? g_strdup_printf("%d", before->lead_days) : NULL;
  g_autofree char *now = after->lead_days >= 0 ? g_strdup_printf("%d", after->lead_days) : NULL;
  say_change(summary, "lead_days", then, now);
  say_change(summary, "lead_in", choice_word(POLICY_LEAD_IN, before->lead_in),
             choice_word(POLICY_LEAD_IN, after->lead_in));
  say_change(summary, "roll", choice_word(POLICY_ROLL, before->roll),
             choice_word(POLICY_ROLL, after->roll));
  say_change(summary, "colours", choice_word(POLICY_COLOURS, before->colours),
             choice_word(POLICY_COLOURS, after->colours));
  say_change(summary, "closing", choice_word(POLICY_CLOSING, before->closing),
             choice_word(POLICY_CLOSING, after->closing));
}

gboolean policy_store(Db *db, const Actor *actor, gint64 ledger, const PolicyInput *input,
                      GError **error) {
  PolicyInput before;
  if (!check_policy(input, error) || !policy_load(db, ledger, &before, error))
    return FALSE;
  g_autoptr(GString) summary = g_string_new(NULL);
  Query *query = query_new(db, SQL_LEDGER_TITLE);
  query_bind_int(query, 1, ledger);
  if (query_next(query))
    g_string_printf(summary, "修改台账设置“%s”", query_text(query, 0));
  if (!query_finish(query, error))
    return FALSE;
  if (summary->len == 0) {
    g_set_error_literal(error, STORE_ERROR, STORE_ERROR_NOT_FOUND,
                        "没有这本台账，可能已被删除；请刷新后再试");
    return FALSE;
  }
  say_changes(summary, &before, input);
  Setting setting = {.ledger = ledger, .input = input};
  Deed deed = {.verb = "policy.set", .summary = summary->str};
  return store_write(db, actor, &deed, write_policy, &setting, NULL, error);
}
