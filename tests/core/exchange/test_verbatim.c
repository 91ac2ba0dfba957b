/* The shipped templates say what their documents say, letter for letter: each is put together again
 * as it was printed and looked for in the document. Where a template departs from it, the repair is
 * in a table here and nowhere else. */
#include <string.h>

#include "tests/core/exchange/documents.h"

/* ---- ledgers ---------------------------------------------------------------------------- */

/* Appends each 一级 with its tasks as ordinal, goal and note, in the order of the file. */
static char *ledger_as_printed(Fixture *fixture, const char *ordinal) {
  g_autoptr(GPtrArray) parts = ask_texts(
      fixture,
      "SELECT iif(t.number = (SELECT min(o.number) FROM task o WHERE o.indicator = i.id), "
      "i.title, '') || %s || t.goal || ifnull(t.note, '') "
      "FROM task t JOIN indicator i ON i.id = t.indicator ORDER BY t.number",
      ordinal);
  g_autoptr(GString) all = g_string_new(NULL);
  for (guint i = 0; i < parts->len; i++)
    g_string_append(all, parts->pdata[i]);
  return documents_bare(all->str);
}

static void test_xinzhou_2023(Fixture *fixture, gconstpointer data) {
  (void)data;
  g_autofree char *source = documents_bare_source("xinzhou-2023-plan.txt", NULL, 0);
  g_autofree char *printed = ledger_as_printed(fixture, "t.number || '.'");
  g_autofree char *between =
      g_strconcat("二、主要任务及责任分工", printed, "三、关于信息报送", NULL);
  assert_printed(source, between, "xinzhou-2023");

  g_autofree char *reporting =
      ask_text(fixture, "SELECT group_concat(position || '.' || text, '') FROM "
                        "(SELECT * FROM reporting ORDER BY position)");
  g_autofree char *rules = g_strconcat("三、关于信息报送", reporting, "四、保障措施", NULL);
  assert_printed(source, rules, "报送要求");
  g_assert_cmpint(ask_int(fixture,
                          "SELECT count(*) FROM reporting WHERE instr(replace(text, ' ', ''), "
                          "phrase) = 0"),
                  ==, 0);
  g_autoptr(GPtrArray) texts = ask_texts(fixture, "SELECT text FROM reporting ORDER BY position");
  g_autoptr(GPtrArray) materials =
      ask_texts(fixture, "SELECT materials FROM reporting ORDER BY position");
  for (guint i = 0; i < texts->len; i++) {
    g_auto(GStrv) lines = g_strsplit(materials->pdata[i], "\n", -1);
    for (char **line = lines; *line != NULL; line++)
      assert_printed(texts->pdata[i], *line, "材料");
  }
  static const char members[] =
      "市局信用体系建设成员单位（科室）：各县（市、区）交通运输局，五台山风景名胜区旅游和交通发展中心，"
      "市交通运输综合行政执法队，市运输事业发展中心，市交通运输数据中心和机关办公室、建设管理科、"
      "运输管理科、安全监督科。";
  assert_printed(source, members, "成员单位");
}

static void test_xinzhou_2022(Fixture *fixture, gconstpointer data) {
  (void)data;
  g_autofree char *source = documents_bare_source("xinzhou-2022-points.txt", NULL, 0);
  g_autofree char *printed = ledger_as_printed(fixture, "t.number || '.'");
  g_assert_true(g_str_has_suffix(source, printed)); /* nothing is left after it */
  assert_printed(source, "提供坚实支撑。一、推进信用体系建设机制进一步完善1.加强组织领导。", "");
  g_assert_true(g_str_has_prefix(printed, "一、推进信用体系建设机制进一步完善1.加强组织领导。"));
}

/* 1 to 99 as documents count. */
#define ORDINAL                                                                                    \
  "'（' || iif(t.number < 20, iif(t.number < 10, '', '十'), '二十') || "                       \
  "substr('一二三四五六七八九', t.number %% 10, t.number %% 10 > 0) || '）'"

