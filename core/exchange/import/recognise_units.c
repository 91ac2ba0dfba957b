/* The units and roles in a cell.
 *
 * A text is cut into pieces, each of which is a unit with what stands beside its name: a label
 * before it (牵头单位：), a role behind it in brackets (（牵头）) or as a verb (牵头), which may
 * hold for the pieces before it as well.
 */
#include "core/exchange/import/recognise_piece.h"
#include "core/exchange/import/recognise_private.h"
#include "core/rules/text.h"

#include <string.h>

#define OFFICE_CHARS_MAX 10

typedef struct {
  const GPtrArray *names; /* UnitName*; NULL */
  GPtrArray *units;       /* ContentUnit* */
  Role role;              /* what those get that nothing gives one */
  gboolean labelled;      /* a label said it */
  gboolean verbatim;      /* every piece has its role in brackets: names are whole */
  guint open;             /* the first unit for which a verb may still come */
  guint group;            /* the first unit since the last comma */
  char *prefix;           /* 厅, 局: what the offices of a group go on having; NULL */
} Units;

/* ---- prefixes --------------------------------------------------------------------------- */

static const char *const PREFIXES[] = {"省厅", "区厅", "市局", "省局", "区局",
                                       "县局", "州局", "总局", "厅",   "局"};

/* 厅 of 厅法规处; NULL: it has none. */
static const char *prefix_of(const char *name) {
  for (gsize i = 0; i < G_N_ELEMENTS(PREFIXES); i++) {
    if (g_str_has_prefix(name, PREFIXES[i]) && name[strlen(PREFIXES[i])] != '\0')
      return PREFIXES[i];
  }
  return NULL;
}

/* An office whose prefix may be left out: 建管处, 机关党委; not 市政府办公室. */
static gboolean is_bare_office(const char *name) {
  static const char *const ends[] = {"处", "科", "室", "机关党委", "机关纪委", "机关工会"};
  static const char *const whole[] = {"市",   "省", "县", "区", "州", "国",
                                      "中央", "各", "厅", "局", "五"};
  static const char *const inside[] = {"局", "厅",   "委",   "府",  "中心",
                                       "队", "集团", "公司", "小组"};
  if (g_utf8_strlen(name, -1) > OFFICE_CHARS_MAX)
    return FALSE;
  gboolean office = FALSE;
  for (gsize i = 0; i < G_N_ELEMENTS(ends); i++) {
    if (i >= 3 && g_str_equal(name, ends[i]))
      return TRUE;
    office = office || g_str_has_suffix(name, ends[i]);
  }
  for (gsize i = 0; i < G_N_ELEMENTS(whole); i++)
    office = office && !g_str_has_prefix(name, whole[i]);
  for (gsize i = 0; i < G_N_ELEMENTS(inside); i++)
    office = office && strstr(name, inside[i]) == NULL;
  return office;
}

/* The whole name of a piece. The caller frees. */
static char *whole_name(Units *units, const char *piece) {
  const char *own = units->verbatim ? NULL : prefix_of(piece);
  if (own != NULL) {
    g_free(units->prefix);
    units->prefix = g_strdup(own);
  } else if (units->prefix != NULL && !units->verbatim && is_bare_office(piece)) {
    char *name = g_strconcat(units->prefix, piece, NULL);
    if (piece_is_known(units->names, name) || !piece_is_known(units->names, piece))
      return name;
    g_free(name);
  }
  return g_strdup(piece);
}

/* ---- pieces ----------------------------------------------------------------------------- */

static gboolean has(const Units *units, const char *name, Role role) {
  for (guint i = 0; i < units->units->len; i++) {
    const ContentUnit *unit = units->units->pdata[i];
    if (unit->role == role && g_str_equal(unit->name, name))
      return TRUE;
  }
  return FALSE;
}

