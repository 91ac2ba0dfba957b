/* mail.c: to the local mail program. */
#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/pidfd.h>
#include <sys/wait.h>
#include <unistd.h>

#include "core/rules/contact.h"
#include "core/rules/text.h"
#include "tui/action/delivery.h"

/* Of a subject in one RFC 2047 word: 52 in base64, 64 in all, so that "Subject: " fits before it on
 * a line of 76. */
#define WORD_BYTES 39
#define COMPLAINT_BYTES 400 /* of what the mail program says */

/* ---- whether it may be sent ------------------------------------------------------------- */

gboolean delivery_may_mail(const Settings *settings, const char *address, GError **error) {
  if (!settings->mail) {
    g_set_error_literal(error, DELIVERY_ERROR, DELIVERY_ERROR_OFF,
                        "没有开通邮件；要用邮件发出，请在 ~/.config/taizhang/settings.yaml 里写 "
                        "mail: on");
    return FALSE;
  }
  if (contact_is_address(address))
    return TRUE;
  g_set_error(error, DELIVERY_ERROR, DELIVERY_ERROR_ADDRESS,
              "“%s”不是邮件地址，应写成 fgc@example.gov.cn 这样，一次一个", address);
  return FALSE;
}

/* ---- the message ------------------------------------------------------------------------ */

/* RFC 2047: words of at most 75 bytes, never with half a character, on a line each. */
static char *subject_header(const char *subject) {
  g_autoptr(GString) header = g_string_new("Subject:");
  g_autofree char *clean = text_clean(subject, FALSE);
  for (const char *at = clean; *at != '\0';) {
    const char *end = at;
    while (*end != '\0' && g_utf8_next_char(end) - at <= WORD_BYTES)
      end = g_utf8_next_char(end);
    g_autofree char *word = g_base64_encode((const guchar *)at, (gsize)(end - at));
    g_string_append_printf(header, "%s =?UTF-8?B?%s?=", at == clean ? "" : "\n", word);
    at = end;
  }
  return g_string_free(g_steal_pointer(&header), FALSE);
}

/* Lines of text end with CR LF in base64 (RFC 2046, 4.1.1). */
static char *encoded_body(const char *text) {
  g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
  g_autofree char *canonical = g_strjoinv("\r\n", lines);
  gsize length = strlen(canonical);
  g_autofree char *encoded = g_malloc((length / 3 + 1) * 4 + 4 + (length / 3 + 1) * 4 / 72 + 1);
  int state = 0, save = 0;
  gsize size =
      g_base64_encode_step((const guchar *)canonical, length, TRUE, encoded, &state, &save);
  size += g_base64_encode_close(TRUE, encoded + size, &state, &save);
  return g_strndup(encoded, size);
}

char *delivery_message(const char *address, const char *subject, const char *text) {
  g_autofree char *header = subject_header(subject);
  g_autofree char *clean = text_clean(text, TRUE);
  g_autofree char *body = encoded_body(clean);
  g_autofree char *to = address != NULL ? g_strdup_printf("To: %s\n", address) : g_strdup("");
  return g_strdup_printf("%s%s\nMIME-Version: 1.0\n"
                         "Content-Type: text/plain; charset=utf-8\n"
                         "Content-Transfer-Encoding: base64\n\n%s",
                         to, header, body);
}

/* ---- the mail program ------------------------------------------------------------------- */

static gboolean fail(GError **error, const char *format, ...) G_GNUC_PRINTF(2, 3);

static gboolean fail(GError **error, const char *format, ...) {
  va_list arguments;
  va_start(arguments, format);
  g_autofree char *why = g_strdup_vprintf(format, arguments);
  va_end(arguments);
  g_set_error(error, DELIVERY_ERROR, DELIVERY_ERROR_MAIL, "邮件没有发出：%s", why);
  return FALSE;
}

/* What stands in a file, on one line and not too long; "" where nothing does. */
static char *complaint(int file) {
  char bytes[COMPLAINT_BYTES + 1];
  gssize size = pread(file, bytes, COMPLAINT_BYTES, 0);
  bytes[MAX(size, 0)] = '\0';
  g_autofree char *text = g_locale_to_utf8(bytes, -1, NULL, NULL, NULL);
  char *clean = text_clean(text != NULL ? text : bytes, FALSE);
  return g_strstrip(clean);
}

