#include "tui/command/theme_sample.h"

#include <string.h>

#include "core/rules/text.h"

#define NAME_COLUMNS 16
#define SAMPLE_COLUMNS 36

static const char *const SAMPLES[THEME_ROLE_COUNT] = {
    [THEME_TEXT] = "一般文字",
    [THEME_DIM] = "次要文字：提示、空缺",
    [THEME_STRONG] = "要紧文字：合计、小标题",
    [THEME_TAB] = "界面栏",
    [THEME_TAB_CURRENT] = "界面栏里的当前界面",
    [THEME_HEADER] = "表头",
    [THEME_GROUP] = "领起下面各行的行",
    [THEME_SELECTED] = "选中的行",
    [THEME_RULE] = "分隔线、边框 ----------",
    [THEME_LABEL] = "字段名",
    [THEME_FIELD] = "填写的内容",
    [THEME_FIELD_CURRENT] = "光标所在的字段",
    [THEME_HINT] = "空字段里的提示",
    [THEME_HINT_CURRENT] = "光标所在空字段里的提示",
    [THEME_MATCH] = "查找到的文字",
    [THEME_FILLED] = "照上行填的文字",
    [THEME_RED] = "红灯 ! 逾期12天",
    [THEME_AMBER] = "黄灯 ~ 3天后到期",
    [THEME_GREEN] = "绿灯 + 还有40天",
    [THEME_BLUE] = "蓝灯 + 红黄蓝的台账里代替绿灯",
    [THEME_GREY] = "灰灯 - 暂停、无期限",
    [THEME_BAR] = "进度条 ##########",
    [THEME_BAR_REST] = "进度条其余部分 ..........",
    [THEME_KEY] = "按键名 Ctrl-S",
    [THEME_FOOTER] = "底栏",
    [THEME_NOTICE] = "提示：已保存",
    [THEME_ERROR] = "提示：被拒绝、出错",
};

/* How many colours the output may be given, by what the terminal says of itself. */
static ThemeDepth depth_of_output(void) {
  const char *refused = g_getenv("NO_COLOR"), *more = g_getenv("COLORTERM");
  const char *name = g_getenv("TERM");
  if (output_columns() == 0 || (refused != NULL && refused[0] != '\0') || name == NULL ||
      strcmp(name, "dumb") == 0 || (g_str_has_prefix(name, "vt") && g_ascii_isdigit(name[2])))
    return THEME_DEPTH_NONE;
  if (g_strcmp0(more, "truecolor") == 0 || g_strcmp0(more, "24bit") == 0)
    return THEME_DEPTH_TRUE;
  return strstr(name, "256") != NULL   ? THEME_DEPTH_256
         : strstr(name, "16c") != NULL ? THEME_DEPTH_16
                                       : THEME_DEPTH_8;
}

/* A colour in "select graphic rendition" of ECMA-48; base: 30 for letters, 40 for behind them. */
static void add_colour(GString *codes, int colour, int base) {
  if (colour == THEME_DEFAULT_COLOUR)
    return;
  if (colour >= THEME_RGB)
    g_string_append_printf(codes, ";%d;2;%d;%d;%d", base + 8, colour >> 16 & 0xff,
                           colour >> 8 & 0xff, colour & 0xff);
  else if (colour >= 16)
    g_string_append_printf(codes, ";%d;5;%d", base + 8, colour);
  else
    g_string_append_printf(codes, ";%d", colour < 8 ? base + colour : base + 60 + colour - 8);
}

static char *codes_of(const ThemeStyle *style) {
  GString *codes = g_string_new("\033[0");
  g_string_append(codes, style->bold ? ";1" : "");
  g_string_append(codes, style->dim ? ";2" : "");
  g_string_append(codes, style->underline ? ";4" : "");
  g_string_append(codes, style->reverse ? ";7" : "");
  add_colour(codes, style->foreground, 30);
  add_colour(codes, style->background, 40);
  g_string_append_c(codes, 'm');
  return g_string_free(codes, FALSE);
}

void theme_sample(Output *output, const Theme *theme) {
  ThemeDepth depth = depth_of_output();
  gboolean terminal = output_columns() > 0;
  for (ThemeRole role = 0; role < THEME_ROLE_COUNT && !output_failed(output); role++) {
    ThemeStyle style = theme_style(theme, role, depth);
    const char *name = theme_role_name(role);
    g_autofree char *before = text_pad(name, NAME_COLUMNS);
    g_autofree char *sample =
        text_pad(SAMPLES[role] != NULL ? SAMPLES[role] : name, SAMPLE_COLUMNS);
    g_autofree char *codes = codes_of(&style);
    output_text(output, before);
    output_data(output, terminal ? codes : "");
    output_text(output, terminal ? sample : g_strchomp(sample));
    output_data(output, terminal ? "\033[0m\n" : "\n");
  }
}
