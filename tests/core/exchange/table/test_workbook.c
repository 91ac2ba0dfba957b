/* What a file is, its bytes say; what is not read is refused by its name, with what to do. */
#include <archive.h>
#include <archive_entry.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "tests/core/exchange/table/tables.h"

#define OLE "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"

static void test_kinds(void) {
  static const struct {
    const char *bytes;
    gsize size;
    const char *part;
  } KINDS[] = {
#define KIND(bytes, part) {bytes, sizeof bytes - 1, part}
      KIND(OLE "....W\0o\0r\0k\0b\0o\0o\0k\0", "旧的 Excel 表格（.xls、.et）"),
      KIND(OLE "....B\0o\0o\0k\0", "用“另存为”存成 .xlsx"),
      KIND(OLE "....W\0o\0r\0d\0D\0o\0c\0u\0m\0e\0n\0t\0", "旧的 Word 文稿（.doc、.wps）"),
      KIND(OLE "....W\0o\0r\0d\0D\0o\0c\0u\0m\0e\0n\0t\0W\0o\0r\0k\0b\0o\0o\0k\0",
           "用“另存为”存成 .docx"),
      KIND(OLE "E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c\0k\0a\0g\0e\0", "去掉密码后另存"),
      KIND(OLE, "旧的 Office 文件"),
      KIND("%PDF-1.7\n", "是 PDF 文件"),
      KIND("\x89PNG\r\n\x1a\n", "是图片"),
      KIND("\xFF\xD8\xFF\xE0", "是图片"),
      KIND("GIF89a", "是图片"),
      KIND("II*\0", "是图片"),
      KIND("RIFF\1\2\3\4WEBPVP8", "是图片"),
      KIND("\0\0\0\x18"
           "ftypheic",
           "是图片"),
      KIND("Rar!\x1a\x07\x01\0", "是 rar 压缩包"),
      KIND("7z\xBC\xAF\x27\x1C\0\4", "是 7z 压缩包"),
      KIND("\x1F\x8B\x08\0", "是 gz 压缩包"),
      KIND("{\\rtf1\\ansi", "是 RTF 文稿"),
      KIND("SQLite format 3\0", "是数据库文件"),
      KIND("\xEF\xBB\xBF\r\n<HTML><body>", "是网页"),
      KIND("<!DOCTYPE html>", "是网页"),
      KIND("<table border=1>", "是网页"),
      KIND("<?xml version='1.0'?><Workbook/>", "是 XML 文件"),
      KIND("MIME-Version: 1.0\r\n", "是网页归档"),
      KIND("\x7f"
           "ELF\2\1\1\0\0\0",
           "第1行：不是文本，也不是认得的表格"),
#undef KIND
  };
  for (gsize i = 0; i < G_N_ELEMENTS(KINDS); i++) {
    char *folder = folder_make();
    /* Its name says nothing. */
    g_autofree char *path = g_build_filename(folder, "台账.xlsx", NULL);
    g_assert_true(g_file_set_contents(path, KINDS[i].bytes, (gssize)KINDS[i].size, NULL));
    tables_refused(path, WORKBOOK_ERROR_KIND, KINDS[i].part);
    folder_remove(folder);
  }
}

static void test_archives(void) {
  static const struct {
    const char *name, *part;
  } ARCHIVES[] = {
      {"ppt/presentation.xml", "是演示文稿"},
      {"OFD.xml", "是 OFD 版式文件"},
      {"一/附件.txt", "是压缩包，里面不是 Excel 或 Word 文件"},
      {"a.xlsx", "请先解压"},
  };
  char *folder = folder_make();
  for (gsize i = 0; i < G_N_ELEMENTS(ARCHIVES); i++) {
    const Packed parts[] = {{ARCHIVES[i].name, "<a/>"}};
    g_autofree char *path = tables_pack(folder, "a.xlsx", parts, 1);
    tables_refused(path, WORKBOOK_ERROR_KIND, ARCHIVES[i].part);
  }
  const Packed binary[] = {
      {"_rels/.rels",
       "<Relationships><Relationship Id='r' Type='x/officeDocument' Target='xl/workbook.bin'/>"
       "</Relationships>"},
      {"xl/workbook.bin", "b"}};
  g_autofree char *path = tables_pack(folder, "a.xlsx", binary, G_N_ELEMENTS(binary));
  tables_refused(path, WORKBOOK_ERROR_KIND, ".xlsb");
  folder_remove(folder);

  g_autofree char *ods = source_path("tests/data/tables/office.ods");
  tables_refused(ods, WORKBOOK_ERROR_KIND, "OpenDocument");
}