/* What the exit status of a sendmail means (sysexits.h). */
static const char *status_text(int status) {
  switch (status) {
  case 64: /* EX_USAGE */
    return "它不认识这样的用法";
  case 67: /* EX_NOUSER */
    return "没有这个收件人";
  case 68: /* EX_NOHOST */
    return "找不到收件人的邮件服务器";
  case 69: /* EX_UNAVAILABLE */
    return "邮件服务没有运行";
  case 75: /* EX_TEMPFAIL */
    return "现在发不了，请稍后再试";
  case 77: /* EX_NOPERM */
    return "没有发邮件的权限";
  case 78: /* EX_CONFIG */
    return "邮件服务还没有配置好";
  default:
    return "它没有接收";
  }
}

/* Waits for the program to end; kills it where it takes longer than seconds. */
static gboolean wait_for(pid_t child, int seconds, int *status) {
  int handle = pidfd_open(child, 0);
  gboolean late = FALSE;
  if (handle >= 0) { /* where the kernel has none, it is waited for without an end */
    struct pollfd ended = {.fd = handle, .events = POLLIN};
    late = poll(&ended, 1, seconds * 1000) == 0;
    close(handle);
  }
  if (late)
    kill(child, SIGKILL);
  while (waitpid(child, status, 0) < 0 && errno == EINTR)
    ;
  return !late;
}

static const char *spawn_text(const GError *failure) {
  if (g_error_matches(failure, G_SPAWN_ERROR, G_SPAWN_ERROR_NOENT))
    return "没有这个程序";
  if (g_error_matches(failure, G_SPAWN_ERROR, G_SPAWN_ERROR_ACCES))
    return "没有运行它的权限";
  return failure->message;
}

/* Runs the program with files as its standard input and error. */
static gboolean run(const char *program, const char *address, int seconds, int input, int errors,
                    GError **error) {
  const char *const argv[] = {program, "-i", "--", address, NULL};
  g_autoptr(GError) failure = NULL;
  GPid child;
  if (!g_spawn_async_with_fds(NULL, (char **)argv, NULL,
                              G_SPAWN_DO_NOT_REAP_CHILD | G_SPAWN_STDOUT_TO_DEV_NULL, NULL, NULL,
                              &child, input, -1, errors, &failure))
    return fail(error, "%s 运行不了（%s）；请检查设置里的 sendmail", program, spawn_text(failure));
  int status = 0;
  if (!wait_for(child, seconds, &status))
    return fail(error, "%s 过了 %d 秒还没有回应，已经停掉它", program, seconds);
  if (WIFEXITED(status) && WEXITSTATUS(status) == 0)
    return TRUE;
  g_autofree char *said = complaint(errors);
  const char *open = *said != '\0' ? "：" : "";
  if (WIFEXITED(status))
    return fail(error, "%s %s（退出状态 %d）%s%s", program, status_text(WEXITSTATUS(status)),
                WEXITSTATUS(status), open, said);
  return fail(error, "%s 中途被信号 %d 终止%s%s", program, WTERMSIG(status), open, said);
}

static gboolean fill(int file, const char *text) {
  gsize size = strlen(text);
  return file >= 0 && write(file, text, size) == (gssize)size && lseek(file, 0, SEEK_SET) == 0;
}

gboolean delivery_mail(const Settings *settings, int seconds, const char *address,
                       const char *subject, const char *text, GError **error) {
  if (!delivery_may_mail(settings, address, error))
    return FALSE;
  g_autofree char *message = delivery_message(address, subject, text);
  /* Files in memory: no pipe that both sides could wait for. */
  int input = memfd_create("mail", MFD_CLOEXEC), errors = memfd_create("errors", MFD_CLOEXEC);
  gboolean good = errors >= 0 && fill(input, message)
                      ? run(settings->sendmail, address, seconds, input, errors, error)
                      : fail(error, "内存不足");
  if (input >= 0)
    close(input);
  if (errors >= 0)
    close(errors);
  return good;
}
