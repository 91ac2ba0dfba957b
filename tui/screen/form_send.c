/* form_send.c: getting a 督办单 out: into a file to be printed, or as mail. Nothing is put on
 * record by it: the notice is on record since it was issued. */
#include "tui/action/delivery.h"
#include "tui/screen/form_letter.h"

typedef struct {
  Notice *notice;
  Means means;
  char *name; /* its number, for the file */
} SendForm;

static void send_close(gpointer state) {
  SendForm *data = state;
  if (data == NULL)
    return;
  notice_free(data->notice);
  g_free(data->name);
  g_free(data);
}

static gboolean mail_is_on(App *app, GError **error) {
  return delivery_may_mail(app_settings(app), "a@b", error); /* whatever the address is */
}

static Form *send_open(App *app, const FormClass *class_, gint64 target, gpointer *state,
                       GError **error) {
  SendForm *data = g_new0(SendForm, 1);
  *state = data;
  data->means = (Means)class_->detail;
  if (data->means == MEANS_MAIL && !mail_is_on(app, error))
    return NULL;
  data->notice = notice_load(app_db(app), target, error);
  if (data->notice == NULL)
    return NULL;
  data->name = notice_number_text(data->notice->year, data->notice->number);
  gboolean mail = data->means == MEANS_MAIL;
  const FieldSpec fields[] = {
      {"notice", "督办单", FIELD_SHOW, FALSE, NULL, NULL},
      {"to", mail ? "收件地址" : "文件名", FIELD_LINE, mail,
       mail ? NULL : "不填就用文号做文件名；以 .docx 结尾的存为 Word 文档", NULL},
  };
  g_autofree char *shown =
      g_strdup_printf("%s  %s", data->name, notice_level_name(data->notice->level));
  Form *form = form_new(class_->title, fields, G_N_ELEMENTS(fields));
  form_set_value(form, "notice", shown);
  return form;
}

static void send_changed(App *app, Form *form, gpointer state) {
  (void)app;
  const SendForm *data = state;
  form_letter_remark(form, data->means, data->name);
}

static gboolean send_save(App *app, Form *form, gint64 target, gpointer state, GError **error) {
  (void)target;
  const SendForm *data = state;
  const Notice *notice = data->notice;
  g_auto(Composed) composed = {0};
  if (!form_letter_notice(app, notice->task, notice->level, notice->answer_by, NULL, &composed,
                          error))
    return FALSE;
  const char *const texts[] = {notice->text, NULL};
  g_autofree char *subject = letter_with_document(composed.subject, data->name);
  g_autofree char *page = compose_pages(texts, LETTER_COLUMNS);
  g_autofree char *to = NULL;
  const Parcel parcel = {
      .means = data->means, .name = data->name, .subject = subject, .text = page, .notice = notice};
  if (!form_letter_send(app, form, &parcel, &to))
    return FALSE;
  app_notice(app, "%s%s %s", data->name, data->means == MEANS_MAIL ? "已发到" : "已存为", to);
  return TRUE;
}

const FormClass FORM_LETTER_FILE = {
    .name = "letter.save",
    .title = "存为文件",
    .detail = MEANS_FILE,
    .open = send_open,
    .close = send_close,
    .changed = send_changed,
    .save = send_save,
};

const FormClass FORM_LETTER_MAIL = {
    .name = "letter.mail",
    .title = "用邮件发出",
    .detail = MEANS_MAIL,
    .open = send_open,
    .close = send_close,
    .changed = send_changed,
    .save = send_save,
};
