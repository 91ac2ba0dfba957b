/* The shipped templates against the documents they were made from: the Ningxia ledger against its
 * table (tests/data/ningxia.tsv, the cells as printed, merged ones filled), and both against sums
 * counted by hand. */
#include <locale.h>
#include <string.h>

#include "core/config/document.h"

#define ROWS 69
#define COLUMNS 5
#define PAIRS 249
#define UNITS_USED 18

enum { COLUMN_FIRST, COLUMN_SECOND, COLUMN_GOAL, COLUMN_UNITS, COLUMN_DEADLINE };

/* One task with the indicators above it. Borrowed from the document. */
typedef struct {
  const char *first;  /* 一级 */
  const char *second; /* 二级; "" where there is none */
  const char *kind;
  const DocumentNode *node;
} Row;

typedef struct {
  Document *document;
  GArray *rows;     /* of Row, in the order of the file */
  GPtrArray *table; /* of char *[], the lines of the TSV without its head */
} Ledger;

static char *source_path(const char *path) {
  return g_build_filename(g_getenv("TAIZHANG_SOURCE"), path, NULL);
}

static void add_tasks(GArray *rows, const DocumentNode *indicator, const char *first,
                      const char *second) {
  const char *kind = document_get_text(indicator, "kind");
  const DocumentNode *tasks = document_get(indicator, "tasks");
  for (gsize i = 0; i < document_length(tasks); i++) {
    const DocumentNode *task = document_item(tasks, i);
    const char *own = document_get_text(task, "kind");
    Row row = {first, second, own != NULL ? own : kind != NULL ? kind : "task", task};
    g_array_append_val(rows, row);
  }
}

static void set_up(Ledger *ledger, gconstpointer data) {
  (void)data;
  g_autoptr(GError) error = NULL;
  g_autofree char *path = source_path("data/ledgers/ningxia-2020.yaml");
  ledger->document = document_load(path, &error);
  g_assert_no_error(error);
  ledger->rows = g_array_new(FALSE, FALSE, sizeof(Row));
  const DocumentNode *firsts = document_get(document_root(ledger->document), "indicators");
  for (gsize i = 0; i < document_length(firsts); i++) {
    const DocumentNode *first = document_item(firsts, i);
    const char *title = document_get_text(first, "title");
    add_tasks(ledger->rows, first, title, "");
    const DocumentNode *seconds = document_get(first, "indicators");
    for (gsize k = 0; k < document_length(seconds); k++) {
      const DocumentNode *second = document_item(seconds, k);
      add_tasks(ledger->rows, second, title, document_get_text(second, "title"));
    }
  }

  g_autofree char *table = source_path("tests/data/ningxia.tsv");
  g_autofree char *text = NULL;
  g_file_get_contents(table, &text, NULL, &error);
  g_assert_no_error(error);
  ledger->table = g_ptr_array_new_with_free_func((GDestroyNotify)g_strfreev);
  g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
  for (gsize i = 1; lines[i] != NULL && lines[i][0] != '\0'; i++)
    g_ptr_array_add(ledger->table, g_strsplit(lines[i], "\t", -1));
}

static void tear_down(Ledger *ledger, gconstpointer data) {
  (void)data;
  document_free(ledger->document);
  g_array_unref(ledger->rows);
  g_ptr_array_unref(ledger->table);
}

static const Row *row_at(const Ledger *ledger, guint i) {
  return &g_array_index(ledger->rows, Row, i);
}

/* The units of a 责任 cell: "厅法规处、建管处" means two 厅 offices, and one name holds a 、
 * itself. */
static GPtrArray *split_units(const char *cell) {
  static const char whole[] = "各市、县（区）交通运输局";
  g_autoptr(GPtrArray) units = g_ptr_array_new_with_free_func(g_free);
  g_auto(GStrv) around = g_strsplit(cell, whole, -1);
  g_autofree char *guarded = g_strjoinv("@", around);
  g_auto(GStrv) groups = g_strsplit(guarded, "，", -1);
  for (char **group = groups; *group != NULL; group++) {
    gboolean prefix = FALSE;
    g_auto(GStrv) pieces = g_strsplit(*group, "、", -1);
    for (char **piece = pieces; *piece != NULL; piece++) {
      gboolean office = g_str_has_suffix(*piece, "处") || strcmp(*piece, "办公室") == 0 ||
                        strcmp(*piece, "机关党委") == 0;
      if (g_str_has_prefix(*piece, "厅"))
        prefix = TRUE;
      else if (prefix && office) {
        g_ptr_array_add(units, g_strconcat("厅", *piece, NULL));
        continue;
      }
      g_ptr_array_add(units, g_strdup(strcmp(*piece, "@") == 0 ? whole : *piece));
    }
  }
  return g_steal_pointer(&units);
}

