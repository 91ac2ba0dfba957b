#include "tui/action/delivery.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <locale.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

typedef struct {
  char *folder;
  Settings settings;
} Place;

static void set_up(Place *place, gconstpointer data) {
  (void)data;
  place->folder = g_dir_make_tmp("delivery-XXXXXX", NULL);
  place->settings =
      (Settings){.mail = TRUE, .sendmail = g_build_filename(place->folder, "send mail", NULL)};
}

static void tear_down(Place *place, gconstpointer data) {
  (void)data;
  GDir *dir = g_dir_open(place->folder, 0, NULL);
  const char *name;
  while ((name = g_dir_read_name(dir)) != NULL) {
    g_autofree char *path = g_build_filename(place->folder, name, NULL);
    g_remove(path);
  }
  g_dir_close(dir);
  g_rmdir(place->folder);
  g_free(place->folder);
  g_free(place->settings.sendmail);
}

static char *path_of(const Place *place, const char *name) {
  return g_build_filename(place->folder, name, NULL);
}

static char *contents(const Place *place, const char *name, gsize *size) {
  g_autofree char *path = path_of(place, name);
  GError *error = NULL;
  char *text = NULL;
  g_file_get_contents(path, &text, size, &error);
  g_assert_no_error(error);
  return text;
}

static guint files_in(const Place *place) {
  g_autoptr(GDir) dir = g_dir_open(place->folder, 0, NULL);
  guint count = 0;
  while (g_dir_read_name(dir) != NULL)
    count++;
  return count;
}

static void failed(GError **error, int code, const char *words) {
  g_assert_error(*error, DELIVERY_ERROR, code);
  if (strstr((*error)->message, words) == NULL)
    g_error("no “%s” in “%s”", words, (*error)->message);
  g_clear_error(error);
}

/* ---- files ------------------------------------------------------------------------------ */

static void test_file(Place *place, gconstpointer data) {
  (void)data;
  GError *error = NULL;
  g_autofree char *path = path_of(place, "催办.txt");
  mode_t before = umask(0);
  g_assert_true(delivery_file(path, "一\n二\n", &error));
  umask(before);
  struct stat info;
  g_assert_cmpint(stat(path, &info), ==, 0);
  g_assert_cmpint(info.st_mode & 0777, ==, 0600);
  g_autofree char *text = contents(place, "催办.txt", NULL);
  g_assert_cmpstr(text, ==, "一\n二\n");
  g_assert_cmpuint(files_in(place), ==, 1);
}

/* What is there stays as it is, and nothing is left beside it. */
static void test_file_kept(Place *place, gconstpointer data) {
  (void)data;
  GError *error = NULL;
  g_autofree char *path = path_of(place, "a.txt"), *link_path = path_of(place, "b.txt");
  g_assert_true(g_file_set_contents(path, "旧", -1, NULL));
  g_assert_false(delivery_file(path, "新", &error));
  failed(&error, DELIVERY_ERROR_FILE, "已经有这个文件");
  g_autofree char *text = contents(place, "a.txt", NULL);
  g_assert_cmpstr(text, ==, "旧");
  g_assert_cmpint(symlink("nowhere", link_path), ==, 0);
  g_assert_false(delivery_file(link_path, "新", &error));
  failed(&error, DELIVERY_ERROR_FILE, "已经有这个文件");
  g_assert_false(delivery_file(place->folder, "新", &error));
  failed(&error, DELIVERY_ERROR_FILE, "请写上文件名");
  g_autofree char *missing = path_of(place, "no/c.txt"), *under = path_of(place, "a.txt/c.txt");
  g_assert_false(delivery_file(missing, "新", &error));
  failed(&error, DELIVERY_ERROR_FILE, "没有这个文件夹");
  g_assert_false(delivery_file(under, "新", &error));
  failed(&error, DELIVERY_ERROR_FILE, "不是文件夹");
  g_assert_cmpuint(files_in(place), ==, 2);
}

static void test_file_gb18030(Place *place, gconstpointer data) {
  (void)data;
  GError *error = NULL;
  g_assert_nonnull(setlocale(LC_ALL, "zh_CN.GB18030"));
  g_autofree char *path = path_of(place, "a.txt");
  gboolean good = delivery_file(path, "督办〔2026〕\n", &error);
  setlocale(LC_ALL, "");
  g_assert_no_error(error);
  g_assert_true(good);
  gsize size;
  g_autofree char *bytes = contents(place, "a.txt", &size);
  static const char expected[] = "\266\275\260\354\241\2622026\241\263\012";
  g_assert_cmpmem(bytes, size, expected, sizeof expected - 1);
}

