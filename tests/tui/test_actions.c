/* The action table, the shipped keys and the screens fit together: nothing is out of reach. */
#include "core/rules/text.h"
#include "core/rules/verb.h"
#include "tui/action/group.h"
#include "tui/screen/screen.h"

#include <locale.h>

static Keymap *shipped_keys(void) {
  g_autofree char *path = g_build_filename(g_getenv("TAIZHANG_SOURCE"), "data/keys.yaml", NULL);
  g_autofree const char **contexts = context_names();
  g_autofree const char **actions = action_names();
  g_autoptr(GError) error = NULL;
  Keymap *keymap = keymap_load(path, contexts, actions, &error);
  g_assert_no_error(error);
  return keymap;
}

static Place place_of(const ScreenClass *class_) {
  return (Place){.context = class_->context,
                 .list = class_->is_list,
                 .table = class_->is_table,
                 .tasks = class_->task != NULL};
}

/* Every action can be done on some screen, where menu, palette and help have it, and has a key on
 * each; only that of another screen may be taken there by something nearer. */
static void test_keys(void) {
  g_autoptr(Keymap) keymap = shipped_keys();
  for (guint i = 0; i < action_count(); i++) {
    const Action *action = action_at(i);
    guint places = 0;
    for (gsize k = 0; k < screen_count(); k++) {
      const ScreenClass *class_ = screen_at(k);
      if (!action_in_place(action, place_of(class_)))
        continue;
      places++;
      g_autofree char *keys = action_keys_text(keymap, place_of(class_), action->id, 1);
      if (*keys == '\0' && action_group(action) != GROUP_SCREEN)
        g_error("no key for %s (%s) on %s", action->name, action->title, class_->title);
    }
    if (places == 0)
      g_error("%s can be done nowhere", action->name);
  }
}

/* What the menu, the palette and help say of an action is there, short enough, and its own. */
static void test_words(void) {
  g_autoptr(GHashTable) titles = g_hash_table_new(g_str_hash, g_str_equal);
  for (guint i = 0; i < action_count(); i++) {
    const Action *action = action_at(i);
    g_assert_cmpint(text_width(action->title), >, 0);
    g_assert_cmpint(text_width(action->title), <=, 20);
    g_assert_cmpint(text_width(action->brief), >, 0);
    g_assert_cmpint(text_width(action->brief), <=, 10);
    g_assert_cmpint(text_width(action->help), >, 0);
    g_assert_cmpuint(action_group(action), <, GROUP_COUNT);
    if (!g_hash_table_add(titles, (gpointer)action->title))
      g_error("two actions are called %s", action->title);
  }
}

/* All screens are in the table, and help says in two lines what each is for. */
static void test_screens(void) {
  gboolean there[CONTEXT_COUNT] = {FALSE};
  for (gsize i = 0; i < screen_count(); i++) {
    const ScreenClass *class_ = screen_at(i);
    const char *purpose = context_purpose(class_->context);
    g_assert_false(there[class_->context]);
    there[class_->context] = TRUE;
    if (purpose == NULL)
      g_error("nothing says what %s is for", class_->title);
    g_autoptr(GPtrArray) lines = text_wrap(purpose, 76);
    g_assert_cmpuint(lines->len, <=, 2);
  }
  g_autofree const char **names = context_names();
  for (Context context = CONTEXT_TODAY; context < CONTEXT_COUNT; context++) {
    if (!there[context])
      g_error("no screen of the context %s in screens.c", names[context]);
  }
}

/* The numbers of the main screens, and the keys that lead on from anywhere, mean the same on every
 * screen. */