static void test_xiamen_2022(Fixture *fixture, gconstpointer data) {
  (void)data;
  g_autofree char *source = documents_bare_source("xiamen-2022-points.txt", NULL, 0);
  g_autofree char *ordinal = g_strdup_printf(ORDINAL);
  g_autofree char *printed = ledger_as_printed(fixture, ordinal);
  g_assert_nonnull(strstr(printed, "（十）落实"));
  g_assert_nonnull(strstr(printed, "（二十一）推进"));
  g_assert_true(g_str_has_suffix(source, printed));
  assert_printed(source, "现制定年度工作要点如下：一、推进信用制度落实（一）严格落实", "");
  g_assert_true(g_str_has_prefix(printed, "一、推进信用制度落实（一）严格落实"));
}

/* Its cells stand one a line, so the tasks follow each other with other cells between. */
static void test_ningxia_2020(Fixture *fixture, gconstpointer data) {
  (void)data;
  g_autofree char *text = documents_read("ningxia-2020-ledger.txt", NULL, 0);
  g_autoptr(GPtrArray) goals = ask_texts(fixture, "SELECT goal FROM task ORDER BY number");
  g_assert_cmpuint(goals->len, ==, 69);
  const char *at = text;
  for (guint i = 0; i < goals->len; i++) {
    g_autofree char *line = g_strdup_printf("\n\t%s\n", (char *)goals->pdata[i]);
    at = strstr(at, line);
    g_assert_nonnull(at);
  }
  g_autoptr(GPtrArray) titles = ask_texts(fixture, "SELECT title FROM indicator ORDER BY id");
  at = text;
  for (guint i = 0; i < titles->len; i++) {
    g_autofree char *line = g_strdup_printf("\n\t%s\n", (char *)titles->pdata[i]);
    at = strstr(at, line);
    g_assert_nonnull(at);
  }
}

static void test_topics(Fixture *fixture, gconstpointer data) {
  (void)data;
  g_autofree char *source = documents_bare_source("xinzhou-2023-plan.txt", NULL, 0);
  g_autoptr(GPtrArray) rows = ask_texts(
      fixture, "SELECT substr('一月二月三月四月五月六月七月八月九月十月十一月十二月', "
               "iif(month = 12, 24, month * 2 - 1), 2 + (month > 10)) || title || content_printed "
               "FROM topic ORDER BY month");
  g_autofree char **lines = g_new0(char *, rows->len + 1); /* borrowed */
  memcpy(lines, rows->pdata, rows->len * sizeof(char *));
  g_autofree char *all = g_strjoinv("", lines);
  g_autofree char *table = g_strconcat("月度主题主要内容", all, "中华人民共和国交通运输部", NULL);
  assert_printed(source, table, "选题计划");
}

static void test_pilots(Fixture *fixture, gconstpointer data) {
  (void)data;
  g_autofree char *source = documents_bare_source("shandong-2023-notice.txt", NULL, 0);
  g_autofree char *list = ask_text(
      fixture,
      "SELECT group_concat(iif(parent IS NULL, replace(name, '市交通运输局', ''), name), '') "
      "FROM (SELECT * FROM unit WHERE kind = 'local' ORDER BY id)");
  g_autofree char *table =
      g_strconcat("附件1第二批“信用交通县（市、区）”试点", list, "附件2", NULL);
  assert_printed(source, table, "试点");
}

/* ---- systems ---------------------------------------------------------------------------- */

/* All that a system's nodes say beside their numbers. */
static GPtrArray *system_texts(Fixture *fixture) {
  return ask_texts(fixture,
                   "SELECT title FROM node UNION SELECT content FROM node WHERE content IS "
                   "NOT NULL UNION SELECT title FROM node_item UNION SELECT title FROM "
                   "node_step WHERE title IS NOT NULL UNION SELECT s.phrase FROM schedule s "
                   "UNION SELECT deadline_printed FROM task WHERE deadline_printed IS NOT "
                   "NULL UNION SELECT material FROM schedule WHERE material IS NOT NULL");
}

static void assert_all_printed(Fixture *fixture, const char *source) {
  g_autoptr(GPtrArray) texts = system_texts(fixture);
  g_assert_cmpuint(texts->len, >, 40);
  for (guint i = 0; i < texts->len; i++)
    assert_printed(source, texts->pdata[i], "体系");
}

