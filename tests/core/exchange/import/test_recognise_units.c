/* Units and roles in a cell. */
#include <string.h>

#include "core/exchange/import/recognise.h"

/* name/role, joined by blanks. */
static char *units_text(const char *text, Role role, const GPtrArray *names) {
  g_autoptr(GPtrArray) units = recognise_units(text, role, names);
  g_autoptr(GString) all = g_string_new(NULL);
  for (guint i = 0; i < units->len; i++) {
    const ContentUnit *unit = units->pdata[i];
    g_string_append_printf(all, "%s%s/%s", i > 0 ? " " : "", unit->name, role_name(unit->role));
  }
  return g_string_free(g_steal_pointer(&all), FALSE);
}

static void check(const char *text, const char *expected) {
  g_autofree char *read = units_text(text, ROLE_RESPONSIBLE, NULL);
  g_assert_cmpstr(read, ==, expected);
}

static void test_prefix(void) {
  check("厅法规处、建管处，五市交通运输局", "厅法规处/责任 厅建管处/责任 五市交通运输局/责任");
  check("厅法规处、办公室，五市交通运输局", "厅法规处/责任 厅办公室/责任 五市交通运输局/责任");
  check("厅法规处、人事处、机关党委", "厅法规处/责任 厅人事处/责任 厅机关党委/责任");
  check("厅科技处，路网监测与应急处置中心", "厅科技处/责任 路网监测与应急处置中心/责任");
  check("厅法规处，运输处", "厅法规处/责任 运输处/责任"); /* not over a comma */
  check("局建设管理科、运输管理科、市交通运输综合行政执法队",
        "局建设管理科/责任 局运输管理科/责任 市交通运输综合行政执法队/责任");
  check("市局建设管理科、运输管理科", "市局建设管理科/责任 市局运输管理科/责任");
  check("厅办公室、市政府办公室、各处室", "厅办公室/责任 市政府办公室/责任 各处室/责任");
  check("局机关相关处室、局属相关单位", "局机关相关处室/责任 局属相关单位/责任");
}

static void test_names_with_signs(void) {
  check("厅质安处，各市、县（区）交通运输局", "厅质安处/责任 各市、县（区）交通运输局/责任");
  check("各市、县(区)交通运输局、有关市交通运输局",
        "各市、县(区)交通运输局/责任 有关市交通运输局/责任");
  check("各县（市、区）交通运输局、相关单位（科室）",
        "各县（市、区）交通运输局/责任 相关单位（科室）/责任");
  check("市局行政审批管理科（政策法规科）和各县（市、区）交通运输局",
        "市局行政审批管理科（政策法规科）/责任 各县（市、区）交通运输局/责任");
  check("五台山风景名胜区旅游和交通发展中心、相关单位及科室",
        "五台山风景名胜区旅游和交通发展中心/责任 相关单位及科室/责任");
}

static void test_role_behind(void) {
  check("局政策法规科牵头，局有关科室、各县交通运输部门配合",
        "局政策法规科/牵头 局有关科室/配合 各县交通运输部门/配合");
  check("局建设管理科、政策法规科依职责负责，局有关科室配合",
        "局建设管理科/责任 局政策法规科/责任 局有关科室/配合");
  check("局办公室、政策法规科牵头，局有关科室配合",
        "局办公室/牵头 局政策法规科/牵头 局有关科室/配合");
  check("局有关科室、各县交通运输部门负责", "局有关科室/责任 各县交通运输部门/责任");
  check("厅法规处、建管处，五市交通运输局配合", "厅法规处/责任 厅建管处/责任 五市交通运输局/配合");
  check("A局牵头，B局，C局配合", "A局/牵头 B局/配合 C局/配合");
  check(
      "本项工作由市局行政审批管理科（政策法规科）和各县（市、区）交通运输局牵头，机关办公室、建设管理科"
      "在实际工作中具体实施",
      "市局行政审批管理科（政策法规科）/牵头 各县（市、区）交通运输局/牵头 机关办公室/落实 "
      "建设管理科/落实");
  check("市交通运输数据中心督促相关单位（科室）落实",
        "市交通运输数据中心/督促 相关单位（科室）/落实");
  check("厅法规处牵头，会同建管处、运输处", "厅法规处/牵头 建管处/配合 运输处/配合");
  check("厅法规处牵头，人事处、各市交通运输局等配合",
        "厅法规处/牵头 人事处/配合 各市交通运输局/配合");
}

static void test_role_before(void) {
  check("（牵头单位：局法规处，责任单位：局机关相关处室、局属相关单位）",
        "局法规处/牵头 局机关相关处室/责任 局属相关单位/责任");
  check("牵头：厅法规处 配合：建管处、运输处", "厅法规处/牵头 建管处/配合 运输处/配合");
  check("牵头单位: 厅法规处\n配合单位: 厅建管处\n督促单位：厅办公室",
        "厅法规处/牵头 厅建管处/配合 厅办公室/督促");
  check("责任部门：局政策法规科牵头，局有关科室配合", "局政策法规科/牵头 局有关科室/配合");
  check("厅法规处（配合单位：厅建管处、运输处）", "厅法规处/责任 厅建管处/配合 厅运输处/配合");
}