static void add_name(Units *units, const char *piece, Role role) {
  g_autofree char *stripped = text_strip(piece);
  static const char *const more[] = {"等相关单位", "等有关单位", "等单位",
                                     "等部门",     "等处室",     "等"};
  for (gsize i = 0; i < G_N_ELEMENTS(more) && !piece_is_known(units->names, stripped); i++) {
    if (g_str_has_suffix(stripped, more[i]) && strlen(stripped) > strlen(more[i])) {
      piece_drop_end(stripped, more[i]);
      break;
    }
  }
  if (*stripped == '\0')
    return;
  g_autofree char *name = whole_name(units, stripped);
  if (!has(units, name, role))
    g_ptr_array_add(units->units, content_unit_new(name, role));
}

/* A 和 parts two units where both sides end as units do: 旅游和交通发展中心 stays. */
static void add_pieces(Units *units, const char *piece, Role role) {
  const char *from = piece;
  for (const char *p = strstr(piece, "和"); p != NULL && !piece_is_known(units->names, from);
       p = strstr(p + strlen("和"), "和")) {
    g_autofree char *left = piece_between(from, p);
    if (!recognise_is_unit_end(left) || !recognise_is_unit_end(p + strlen("和")))
      continue;
    add_name(units, left, role);
    from = p + strlen("和");
  }
  add_name(units, from, role);
}

static void read_pieces(Units *units, const char *text);

/* TRUE where text names units with roles: it begins with a label or ends in a verb. */
static gboolean says_roles(const Units *units, const char *text) {
  Role role;
  if (piece_label_end(text, &role) != NULL)
    return TRUE;
  g_autofree char *copy = text_strip(text);
  return piece_take_verb(units->names, copy, &role) && *copy != '\0';
}

static void set_label(Units *units, Role role) {
  units->role = role;
  units->labelled = TRUE;
  units->open = units->group = units->units->len;
  g_clear_pointer(&units->prefix, g_free);
}

/* A verb holds for all units since the last one; but a first 配合 for those since the last comma,
 * as those before are who they help. */
static void set_verb(Units *units, Role role) {
  guint from = units->open;
  if (role == ROLE_SUPPORT && from == 0 && !units->labelled && units->group > 0 &&
      units->group < units->units->len)
    from = units->group;
  for (guint i = from; i < units->units->len; i++)
    ((ContentUnit *)units->units->pdata[i])->role = role;
  units->open = units->units->len;
}

/* 数据中心督促相关单位落实: who oversees stands before whom. */
static char *take_overseer(Units *units, char *piece) {
  char *p = strstr(piece, "督促");
  if (p == NULL || p == piece || piece_is_known(units->names, piece))
    return piece;
  char *rest = p + strlen("督促");
  g_autofree char *copy = g_strdup(rest);
  Role role;
  if (*rest == '\0' || !piece_take_verb(units->names, copy, &role) || *copy == '\0')
    return piece;
  g_autofree char *who = piece_between(piece, p);
  add_pieces(units, who, ROLE_OVERSEE);
  units->open = units->units->len;
  return rest;
}

static void read_piece(Units *units, char *piece);

/* 厅法规处会同建管处负责: whom somebody works with stands behind, and what they do behind both. */
static char *take_joined(Units *units, char *piece) {
  char *p = strstr(piece, "会同");
  if (p == NULL || p == piece || piece_is_known(units->names, piece))
    return piece;
  g_autofree char *who = piece_between(piece, p);
  Role role;
  if (!recognise_is_unit_end(who))
    return piece;
  read_piece(units, who);
  units->role = ROLE_SUPPORT;
  units->labelled = TRUE;
  units->open = units->group = units->units->len;
  char *rest = p + strlen("会同");
  (void)piece_take_verb(units->names, rest, &role);
  return rest;
}

static char *skip_words(char *piece) {
  static const char *const words[] = {"本项工作由", "由"};
  for (gsize i = 0; i < G_N_ELEMENTS(words); i++) {
    if (g_str_has_prefix(piece, words[i]))
      return piece + strlen(words[i]);
  }
  return piece;
}

