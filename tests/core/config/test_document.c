#include "core/config/document.h"

#include <glib/gstdio.h>
#include <locale.h>
#include <string.h>

static Document *parse(const char *text, GError **error) {
  return document_parse("甲.yaml", text, strlen(text), NULL, error);
}

/* text is refused with exactly this code, place and a message that contains words. */
static void refused(const char *text, gsize size, int code, int line, int column,
                    const char *words) {
  g_autoptr(GError) error = NULL;
  g_autoptr(Document) document = document_parse("甲.yaml", text, size, NULL, &error);
  g_assert_null(document);
  g_assert_error(error, DOCUMENT_ERROR, code);
  g_autofree char *place = g_strdup_printf("文件 甲.yaml 第 %d 行第 %d 列：", line, column);
  if (!g_str_has_prefix(error->message, place) || strstr(error->message, words) == NULL)
    g_error("expected %s…%s…, got %s", place, words, error->message);
}

#define REFUSED(text, line, column, words)                                                         \
  refused(text, sizeof(text) - 1, DOCUMENT_ERROR_SYNTAX, line, column, words)

static void test_tree(void) {
  g_autoptr(GError) error = NULL;
  g_autoptr(Document) document = parse("\xef\xbb\xbf# 注释\r\n"
                                       "title: 台账\r\n"
                                       "list:\r\n"
                                       "  - 一\r\n"
                                       "  - {a: 1, b: \"x\\ty\"}\r\n"
                                       "text: |\r\n"
                                       "  第一行\r\n"
                                       "  第二行\r\n",
                                       &error);
  g_assert_no_error(error);
  const DocumentNode *root = document_root(document);
  g_assert_cmpuint(document_length(root), ==, 3);
  g_assert_cmpstr(document_text(document_key(root, 1)), ==, "list");
  g_assert_cmpstr(document_get_text(root, "title"), ==, "台账");
  g_assert_cmpstr(document_get_text(root, "text"), ==, "第一行\n第二行\n");
  g_assert_null(document_text(root));
  g_assert_null(document_get(root, "nothing"));
  g_assert_null(document_get_text(root, "list"));

  const DocumentNode *list = document_get(root, "list");
  g_assert_cmpuint(document_length(list), ==, 2);
  g_assert_cmpstr(document_text(document_item(list, 0)), ==, "一");
  g_assert_null(document_get(list, "a"));
  const DocumentNode *pair = document_item(list, 1);
  g_assert_cmpint(document_get_integer(pair, "a", 9), ==, 1);
  g_assert_cmpint(document_get_integer(pair, "c", 9), ==, 9);
  g_assert_cmpstr(document_get_text(pair, "b"), ==, "x\ty");
  g_assert_cmpuint(document_length(document_get(root, "title")), ==, 0);
  g_assert_cmpuint(document_length(NULL), ==, 0);
}

static void test_number(void) {
  static const DocumentField FIELDS[] = {{"a", DOCUMENT_NUMBER, FALSE}};
  static const struct {
    const char *text;
    double value;
  } good[] = {{"2", 2}, {"0.5", 0.5}, {"-1.25", -1.25}, {"999999999999999", 999999999999999.0}};
  for (gsize i = 0; i < G_N_ELEMENTS(good); i++) {
    g_autofree char *text = g_strdup_printf("a: %s\n", good[i].text);
    g_autoptr(Document) document = parse(text, NULL);
    const DocumentNode *root = document_root(document);
    g_assert_true(document_expect(root, FIELDS, 1, NULL));
    g_assert_cmpfloat(document_get_number(root, "a", 9), ==, good[i].value);
    g_assert_cmpfloat(document_get_number(root, "b", 9), ==, 9);
  }
  static const char *const bad[] = {
      ".5", "5.", "1e3", "nan", "inf", "0x1", "1,5", "五分", "+1", "1 2", "1234567890123456"};
  for (gsize i = 0; i < G_N_ELEMENTS(bad); i++) {
    g_autofree char *text = g_strdup_printf("a: %s\n", bad[i]);
    g_autoptr(Document) document = parse(text, NULL);
    g_autoptr(GError) error = NULL;
    g_assert_false(document_expect(document_root(document), FIELDS, 1, &error));
    g_assert_nonnull(strstr(error->message, "应为数（写法如 2 或 0.5）"));
    g_assert_cmpfloat(document_get_number(document_root(document), "a", 9), ==, 9);
  }
}