static void test_head(Ledger *ledger, gconstpointer data) {
  (void)data;
  const DocumentNode *root = document_root(ledger->document);
  g_assert_cmpstr(document_get_text(root, "kind"), ==, "ledger");
  g_assert_cmpstr(document_get_text(root, "name"), ==, "ningxia-2020");
  g_assert_cmpstr(document_get_text(root, "title"), ==,
                  "宁夏回族自治区“信用交通省”建设指标体系任务分工台账");
  g_assert_cmpstr(document_get_text(root, "region"), ==, "宁夏回族自治区");
  g_assert_cmpint(document_get_integer(root, "year", 0), ==, 2020);
  const char *const unstated[] = {"issuer", "document", "issued"};
  for (gsize i = 0; i < G_N_ELEMENTS(unstated); i++)
    g_assert_null(document_get(root, unstated[i]));
}

/* Every cell is the table's, byte for byte. */
static void test_rows(Ledger *ledger, gconstpointer data) {
  (void)data;
  g_assert_cmpuint(ledger->rows->len, ==, ROWS);
  g_assert_cmpuint(ledger->table->len, ==, ROWS);
  guint pairs = 0;
  for (guint i = 0; i < ROWS; i++) {
    const Row *row = row_at(ledger, i);
    char **cells = ledger->table->pdata[i];
    g_assert_cmpuint(g_strv_length(cells), ==, COLUMNS);
    g_assert_cmpint(document_get_integer(row->node, "number", 0), ==, i + 1);
    g_assert_cmpstr(row->first, ==, cells[COLUMN_FIRST]);
    g_assert_cmpstr(row->second, ==, cells[COLUMN_SECOND]);
    g_assert_cmpstr(document_get_text(row->node, "goal"), ==, cells[COLUMN_GOAL]);
    g_assert_cmpstr(document_get_text(row->node, "deadline"), ==, cells[COLUMN_DEADLINE]);
    g_autoptr(GPtrArray) units = split_units(cells[COLUMN_UNITS]);
    const DocumentNode *given = document_get(row->node, "units");
    g_assert_cmpuint(document_length(given), ==, units->len);
    for (guint k = 0; k < units->len; k++)
      g_assert_cmpstr(document_text(document_item(given, k)), ==, units->pdata[k]);
    pairs += units->len;
  }
  g_assert_cmpuint(pairs, ==, PAIRS);
}

/* Children of the 一级, and tasks below them, in order. */
static void test_tree(Ledger *ledger, gconstpointer data) {
  (void)data;
  static const guint first_rows[] = {9, 8, 12, 7, 6, 11, 8, 3, 5};
  static const guint second_counts[] = {2, 3, 4, 3, 3, 5, 3, 0, 0};
  static const guint second_rows[] = {3, 6, 2, 3, 3, 4, 3, 3, 2, 2, 3, 2,
                                      2, 2, 2, 2, 3, 2, 1, 3, 4, 1, 3};
  const DocumentNode *firsts = document_get(document_root(ledger->document), "indicators");
  g_assert_cmpuint(document_length(firsts), ==, G_N_ELEMENTS(first_rows));
  guint seen = 0;
  for (gsize i = 0; i < G_N_ELEMENTS(first_rows); i++) {
    const DocumentNode *first = document_item(firsts, i);
    const DocumentNode *seconds = document_get(first, "indicators");
    guint rows = (guint)document_length(document_get(first, "tasks"));
    g_assert_cmpuint(document_length(seconds), ==, second_counts[i]);
    for (gsize k = 0; k < document_length(seconds); k++) {
      gsize tasks = document_length(document_get(document_item(seconds, k), "tasks"));
      g_assert_cmpuint(tasks, ==, second_rows[seen++]);
      rows += (guint)tasks;
    }
    g_assert_cmpuint(rows, ==, first_rows[i]);
  }
  g_assert_cmpuint(seen, ==, G_N_ELEMENTS(second_rows));
}

