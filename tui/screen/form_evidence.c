#include "tui/screen/form_evidence.h"

#include "core/model/evidence.h"

/* What one piece is, in words. */
static char *piece_text(const char *given) {
  g_autoptr(GError) problem = NULL;
  g_autoptr(Evidence) evidence = evidence_take(given, &problem);
  if (evidence == NULL)
    return g_strdup_printf("%s", g_error_matches(problem, G_FILE_ERROR, G_FILE_ERROR_ISDIR)
                                     ? "文件夹，请接着写到文件"
                                     : "还没有这个文件");
  if (evidence->kind != EVIDENCE_FILE)
    return g_strdup_printf("按%s记下", evidence_kind_name(evidence->kind));
  g_autofree char *size = evidence_size_text(evidence->size);
  return g_strdup_printf("文件，%s", size);
}

void form_remark_evidence(Form *form, const char *id) {
  g_auto(GStrv) pieces = evidence_split(form_value(form, id));
  g_autoptr(GString) remark = g_string_new(NULL);
  gboolean several = g_strv_length(pieces) > 1;
  for (gsize i = 0; pieces[i] != NULL; i++) {
    g_autofree char *text = piece_text(pieces[i]);
    g_autofree char *name = g_path_get_basename(pieces[i]);
    g_string_append_printf(remark, "%s%s%s%s", i > 0 ? "；" : "", several ? name : "",
                           several ? " " : "", text);
  }
  form_set_remark(form, id, remark->len > 0 ? remark->str : NULL);
}

/* Says beside the field what is wrong with any of the pieces; TRUE where nothing is. */
static gboolean check_all(Form *form, const char *id, char **pieces) {
  g_autoptr(GString) wrong = g_string_new(NULL);
  for (gsize i = 0; pieces[i] != NULL; i++) {
    g_autoptr(GError) problem = NULL;
    g_autoptr(Evidence) evidence = evidence_take(pieces[i], &problem);
    if (evidence == NULL)
      g_string_append_printf(wrong, "%s%s", wrong->len > 0 ? "\n" : "", problem->message);
  }
  if (wrong->len > 0)
    form_set_error(form, id, wrong->str);
  return wrong->len == 0;
}

GPtrArray *form_take_evidence(App *app, Form *form, const char *id, GError **error) {
  g_auto(GStrv) pieces = evidence_split(form_value(form, id));
  if (!check_all(form, id, pieces))
    return NULL;
  g_autoptr(GError) problem = NULL;
  GPtrArray *taken = evidence_take_all((const char *const *)pieces, app_watch(app), &problem);
  app_watch_end(app);
  if (g_error_matches(problem, WATCH_ERROR, WATCH_ERROR_STOPPED))
    g_propagate_error(error, g_steal_pointer(&problem));
  else if (problem != NULL)
    form_set_error(form, id, problem->message);
  return taken;
}