/* All mistakes of a mapping; the one that is expected is the first that was found. */
static void test_mistakes(void) {
  static const DocumentField FIELDS[] = {{"title", DOCUMENT_TEXT, TRUE},
                                         {"year", DOCUMENT_INTEGER, TRUE},
                                         {"goal", DOCUMENT_TEXT, TRUE}};
  g_autoptr(Document) document = parse("titel: 甲\nyear: 五\nzzzzzz: 1\n", NULL);
  const DocumentNode *root = document_root(document);
  g_autoptr(GPtrArray) mistakes = document_mistakes_new();
  g_assert_false(document_expect_all(root, FIELDS, G_N_ELEMENTS(FIELDS), mistakes));
  document_mistake_at(mistakes, "甲.yaml", 2, 0, "整行");
  document_mistakes_sort(mistakes);
  g_autoptr(GString) lines = g_string_new(NULL);
  for (guint i = 0; i < mistakes->len; i++)
    g_string_append_printf(lines, "%d:%d %s\n", (int)document_error_line(mistakes->pdata[i]),
                           (int)document_error_column(mistakes->pdata[i]),
                           document_error_text(mistakes->pdata[i]));
  g_assert_cmpstr(lines->str, ==,
                  "1:1 不认识的键 \"titel\"（您是否想写 \"title\"？）\n"
                  "1:1 缺少必填的键 \"goal\"\n"
                  "2:0 整行\n"
                  "2:7 \"year\" 应为整数，实际是 \"五\"\n"
                  "3:1 不认识的键 \"zzzzzz\"，可以写的有：title、year、goal\n");
  g_autoptr(GError) error = NULL;
  g_assert_false(document_expect(root, FIELDS, G_N_ELEMENTS(FIELDS), &error));
  g_assert_cmpstr(error->message, ==,
                  "文件 甲.yaml 第 1 行第 1 列：不认识的键 \"titel\"（您是否想写 \"title\"？）");
  g_autoptr(GError) copy = g_error_copy(error);
  g_assert_cmpstr(document_error_text(copy), ==, "不认识的键 \"titel\"（您是否想写 \"title\"？）");
  g_assert_false(document_expect(root, FIELDS, G_N_ELEMENTS(FIELDS), NULL));
}

static void test_fail_place(void) {
  g_autoptr(Document) document = parse("甲: 一\n乙: [二, 三]\n", NULL);
  g_autoptr(GError) error = NULL;
  const DocumentNode *item = document_item(document_get(document_root(document), "乙"), 1);
  g_assert_false(document_fail(item, &error, "不对：%s", document_text(item)));
  g_assert_error(error, DOCUMENT_ERROR, DOCUMENT_ERROR_VALUE);
  g_assert_cmpstr(error->message, ==, "文件 甲.yaml 第 2 行第 8 列：不对：三");
  g_assert_false(document_fail(item, NULL, "无人要看"));
}

static void test_refused_yaml(void) {
  REFUSED("a: 1\nb: 2\n\na: 3\n", 4, 1, "键 \"a\" 重复：第 1 行已经写过，第 4 行又写了一次");
  REFUSED("x:\n  - {a: 1, \"a\": 2}\n", 2, 12, "第 2 行已经写过，第 2 行又写了一次");
  REFUSED("a: &x 1\n", 1, 4, "不支持锚点");
  REFUSED("a: &x [1]\n", 1, 4, "不支持锚点");
  REFUSED("a: 1\nb:   *x\n", 2, 6, "不支持引用");
  REFUSED("*x : 1\n", 1, 1, "键只能是一个词");
  REFUSED("a: !!str 1\n", 1, 4, "不支持类型标记");
  REFUSED("a:\n  !z {b: 1}\n", 2, 3, "不支持类型标记");
  REFUSED("a:\n  <<: {b: 1}\n", 2, 3, "不支持合并键");
  REFUSED("[a]: 1\n", 1, 1, "键只能是一个词");
  REFUSED("a: 1\n\"\": 1\n", 2, 1, "冒号前面没有键");
  REFUSED("a: 1\n---\nb: 2\n", 2, 1, "一个文件只能有一份内容");
  REFUSED("%YAML 1.1\n---\na: 1\n", 1, 1, "不支持以 % 开头的指令");
  REFUSED("a: \"x\\0y\"\n", 1, 4, "控制字符");
  REFUSED("a: \"x\\ey\"\n", 1, 4, "控制字符");
}

