/* Files made to harm, and files that were harmed: refused in words, without a crash, a wait, or
 * more memory than a table takes. */
#include <string.h>
#include <sys/resource.h>

#include "core/rules/text.h"
#include "tests/core/exchange/table/tables.h"

/* ---- archives --------------------------------------------------------------------------- */

static char *blanks(gsize size) {
  char *text = g_malloc(size + 1);
  memset(text, ' ', size);
  text[size] = '\0';
  return text;
}

/* One part that is a thousand times what it is packed. */
static void test_bomb(void) {
  g_autofree char *space = blanks(8 << 20);
  char *folder = folder_make();
  g_autofree char *sheet = tables_xlsx(folder, space, NULL);
  tables_refused(sheet, WORKBOOK_ERROR_LIMIT, "解压后是文件大小的 100 倍以上");
  g_autofree char *text = tables_docx(folder, space);
  tables_refused(text, WORKBOOK_ERROR_LIMIT, "100 倍以上");
  folder_remove(folder);
}

/* Parts that nobody asks for stay packed, however large. */
static void test_unread_parts(void) {
  g_autofree char *space = blanks(8 << 20);
  const Packed parts[] = {
      {"word/document.xml", "<document><body><tbl><tr><tc><p><r><t>字</t></r></p></tc></tr></tbl>"
                            "</body></document>"},
      {"word/media/a.zip", space},
      {"word/media/b.zip", "PK\3\4 in an archive"},
  };
  char *folder = folder_make();
  g_autofree char *path = tables_pack(folder, "a.docx", parts, G_N_ELEMENTS(parts));
  g_autoptr(Workbook) workbook = tables_read(path);
  assert_table(tables_grid(workbook, 0), "字\n");
  folder_remove(folder);
}

static void test_many_entries(void) {
  g_autoptr(GPtrArray) names = g_ptr_array_new_with_free_func(g_free);
  g_autofree Packed *parts = g_new0(Packed, 3001);
  for (guint i = 0; i <= 3000; i++) {
    g_ptr_array_add(names, g_strdup_printf("%u", i));
    parts[i] = (Packed){names->pdata[i], "a"};
  }
  char *folder = folder_make();
  g_autofree char *path = tables_pack(folder, "a.xlsx", parts, 3001);
  tables_refused(path, WORKBOOK_ERROR_LIMIT, "压缩包里的部件超过 3000 个");
  folder_remove(folder);
}

/* Names are looked up, never opened: those that lead elsewhere are no parts at all. */
static void test_names(void) {
  static const char DOCUMENT[] = "<document><body><tbl/></body></document>";
  static const char RELATION[] = "<Relationships><Relationship Id='r' Type='x/officeDocument' "
                                 "Target='../../../../etc/passwd'/></Relationships>";
  char *folder = folder_make();
  const Packed parts[] = {{"../outside.xml", DOCUMENT},
                          {"/tmp/absolute.xml", DOCUMENT},
                          {"..\\..\\windows.xml", DOCUMENT},
                          {"word/document.xml", DOCUMENT}};
  g_autofree char *path = tables_pack(folder, "a.docx", parts, G_N_ELEMENTS(parts));
  g_autoptr(Workbook) workbook = tables_read(path);
  g_assert_cmpuint(workbook->grids->len, ==, 1);
  g_autofree char *outside = g_build_filename(folder, "..", "outside.xml", NULL);
  g_assert_false(g_file_test(outside, G_FILE_TEST_EXISTS));

  const Packed leading[] = {{"_rels/.rels", RELATION}, {"xl/a", "a"}};
  g_autofree char *away = tables_pack(folder, "b.xlsx", leading, G_N_ELEMENTS(leading));
  tables_refused(away, WORKBOOK_ERROR_DAMAGED, "缺少部件 etc/passwd");
  folder_remove(folder);
}

static void test_twice(void) {
  const Packed parts[] = {{"word/document.xml", "<a/>"}, {"Word/Document.xml", "<b/>"}};
  char *folder = folder_make();
  g_autofree char *path = tables_pack(folder, "a.docx", parts, G_N_ELEMENTS(parts));
  tables_refused(path, WORKBOOK_ERROR_DAMAGED, "两个同名的部件");
  folder_remove(folder);
}

/* ---- XML -------------------------------------------------------------------------------- */

static void refuse_document(const char *text, gsize size, const char *part) {
  const Packed parts[] = {{"word/document.xml", text, size}};
  char *folder = folder_make();
  g_autofree char *path = tables_pack(folder, "a.docx", parts, 1);
  tables_refused(path, WORKBOOK_ERROR_DAMAGED, part);
  folder_remove(folder);
}