static void test_kinds(Ledger *ledger, gconstpointer data) {
  (void)data;
  for (guint i = 0; i < ROWS; i++) {
    guint number = i + 1;
    const char *kind = number == 32 || number == 33 || number == 48 ? "measure"
                       : number >= 65                               ? "deduction"
                       : number >= 62                               ? "bonus"
                                                                    : "task";
    g_assert_cmpstr(row_at(ledger, i)->kind, ==, kind);
  }
}

static void test_deadlines(Ledger *ledger, gconstpointer data) {
  (void)data;
  guint december = 0;
  for (guint i = 0; i < ROWS; i++) {
    const char *deadline = document_get_text(row_at(ledger, i)->node, "deadline");
    if (strcmp(deadline, "2020年12月") == 0)
      december++;
    else
      g_assert_cmpstr(deadline, ==, i + 1 == 4 ? "2020年4月" : i + 1 == 54 ? "2020年10月" : "");
  }
  g_assert_cmpuint(december, ==, 67);
}

static void test_schedules(Ledger *ledger, gconstpointer data) {
  (void)data;
  static const struct {
    guint number;
    const char *every;
    gint64 quota;
  } expected[] = {
      {1, "quarter", 1}, {2, "quarter", 1}, {5, "month", 1},    {26, "month", 1},
      {28, "week", 1},   {44, "month", 1},  {50, "quarter", 2},
  };
  gsize seen = 0;
  for (guint i = 0; i < ROWS; i++) {
    const DocumentNode *node = row_at(ledger, i)->node;
    const DocumentNode *schedules = document_get(node, "schedules");
    if (schedules == NULL)
      continue;
    g_assert_cmpuint(seen, <, G_N_ELEMENTS(expected));
    g_assert_cmpuint(i + 1, ==, expected[seen].number);
    g_assert_cmpuint(document_length(schedules), ==, 1);
    const DocumentNode *schedule = document_item(schedules, 0);
    g_assert_cmpstr(document_get_text(schedule, "every"), ==, expected[seen].every);
    g_assert_cmpint(document_get_integer(schedule, "quota", 0), ==, expected[seen].quota);
    const char *phrase = document_get_text(schedule, "phrase");
    g_assert_true(g_str_has_prefix(phrase, "每"));
    g_assert_nonnull(strstr(document_get_text(node, "goal"), phrase));
    seen++;
  }
  g_assert_cmpuint(seen, ==, G_N_ELEMENTS(expected));
}

static const DocumentNode *find_unit(const Ledger *ledger, const char *name) {
  const DocumentNode *units = document_get(document_root(ledger->document), "units");
  for (gsize i = 0; i < document_length(units); i++)
    if (strcmp(document_get_text(document_item(units, i), "name"), name) == 0)
      return document_item(units, i);
  return NULL;
}

static guint tasks_of(const Ledger *ledger, const char *name) {
  guint count = 0;
  for (guint i = 0; i < ROWS; i++) {
    const DocumentNode *units = document_get(row_at(ledger, i)->node, "units");
    for (gsize k = 0; k < document_length(units); k++)
      if (strcmp(document_text(document_item(units, k)), name) == 0)
        count++;
  }
  return count;
}

static void test_units(Ledger *ledger, gconstpointer data) {
  (void)data;
  static const struct {
    const char *name;
    guint tasks;
    const char *kind;
    guint members;
  } expected[UNITS_USED] = {
      {"厅法规处", 36, "office", 0},
      {"厅建管处", 28, "office", 0},
      {"厅运输处", 28, "office", 0},
      {"厅质安处", 27, "office", 0},
      {"厅海事处", 26, "office", 0},
      {"各市、县（区）交通运输局", 21, "group", 27},
      {"交通运输综合执法监督局", 20, "body", 0},
      {"道路运输事务中心", 19, "body", 0},
      {"厅审批处", 10, "office", 0},
      {"路网监测与应急处置中心", 9, "body", 0},
      {"厅信用体系建设领导小组各成员单位", 8, "group", 0},
      {"五市交通运输局", 5, "group", 5},
      {"厅人事处", 4, "office", 0},
      {"厅科技处", 4, "office", 0},
      {"厅办公室", 1, "office", 0},
      {"厅财审处", 1, "office", 0},
      {"厅机关党委", 1, "office", 0},
      {"有关市交通运输局", 1, "group", 0},
  };
  guint pairs = 0;
  for (gsize i = 0; i < UNITS_USED; i++) {
    const DocumentNode *unit = find_unit(ledger, expected[i].name);
    g_assert_nonnull(unit);
    g_assert_cmpstr(document_get_text(unit, "kind"), ==, expected[i].kind);
    const DocumentNode *members = document_get(unit, "members");
    g_assert_cmpuint(document_length(members), ==, expected[i].members);
    for (gsize k = 0; k < document_length(members); k++) {
      const DocumentNode *member = find_unit(ledger, document_text(document_item(members, k)));
      g_assert_nonnull(member);
      g_assert_cmpstr(document_get_text(member, "kind"), ==, "local");
    }
    g_assert_cmpuint(tasks_of(ledger, expected[i].name), ==, expected[i].tasks);
    pairs += expected[i].tasks;
  }
  g_assert_cmpuint(pairs, ==, PAIRS);
  /* 14 offices and bodies, 4 groups, 27 members, each declared once. */
  const DocumentNode *units = document_get(document_root(ledger->document), "units");
  g_autoptr(GHashTable) names = g_hash_table_new(g_str_hash, g_str_equal);
  for (gsize i = 0; i < document_length(units); i++)
    g_hash_table_add(names, (char *)document_get_text(document_item(units, i), "name"));
  g_assert_cmpuint(document_length(units), ==, UNITS_USED + 27);
  g_assert_cmpuint(g_hash_table_size(names), ==, UNITS_USED + 27);
}

