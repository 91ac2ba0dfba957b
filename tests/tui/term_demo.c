/* term_demo.c: a program that shows what term/ does, for its tests.
 *
 * term_demo draw     fixed things at fixed places
 * term_demo events   every event as a line of text; ends with Ctrl-Q, suspends with Ctrl-Z
 * term_demo list     200 rows, moved through with j, k, PgDn, to count the bytes of scrolling
 * term_demo random   wide and narrow texts over each other, another one for each key; Ctrl-L
 * redraws term_demo flood    draws without end, to fill the pty; x ends it as it is
 *
 * Ends with 0 when asked by key, 3 when the locale is refused, 4 when the terminal is, 5 where a
 * flood was taken whole, 7 on hangup.
 */
#include "core/rules/text.h"
#include "tui/term/term.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

enum { EXIT_QUIT = 0, EXIT_LOCALE = 3, EXIT_TERMINAL = 4, EXIT_SHOWN = 5, EXIT_HANGUP = 7 };

/* A theme with colours of every kind: 256 and 8, background only, none. */
static Theme demo_theme(void) {
  Theme theme = {0};
  for (int i = 0; i < THEME_ROLE_COUNT; i++)
    theme.styles[i] = (ThemeStyle){.foreground = -1, .background = -1};
  theme.styles[THEME_SELECTED].background = 24;
  theme.styles[THEME_SELECTED].foreground = 231;
  theme.styles[THEME_RED].foreground = 196;
  theme.styles[THEME_STRONG].bold = TRUE;
  theme.styles[THEME_AMBER].background = 52;
  theme.styles[THEME_NOTICE].foreground = THEME_RGB + 0x123456;
  theme.styles[THEME_NOTICE].background = THEME_RGB + 0x0000ff;
  theme.styles[THEME_BAR].foreground = 34;
  theme.styles[THEME_BAR_REST].background = 238;
  memcpy(theme.basic, theme.styles, sizeof theme.basic);
  theme.basic[THEME_AMBER].background = 3;
  theme.basic[THEME_NOTICE] = theme.styles[THEME_TEXT];
  theme.basic[THEME_SELECTED].background = 4;
  theme.basic[THEME_SELECTED].foreground = 7;
  theme.basic[THEME_RED].foreground = 1;
  theme.basic[THEME_BAR].foreground = 2;
  theme.basic[THEME_BAR_REST].background = 0;
  return theme;
}

static int wait_for_end(Term *term, void (*paint)(Term *term)) {
  for (;;) {
    paint(term);
    term_flush(term);
    g_auto(Event) event = {0};
    term_event(term, -1, &event);
    if (event.type == EVENT_HANGUP)
      return EXIT_HANGUP;
    if (event.type == EVENT_KEY && event.key == (KEY_MOD_CTRL | 'q'))
      return EXIT_QUIT;
    if (event.type == EVENT_KEY && event.key == (KEY_MOD_CTRL | 'l'))
      term_redraw(term);
  }
}

static void paint_things(Term *term) {
  int columns = term_area(term).columns;
  term_text(term, 0, 0, columns, THEME_TEXT, "台账：红黄绿灯");
  term_text(term, 1, 0, 5, THEME_SELECTED, "很长的文字要截断");
  term_span(term, 1, 5, 10, THEME_TEXT, "|接着");
  term_text(term, 2, columns - 3, 10, THEME_TEXT, "边界处");
  term_text(term, 3, 0, 10, THEME_SELECTED, "补齐");
  term_span(term, 3, 10, 10, THEME_TEXT, "|");
  term_text(term, 4, 0, columns, THEME_TEXT,
            "a\033[31mb\x07"
            "c\td\xff"
            "e\u202e");
  term_text(term, 5, 0, columns, THEME_TEXT, "×…●★①“”");
  term_rule(term, 6, 0, 21, NULL);
  term_rule(term, 7, 0, 30, "标题");
  term_bar(term, 8, 0, 10, 3, 10);
  term_span(term, 8, 10, 1, THEME_TEXT, "|");
  term_text(term, 9, 0, 10, THEME_RED, "红灯");
  term_text(term, 10, 0, 20, THEME_STRONG, "粗");
  term_text(term, 11, -1, 20, THEME_TEXT, "左边在外");
  term_text(term, 12, 0, 20, THEME_TEXT, "被覆盖的宽字符");
  term_text(term, 12, 1, 1, THEME_TEXT, "x");
  term_text(term, -1, 0, 20, THEME_TEXT, "不在屏上");
  term_text(term, 1000, 0, 20, THEME_TEXT, "不在屏上");
  term_text(term, 13, 0, 20, THEME_TEXT, NULL);
  term_blank(term, (Area){14, 2, 2, 4}, THEME_SELECTED);
  term_text(term, 16, 0, 20, THEME_TEXT, "e\u0301|");
  term_text(term, 17, 0, 10, THEME_NOTICE, "真彩色");
  term_text(term, 18, 0, columns, THEME_TEXT, "┌┬┐│└┘═║→←↑↓★☆▲▼■□①⑨—·█▄§é");
  term_text(term, 19, 0, columns, THEME_TEXT, term_note(term));
  term_text(term, 20, 0, 10, THEME_AMBER, "黄灯");
  term_cursor(term, 9, 4);
}