static void read_piece(Units *units, char *piece) {
  Role role = units->role;
  const char *label = piece_label_end(piece, &role);
  if (label != NULL) {
    set_label(units, role);
    piece += label - piece;
  } else if (g_str_has_prefix(piece, "会同")) {
    set_label(units, ROLE_SUPPORT);
    piece += strlen("会同");
  }
  if (!piece_is_known(units->names, piece))
    piece = take_joined(units, take_overseer(units, skip_words(piece)));
  char *bracket = piece_is_known(units->names, piece) ? NULL : piece_last_bracket(piece);
  g_autofree char *within = bracket != NULL ? piece_inside(bracket) : NULL;
  if (within != NULL && recognise_role(within, &role)) {
    *bracket = '\0';
    add_pieces(units, piece, role);
    units->open = units->units->len;
    return;
  }
  gboolean nested = within != NULL && bracket != piece && says_roles(units, within);
  if (nested)
    *bracket = '\0';
  gboolean verb = piece_take_verb(units->names, piece, &role);
  add_pieces(units, piece, units->role);
  if (verb)
    set_verb(units, role);
  if (nested) {
    units->open = units->units->len;
    read_pieces(units, within);
  }
}

static void read_pieces(Units *units, const char *text) {
  const char *p = text;
  gunichar end = 0;
  for (;;) {
    g_autofree char *piece = piece_next(units->names, &p, &end);
    if (piece == NULL)
      return;
    read_piece(units, piece);
    if (end != U'、' && end != 0) {
      units->group = units->units->len;
      g_clear_pointer(&units->prefix, g_free);
    }
  }
}

/* ---- the whole cell --------------------------------------------------------------------- */

/* The text without the brackets that are around all of it. The caller frees. */
static char *unwrap(const char *text) {
  char *inner = text_strip(text);
  for (;;) {
    const char *bracket = piece_last_bracket(inner);
    if (bracket == NULL || bracket != inner)
      return inner;
    char *next = piece_inside(bracket);
    g_free(inner);
    inner = next;
  }
}

/* TRUE for the form of task_units_text() with roles: each unit has its own in brackets. */
static gboolean is_our_form(Units *units, const char *text) {
  const char *p = text;
  gunichar end = 0;
  for (;;) {
    g_autofree char *piece = piece_next(units->names, &p, &end);
    Role role;
    if (piece == NULL)
      return TRUE;
    char *bracket = piece_last_bracket(piece);
    g_autofree char *within = bracket != NULL ? piece_inside(bracket) : NULL;
    if (within == NULL || !role_parse(within, &role) || (end != U'、' && end != 0))
      return FALSE;
  }
}

GPtrArray *recognise_whole_units(const char *text, Role role, const GPtrArray *names,
                                 gboolean whole) {
  g_autoptr(GPtrArray) list = g_ptr_array_new_with_free_func((GDestroyNotify)content_unit_free);
  g_autofree char *inner = unwrap(text);
  Units units = {.names = names, .units = list, .role = role};
  units.verbatim = whole || is_our_form(&units, inner);
  read_pieces(&units, inner);
  g_free(units.prefix);
  return g_steal_pointer(&list);
}

GPtrArray *recognise_units(const char *text, Role role, const GPtrArray *names) {
  return recognise_whole_units(text, role, names, FALSE);
}

char *recognise_roles_behind(const char *goal) {
  g_autofree char *piece = text_strip(goal);
  while (piece_last_char(piece) == U'。' || piece_last_char(piece) == U'；')
    *g_utf8_prev_char(piece + strlen(piece)) = '\0';
  const char *bracket = piece_last_bracket(piece);
  if (bracket == NULL)
    return NULL;
  g_autofree char *within = piece_inside(bracket);
  Units units = {.names = NULL};
  return says_roles(&units, within) ? g_steal_pointer(&within) : NULL;
}