static void test_refused_syntax(void) {
  REFUSED("标题: 甲: 乙\n", 1, 6, "这里不能再出现冒号");
  REFUSED("a: 1\n标题：甲\nb: 2\n", 2, 1, "中文冒号");
  REFUSED("a: 1\nb: \"没有完\nc: 3\n", 2, 4, "引号直到文件末尾都没有配对");
  REFUSED("a:\n  - x\n  y: 1\n", 3, 3, "缩进");
  REFUSED("a:\n  - [1, 2\nb: 3\n", 2, 5, "方括号没有用“]”结束");
  REFUSED("a: ]\n", 1, 4, "这里缺少内容");
  REFUSED("a:1\nb: 2\n", 2, 2, "冒号后面是否有空格");
  REFUSED("? |\n  a\n: 1\n", 1, 3, "键只能写在一行里");
  REFUSED("a:\n\tb: 1\n", 2, 1, "制表符");
  REFUSED("a: @b\n", 1, 4, "加上引号");
  REFUSED("a: \"\\q\"\n", 1, 5, "双引号里的“\\”");
}

static void test_refused_bytes(void) {
  REFUSED("a: 1\nbc\0d: 2\n", 2, 3, "空字节");
  REFUSED("甲: 1\n甲乙\xd6\xd0: 2\n", 2, 3, "不是 UTF-8 编码");
  REFUSED("甲: \xe4\xb8", 1, 4, "不是 UTF-8 编码");
  REFUSED("\xff\xfe\x61\0", 1, 1, "UTF-16");
  REFUSED("\xfe\xff\0\x61", 1, 1, "UTF-16");
  REFUSED("a\0:\0", 1, 2, "UTF-16");
  REFUSED("a: 1\r\nb: \x1b[31m\n", 2, 4, "U+001B");
  REFUSED("a: 1\rb: \x7f\n", 2, 4, "U+007F");
  REFUSED("a: 一\xe2\x80\xa8二\n", 1, 5, "U+2028");
  REFUSED("a: 一\xc2\x85二\n", 1, 5, "U+0085");
  REFUSED("a: \xef\xbb\xbf一\n", 1, 4, "U+FEFF");
}

static void test_empty(void) {
  const char *const texts[] = {"", "\n\n", "# 只有注释\n", "---\n", "\xef\xbb\xbf", "\"\"\n"};
  for (gsize i = 0; i < G_N_ELEMENTS(texts); i++)
    refused(texts[i], strlen(texts[i]), DOCUMENT_ERROR_EMPTY, 1, 1, "文件里没有内容");
}

static char *nested(guint levels) {
  GString *text = g_string_new(NULL);
  for (guint i = 0; i < levels; i++)
    g_string_append_c(text, '[');
  for (guint i = 0; i < levels; i++)
    g_string_append_c(text, ']');
  return g_string_free(text, FALSE);
}

static void test_limits(void) {
  g_autofree char *deepest = nested(64);
  g_autoptr(Document) document = parse(deepest, NULL);
  g_assert_nonnull(document);
  g_autofree char *deeper = nested(65);
  refused(deeper, strlen(deeper), DOCUMENT_ERROR_SYNTAX, 1, 65, "嵌套超过 64 层");
  g_autofree char *bottomless = nested(100000);
  refused(bottomless, strlen(bottomless), DOCUMENT_ERROR_SYNTAX, 1, 65, "嵌套超过 64 层");

  gsize most = 8 * 1024 * 1024;
  g_autofree char *text = g_malloc(most + 1);
  memset(text, ' ', most + 1);
  memcpy(text, "a: 1\n#", 6);
  g_autoptr(Document) largest = document_parse("甲.yaml", text, most, NULL, NULL);
  g_assert_nonnull(largest);
  refused(text, most + 1, DOCUMENT_ERROR_SYNTAX, 1, 1, "文件超过 8 MB");
}

