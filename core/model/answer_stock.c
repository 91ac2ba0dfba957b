#include "core/model/answer_stock.h"

#include "core/store/id_set.h"

/* Answers of more tasks are read when they are asked for, and not kept. */
#define MOST_KEPT 20000

struct AnswerStock {
  Db *db;
  IdSet *known;    /* the tasks whose answers are kept */
  guint count;     /* how many these are */
  GArray *answers; /* Answer, in no order */
};

AnswerStock *answer_stock_new(Db *db) {
  AnswerStock *stock = g_new0(AnswerStock, 1);
  stock->db = db;
  stock->known = id_set_new();
  stock->answers = g_array_new(FALSE, FALSE, sizeof(Answer));
  return stock;
}

void answer_stock_free(AnswerStock *stock) {
  if (stock == NULL)
    return;
  id_set_free(stock->known);
  g_array_unref(stock->answers);
  g_free(stock);
}

void answer_stock_forget(AnswerStock *stock) {
  id_set_free(stock->known);
  g_array_unref(stock->answers);
  stock->known = id_set_new();
  stock->answers = g_array_new(FALSE, FALSE, sizeof(Answer));
  stock->count = 0;
}

static gboolean add(AnswerStock *stock, const GArray *tasks, GError **error) {
  if (tasks->len == 0)
    return TRUE;
  g_autoptr(GArray) read = answer_list_of(stock->db, tasks, error);
  if (read == NULL)
    return FALSE;
  g_array_append_vals(stock->answers, read->data, read->len);
  return TRUE;
}

GArray *answer_stock_of(AnswerStock *stock, const GArray *tasks, GError **error) {
  g_autoptr(GArray) unknown = g_array_new(FALSE, FALSE, sizeof(gint64));
  for (guint i = 0; i < tasks->len; i++) {
    gint64 task = g_array_index(tasks, gint64, i);
    if (!id_set_has(stock->known, task))
      g_array_append_val(unknown, task);
  }
  if (stock->count + unknown->len > MOST_KEPT)
    return tasks->len > MOST_KEPT ? answer_list(stock->db, error)
                                  : answer_list_of(stock->db, tasks, error);
  if (!add(stock, unknown, error))
    return NULL;
  for (guint i = 0; i < unknown->len; i++)
    id_set_add(stock->known, g_array_index(unknown, gint64, i));
  stock->count += unknown->len;
  return g_array_ref(stock->answers);
}

/* Who has the array before keeps it as it is. */
static void drop(AnswerStock *stock, const IdSet *tasks) {
  GArray *left = g_array_sized_new(FALSE, FALSE, sizeof(Answer), stock->answers->len);
  for (guint i = 0; i < stock->answers->len; i++) {
    const Answer *answer = &g_array_index(stock->answers, Answer, i);
    if (!id_set_has(tasks, answer->task))
      g_array_append_vals(left, answer, 1);
  }
  g_array_unref(stock->answers);
  stock->answers = left;
}

gboolean answer_stock_renew(AnswerStock *stock, const GArray *tasks, GError **error) {
  g_autoptr(IdSet) written = id_set_new();
  g_autoptr(GArray) known = g_array_new(FALSE, FALSE, sizeof(gint64));
  for (guint i = 0; i < tasks->len; i++) {
    gint64 task = g_array_index(tasks, gint64, i);
    id_set_add(written, task);
    if (id_set_has(stock->known, task))
      g_array_append_val(known, task);
  }
  if (known->len == 0)
    return TRUE;
  drop(stock, written);
  if (add(stock, known, error))
    return TRUE;
  answer_stock_forget(stock);
  return FALSE;
}