/* --- the topic plan --- */

static void test_plan(void) {
  static const char *const titles[] = {
      "去年回顾", "信用服务",           "信用评价", "信用奖惩",
      "信用承诺", "信用修复",           "信易+",    "诚信缺失问题专项治理",
      "信用监管", "信用与业务深度融合", "诚信文化", "年度小结",
  };
  g_autoptr(GError) error = NULL;
  g_autofree char *path = source_path("data/plans/xinzhou-2023-topics.yaml");
  g_autoptr(Document) document = document_load(path, &error);
  g_assert_no_error(error);
  const DocumentNode *root = document_root(document);
  g_assert_cmpstr(document_get_text(root, "kind"), ==, "plan");
  g_assert_cmpstr(document_get_text(root, "name"), ==, "xinzhou-2023-topics");
  g_assert_cmpstr(document_get_text(root, "issuer"), ==, "忻州市交通运输局");
  g_assert_cmpstr(document_get_text(root, "document"), ==, "忻交发〔2023〕81号");
  g_assert_cmpuint(document_get_date(root, "issued"), ==, day_from_ymd(2023, 5, 29));
  g_assert_cmpint(document_get_integer(root, "year", 0), ==, 2023);
  g_assert_cmpint(document_get_integer(root, "due_day", 0), ==, 15);
  g_assert_cmpint(document_get_integer(root, "ministry_day", 0), ==, 25);
  g_assert_cmpint(document_get_integer(root, "target", 0), ==, 3);
  const DocumentNode *topics = document_get(root, "topics");
  g_assert_cmpuint(document_length(topics), ==, 12);
  for (gsize i = 0; i < 12; i++) {
    const DocumentNode *topic = document_item(topics, i);
    g_assert_cmpint(document_get_integer(topic, "month", 0), ==, (gint64)i + 1);
    g_assert_cmpstr(document_get_text(topic, "title"), ==, titles[i]);
  }
  /* Punctuation as printed, odd as it is. */
  g_assert_cmpstr(document_get_text(document_item(topics, 1), "content"), ==,
                  "信用承诺、信用修复助力复工复产; 春运期间信用服务交通出行、物流运输");
  g_assert_cmpstr(document_get_text(document_item(topics, 8), "content"), ==,
                  "加强信用数据分析应用, 以信用风险为导向, 优化配置监管资源: 创新开展水路运输、"
                  "道路运输等重点领域信用监管, 探索新业态信用监管新模式");
  g_assert_cmpstr(document_get_text(document_item(topics, 11), "content"), ==,
                  "回顾 2023 年创新举措、重要突破和建设成效");
}

#define ADD(name, test) g_test_add("/shipped/ningxia/" name, Ledger, NULL, set_up, test, tear_down)

int main(int argc, char **argv) {
  setlocale(LC_ALL, "");
  g_test_init(&argc, &argv, NULL);
  ADD("head", test_head);
  ADD("rows", test_rows);
  ADD("tree", test_tree);
  ADD("kinds", test_kinds);
  ADD("deadlines", test_deadlines);
  ADD("schedules", test_schedules);
  ADD("units", test_units);
  g_test_add_func("/shipped/xinzhou", test_plan);
  return g_test_run();
}