static void test_xml(void) {
  static const struct {
    const char *text, *part;
  } DOCUMENTS[] = {
      {"<!DOCTYPE a [<!ENTITY b 'bbbbbbbbbb'><!ENTITY c '&b;&b;&b;&b;&b;'>"
       "<!ENTITY d '&c;&c;&c;&c;&c;'>]><document>&d;</document>",
       "含有 DOCTYPE 声明"},
      {"<!DOCTYPE a SYSTEM 'http://127.0.0.1:9/a.dtd'><document/>", "含有 DOCTYPE 声明"},
      {"<!DOCTYPE a [<!ENTITY b SYSTEM 'file:///etc/passwd'>]><document>&b;</document>",
       "含有 DOCTYPE 声明"},
      {"<document>&unknown;</document>", "不是完整的 XML"},
      {"<document><body></document>", "不是完整的 XML"},
      {"<document>", "不是完整的 XML"},
      {"<document/><document/>", "不是完整的 XML"},
      {"<document a='1' a='2'/>", "不是完整的 XML"},
      {"<document>\xff\xfe</document>", "不是完整的 XML"},
      {"<document>\xe4\xb8</document>", "不是完整的 XML"},
      {"<document>\x01</document>", "不是完整的 XML"},
      {"<document>&#0;</document>", "不是完整的 XML"},
      {"<?xml version='1.0' encoding='no-such'?><document>\xe4</document>", "不是完整的 XML"},
      {"not XML at all", "不是完整的 XML"},
      {" ", "不是完整的 XML"},
  };
  for (gsize i = 0; i < G_N_ELEMENTS(DOCUMENTS); i++)
    refuse_document(DOCUMENTS[i].text, 0, DOCUMENTS[i].part);
  refuse_document("<document>\0</document>", 22, "不是完整的 XML");
}

static void test_depth(void) {
  GString *text = g_string_new("<document><body>");
  for (guint i = 0; i < 100000; i++)
    g_string_append(text, "<tbl><tr><tc>");
  refuse_document(text->str, text->len, "表1，部件 word/document.xml 嵌套过深");
  g_string_free(text, TRUE);
}

/* Another part than the main one is looked at as closely. */
static void test_other_parts(void) {
  static const char BOOK[] = "<workbook><sheets><sheet name='甲' r:id='s' xmlns:r='r'/></sheets>"
                             "</workbook>";
  static const char RELATIONS[] =
      "<Relationships><Relationship Id='s' Type='x/worksheet' Target='s.xml'/>"
      "<Relationship Id='t' Type='x/sharedStrings' Target='t.xml'/>"
      "<Relationship Id='u' Type='x/styles' Target='u.xml'/></Relationships>";
  static const char *const NAMES[] = {"xl/_rels/workbook.xml.rels", "xl/s.xml", "xl/t.xml",
                                      "xl/u.xml"};
  for (gsize bad = 0; bad < G_N_ELEMENTS(NAMES); bad++) {
    Packed parts[5] = {{"xl/workbook.xml", BOOK}, {NAMES[0], RELATIONS}};
    for (gsize i = 1; i < G_N_ELEMENTS(NAMES); i++)
      parts[i + 1] = (Packed){NAMES[i], "<a/>"};
    parts[bad + 1].bytes = "<!DOCTYPE a><a/>";
    char *folder = folder_make();
    g_autofree char *path = tables_pack(folder, "a.xlsx", parts, G_N_ELEMENTS(parts));
    tables_refused(path, WORKBOOK_ERROR_DAMAGED, NAMES[bad]);
    folder_remove(folder);
  }
}

/* ---- tables ----------------------------------------------------------------------------- */

static glong peak_memory(void) {
  struct rusage usage;
  getrusage(RUSAGE_SELF, &usage);
  return usage.ru_maxrss;
}

/* A sheet may say that everything is merged; that takes no more than what is there. */
static void test_huge_merge(void) {
  glong before = peak_memory();
  char *folder = folder_make();
  g_autofree char *path = tables_xlsx(
      folder,
      "<dimension ref='A1:XFD1048576'/><sheetData><row><c><v>1</v></c><c><v>2</v></c></row>"
      "</sheetData><mergeCells><mergeCell ref='A1:XFD1048576'/></mergeCells>",
      NULL);
  g_autoptr(Workbook) workbook = tables_read(path);
  assert_table(tables_grid(workbook, 0), "#1|^\n");
  folder_remove(folder);
  g_assert_cmpint(peak_memory() - before, <, 16 << 10);
}

/* Nor may many of them. */
static void test_many_merges(void) {
  GString *sheet = g_string_new("<sheetData><row r='1'><c r='SR1'><v>1</v></c></row>"
                                "<row r='199999'><c r='A199999'><v>1</v></c></row></sheetData>"
                                "<mergeCells>");
  for (guint i = 0; i < 3000; i++)
    g_string_append_printf(sheet, "<mergeCell ref='A%u:XFD%u'/>", 2 + i * 60, 61 + i * 60);
  g_string_append(sheet, "</mergeCells>");
  char *folder = folder_make();
  g_autofree char *path = tables_xlsx(folder, sheet->str, NULL);
  tables_refused(path, WORKBOOK_ERROR_LIMIT, "工作表“表”，合并的单元格过多");
  g_string_free(sheet, TRUE);
  folder_remove(folder);
}