static void test_role_in_brackets(void) {
  check("厅法规处（牵头）、厅建管处（配合）、各市、县（区）交通运输局（落实）",
        "厅法规处/牵头 厅建管处/配合 各市、县（区）交通运输局/落实");
  check("行政审批管理科（政策法规科）（牵头）、建设管理科（责任）、数据中心（督促）",
        "行政审批管理科（政策法规科）/牵头 建设管理科/责任 数据中心/督促");
  check("厅法规处（牵头）、建管处（配合）", "厅法规处/牵头 建管处/配合"); /* whole as it is */
  check("厅法规处(牵头单位)，厅建管处（配合单位）", "厅法规处/牵头 厅建管处/配合");
}

/* What task_units_text() and content_text() write is read as it was. */
static void test_our_form(void) {
  static const char *const names[] = {
      "厅法规处",       "建管处",    "行政审批管理科（政策法规科）", "各市、县（区）交通运输局",
      "相关单位及科室", "机关办公室"};
  ContentTask *task = content_task_new();
  for (guint i = 0; i < G_N_ELEMENTS(names); i++)
    g_ptr_array_add(task->units, content_unit_new(names[i], (Role)(i % ROLE_COUNT)));
  g_autoptr(Content) content = content_new();
  g_ptr_array_add(content->tasks, task);
  g_autofree char *text = content_text(content, task, CONTENT_UNITS);
  g_autoptr(GPtrArray) units = recognise_units(text, ROLE_RESPONSIBLE, NULL);
  g_assert_cmpuint(units->len, ==, G_N_ELEMENTS(names));
  for (guint i = 0; i < units->len; i++) {
    const ContentUnit *unit = units->pdata[i];
    g_assert_cmpstr(unit->name, ==, names[i]);
    g_assert_cmpint(unit->role, ==, (int)(i % ROLE_COUNT));
  }
}

static void unit_name_free(gpointer data) {
  UnitName *name = data;
  g_free(name->name);
  g_free(name);
}

static GPtrArray *names_of(const char *const *texts) {
  GPtrArray *names = g_ptr_array_new_with_free_func(unit_name_free);
  for (; *texts != NULL; texts++) {
    UnitName *name = g_new0(UnitName, 1);
    name->name = g_strdup(*texts);
    g_ptr_array_add(names, name);
  }
  return names;
}

static void test_known(void) {
  g_autoptr(GPtrArray) names = names_of(
      (const char *const[]){"甲、乙联合办公室", "甲", "督查落实", "运输处", "厅建管处", NULL});
  g_autofree char *whole = units_text("甲、乙联合办公室牵头，甲配合", ROLE_RESPONSIBLE, names);
  g_assert_cmpstr(whole, ==, "甲、乙联合办公室/牵头 甲/配合");
  g_autofree char *verb = units_text("督查落实、甲", ROLE_RESPONSIBLE, names);
  g_assert_cmpstr(verb, ==, "督查落实/责任 甲/责任");
  /* 运输处 is a unit of its own, and 建管处 is known as that of the 厅. */
  g_autofree char *prefix = units_text("厅法规处、运输处、建管处", ROLE_RESPONSIBLE, names);
  g_assert_cmpstr(prefix, ==, "厅法规处/责任 运输处/责任 厅建管处/责任");
}

static void test_lines(void) {
  check("厅法规处\n厅建管处", "厅法规处/责任 厅建管处/责任");
  check("交通运输综合执\n法监督局", "交通运输综合执法监督局/责任"); /* a name that is wrapped */
  check("厅法规处 厅建管处", "厅法规处/责任 厅建管处/责任");
  check("厅法规处/厅建管处", "厅法规处/责任 厅建管处/责任");
  check("忻州市 交通运输局", "忻州市 交通运输局/责任");
  check("厅法规处、厅法规处；厅建管处。", "厅法规处/责任 厅建管处/责任");
  check("", "");
  check("、，；", "");
  check("（）", "");
  check("）（、(", "）（、(/责任"); /* whatever it is, it is kept */
}

static void test_role_of_column(void) {
  g_autofree char *support = units_text("厅建管处、运输处", ROLE_SUPPORT, NULL);
  g_assert_cmpstr(support, ==, "厅建管处/配合 厅运输处/配合");
  g_autofree char *lead = units_text("厅法规处，厅建管处配合", ROLE_LEAD, NULL);
  g_assert_cmpstr(lead, ==, "厅法规处/牵头 厅建管处/配合");
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/recognise-units/prefix", test_prefix);
  g_test_add_func("/recognise-units/names-with-signs", test_names_with_signs);
  g_test_add_func("/recognise-units/role-behind", test_role_behind);
  g_test_add_func("/recognise-units/role-before", test_role_before);
  g_test_add_func("/recognise-units/role-in-brackets", test_role_in_brackets);
  g_test_add_func("/recognise-units/our-form", test_our_form);
  g_test_add_func("/recognise-units/known", test_known);
  g_test_add_func("/recognise-units/lines", test_lines);
  g_test_add_func("/recognise-units/role-of-column", test_role_of_column);
  return g_test_run();
}