static void test_load(void) {
  g_autoptr(GError) error = NULL;
  g_autofree char *folder = g_dir_make_tmp("document-XXXXXX", &error);
  g_assert_no_error(error);
  g_autofree char *path = g_build_filename(folder, "甲.yaml", NULL);
  g_assert_null(document_load(path, &error));
  g_assert_error(error, DOCUMENT_ERROR, DOCUMENT_ERROR_READ);
  g_assert_nonnull(strstr(error->message, "文件不存在"));
  g_clear_error(&error);
  g_assert_null(document_load(folder, &error));
  g_assert_error(error, DOCUMENT_ERROR, DOCUMENT_ERROR_READ);
  g_assert_nonnull(strstr(error->message, "文件夹"));
  g_clear_error(&error);

  g_assert_true(g_file_set_contents(path, "a: 1\n", -1, NULL));
  g_autoptr(Document) document = document_load(path, &error);
  g_assert_no_error(error);
  g_assert_cmpint(document_get_integer(document_root(document), "a", 0), ==, 1);
  g_assert_true(g_file_set_contents(path, "a: 1\na: 2\n", -1, NULL));
  g_assert_null(document_load(path, &error));
  g_assert_nonnull(strstr(error->message, path));
  g_unlink(path);
  g_rmdir(folder);
}

/* --- checks --- */

static const DocumentField fields[] = {
    {"title", DOCUMENT_TEXT, TRUE},      {"year", DOCUMENT_INTEGER, TRUE},
    {"draft", DOCUMENT_BOOLEAN, FALSE},  {"issued", DOCUMENT_DATE, FALSE},
    {"tasks", DOCUMENT_SEQUENCE, FALSE}, {"rules", DOCUMENT_MAPPING, FALSE},
    {"anything", DOCUMENT_ANY, FALSE},
};

static void expect_message(const char *text, const char *message) {
  g_autoptr(GError) error = NULL;
  g_autoptr(Document) document = parse(text, &error);
  g_assert_no_error(error);
  gboolean ok = document_expect(document_root(document), fields, G_N_ELEMENTS(fields), &error);
  if (message == NULL) {
    g_assert_no_error(error);
    g_assert_true(ok);
    return;
  }
  g_assert_false(ok);
  g_assert_error(error, DOCUMENT_ERROR, DOCUMENT_ERROR_VALUE);
  g_autofree char *whole = g_strconcat("文件 甲.yaml ", message, NULL);
  g_assert_cmpstr(error->message, ==, whole);
}

/* Whole up to the limit, and one byte more of what is larger, wherever the reader makes more room.
 */
static void test_read_file(void) {
  static const gsize sizes[] = {0,      1,      65535,  65536,  65537, 131072,
                                131073, 199999, 200000, 200001, 300000};
  g_autoptr(GRand) rand = g_rand_new_with_seed(1);
  g_autofree char *whole = g_malloc(300000);
  for (gsize i = 0; i < 300000; i++)
    whole[i] = (char)g_rand_int_range(rand, 0, 256);
  g_autofree char *folder = g_dir_make_tmp("taizhang-XXXXXX", NULL);
  g_autofree char *path = g_build_filename(folder, "a", NULL);
  for (gsize i = 0; i < G_N_ELEMENTS(sizes); i++) {
    g_assert_true(g_file_set_contents(path, whole, (gssize)sizes[i], NULL));
    g_autofree char *bytes = NULL;
    gsize size = 0;
    g_assert_true(document_read_file(path, 200000, &bytes, &size, NULL));
    g_assert_cmpmem(bytes, size, whole, MIN(sizes[i], 200001));
    g_autofree char *few = NULL;
    g_assert_true(document_read_file(path, 3, &few, &size, NULL));
    g_assert_cmpmem(few, size, whole, MIN(sizes[i], 4));
  }
  g_unlink(path);
  g_rmdir(folder);
}

