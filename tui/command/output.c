#include "tui/command/output.h"

#include <errno.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "core/rules/text.h"

char *output_encode(const char *text) {
  const char *charset;
  if (g_get_charset(&charset))
    return g_strdup(text);
  char *converted = g_convert_with_fallback(text, -1, charset, "UTF-8", "?", NULL, NULL, NULL);
  return converted != NULL ? converted : g_strdup(text);
}

void output_init(Output *output) {
  *output = (Output){.stream = stdout};
}

static void write_bytes(Output *output, const char *bytes, gsize size) {
  if (output->failure != 0)
    return;
  errno = 0;
  if (fwrite(bytes, 1, size, output->stream) != size)
    output->failure = errno != 0 ? errno : EIO;
}

void output_data(Output *output, const char *text) {
  write_bytes(output, text, strlen(text));
}

static gboolean put(gpointer output, const char *text, gsize length, GError **error) {
  (void)error;
  write_bytes(output, text, length);
  return TRUE;
}

Sink output_sink(Output *output) {
  return (Sink){put, output};
}

void output_text(Output *output, const char *text) {
  g_autofree char *converted = output_encode(text);
  output_data(output, converted);
}

void output_line(Output *output, const char *format, ...) {
  va_list arguments;
  va_start(arguments, format);
  g_autofree char *text = g_strdup_vprintf(format, arguments);
  va_end(arguments);
  g_autofree char *clean = text_clean(text, FALSE);
  output_text(output, clean);
  output_data(output, "\n");
}

gboolean output_failed(const Output *output) {
  return output->failure != 0;
}

int output_columns(void) {
  struct winsize size;
  if (!isatty(STDOUT_FILENO))
    return 0;
  if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) != 0 || size.ws_col == 0)
    return 80;
  return size.ws_col;
}

gboolean output_finish(Output *output, gboolean saved) {
  errno = 0;
  if (fflush(output->stream) != 0 && output->failure == 0)
    output->failure = errno != 0 ? errno : EIO;
  if (output->failure == 0 || output->failure == EPIPE)
    return TRUE;
  gboolean full = output->failure == ENOSPC || output->failure == EDQUOT;
  g_autofree char *text =
      g_strdup_printf("结果没有写完：%s（错误 %d）%s", full ? "磁盘已满" : "无法写入标准输出",
                      output->failure, saved ? "；改动已经保存，不必重做" : "");
  output_complain(text);
  return FALSE;
}

void output_complain(const char *text) {
  g_autofree char *clean = text_clean(text, FALSE);
  g_autofree char *converted = output_encode(clean);
  fprintf(stderr, "taizhang: %s\n", converted);
}
