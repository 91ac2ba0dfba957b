/* What nobody would type, or would paste unknowing: random keys, storms of sizes, pastes with a
 * forged end. No crash, no hang, and nothing is deleted that no screen has asked about. */
#include <glib/gstdio.h>
#include <string.h>

#include "tests/long.h"
#include "tests/tui/screen/program.h"

#define PICK(random, from) ((from)[g_rand_int_range((random), 0, G_N_ELEMENTS(from))])

/* ---- random keys ------------------------------------------------------------------------ */

/* All keys but Ctrl-Z and q, which stop and end it. */
static const char LETTERS[] =
    "abcdefghijklmnoprstuvwxyzABCDEFGHIJKLMNOPRSTUVWXYZ0123456789 .,;:/?'\"<>[]{}+-=!@#$%^&*()_|~`";

/* Often what leads to deleting: x, D, Delete, a reason, Ctrl-S, Enter. */
static const char *const SEQUENCES[] = {
    ENTER,  ENTER,  ENTER,  ESC,       TAB,       SHIFT_TAB,     UP,        DOWN,
    DOWN,   RIGHT,  LEFT,   HOME,      END,       F10,           CTRL_O,    CTRL_S,
    CTRL_S, CTRL_U, CTRL_W, "\033[5~", "D",       "\177",        "x",       "\033OP",
    "\004", "\005", "\022", "x",       "\033[3~", "重复" CTRL_S, ESC,       "Z重复" CTRL_S,
    ESC,    "2",    "y",    " ",       "\026",    "\033x",       "删" ENTER};

/* What is on the screen before something may be deleted. */
static const struct {
  const char *verb, *question;
} QUESTIONS[] = {
    {"task.delete", "将改"},        {"case.remove", "删除案例"}, {"submission.remove", "撤下"},
    {"score.entry.remove", "撤下"}, {"view.remove", "删除视图"}, {"unit.remove", "合并"},
};

/* How often each question was drawn; what the program writes has it in one piece. */
static void look(Pty *pty, int *asked) {
  const GByteArray *output = pty_output(pty);
  for (gsize i = 0; i < G_N_ELEMENTS(QUESTIONS); i++) {
    gsize length = strlen(QUESTIONS[i].question);
    const guint8 *at = output->data, *end = at + output->len;
    while (at < end &&
           (at = memmem(at, (gsize)(end - at), QUESTIONS[i].question, length)) != NULL) {
      asked[i]++;
      at += length;
    }
  }
}

/* Every deletion that is in the journal was asked about: in its form, or by a question. */
static int check_deletions(Cli *cli, const int *asked, guint32 seed) {
  json_auto_t *entries = cli_json(cli, "log --limit 0 --format json");
  int deleted[G_N_ELEMENTS(QUESTIONS)] = {0}, all = 0;
  for (gsize i = 0; i < json_array_size(entries); i++) {
    const char *verb = json_text_of(json_array_get(entries, i), "verb");
    gsize known = 0;
    while (known < G_N_ELEMENTS(QUESTIONS) && strcmp(QUESTIONS[known].verb, verb) != 0)
      known++;
    if (known < G_N_ELEMENTS(QUESTIONS))
      deleted[known]++;
    else if (g_str_has_suffix(verb, ".remove") || g_str_has_suffix(verb, ".delete"))
      g_error("seed %u: nobody knows what asks before %s", seed, verb);
  }
  for (gsize i = 0; i < G_N_ELEMENTS(QUESTIONS); i++) {
    if (deleted[i] > asked[i])
      g_error("seed %u: %s %d times, but “%s” was shown %d times", seed, QUESTIONS[i].verb,
              deleted[i], QUESTIONS[i].question, asked[i]);
    all += deleted[i];
  }
  return all;
}

static void press_anything(Pty *pty, GRand *random) {
  int what = g_rand_int_range(random, 0, 100);
  if (what < 50) {
    const char letter[] = {LETTERS[g_rand_int_range(random, 0, sizeof LETTERS - 1)], '\0'};
    pty_send(pty, letter);
  } else if (what < 96) {
    const char *sequence = PICK(random, SEQUENCES);
    pty_send(pty, sequence);
    if (g_str_equal(sequence, ESC))
      pty_wait_quiet(pty, 90); /* else it is Alt with what follows */
  } else if (what < 98) {
    paste(pty, "第一行\n第二行\tq\n\n第四行");
  } else {
    static const int sizes[][2] = {{24, 80}, {50, 200}, {18, 60}, {5, 20}, {30, 100}};
    const int *size = PICK(random, sizes);
    pty_resize(pty, size[0], size[1]);
  }
}