static void test_expect(void) {
  expect_message("{title: 甲, year: 2020}", NULL);
  expect_message("{title: 甲, year: -1, draft: false, issued: 2020-02-29, tasks: [], rules: {}, "
                 "anything: }",
                 NULL);
  expect_message("year: 2020\ntitel: 甲\n",
                 "第 2 行第 1 列：不认识的键 \"titel\"（您是否想写 \"title\"？）");
  expect_message("year: 2020\nqqqq: 甲\n", "第 2 行第 1 列：不认识的键 \"qqqq\"，可以写的有："
                                           "title、year、draft、issued、tasks、rules、anything");
  expect_message("# 说明\nyear: 2020\n", "第 2 行第 1 列：缺少必填的键 \"title\"");
  expect_message("title: 甲\nyear: abc\n", "第 2 行第 7 列：\"year\" 应为整数，实际是 \"abc\"");
  expect_message("title: 甲\nyear: ２０２０\n",
                 "第 2 行第 7 列：\"year\" 应为整数，实际是 \"２０２０\"");
  expect_message("title: 甲\nyear: 1.5\n", "第 2 行第 7 列：\"year\" 应为整数，实际是 \"1.5\"");
  expect_message("title: 甲\nyear: 9223372036854775808\n",
                 "第 2 行第 7 列：\"year\" 整数太大或太小：9223372036854775808");
  expect_message("title: 甲\nyear: [1]\n", "第 2 行第 7 列：\"year\" 应为整数，实际是列表");
  expect_message("title: {a: 1}\n", "第 1 行第 8 列：\"title\" 应为文字，实际是若干“键: 值”");
  expect_message("title: ~\n",
                 "第 1 行第 8 列：\"title\" 应为文字，实际是空的；没有内容就不要写这一项");
  expect_message("title: \"　 \"\n",
                 "第 1 行第 8 列：\"title\" 应为文字，实际是空的；没有内容就不要写这一项");
  expect_message("draft: yes\n", "第 1 行第 8 列：\"draft\" 应为true 或 false，实际是 \"yes\"");
  expect_message("issued: 2023-02-29\n",
                 "第 1 行第 9 列：\"issued\" 应为日期（写法如 2023-05-29），实际是 \"2023-02-29\"");
  expect_message("tasks: {}\n", "第 1 行第 8 列：\"tasks\" 应为列表，实际是若干“键: 值”");
  expect_message("rules: 甲\n", "第 1 行第 8 列：\"rules\" 应为若干“键: 值”，实际是 \"甲\"");
  expect_message("- 甲\n", "第 1 行第 1 列：应为若干“键: 值”，实际是列表");
  expect_message("year: 一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十末\n",
                 "第 1 行第 7 列：\"year\" 应为整数，实际是 "
                 "\"一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十…\"");
}

static void test_values(void) {
  g_autoptr(Document) document = parse(
      "{low: -9223372036854775808, yes: true, no: \"false\", day: 2023-05-29, tilde: \"~\"}", NULL);
  const DocumentNode *root = document_root(document);
  g_assert_cmpint(document_get_integer(root, "low", 0), ==, G_MININT64);
  g_assert_true(document_get_boolean(root, "yes", FALSE));
  g_assert_false(document_get_boolean(root, "no", TRUE));
  g_assert_true(document_get_boolean(root, "absent", TRUE));
  g_assert_cmpuint(document_get_date(root, "day"), ==, day_from_ymd(2023, 5, 29));
  g_assert_cmpuint(document_get_date(root, "absent"), ==, DAY_NONE);
  g_assert_true(document_expect_type(document_get(root, "tilde"), DOCUMENT_TEXT, NULL));
  g_autoptr(GError) error = NULL;
  g_assert_false(document_expect_type(document_get(root, "yes"), DOCUMENT_INTEGER, &error));
  g_assert_cmpstr(error->message, ==, "文件 甲.yaml 第 1 行第 34 列：应为整数，实际是 \"true\"");
}

int main(int argc, char **argv) {
  setlocale(LC_ALL, "");
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/document/number", test_number);
  g_test_add_func("/document/mistakes", test_mistakes);
  g_test_add_func("/document/tree", test_tree);
  g_test_add_func("/document/fail-place", test_fail_place);
  g_test_add_func("/document/refused/yaml", test_refused_yaml);
  g_test_add_func("/document/refused/syntax", test_refused_syntax);
  g_test_add_func("/document/refused/bytes", test_refused_bytes);
  g_test_add_func("/document/empty", test_empty);
  g_test_add_func("/document/limits", test_limits);
  g_test_add_func("/document/load", test_load);
  g_test_add_func("/document/read-file", test_read_file);
  g_test_add_func("/document/expect", test_expect);
  g_test_add_func("/document/values", test_values);
  return g_test_run();
}