static void test_password(void) {
  char *folder = folder_make();
  g_autofree char *path = g_build_filename(folder, "a.xlsx", NULL);
  struct archive *zip = archive_write_new();
  archive_write_set_format_zip(zip);
  g_assert_cmpint(archive_write_set_options(zip, "zip:encryption=zipcrypt"), ==, ARCHIVE_OK);
  g_assert_cmpint(archive_write_set_passphrase(zip, "abc"), ==, ARCHIVE_OK);
  g_assert_cmpint(archive_write_open_filename(zip, path), ==, ARCHIVE_OK);
  struct archive_entry *entry = archive_entry_new();
  archive_entry_set_pathname(entry, "xl/workbook.xml");
  archive_entry_set_size(entry, 4);
  archive_entry_set_filetype(entry, AE_IFREG);
  g_assert_cmpint(archive_write_header(zip, entry), ==, ARCHIVE_OK);
  g_assert_cmpint(archive_write_data(zip, "<a/>", 4), ==, 4);
  archive_entry_free(entry);
  archive_write_free(zip);
  tables_refused(path, WORKBOOK_ERROR_KIND, "文件加了密码");
  folder_remove(folder);
}

/* The name of a file says nothing: an xlsx called .csv is one. */
static void test_names(void) {
  g_autofree char *source = source_path("tests/data/tables/blanks.xlsx");
  g_autofree char *bytes = NULL;
  gsize size;
  g_assert_true(g_file_get_contents(source, &bytes, &size, NULL));
  char *folder = folder_make();
  g_autofree char *path = g_build_filename(folder, "a.csv", NULL);
  g_assert_true(g_file_set_contents(path, bytes, (gssize)size, NULL));
  g_autoptr(Workbook) workbook = tables_read(path);
  g_assert_cmpint(workbook->kind, ==, WORKBOOK_XLSX);
  folder_remove(folder);
}

/* ---- what is no file -------------------------------------------------------------------- */

static void test_not_files(void) {
  char *folder = folder_make();
  tables_refused(folder, WORKBOOK_ERROR_READ, "这是一个文件夹");
  g_autofree char *missing = g_build_filename(folder, "没有.xlsx", NULL);
  tables_refused(missing, WORKBOOK_ERROR_READ, "文件不存在");
  g_autofree char *empty = folder_write(folder, "空.csv", "");
  tables_refused(empty, WORKBOOK_ERROR_DAMAGED, "是空文件");

  g_autofree char *pipe = g_build_filename(folder, "pipe", NULL);
  g_assert_cmpint(mkfifo(pipe, 0600), ==, 0);
  tables_refused(pipe, WORKBOOK_ERROR_READ, "不是普通文件"); /* and does not wait */
  tables_refused("/dev/null", WORKBOOK_ERROR_READ, "不是普通文件");
  folder_remove(folder);
}

#define NOBODY 65534

static void test_unreadable(void) {
  char *folder = folder_make();
  g_autofree char *path = folder_write(folder, "a.csv", "a,b\n");
  g_assert_cmpint(g_chmod(path, 0), ==, 0);
  g_assert_cmpint(g_chmod(folder, 0755), ==, 0);
  /* Root may read everything. */
  gboolean root = geteuid() == 0;
  if (root)
    g_assert_cmpint(seteuid(NOBODY), ==, 0);
  tables_refused(path, WORKBOOK_ERROR_READ, "没有读取的权限");
  if (root)
    g_assert_cmpint(seteuid(0), ==, 0);
  folder_remove(folder);
}

/* 64 MB are read, or at least looked at; a byte more is not. The file has no blocks on the disk. */
static void test_size(void) {
  char *folder = folder_make();
  g_autofree char *path = folder_write(folder, "大.csv", "a,b\n");
  g_assert_cmpint(truncate(path, (64 << 20) + 1), ==, 0);
  tables_refused(path, WORKBOOK_ERROR_LIMIT, "有 64.0 MB，超过 64 MB");
  g_assert_cmpint(truncate(path, 64 << 20), ==, 0);
  tables_refused(path, WORKBOOK_ERROR_KIND, "第2行：不是文本");
  folder_remove(folder);
}

/* What a name has in it never reaches a terminal. */
static void test_bad_name(void) {
  GError *error = NULL;
  g_assert_null(workbook_read("/nowhere/a\033[31m\xff.csv", NULL, &error));
  g_assert_error(error, WORKBOOK_ERROR, WORKBOOK_ERROR_READ);
  g_assert_null(strchr(error->message, '\033'));
  g_assert_true(g_utf8_validate(error->message, -1, NULL));
  g_error_free(error);
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/workbook/kinds", test_kinds);
  g_test_add_func("/workbook/archives", test_archives);
  g_test_add_func("/workbook/password", test_password);
  g_test_add_func("/workbook/names", test_names);
  g_test_add_func("/workbook/not-files", test_not_files);
  g_test_add_func("/workbook/unreadable", test_unreadable);
  g_test_add_func("/workbook/size", test_size);
  g_test_add_func("/workbook/bad-name", test_bad_name);
  return g_test_run();
}
