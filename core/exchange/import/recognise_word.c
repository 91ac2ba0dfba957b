#include "core/exchange/import/recognise_private.h"
#include "core/rules/halfwidth.h"
#include "core/rules/scan.h"
#include "core/rules/text.h"

#include <string.h>

static gboolean opens(gunichar c) {
  return c == '(' || c == '[' || c == U'【' || c == U'〔';
}

static gboolean closes(gunichar c) {
  return c == ')' || c == ']' || c == U'】' || c == U'〕';
}

static gboolean is_sign(gunichar c) {
  return c == ':' || c == ',' || c == '.' || c == ';' || c == U'。' || c == U'、' || c == '*' ||
         c == U'※' || c == '%' || c == '/';
}

static void strip_signs(GString *text) {
  while (text->len > 0) {
    const char *last = g_utf8_prev_char(text->str + text->len);
    if (!is_sign(g_utf8_get_char(last)))
      return;
    g_string_truncate(text, (gsize)(last - text->str));
  }
}

char *recognise_bare(const char *text) {
  g_autofree char *folded = halfwidth_fold(text);
  g_autoptr(GString) outside = g_string_new(NULL);
  g_autoptr(GString) inside = g_string_new(NULL);
  int depth = 0;
  for (const char *p = folded; *p != '\0'; p = g_utf8_next_char(p)) {
    gunichar c = g_utf8_get_char(p);
    if (g_unichar_isspace(c))
      continue;
    if (opens(c))
      depth++;
    else if (closes(c))
      depth = MAX(depth - 1, 0);
    else
      g_string_append_unichar(depth > 0 ? inside : outside, c);
  }
  strip_signs(outside);
  strip_signs(inside);
  GString **out = outside->len > 0 ? &outside : &inside;
  return g_string_free(g_steal_pointer(out), FALSE);
}

static gboolean is_latin(gunichar c) {
  return c < 0x80 && g_unichar_isalnum(c);
}

char *recognise_line(const char *text) {
  g_autoptr(GString) line = g_string_new(NULL);
  gunichar before = 0;
  gboolean broken = FALSE;
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char(p)) {
    gunichar c = g_utf8_get_char(p);
    if (c == '\n' || (broken && g_unichar_isspace(c))) {
      broken = TRUE;
      while (line->len > 0 && line->str[line->len - 1] == ' ')
        g_string_truncate(line, line->len - 1);
      continue;
    }
    if (broken && is_latin(before) && is_latin(c))
      g_string_append_c(line, ' ');
    broken = FALSE;
    before = c;
    g_string_append_unichar(line, c);
  }
  return g_string_free(g_steal_pointer(&line), FALSE);
}

/* ---- units ------------------------------------------------------------------------------ */

gboolean recognise_is_unit_end(const char *text) {
  static const char *const ends[] = {
      "处",   "科",   "室",   "局",   "厅",   "委",   "办",   "队",   "所",   "站",   "院",
      "部",   "府",   "中心", "部门", "单位", "公司", "集团", "党委", "工会", "小组", "协会",
      "学会", "机构", "支部", "学校", "园区", "街道", "区县", "各地", "各县", "各市", "银行",
      "团委", "纪委", "站点", "乡镇", "牵头", "配合", "负责", "大学", "学院", "专班", "机关",
  };
  g_autofree char *bare = recognise_bare(text);
  if (g_str_has_suffix(bare, "等"))
    bare[strlen(bare) - strlen("等")] = '\0';
  for (gsize i = 0; i < G_N_ELEMENTS(ends); i++) {
    if (g_str_has_suffix(bare, ends[i]))
      return TRUE;
  }
  return FALSE;
}

/* ---- numbers ---------------------------------------------------------------------------- */

static gboolean take_char(const char **p, gunichar c) {
  if (halfwidth_char(g_utf8_get_char(*p)) != c)
    return FALSE;
  *p = g_utf8_next_char(*p);
  return TRUE;
}

/* A number from the front of *p. */
static gboolean take_number(const char **p, int *value, gboolean *chinese) {
  const char *start = *p;
  if (!scan_number(p, value) || *value == G_MAXINT)
    return FALSE;
  *chinese = scan_is_numeral(g_utf8_get_char(start)) && !g_unichar_isdigit(g_utf8_get_char(start));
  return TRUE;
}