/* The 一级 and 二级 with ordinal and points, as the tables print them. */
static void assert_headings(Fixture *fixture, const char *source, int levels) {
  g_autoptr(GPtrArray) headings = ask_texts(
      fixture,
      "SELECT code || '、' || title || printf('(%%g分)', max) FROM node WHERE parent IS NULL "
      "AND kind = 'item' UNION ALL SELECT substr(n.code, 2) || '.' || n.title || "
      "printf('(%%g分)', n.max) FROM node n JOIN node p ON p.id = n.parent WHERE p.parent IS "
      "NULL AND p.kind = 'item' AND %d > 1",
      levels);
  for (guint i = 0; i < headings->len; i++)
    assert_printed(source, headings->pdata[i], "指标");
}

static const Repair MINISTRY[] = {
    {"数据安全技术 and 操作使用情况", "数据安全技术和操作使用情况"},
    {"$\\text{本省二级行政区总量} * 2 + \\text{报送数据（运输市场）覆盖二级行政区数量} / "
     "\\text{本省二级行政区总量} * 2$",
     "/本省二级行政区总量*2+报送数据（运输市场）覆盖二级行政区数量/本省二级行政区总量*2"},
};

static void test_ministry(Fixture *fixture, gconstpointer data) {
  (void)data;
  g_autofree char *source =
      documents_bare_source("xinzhou-2023-plan.txt", MINISTRY, G_N_ELEMENTS(MINISTRY));
  assert_all_printed(fixture, source);
  assert_headings(fixture, source, 2);
  /* The 32 explanations, one after the other. */
  g_autofree char *explained = ask_text(
      fixture,
      "SELECT group_concat(code || '.' || title || '指标说明：' || content, '') FROM (SELECT n.* "
      "FROM node n JOIN node p ON p.id = n.parent JOIN node g ON g.id = p.parent WHERE "
      "g.parent IS NULL ORDER BY CAST(n.code AS INTEGER))");
  g_autofree char *whole =
      g_strconcat("《信用交通测评指标（2023年版）》说明", explained, "注：1.", NULL);
  assert_printed(source, whole, "说明");
}

/* Every rule of the tables of a 附件 is the content of a node: the last cell with words in it. */
static void assert_rows_kept(Fixture *fixture, const char *text, const char *from, const char *to,
                             int expected) {
  const char *start = strstr(text, from);
  const char *end = to != NULL ? strstr(start, to) : start + strlen(start);
  g_autofree char *tables = g_strndup(start, (gsize)(end - start));
  g_auto(GStrv) lines = g_strsplit(tables, "\n", -1);
  g_autoptr(GHashTable) contents = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr(GPtrArray) texts =
      ask_texts(fixture, "SELECT content FROM node WHERE content IS NOT NULL");
  for (guint i = 0; i < texts->len; i++)
    g_hash_table_add(contents, documents_bare(texts->pdata[i]));
  int rows = 0;
  for (char **line = lines; *line != NULL; line++) {
    if (!g_str_has_prefix(*line, "| ") || strstr(*line, "工作内容及评估标准") != NULL)
      continue;
    g_auto(GStrv) cells = g_strsplit(*line, "|", -1);
    g_autofree char *rule = NULL;
    for (char **cell = cells; *cell != NULL; cell++) {
      g_autofree char *bare = documents_bare(*cell);
      if (bare[0] != '\0') {
        g_free(rule);
        rule = g_strdup(g_ascii_isdigit(bare[0]) && bare[1] == '.' ? bare + 2 : bare);
      }
    }
    if (!g_hash_table_contains(contents, rule))
      g_error("没有收入：%s", *line);
    rows++;
  }
  g_assert_cmpint(rows, ==, expected);
}

static void test_county(Fixture *fixture, gconstpointer data) {
  (void)data;
  g_autofree char *source = documents_bare_source("shandong-2023-notice.txt", NULL, 0);
  g_autofree char *text = documents_read("shandong-2023-notice.txt", NULL, 0);
  assert_all_printed(fixture, source);
  assert_headings(fixture, source, 1);
  assert_rows_kept(fixture, text, "\n附件 2\n", "\n附件 3\n", 27 + 4 + 5);
}

static const Repair CITY[] = {{"每出现1次单周末登录", "每出现1次单周未登录"}};

static void test_city(Fixture *fixture, gconstpointer data) {
  (void)data;
  g_autofree char *source =
      documents_bare_source("shandong-2023-notice.txt", CITY, G_N_ELEMENTS(CITY));
  g_autofree char *text = documents_read("shandong-2023-notice.txt", CITY, G_N_ELEMENTS(CITY));
  assert_all_printed(fixture, source);
  assert_headings(fixture, source, 2);
  assert_rows_kept(fixture, text, "\n附件 3\n", NULL, 19 + 5 + 5);
}