static void test_main_screens(void) {
  g_autoptr(Keymap) keymap = shipped_keys();
  static const ActionId roots[] = {ACTION_TODAY,       ACTION_LEDGER,   ACTION_OVERDUE,
                                   ACTION_TOPICS,      ACTION_PERIODS,  ACTION_CALENDAR,
                                   ACTION_SUPERVISION, ACTION_BULLETIN, ACTION_SCORES};
  for (gsize i = 0; i < screen_count(); i++) {
    for (gsize digit = 0; digit < G_N_ELEMENTS(roots); digit++)
      g_assert_cmpint(action_for_key(keymap, place_of(screen_at(i)), '1' + (Key)digit), ==,
                      roots[digit]);
    static const Key everywhere[] = {
        'm', ':', '?', 'q', KEYNAME_ESC, KEYNAME_BACKSPACE, KEYNAME_F1, KEYNAME_F1 + 9};
    static const ActionId meant[] = {ACTION_MENU, ACTION_PALETTE, ACTION_HELP, ACTION_QUIT,
                                     ACTION_BACK, ACTION_BACK,    ACTION_HELP, ACTION_MENU};
    for (gsize k = 0; k < G_N_ELEMENTS(everywhere); k++)
      g_assert_cmpint(action_for_key(keymap, place_of(screen_at(i)), everywhere[k]), ==, meant[k]);
  }
}

/* Those whose deed another name tells, and each step of a task's way. What writes has a deed. */
static void test_verbs(void) {
  static const struct {
    ActionId id;
    const char *verb;
    Access access;
    gboolean beyond; /* not for whoever is limited to a unit */
  } deeds[] = {
      {ACTION_PROGRESS, "progress.add", ACCESS_CLERK, FALSE},
      {ACTION_TASK_EDIT, "task.edit", ACCESS_CLERK, FALSE},
      {ACTION_DECIDE, "extension.approve", ACCESS_SUPERVISOR, FALSE},
      {ACTION_NOTICE, "notice.issue", ACCESS_SUPERVISOR, FALSE},
      {ACTION_ANSWER, "notice.answer", ACCESS_CLERK, FALSE},
      {ACTION_POLICY, "policy.set", ACCESS_SUPERVISOR, TRUE},
      {ACTION_FREEZE, "ledger.freeze", ACCESS_SUPERVISOR, TRUE},
      {ACTION_ROLLOVER, "ledger.rollover", ACCESS_SUPERVISOR, TRUE},
      {ACTION_SCORE_CONFIRM, "score.confirm", ACCESS_SUPERVISOR, TRUE},
      {ACTION_CASE_RETURN, "case.stage", ACCESS_CLERK, FALSE},
      {ACTION_RULE, "schedule.set", ACCESS_CLERK, TRUE},
      {ACTION_RESTORE, "task.delete", ACCESS_CLERK, TRUE},
      {ACTION_TASK_UP, "task.move", ACCESS_CLERK, TRUE},
      {ACTION_IMPORT, "import.run", ACCESS_CLERK, FALSE},
      {ACTION_COLLECT_FILE, "collect.run", ACCESS_CLERK, FALSE},
      {ACTION_PERSON_EDIT, "access.edit", ACCESS_ADMIN, TRUE},
      {ACTION_REDO, "redo", ACCESS_CLERK, FALSE},
  };
  for (gsize i = 0; i < G_N_ELEMENTS(deeds); i++) {
    const Action *action = action_get(deeds[i].id);
    g_assert_cmpstr(action_verb(action), ==, deeds[i].verb);
    g_assert_cmpint(action_access(action), ==, deeds[i].access);
    g_assert_cmpint(access_is_beyond_unit(action_verb(action)), ==, deeds[i].beyond);
  }
  for (guint i = 0; i < action_count(); i++) {
    const Action *action = action_at(i);
    Step step;
    const char *name = action_verb(action);
    g_assert_cmpint(name != NULL, ==, (action->needs & NEED_WRITE) != 0);
    g_autofree char *known = name != NULL ? verb_read(name) : NULL;
    if (name != NULL && action->id != ACTION_BACKUP_MAKE)
      g_assert_cmpstr(known, ==, name);
    if (!action_step(action->id, &step))
      continue;
    g_autofree char *verb = g_strconcat("task.", step_code(step), NULL);
    g_assert_cmpint(action_access(action), ==, access_for_verb(verb));
    g_assert_false(access_is_beyond_unit(action_verb(action)));
  }
}

int main(int argc, char **argv) {
  setlocale(LC_ALL, "");
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/actions/keys", test_keys);
  g_test_add_func("/actions/words", test_words);
  g_test_add_func("/actions/verbs", test_verbs);
  g_test_add_func("/actions/screens", test_screens);
  g_test_add_func("/actions/main_screens", test_main_screens);
  return g_test_run();
}