/* ---- mail ------------------------------------------------------------------------------- */

static void make_script(Place *place, const char *script) {
  g_assert_true(g_file_set_contents(place->settings.sendmail, script, -1, NULL));
  g_assert_cmpint(g_chmod(place->settings.sendmail, 0700), ==, 0);
}

/* A mail program that keeps what it is given, says words and ends with status. */
static void make_program(Place *place, const char *words, int status) {
  g_autofree char *script = g_strdup_printf("#!/bin/sh\n"
                                            "printf '%%s\\n' \"$@\" > \"$0.argv\"\n"
                                            "cat > \"$0.stdin\"\n"
                                            "printf '%%s' '%s' >&2\n"
                                            "exit %d\n",
                                            words, status);
  make_script(place, script);
}

static gboolean mail(Place *place, const char *address, GError **error) {
  return delivery_mail(&place->settings, DELIVERY_SECONDS, address, "催办：第4项", "一\n二\n",
                       error);
}

/* The parts of a message: its header lines, and its decoded body. */
static char *decode(const char *message, GStrv *headers) {
  const char *blank = strstr(message, "\n\n");
  g_assert_nonnull(blank);
  g_autofree char *head = g_strndup(message, (gsize)(blank - message));
  *headers = g_strsplit(head, "\n", -1);
  g_auto(GStrv) lines = g_strsplit(blank + 2, "\n", -1);
  for (gsize i = 0; lines[i] != NULL; i++)
    g_assert_cmpuint(strlen(lines[i]), <=, 76);
  gsize size;
  g_autofree guchar *body = g_base64_decode(blank + 2, &size);
  return g_strndup((char *)body, size);
}

static void test_mail(Place *place, gconstpointer data) {
  (void)data;
  GError *error = NULL;
  make_program(place, "note", 0);
  mail(place, "fgc+a@example.gov.cn", &error);
  g_assert_no_error(error);
  g_autofree char *argv = contents(place, "send mail.argv", NULL);
  g_assert_cmpstr(argv, ==, "-i\n--\nfgc+a@example.gov.cn\n");
  g_autofree char *message = contents(place, "send mail.stdin", NULL);
  g_auto(GStrv) headers = NULL;
  g_autofree char *body = decode(message, &headers);
  g_assert_cmpstr(headers[0], ==, "To: fgc+a@example.gov.cn");
  g_assert_cmpstr(headers[1], ==, "Subject: =?UTF-8?B?5YKs5Yqe77ya56ysNOmhuQ==?=");
  g_assert_true(g_strv_contains((const char *const *)headers, "MIME-Version: 1.0"));
  g_assert_true(
      g_strv_contains((const char *const *)headers, "Content-Type: text/plain; charset=utf-8"));
  g_assert_true(g_strv_contains((const char *const *)headers, "Content-Transfer-Encoding: base64"));
  g_assert_cmpstr(body, ==, "一\r\n二\r\n");
}

/* A long subject is several words of whole characters; a long text is many lines. */
static void test_message(Place *place, gconstpointer data) {
  (void)place;
  (void)data;
  g_autoptr(GString) subject = g_string_new(NULL), text = g_string_new(NULL);
  for (int i = 0; i < 60; i++)
    g_string_append(subject, i % 7 == 0 ? "a" : "办");
  for (int i = 0; i < 500; i++)
    g_string_append(text, i % 50 == 0 ? "\n" : "督");
  for (int cut = 0; cut < 3; cut++) { /* every remainder of three bytes */
    g_string_append_c(text, 'x');
    g_autofree char *message = delivery_message("a@b", subject->str, text->str);
    g_auto(GStrv) headers = NULL;
    g_autofree char *body = decode(message, &headers);
    g_auto(GStrv) lines = g_strsplit(body, "\r\n", -1);
    g_autofree char *joined = g_strjoinv("\n", lines);
    g_assert_cmpstr(joined, ==, text->str);
    g_autoptr(GString) read = g_string_new(NULL);
    for (gsize i = 1; headers[i] != NULL; i++) {
      const char *word = strstr(headers[i], "=?UTF-8?B?");
      if (word == NULL)
        break;
      g_assert_cmpuint(strlen(word), <=, 75);
      g_assert_cmpuint(strlen(headers[i]), <=, 76);
      g_assert_true(g_str_has_prefix(headers[i], i == 1 ? "Subject: =" : " ="));
      g_autofree char *base64 = g_strndup(word + 10, strlen(word) - 12);
      gsize size;
      g_autofree guchar *bytes = g_base64_decode(base64, &size);
      g_assert_true(g_utf8_validate((char *)bytes, (gssize)size, NULL));
      g_string_append_len(read, (char *)bytes, (gssize)size);
    }
    g_assert_cmpstr(read->str, ==, subject->str);
  }
  /* A line end in a subject cannot become a header. */
  g_autofree char *message = delivery_message("a@b", "甲\nBcc: c@d", "x");
  g_assert_null(strstr(message, "\nBcc"));
}