/* ---- the notes of the systems, and persons ------------------------------------------------ */

/* 5+3+5+4 = 17 细分领域, in the documents and in the comments of the templates that speak of them.
 */
static void test_subdomains(void) {
  static const struct {
    const char *line;
    guint count;
  } domains[] = {
      {"公路建设：公路设计、公路施工、公路监理、公路养护、公路试验检测等。", 5},
      {"水运工程建设：水运工程设计、水运工程施工、水运工程监理等。", 3},
      {"道路运输：道路客运、道路货运、城市交通、机动车维修、驾驶员培训等。", 5},
      {"水路运输：水路客运、水路货运、港口、航道等。", 4},
  };
  static const char *const files[] = {
      "tests/data/sources/xinzhou-2023-plan.txt",
      "tests/data/sources/shandong-2023-notice.txt",
      "data/systems/mot-2023.yaml",
      "data/systems/shandong-2023-county.yaml",
      "data/systems/shandong-2023-city.yaml",
  };
  guint all = 0;
  for (gsize i = 0; i < G_N_ELEMENTS(domains); i++) {
    g_auto(GStrv) names = g_strsplit(domains[i].line, "、", -1);
    g_assert_cmpuint(g_strv_length(names), ==, domains[i].count);
    all += domains[i].count;
    for (gsize k = 0; k < G_N_ELEMENTS(files); k++) {
      g_autofree char *path = source_path(files[k]);
      g_autofree char *text = NULL;
      g_assert_true(g_file_get_contents(path, &text, NULL, NULL));
      g_assert_nonnull(strstr(text, domains[i].line));
    }
  }
  g_assert_cmpuint(all, ==, 17);
}

static void assert_no_person(const char *folder) {
  g_autofree char *path = source_path(folder);
  GError *error = NULL;
  g_autoptr(GDir) dir = g_dir_open(path, 0, &error);
  g_assert_no_error(error);
  g_autoptr(GRegex) personal =
      g_regex_new("[A-Za-z0-9]@[A-Za-z0-9]|[0-9]{7}|(?<![0-9])0[0-9]{2,3}-[0-9]", 0, 0, &error);
  g_assert_no_error(error);
  const char *name;
  guint files = 0;
  while ((name = g_dir_read_name(dir)) != NULL) {
    g_autofree char *file = g_build_filename(path, name, NULL);
    g_autofree char *text = NULL;
    g_file_get_contents(file, &text, NULL, &error);
    g_assert_no_error(error);
    g_autoptr(GMatchInfo) match = NULL;
    if (g_regex_match(personal, text, 0, &match)) {
      g_autofree char *found = g_match_info_fetch(match, 0);
      g_error("%s 里像有个人信息：%s", file, found);
    }
    files++;
  }
  g_assert_cmpuint(files, >, 0);
}

static void test_no_person(void) {
  static const char *const folders[] = {"data/ledgers", "data/plans", "data/systems", "data/units",
                                        "tests/data/sources"};
  for (gsize i = 0; i < G_N_ELEMENTS(folders); i++)
    assert_no_person(folders[i]);
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  ADD_DOCUMENT("/verbatim/xinzhou-2023", "xinzhou-2023", test_xinzhou_2023);
  ADD_DOCUMENT("/verbatim/xinzhou-2022", "xinzhou-2022", test_xinzhou_2022);
  ADD_DOCUMENT("/verbatim/xiamen-2022", "xiamen-2022", test_xiamen_2022);
  ADD_DOCUMENT("/verbatim/ningxia-2020", "ningxia-2020", test_ningxia_2020);
  ADD_DOCUMENT("/verbatim/topics", "xinzhou-2023-topics", test_topics);
  ADD_DOCUMENT("/verbatim/pilots", "shandong-2023-pilots", test_pilots);
  ADD_DOCUMENT("/verbatim/ministry", "mot-2023", test_ministry);
  ADD_DOCUMENT("/verbatim/county", "shandong-2023-county", test_county);
  ADD_DOCUMENT("/verbatim/city", "shandong-2023-city", test_city);
  g_test_add_func("/verbatim/subdomains", test_subdomains);
  g_test_add_func("/verbatim/no-person", test_no_person);
  return g_test_run();
}