/* Deletes one as a person does, so that there is one to be found. */
static void delete_one(Cli *cli, int *asked) {
  g_autoptr(Pty) pty = program_start(cli);
  press(pty, "2", "（一）加强组织领导");
  pty_send(pty, DOWN DOWN DOWN);
  settle(pty);
  press(pty, "Z", "删除任务（放进回收站）");
  type_in(pty, "重复录入");
  press(pty, CTRL_S, "将改1项");
  press(pty, ENTER, "已放进回收站");
  look(pty, asked);
  program_quit(pty);
}

static int press_much(guint32 seed, int keys) {
  g_autoptr(Cli) cli = cli_new_example();
  g_assert_cmpint(g_chdir(cli->home), ==, 0); /* what the keys export lies there */
  g_free(cli_text(cli, "case add --title 案例一 --unit 厅法规处 --month 11"));
  g_autoptr(GRand) random = g_rand_new_with_seed(seed);
  cli_set(cli, "VISUAL", "true"); /* an editor that comes back at once */
  int asked[G_N_ELEMENTS(QUESTIONS)] = {0};
  int pressed = 0;
  delete_one(cli, asked);
  while (pressed < keys) { /* a key may have ended it */
    g_autoptr(Pty) pty = program_open(cli, 24, 80, "C.UTF-8");
    pty_wait(pty, "2026", 0);
    pty_send(pty, "2jjj");
    for (; pressed < keys && pty_alternate(pty); pressed++) {
      press_anything(pty, random);
      pty_wait_quiet(pty, 3);
    }
    pty_hangup(pty);
    g_assert_cmpint(pty_wait_exit(pty, 0), ==, 0);
    look(pty, asked);
  }
  g_free(cli_text(cli, "verify"));
  return check_deletions(cli, asked, seed);
}

static void test_random(void) {
  int sessions = long_count(200, 2), keys = long_count(10000, 200), deleted = 0;
  const char *first = g_getenv("TAIZHANG_TEST_SEED");
  guint32 seed = first != NULL ? (guint32)g_ascii_strtoull(first, NULL, 10) : 1;
  const char *few = g_getenv("TAIZHANG_TEST_SESSIONS");
  if (few != NULL)
    sessions = (int)g_ascii_strtoull(few, NULL, 10);
  for (int i = 0; i < sessions; i++) {
    int found = press_much(seed + (guint32)i, keys);
    g_assert_cmpint(found, >=, 1);
    deleted += found;
    g_test_message("seed %u: %d deletions", seed + (guint32)i, found);
  }
  g_test_message("%d sessions of %d keys, %d deletions, each of them asked about", sessions, keys,
                 deleted);
}

/* ---- sizes ------------------------------------------------------------------------------ */

/* libvterm falls over a wide character in a terminal of one column: there is harness_screen.c's
 * own guard for it. */
static void storm(Pty *pty, GRand *random, int sizes) {
  for (int i = 0; i < sizes; i++) {
    pty_resize(pty, g_rand_int_range(random, 1, 201), g_rand_int_range(random, 1, 501));
    if (i % 8 == 0)
      pty_wait_quiet(pty, 1);
  }
  pty_resize(pty, 1, 1);
  pty_wait_quiet(pty, 1);
  pty_resize(pty, 200, 500);
  pty_wait_quiet(pty, 1);
  pty_resize(pty, 24, 80);
  pty_wait_gone(pty, "太小了", 0);
}

/* Every main screen, a page, windows and forms, each in a storm of sizes from 1x1 to 500x200, and
 * there afterwards; what was typed in the form is. */
static void test_storm(void) {
  static const struct {
    const char *keys, *shown;
  } places[] = {
      {"1", "本月主题"},
      {"2", "目标任务"},
      {"3", "逾期"},
      {"4", "主题"},
      {"5", "期"},
      {"6", "11月"},
      {"7", "督办"},
      {"8", "通报"},
      {"9", "分"},
      {"2", "目标任务"},
      {"?", "此处可用的按键"},
      {ESC, "目标任务"},
      {F10, "菜单"},
      {ESC, "目标任务"},
      {"3", "逾期"},
      {ENTER, "第"},
      {ESC, "逾期"},
      {"e", "完成时限"},
      {TAB TAB TAB "\004", "─ 完成时限 "},
      {ESC, "完成时限"},
      {ESC, "逾期"},
      {"p", "完成率"},
  };
  g_autoptr(Cli) cli = cli_new_example();
  g_autoptr(GRand) random = g_rand_new_with_seed(5);
  g_autoptr(Pty) pty = program_start(cli);
  int sizes = long_count(1000, 12);
  for (gsize i = 0; i < G_N_ELEMENTS(places); i++) {
    settle(pty);
    pty_send(pty, places[i].keys);
    pty_wait(pty, places[i].shown, 0);
    pty_wait_quiet(pty, g_str_equal(places[i].keys, ESC) ? 300 : 20); /* Esc alone */
    storm(pty, random, sizes);
    pty_wait(pty, places[i].shown, 0);
  }
  type_in(pty, "打了一半");
  storm(pty, random, sizes);
  pty_wait(pty, "打了一半", 0);
  pty_hangup(pty);
  g_assert_cmpint(pty_wait_exit(pty, 0), ==, 0);
}