static void test_mail_refused(Place *place, gconstpointer data) {
  (void)data;
  static const char *const WRONG[] = {
      "",         "a",       "@",         "a@",       "@b.cn",
      "a@b@c",    "-a@b.cn", "a b@c.cn",  "a@b.cn\n", "a@b.cn\nBcc: c@d",
      "a@b c",    "a@b,c@d", "<a@b>",     "a;b@c.cn", "\"a\"@b.cn",
      "办@b.cn",  "a@办.cn", "a(b)@c.cn", "a@b_c",    "a@b.cn;rm",
      "a@b.cn|x",
  };
  GError *error = NULL;
  make_program(place, "", 0);
  for (guint i = 0; i < G_N_ELEMENTS(WRONG); i++) {
    g_assert_false(mail(place, WRONG[i], &error));
    failed(&error, DELIVERY_ERROR_ADDRESS, "不是邮件地址");
  }
  g_autofree char *local = g_strnfill(250, 'a');
  g_autofree char *longest = g_strconcat(local, "@b.c", NULL);
  g_autofree char *too_long = g_strconcat(local, "@b.cn", NULL);
  g_assert_true(delivery_may_mail(&place->settings, longest, &error));
  g_assert_false(delivery_may_mail(&place->settings, too_long, &error));
  failed(&error, DELIVERY_ERROR_ADDRESS, "不是邮件地址");
  place->settings.mail = FALSE;
  g_assert_false(mail(place, "a@b.cn", &error));
  failed(&error, DELIVERY_ERROR_OFF, "mail: on");
  g_assert_cmpuint(files_in(place), ==, 1); /* it never ran */
}

static void test_mail_failed(Place *place, gconstpointer data) {
  (void)data;
  GError *error = NULL;
  make_program(place, "queue\nfull\033[2J", 75);
  g_assert_false(mail(place, "a@b.cn", &error));
  g_assert_null(strchr(error->message, '\033'));
  g_assert_null(strchr(error->message, '\n'));
  failed(&error, DELIVERY_ERROR_MAIL,
         "send mail 现在发不了，请稍后再试（退出状态 75）：queue full");
  make_program(place, "", 3);
  g_assert_false(mail(place, "a@b.cn", &error));
  failed(&error, DELIVERY_ERROR_MAIL, "它没有接收（退出状态 3）");
  make_script(place, "#!/bin/sh\nkill -TERM $$\n");
  g_assert_false(mail(place, "a@b.cn", &error));
  failed(&error, DELIVERY_ERROR_MAIL, "中途被信号 15 终止");
  g_remove(place->settings.sendmail);
  g_assert_false(mail(place, "a@b.cn", &error));
  failed(&error, DELIVERY_ERROR_MAIL, "send mail 运行不了（没有这个程序）");
  g_assert_true(g_file_set_contents(place->settings.sendmail, "#!/bin/sh\n", -1, NULL));
  g_assert_false(mail(place, "a@b.cn", &error));
  failed(&error, DELIVERY_ERROR_MAIL, "运行不了（没有运行它的权限）");
}

/* One that does not end is stopped. */
static void test_mail_hangs(Place *place, gconstpointer data) {
  (void)data;
  GError *error = NULL;
  make_script(place, "#!/bin/sh\nexec sleep 1000\n");
  g_assert_false(delivery_mail(&place->settings, 0, "a@b.cn", "甲", "乙", &error));
  failed(&error, DELIVERY_ERROR_MAIL, "过了 0 秒还没有回应，已经停掉它");
}

#define ADD(path, test) g_test_add(path, Place, NULL, set_up, test, tear_down)

int main(int argc, char **argv) {
  setlocale(LC_ALL, "");
  g_test_init(&argc, &argv, NULL);
  ADD("/delivery/file", test_file);
  ADD("/delivery/file-kept", test_file_kept);
  ADD("/delivery/file-gb18030", test_file_gb18030);
  ADD("/delivery/mail", test_mail);
  ADD("/delivery/message", test_message);
  ADD("/delivery/mail-refused", test_mail_refused);
  ADD("/delivery/mail-failed", test_mail_failed);
  ADD("/delivery/mail-hangs", test_mail_hangs);
  return g_test_run();
}