/* ---- events ----------------------------------------------------------------------------- */

static void describe_key(GString *line, Key key) {
  static const char *const names[] = {"Up",   "Down",   "Left",   "Right", "Home", "End",   "PgUp",
                                      "PgDn", "Insert", "Delete", "Back",  "Tab",  "Enter", "Esc"};
  Key plain = key & ~(KEY_MOD_CTRL | KEY_MOD_ALT | KEY_MOD_SHIFT);
  g_string_append(line, "key ");
  if (key & KEY_MOD_CTRL)
    g_string_append(line, "C-");
  if (key & KEY_MOD_ALT)
    g_string_append(line, "A-");
  if (key & KEY_MOD_SHIFT)
    g_string_append(line, "S-");
  if (plain >= KEYNAME_F1)
    g_string_append_printf(line, "F%u", plain - KEYNAME_F1 + 1);
  else if (plain >= KEYNAME_UP)
    g_string_append(line, names[plain - KEYNAME_UP]);
  else
    g_string_append_unichar(line, plain);
}

static char *describe(Term *term, const Event *event) {
  static const char *const mouse[] = {"press", "double", "up", "down"};
  GString *line = g_string_new(NULL);
  Area area = term_area(term);
  switch (event->type) {
  case EVENT_KEY:
    describe_key(line, event->key);
    break;
  case EVENT_PASTE: {
    guint sum = 0;
    for (const char *p = event->text; *p != '\0'; p++)
      sum = sum * 31 + (guchar)*p;
    g_autofree char *text = g_strndup(event->text, MIN(strlen(event->text), 90));
    g_strdelimit(text, "\n", '/');
    g_string_append_printf(line, "paste %zu %u [%s]", strlen(event->text), sum, text);
    break;
  }
  case EVENT_MOUSE:
    g_string_append_printf(line, "mouse %s %d %d", mouse[event->mouse], event->row, event->column);
    break;
  case EVENT_RESIZE:
    g_string_append_printf(line, "resize %dx%d", area.columns, area.rows);
    break;
  default:
    break;
  }
  return g_string_free(line, FALSE);
}

static void paint_lines(Term *term, const GPtrArray *lines) {
  Area area = term_area(term);
  guint rows = (guint)MAX(area.rows - 1, 1);
  guint first = lines->len > rows ? lines->len - rows : 0;
  for (guint i = 0; i < rows; i++) {
    const char *line = first + i < lines->len ? g_ptr_array_index(lines, first + i) : NULL;
    term_text(term, (int)i, 0, area.columns, THEME_TEXT, line);
  }
  g_autofree char *count = g_strdup_printf("events: %u", lines->len);
  term_text(term, area.rows - 1, 0, area.columns, THEME_SELECTED, count);
  term_flush(term);
}

static int show_events(Term *term) {
  g_autoptr(GPtrArray) lines = g_ptr_array_new_with_free_func(g_free);
  for (;;) {
    if (!term_pending(term))
      paint_lines(term, lines);
    g_auto(Event) event = {0};
    term_event(term, -1, &event);
    if (event.type == EVENT_HANGUP)
      return EXIT_HANGUP;
    if (event.type == EVENT_KEY && event.key == (KEY_MOD_CTRL | 'q'))
      return EXIT_QUIT;
    if (event.type == EVENT_KEY && event.key == (KEY_MOD_CTRL | 'z'))
      term_suspend(term);
    g_ptr_array_add(lines, describe(term, &event));
  }
}

/* ---- list, flood ------------------------------------------------------------------------ */

static void paint_row(Term *term, int row, int number, gboolean chosen) {
  static const char *const titles[] = {
      "完善交通运输行政执法“四基四化”建设实施方案",
      "深化“放管服”改革，推进电子证照跨省互认",
      "组织开展行政规范性文件清理并公示结果",
      "报送法治政府部门建设典型案例（每季度至少1次）",
      "落实重大行政决策公众参与、专家论证、风险评估制度",
      "建立行政执法案卷评查长效机制",
      "开展“八五”普法中期评估",
  };
  static const char *const units[] = {"政策法规处", "运输管理处", "综合执法监督局", "公路管理中心"};
  static const char *const states[] = {"办理中", "未启动", "已销号", "待审核"};
  int columns = term_area(term).columns;
  g_autofree char *line = g_strdup_printf(
      " %3d  %s  2026-%02d-%02d  %s  %s  %s  2026-%02d-%02d  %s  %s", number,
      states[number * 7 % 4], 1 + number * 5 % 12, 1 + number * 11 % 28, units[number * 3 % 4],
      titles[number * 5 % 7], states[number * 3 % 4], 1 + number * 7 % 12, 1 + number * 13 % 28,
      units[number * 11 % 4], titles[number * 3 % 7]);
  term_text(term, row, 0, columns, chosen ? THEME_SELECTED : THEME_TEXT, line);
}