static void test_many_tables(void) {
  GString *body = g_string_new(NULL);
  for (guint i = 0; i < 1001; i++)
    g_string_append(body, "<w:tbl/>");
  char *folder = folder_make();
  g_autofree char *path = tables_docx(folder, body->str);
  tables_refused(path, WORKBOOK_ERROR_LIMIT, "表格超过 1000 个");
  g_string_free(body, TRUE);
  folder_remove(folder);
}

/* ---- files cut short -------------------------------------------------------------------- */

/* Quickly: nothing that is written here need outlast the test. */
static void write_bytes(const char *path, const char *bytes, gsize size) {
  g_assert_true(
      g_file_set_contents_full(path, bytes, (gssize)size, G_FILE_SET_CONTENTS_NONE, 0600, NULL));
}

/* A file cut at each step is refused, or read without what was cut, but never more than that. */
static void cut(const char *name, gsize step) {
  g_autofree char *relative = g_build_filename("tests/data/tables", name, NULL);
  g_autofree char *source = source_path(relative);
  g_autofree char *bytes = NULL;
  gsize size;
  g_assert_true(g_file_get_contents(source, &bytes, &size, NULL));
  gboolean text = !g_str_has_prefix(bytes, "PK");
  char *folder = folder_make();
  g_autofree char *path = g_build_filename(folder, name, NULL);
  g_autofree char *start = g_strdup_printf("文件 %s：", path);
  for (gsize length = 0; length < size; length += step) {
    write_bytes(path, bytes, length);
    GError *error = NULL;
    g_autoptr(Workbook) workbook = workbook_read(path, NULL, &error);
    if (workbook != NULL) {
      g_assert_true(text); /* an archive's list stands at its end */
      continue;
    }
    g_assert_true(error->domain == WORKBOOK_ERROR);
    g_assert_true(g_str_has_prefix(error->message, start));
    g_assert_true(text_is_clean(error->message, FALSE));
    g_error_free(error);
  }
  folder_remove(folder);
}

static void test_cut(void) {
  g_autofree char *folder = source_path("tests/data/tables");
  g_autoptr(GDir) files = g_dir_open(folder, 0, NULL);
  g_assert_nonnull(files);
  const char *name;
  guint count = 0;
  while ((name = g_dir_read_name(files)) != NULL) {
    if (!g_str_has_suffix(name, ".py")) {
      cut(name, 1024);
      count++;
    }
  }
  g_assert_cmpuint(count, >=, 20);
  cut("blanks.xlsx", 64);
  cut("short.docx", 64);
  cut("gb18030.csv", 64);
}

/* One byte changed anywhere: whatever comes of it, it is a table or a message. */
static void test_spoilt(void) {
  static const char *const NAMES[] = {"rich.xlsx", "short.docx"};
  for (gsize i = 0; i < G_N_ELEMENTS(NAMES); i++) {
    g_autofree char *relative = g_build_filename("tests/data/tables", NAMES[i], NULL);
    g_autofree char *source = source_path(relative);
    g_autofree char *bytes = NULL;
    gsize size;
    g_assert_true(g_file_get_contents(source, &bytes, &size, NULL));
    char *folder = folder_make();
    g_autofree char *path = g_build_filename(folder, NAMES[i], NULL);
    for (gsize place = 0; place < size; place += 13) {
      bytes[place] = (char)(bytes[place] ^ (1 << place % 8));
      write_bytes(path, bytes, size);
      GError *error = NULL;
      g_autoptr(Workbook) workbook = workbook_read(path, NULL, &error);
      g_assert_true((workbook == NULL) == (error != NULL));
      if (error != NULL)
        g_assert_true(error->domain == WORKBOOK_ERROR);
      g_clear_error(&error);
      bytes[place] = (char)(bytes[place] ^ (1 << place % 8));
    }
    folder_remove(folder);
  }
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/hostile/bomb", test_bomb);
  g_test_add_func("/hostile/unread-parts", test_unread_parts);
  g_test_add_func("/hostile/many-entries", test_many_entries);
  g_test_add_func("/hostile/names", test_names);
  g_test_add_func("/hostile/twice", test_twice);
  g_test_add_func("/hostile/xml", test_xml);
  g_test_add_func("/hostile/depth", test_depth);
  g_test_add_func("/hostile/other-parts", test_other_parts);
  g_test_add_func("/hostile/huge-merge", test_huge_merge);
  g_test_add_func("/hostile/many-merges", test_many_merges);
  g_test_add_func("/hostile/many-tables", test_many_tables);
  g_test_add_func("/hostile/cut", test_cut);
  g_test_add_func("/hostile/spoilt", test_spoilt);
  return g_test_run();
}