/* ---- pastes ----------------------------------------------------------------------------- */

/* Text with the mark that ends a paste, and keys that would do something, up to that size. */
static GString *forged(gsize size) {
  static const char evil[] = "甲\033[201~D\r\023\r重复\023\ryx\r\033[3~\003\004 u\ry乙\n";
  GString *bytes = g_string_new("\033[200~");
  while (bytes->len < size)
    g_string_append(bytes, evil);
  g_string_append(bytes, "\033[201~");
  return bytes;
}

/* In a list, a question, a window and the filter it is refused or taken as text; in a field it is
 * its text. Nothing acts: the journal has no entry more. */
static void test_paste(void) {
  g_autoptr(Cli) cli = cli_new_example();
  g_autofree char *before = cli_text(cli, "log --format json");
  g_autoptr(GString) small = forged(4000);
  g_autoptr(GString) large = forged((gsize)long_count(1 << 20, 1 << 18));
  g_autoptr(Pty) pty = program_start(cli);
  static const struct {
    const char *keys, *shown, *back;
  } places[] = {
      {"j", "目标任务", NULL}, {F10, "菜单", ESC},     {"?", "此处可用的按键", ESC},
      {"u", "撤销", ESC},      {"/", "筛选", ESC ESC}, {":", "输入", ESC},
  };
  for (gsize i = 0; i < G_N_ELEMENTS(places); i++) {
    settle(pty);
    pty_send(pty, "2");
    pty_wait(pty, "（一）加强组织领导", 0);
    settle(pty);
    pty_send(pty, places[i].keys);
    pty_wait(pty, places[i].shown, 0);
    settle(pty);
    pty_send_bytes(pty, small->str, small->len);
    pty_wait_quiet(pty, 400);
    g_assert_true(pty_alternate(pty));
    for (const char *key = places[i].back; key != NULL && *key != '\0'; key++) {
      pty_send(pty, ESC);
      pty_wait_quiet(pty, 300);
    }
  }
  pty_send(pty, "1");
  pty_wait(pty, "本月主题", 0);
  settle(pty);
  press(pty, "p", "完成率");
  pty_send_bytes(pty, large->str, large->len);
  pty_wait(pty, "[201~", 60000);
  pty_wait_quiet(pty, 500);
  g_autofree char *after = cli_text(cli, "log --format json");
  g_assert_cmpstr(after, ==, before);
  pty_hangup(pty);
  g_assert_cmpint(pty_wait_exit(pty, 0), ==, 0);
  g_auto(GStrv) drafts = draft_paths(cli);
  g_assert_cmpuint(g_strv_length(drafts), ==, 1);
  g_autofree char *draft = NULL;
  gsize length = 0;
  g_assert_true(g_file_get_contents(drafts[0], &draft, &length, NULL));
  g_assert_cmpuint(length, >, large->len / 2);
  g_autofree char *same = cli_text(cli, "log --format json");
  g_assert_cmpstr(same, ==, before);
}

/* Bytes that are no text in any charset, NUL and halves of characters, as keys and as a paste. */
static void test_bytes(void) {
  static const char *const bytes[] = {"\xff\xfe\xc0\xaf", "\xed\xa0\x80\xed\xb0\x80",
                                      "\23331m\220\205", "\xf4\x90\x80\x80", "\xe4\xbd"};
  g_autoptr(Cli) cli = cli_new_example();
  g_autoptr(Pty) pty = program_start(cli);
  press(pty, "p", "完成率");
  type_in(pty, "前");
  for (gsize i = 0; i < G_N_ELEMENTS(bytes); i++) {
    pty_send(pty, bytes[i]);
    pty_wait_quiet(pty, 20);
    pty_send(pty, "\033[200~");
    pty_send(pty, bytes[i]);
    pty_send(pty, "\033[201~");
    pty_wait_quiet(pty, 100);
  }
  pty_send_bytes(pty, "\0", 1);
  type_in(pty, "后");
  pty_hangup(pty);
  g_assert_cmpint(pty_wait_exit(pty, 0), ==, 0);
  g_auto(GStrv) drafts = draft_paths(cli);
  g_autofree char *draft = NULL;
  gsize length = 0;
  g_assert_true(g_file_get_contents(drafts[0], &draft, &length, NULL));
  g_assert_true(g_utf8_validate(draft, (gssize)length, NULL));
  g_assert_nonnull(strstr(draft, "前"));
  g_assert_nonnull(strstr(draft, "后"));
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/hostile/keys/random", test_random);
  g_test_add_func("/hostile/keys/storm", test_storm);
  g_test_add_func("/hostile/keys/paste", test_paste);
  g_test_add_func("/hostile/keys/bytes", test_bytes);
  return g_test_run();
}
