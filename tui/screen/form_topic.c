/* form_topic.c: a month's topic: its title and content. */
#include "core/model/plan.h"
#include "tui/screen/form_fields.h"

static Form *topic_open(App *app, const FormClass *class_, gint64 target, gpointer *state,
                        GError **error) {
  (void)state;
  static const FieldSpec fields[] = {
      {"title", "主题", FIELD_LINE, TRUE, NULL, NULL},
      {"content", "主要内容", FIELD_TEXT, TRUE, NULL, NULL},
      {"printed", "文件原文", FIELD_SHOW, FALSE, NULL, NULL},
  };
  g_autoptr(Topic) topic = topic_load(app_db(app), target, error);
  if (topic == NULL)
    return NULL;
  g_autofree char *title =
      g_strdup_printf("%s  %d年%d月", class_->title, topic->year, topic->month);
  Form *form = form_new(title, fields, G_N_ELEMENTS(fields));
  form_set_value(form, "title", topic->title);
  form_set_value(form, "content", topic->content);
  form_set_value(form, "printed", topic->content_printed);
  return form;
}

static gboolean topic_save(App *app, Form *form, gint64 target, gpointer state, GError **error) {
  (void)state;
  gboolean ok = form_require(form, "title", "请写明主题");
  if (!form_require(form, "content", "请写明主要内容") || !ok)
    return FALSE;
  Actor actor = app_actor(app);
  return topic_edit(app_db(app), &actor, target, form_value(form, "title"),
                    form_value(form, "content"), NULL, error);
}

const FormClass FORM_TOPIC = {
    .name = "topic.edit",
    .title = "修改主题",
    .about = "topic",
    .compares = TRUE,
    .open = topic_open,
    .save = topic_save,
};
