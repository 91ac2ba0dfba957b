#include "tui/screen/form_letter.h"

#include <glib/gstdio.h>

#include "tui/action/delivery.h"
#include "tui/action/notice_file.h"

/* ---- writing ---------------------------------------------------------------------------- */

gboolean form_letter_nudge(App *app, gint64 task, Composed *composed, GError **error) {
  g_autoptr(Task) about = task_load(app_db(app), app_reckoning(app), task, error);
  return about != NULL && compose_nudge(app_db(app), app_reckoning(app), app_letters(app), about,
                                        app_actor(app).who, NULL, composed, error);
}

gboolean form_letter_notice(App *app, gint64 task, int level, Day answer_by, const char *words,
                            Composed *composed, GError **error) {
  g_autoptr(Task) about = task_load(app_db(app), app_reckoning(app), task, error);
  return about != NULL &&
         compose_notice(app_db(app), app_reckoning(app), app_letters(app), about,
                        app_actor(app).who, level, answer_by, words, composed, error);
}

/* ---- getting out ------------------------------------------------------------------------ */

const char *const *form_letter_means(App *app) {
  static const Means offered[] = {MEANS_RECORD, MEANS_FILE, MEANS_MAIL};
  static const char *names[G_N_ELEMENTS(offered) + 1];
  for (gsize i = 0; i < G_N_ELEMENTS(offered); i++) {
    gboolean possible = offered[i] != MEANS_MAIL || app_settings(app)->mail;
    names[i] = possible ? means_name(offered[i]) : NULL;
  }
  return names;
}

/* File names are in the locale's encoding, as ls shows them. */
static char *file_name(const char *text) {
  char *name = g_locale_from_utf8(text, -1, NULL, NULL, NULL);
  return name != NULL ? name : g_strdup(text);
}

static char *file_text(const char *path) {
  char *text = g_locale_to_utf8(path, -1, NULL, NULL, NULL);
  return text != NULL ? text : g_filename_display_name(path);
}

/* A file in the current folder that is not there yet. */
static char *free_path(const char *name) {
  for (int turn = 1;; turn++) {
    g_autofree char *text =
        turn == 1 ? g_strdup_printf("%s.txt", name) : g_strdup_printf("%s-%d.txt", name, turn);
    g_autofree char *file = file_name(text);
    if (!g_file_test(file, G_FILE_TEST_EXISTS))
      return g_canonicalize_filename(file, NULL);
  }
}

/* The whole path that is meant by what is typed; ~/ is the person's own folder, as in a shell. */
static char *path_of(const char *typed, const char *name) {
  if (*typed == '\0')
    return free_path(name);
  g_autofree char *file = file_name(typed);
  return g_str_has_prefix(file, "~/") ? g_build_filename(g_get_home_dir(), file + 2, NULL)
                                      : g_canonicalize_filename(file, NULL);
}

static char *typed_in(const Form *form) {
  return g_strstrip(g_strdup(form_value(form, "to")));
}

void form_letter_remark(Form *form, Means means, const char *name) {
  g_autofree char *typed = typed_in(form);
  if (means == MEANS_FILE) {
    g_autofree char *path = path_of(typed, name);
    g_autofree char *shown = file_text(path);
    g_autofree char *remark = g_strdup_printf("存为 %s", shown);
    form_set_remark(form, "to", remark);
  } else if (means == MEANS_MAIL) {
    form_set_remark(form, "to", "一个邮件地址，由本机的邮件程序发出");
  } else {
    form_set_remark(form, "to", "可写催了谁、怎么催的，如：电话 张三");
  }
}

static gboolean write_file(App *app, const Parcel *parcel, const char *path, GError **error) {
  if (parcel->notice == NULL)
    return delivery_file(path, parcel->text, error);
  return notice_file(app_db(app), app_reckoning(app), app_letters(app), parcel->notice,
                     app_actor(app).now, path, error);
}

gboolean form_letter_send(App *app, Form *form, const Parcel *parcel, char **to) {
  g_autofree char *typed = typed_in(form);
  g_autofree char *path = NULL;
  g_autoptr(GError) error = NULL;
  gboolean sent = TRUE;
  if (parcel->means == MEANS_FILE) {
    path = path_of(typed, parcel->name);
    sent = write_file(app, parcel, path, &error);
  } else if (parcel->means == MEANS_MAIL) {
    app_busy(app, "正在交给邮件程序…");
    sent = delivery_mail(app_settings(app), DELIVERY_SECONDS, typed, parcel->subject, parcel->text,
                         &error);
  }
  if (!sent) {
    form_set_error(form, "to", error->message);
    return FALSE;
  }
  *to = path != NULL ? file_text(path) : *typed != '\0' ? g_steal_pointer(&typed) : NULL;
  return TRUE;
}

void form_letter_take_back(const char *to) {
  g_autofree char *file = file_name(to);
  g_unlink(file);
}