static int show_list(Term *term) {
  static const int count = 200;
  int top = 0, current = 0;
  for (;;) {
    Area area = term_area(term);
    int height = MAX(area.rows - 2, 1);
    top = CLAMP(top, current - height + 1, current);
    term_text(term, 0, 0, area.columns, THEME_STRONG, " 台账  全部任务");
    for (int i = 0; i < height; i++) {
      if (top + i < count)
        paint_row(term, 1 + i, top + i + 1, top + i == current);
      else
        term_text(term, 1 + i, 0, area.columns, THEME_TEXT, NULL);
    }
    g_autofree char *position = g_strdup_printf(" %d/%d", current + 1, count);
    term_text(term, area.rows - 1, 0, area.columns, THEME_TEXT, position);
    if (!term_pending(term))
      term_flush(term);
    g_auto(Event) event = {0};
    term_event(term, -1, &event);
    if (event.type == EVENT_HANGUP)
      return EXIT_HANGUP;
    if (event.type != EVENT_KEY)
      continue;
    if (event.key == 'q')
      return EXIT_QUIT;
    int step = event.key == 'j' ? 1 : event.key == 'k' ? -1 : 0;
    if (event.key == KEYNAME_PAGE_DOWN) {
      step = height;
      top += height;
    }
    current = CLAMP(current + step, 0, count - 1);
  }
}

/* Texts of all widths that overwrite halves of others, and rows that move. */
static void paint_random(Term *term, GRand *random) {
  static const char *const texts[] = {"台账",     "a台b账c",    "─│●★①…", "x", "红黄绿灯红黄绿灯",
                                      "（）《》", "plain text", "  "};
  Area area = term_area(term);
  for (int i = 0; i < 30; i++) {
    int row = g_rand_int_range(random, 0, area.rows - 1);
    int column = g_rand_int_range(random, -3, area.columns);
    int width = g_rand_int_range(random, 0, 20);
    ThemeRole role = (ThemeRole)g_rand_int_range(random, 0, THEME_ROLE_COUNT);
    term_text(term, row, column, width, role,
              texts[g_rand_int_range(random, 0, G_N_ELEMENTS(texts))]);
  }
}

static int show_random(Term *term) {
  GRand *random = g_rand_new_with_seed(4711);
  int turn = 0, status = -1;
  while (status < 0) {
    g_autofree char *line = g_strdup_printf("turn %d.", turn);
    term_text(term, term_area(term).rows - 1, 0, 20, THEME_TEXT, line);
    term_flush(term);
    g_auto(Event) event = {0};
    term_event(term, -1, &event);
    if (event.type == EVENT_HANGUP)
      status = EXIT_HANGUP;
    else if (event.key == (KEY_MOD_CTRL | 'l'))
      term_redraw(term);
    else
      paint_random(term, random);
    turn++;
  }
  g_rand_free(random);
  return status;
}

static int flood(Term *term) {
  for (int i = 0;; i++) {
    for (int row = 0; row < term_area(term).rows; row++)
      paint_row(term, row, (i * 37 + row * 11) % 997, (row + i) % 2 == 0);
    term_redraw(term);
    term_flush(term);
    g_auto(Event) event = {0};
    term_event(term, 0, &event);
    if (event.type == EVENT_KEY && event.key == 'x')
      _exit(term_is_behind(term) ? EXIT_QUIT : EXIT_SHOWN);
    if (event.type == EVENT_HANGUP)
      return EXIT_HANGUP;
  }
}

static int show_things(Term *term) {
  return wait_for_end(term, paint_things);
}

int main(int argc, char **argv) {
  static const struct {
    const char *name;
    int (*show)(Term *term);
  } modes[] = {{"draw", show_things},
               {"events", show_events},
               {"list", show_list},
               {"random", show_random},
               {"flood", flood}};
  g_autoptr(GError) error = NULL;
  const char *name = argc > 1 ? argv[1] : "draw";
  if (!term_locale(&error)) {
    fprintf(stderr, "%s\n", error->message);
    return EXIT_LOCALE;
  }
  Theme theme = demo_theme();
  Term *term = term_open(&theme, &error);
  if (term == NULL) {
    fprintf(stderr, "%s\n", error->message);
    return EXIT_TERMINAL;
  }
  int status = EXIT_QUIT;
  for (gsize i = 0; i < G_N_ELEMENTS(modes); i++)
    if (strcmp(modes[i].name, name) == 0)
      status = modes[i].show(term);
  term_close(term);
  return status;
}