static gboolean take_point(const char **p) {
  return take_char(p, U'、') || take_char(p, '.') || take_char(p, U'．');
}

int recognise_ordinal(const char *text) {
  const char *p = text;
  int value;
  gboolean chinese;
  scan_spaces(&p);
  if (take_char(&p, '('))
    return take_number(&p, &value, &chinese) && take_char(&p, ')') ? (chinese ? 2 : 4) : 0;
  if (scan_word(&p, "第"))
    return take_number(&p, &value, &chinese) &&
                   (scan_word(&p, "部分") || scan_word(&p, "章") || scan_word(&p, "方面"))
               ? 5
               : 0;
  if (!take_number(&p, &value, &chinese) || !take_point(&p))
    return 0;
  return g_unichar_isdigit(g_utf8_get_char(p)) ? 0 : chinese ? 1 : 3; /* not 1.5 */
}

int recognise_number(const char *text, gboolean *chinese) {
  guint64 plain = 0;
  if (g_ascii_isdigit(*text) && g_ascii_string_to_unsigned(text, 10, 1, G_MAXINT, &plain, NULL)) {
    if (chinese != NULL)
      *chinese = FALSE;
    return (int)plain; /* also more than the four digits that dates have */
  }
  const char *p = text;
  int value;
  gboolean written = FALSE;
  scan_spaces(&p);
  gboolean bracket = take_char(&p, '(');
  if (!take_number(&p, &value, &written) || value < 1)
    return 0;
  if (bracket && !take_char(&p, ')'))
    return 0;
  take_point(&p);
  if (chinese != NULL)
    *chinese = written;
  return *p == '\0' ? value : 0;
}

#define NOTE_BYTES 30

/* ---- notes ------------------------------------------------------------------------------ */

gboolean recognise_is_note(const char *text) {
  static const char *const starts[] = {
      "注:",       "备注:",    "说明:",     "填表说明", "填报说明", "填报人",     "填报单位",
      "填表人",    "填表单位", "填报日期",  "填报时间", "审核人",   "审核:",      "审批人",
      "负责人:",   "联系人",   "联系电话",  "联系方式", "制表",     "单位负责人", "分管领导:",
      "主要领导:", "填写说明", "单位(盖章", "报送单位", "报送人",   "填表日期",   "填表时间",
      "经办人",    "单位盖章", "注1",       "注一",     "备注1",    "签字",       "报送时间",
  };
  static const char *const totals[] = {"合计", "总计", "小计", "总分", "合计分", "总分值"};
  if (g_ascii_isdigit(*text))
    return FALSE;
  g_autoptr(GString) dense = g_string_new(NULL); /* of the beginning, which is all that counts */
  for (const char *p = text; *p != '\0' && dense->len < NOTE_BYTES; p = g_utf8_next_char(p)) {
    gunichar c = halfwidth_char(g_utf8_get_char(p));
    if (!g_unichar_isspace(c))
      g_string_append_unichar(dense, c);
  }
  for (gsize i = 0; i < G_N_ELEMENTS(starts); i++) {
    if (g_str_has_prefix(dense->str, starts[i]))
      return TRUE;
  }
  for (gsize i = 0; i < G_N_ELEMENTS(totals); i++) {
    if (g_str_equal(dense->str, totals[i]))
      return TRUE;
  }
  return FALSE;
}

gboolean recognise_is_same(const char *text) {
  static const char *const words[] = {"同上", "〃", "″", "\"", "同上行", "同上一项"};
  gunichar first = g_utf8_get_char(text); /* asked of every cell: most are done with here */
  if ((first != U'同' && first != U'〃' && first != U'″' && first != '"') ||
      strlen(text) > NOTE_BYTES)
    return FALSE;
  g_autofree char *bare = recognise_bare(text);
  for (gsize i = 0; i < G_N_ELEMENTS(words); i++) {
    if (g_str_equal(bare, words[i]))
      return TRUE;
  }
  return FALSE;
}

/* ---- states and kinds ------------------------------------------------------------------- */

#define STATE_BYTES_MAX 60

typedef struct {
  const char *word;
  TaskState state;
  gboolean doubt;
} StateWord;

static const StateWord STATES[] = {
    {"完成", TASK_STATE_DONE, FALSE},
    {"已完成", TASK_STATE_DONE, FALSE},
    {"全部完成", TASK_STATE_DONE, FALSE},
    {"办结", TASK_STATE_DONE, FALSE},
    {"已落实", TASK_STATE_DONE, FALSE},
    {"已办理", TASK_STATE_DONE, FALSE},
    {"是", TASK_STATE_DONE, FALSE},
    {"√", TASK_STATE_DONE, FALSE},
    {"✓", TASK_STATE_DONE, FALSE},
    {"✔", TASK_STATE_DONE, FALSE},
    {"×", TASK_STATE_ACTIVE, TRUE},
    {"✗", TASK_STATE_ACTIVE, TRUE},
    {"进行中", TASK_STATE_ACTIVE, FALSE},
    {"推进中", TASK_STATE_ACTIVE, FALSE},
    {"正在推进", TASK_STATE_ACTIVE, FALSE},
    {"正在办理", TASK_STATE_ACTIVE, FALSE},
    {"正在进行", TASK_STATE_ACTIVE, FALSE},
    {"正在实施", TASK_STATE_ACTIVE, FALSE},
    {"实施中", TASK_STATE_ACTIVE, FALSE},
    {"在办", TASK_STATE_ACTIVE, FALSE},
    {"已启动", TASK_STATE_ACTIVE, FALSE},
    {"正常推进", TASK_STATE_ACTIVE, FALSE},
    {"有序推进", TASK_STATE_ACTIVE, FALSE},
    {"序时推进", TASK_STATE_ACTIVE, FALSE},
    {"按序时推进", TASK_STATE_ACTIVE, FALSE},
    {"部分完成", TASK_STATE_ACTIVE, FALSE},
    {"未完成", TASK_STATE_ACTIVE, TRUE},
    {"否", TASK_STATE_ACTIVE, TRUE},
    {"基本完成", TASK_STATE_ACTIVE, TRUE},
    {"长期坚持", TASK_STATE_ACTIVE, TRUE},
    {"长期推进", TASK_STATE_ACTIVE, TRUE},
    {"持续推进", TASK_STATE_ACTIVE, TRUE},
    {"常态化推进", TASK_STATE_ACTIVE, TRUE},
    {"长期", TASK_STATE_ACTIVE, TRUE},
    {"持续", TASK_STATE_ACTIVE, TRUE},
    {"常态化", TASK_STATE_ACTIVE, TRUE},
    {"未开始", TASK_STATE_NEW, FALSE},
    {"尚未启动", TASK_STATE_NEW, FALSE},
    {"未开展", TASK_STATE_NEW, FALSE},
    {"未办理", TASK_STATE_NEW, FALSE},
    {"待启动", TASK_STATE_NEW, FALSE},
    {"销号", TASK_STATE_CLOSED, FALSE},
    {"暂缓", TASK_STATE_PAUSED, FALSE},
    {"已暂停", TASK_STATE_PAUSED, FALSE},
    {"取消", TASK_STATE_VOID, FALSE},
    {"已取消", TASK_STATE_VOID, FALSE},
};

gboolean recognise_state(const char *text, TaskState *state, gboolean *doubt) {
  if (doubt != NULL)
    *doubt = FALSE;
  if (task_state_parse(text, state))
    return TRUE;
  if (strlen(text) > STATE_BYTES_MAX)
    return FALSE; /* words, as most cells hold */
  g_autofree char *bare = recognise_bare(text);
  if (task_state_parse(bare, state))
    return TRUE;
  for (gsize i = 0; i < G_N_ELEMENTS(STATES); i++) {
    if (!g_str_equal(bare, STATES[i].word))
      continue;
    *state = STATES[i].state;
    if (doubt != NULL)
      *doubt = STATES[i].doubt;
    return TRUE;
  }
  return FALSE;
}

gboolean recognise_kind(const char *text, TaskKind *kind) {
  if (task_kind_parse(text, kind))
    return TRUE;
  if (strstr(text, "加分") != NULL)
    *kind = TASK_KIND_BONUS;
  else if (strstr(text, "扣分") != NULL)
    *kind = TASK_KIND_DEDUCTION;
  else
    return FALSE;
  return TRUE;
}
