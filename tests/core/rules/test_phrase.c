#include "core/rules/phrase.h"

#include <string.h>

/* A phrase and what is to be read from it; a date that is not named is not stated. Of a rule, 0
 * stands for a step or a quota of 1. */
typedef struct {
  const char *id; /* in the list of the source documents' phrases; NULL: not from there */
  const char *phrase;
  PhraseKind kind;
  const char *text; /* NULL: not checked, but there must be some */
  const char *first;
  const char *due;
  Every every;
  int step, quota;
  Basis basis;
  int due_day, due_month;
  gboolean no_makeup;
  gboolean unread;
} Row;

static void assert_day(Day day, const char *expected) {
  char buffer[DAY_TEXT_SIZE];
  g_assert_cmpstr(day_to_iso(day, buffer), ==, expected != NULL ? expected : "");
}

static gboolean has_rule(PhraseKind kind) {
  return kind == PHRASE_RULE || kind == PHRASE_WORKDAYS || kind == PHRASE_GAP;
}

static void assert_row(const Row *row, const char *phrase_text) {
  g_auto(Phrase) phrase;
  if (phrase_text != NULL && g_utf8_validate(phrase_text, -1, NULL))
    g_test_message("%s %s", row->id != NULL ? row->id : "-", phrase_text);
  phrase_read(phrase_text, 2023, &phrase);
  g_assert_cmpstr(phrase_kind_code(phrase.kind), ==, phrase_kind_code(row->kind));
  assert_day(phrase.first, row->first);
  assert_day(phrase.due, row->due);
  g_assert_false(phrase.impossible);
  g_assert_cmpint(phrase.unread, ==, row->unread);
  if (row->kind == PHRASE_NONE)
    g_assert_null(phrase.text);
  else
    g_assert_nonnull(phrase.text);
  if (row->text != NULL)
    g_assert_cmpstr(phrase.text, ==, row->text);
  const Recurrence *rule = &phrase.recurrence;
  if (has_rule(row->kind)) {
    g_assert_null(recurrence_problem(rule));
    g_assert_cmpint(rule->step, ==, MAX(row->step, 1));
    g_assert_cmpint(rule->quota, ==, MAX(row->quota, 1));
  } else {
    g_assert_cmpint(rule->step, ==, 0);
    g_assert_cmpint(rule->quota, ==, 0);
  }
  g_assert_cmpstr(every_code(rule->every), ==, every_code(row->every));
  g_assert_cmpstr(basis_code(rule->basis), ==, basis_code(row->basis));
  g_assert_cmpint(rule->due_day, ==, row->due_day);
  g_assert_cmpint(rule->due_month, ==, row->due_month);
  g_assert_cmpint(rule->no_makeup, ==, row->no_makeup);
  g_assert_cmpuint(rule->anchor, ==, DAY_NONE);
}

static void assert_rows(const Row *rows, gsize count) {
  for (gsize i = 0; i < count; i++)
    assert_row(&rows[i], rows[i].phrase);
}

#define DATE(TEXT, DUE) PHRASE_DATE, TEXT, .due = DUE
#define RULE(TEXT, EVERY) PHRASE_RULE, TEXT, .every = EVERY
#define EVENT(TEXT, STEP)                                                                          \
  PHRASE_WORKDAYS, TEXT, .every = EVERY_WORKDAYS, .step = STEP, .basis = BASIS_EVENT
#define UNREAD PHRASE_NONE, .unread = TRUE
#define MONTH_GAP(TEXT) PHRASE_GAP, TEXT, .every = EVERY_MONTH, .basis = BASIS_SUBMISSION

/* The 58 phrases, in order. */
static const Row SOURCE[] = {
    {"P01", "2020年4月", DATE("2020年4月", "2020-04-30")},
    {"P02", "2020年10月", DATE("2020年10月", "2020-10-31")},
    {"P03", "2020年12月", DATE("2020年12月", "2020-12-31")},
    {"P04", "每季度至少开展1次", RULE("每季度至少开展1次", EVERY_QUARTER)},
    {"P05", "每季度至少1次", RULE("每季度至少1次", EVERY_QUARTER)},
    {"P06", "每月更新进展情况", RULE("每月", EVERY_MONTH)},
    {"P07", "每月同步增量信息", RULE("每月", EVERY_MONTH)},
    {"P08", "每周至少1次", RULE("每周至少1次", EVERY_WEEK)},
    {"P09", "每月将奖惩情况形成成效清单，及时反馈", RULE("每月", EVERY_MONTH)},
    {"P10", "每季度公示2个以上", RULE("每季度公示2个以上", EVERY_QUARTER), .quota = 2},
    {"P11", "2023年5月底", DATE("2023年5月底", "2023-05-31")},
    {"P12", "贯穿全年", PHRASE_WINDOW, "贯穿全年", "2023-01-01", "2023-12-31"},
    {"P13", "每月案例报送情况", RULE("每月", EVERY_MONTH)},
    {"P14", "决定作出之日起七个工作日内", EVENT("之日起七个工作日内", 7)},
    {"P15", "出台后及时", PHRASE_NONE},
    {"P16", "当月15日前", RULE("当月15日前", EVERY_MONTH), .due_day = 15},
    {"P17", "次月8日前", RULE("次月8日前", EVERY_MONTH), .due_day = 8, .due_month = 1},
    {"P18", "一月", DATE("一月", "2023-01-31")},
    {"P18", "二月", DATE("二月", "2023-02-28")},
    {"P18", "三月", DATE("三月", "2023-03-31")},
    {"P18", "四月", DATE("四月", "2023-04-30")},
    {"P18", "五月", DATE("五月", "2023-05-31")},
    {"P18", "六月", DATE("六月", "2023-06-30")},
    {"P18", "七月", DATE("七月", "2023-07-31")},
    {"P18", "八月", DATE("八月", "2023-08-31")},
    {"P18", "九月", DATE("九月", "2023-09-30")},
    {"P18", "十月", DATE("十月", "2023-10-31")},
    {"P18", "十一月", DATE("十一月", "2023-11-30")},
    {"P18", "十二月", DATE("十二月", "2023-12-31")},
    {"P19", "每月开展动态测评", RULE("每月", EVERY_MONTH)},
    {"P20", "三月正式启用", DATE("三月", "2023-03-31")},
    {"P21", "每月25日之前", RULE("每月25日之前", EVERY_MONTH), .due_day = 25},
    {"P22", "每月25日前", RULE("每月25日前", EVERY_MONTH), .due_day = 25},
    {"P23", "每月月初（10号前）", RULE("每月月初（10号前）", EVERY_MONTH), .due_day = 10},
    {"P24", "14个工作日", EVENT("14个工作日", 14)},
    {"P25", "之日起7个工作日内上网公开", EVENT("之日起7个工作日内", 7)},
    {"P26", "每两周至少完成一次", RULE("每两周至少完成一次", EVERY_FORTNIGHT)},
    {"P27", "每月反馈", RULE("每月", EVERY_MONTH)},
    {"P27", "每月将信用信息修复情况报送至全国平台的", RULE("每月", EVERY_MONTH)},
    {"P28", "最长间隔不超过一个月", MONTH_GAP("最长间隔不超过一个月")},
    {"P28", "最长更新时间间隔不超过一个月", MONTH_GAP("最长更新时间间隔不超过一个月")},
    {"P29", "当月被部信用交通月报采纳", PHRASE_WINDOW, "当月"},
    {"P30", "未来三年", PHRASE_WINDOW, "未来三年"},
    {"P31", "年度工作要点", RULE("年度工作要点", EVERY_YEAR)},
    {"P31", "年度计划", RULE("年度计划", EVERY_YEAR)},
    {"P32", "年度信用评价", RULE("年度信用评价", EVERY_YEAR)},
    {"P33", "创建期为1年", PHRASE_WINDOW, "创建期为1年"},
    {"P33", "创建期满", PHRASE_WINDOW, "创建期满"},
    {"P34", "年度排名", RULE("年度排名", EVERY_YEAR)},
    {"P35", "每季度向“信用交通·山东”网站至少报送2条信用信息（不允许补报",
     RULE("每季度向“信用交通·山东”网站至少报送2条", EVERY_QUARTER), .quota = 2, .no_makeup = TRUE},
    {"P36", "每季度向“信用交通·山东”网站至少报送3条信用工作信息(不允许补报",
     RULE("每季度向“信用交通·山东”网站至少报送3条", EVERY_QUARTER), .quota = 3, .no_makeup = TRUE},
    {"P37", "每月15日之前", RULE("每月15日之前", EVERY_MONTH), .due_day = 15},
    {"P38", "2023年11月底前", DATE("2023年11月底前", "2023-11-30")},
    {"P39", "每14个工作日报送1次", RULE("每14个工作日报送1次", EVERY_WORKDAYS), .step = 14,
     .basis = BASIS_ANCHOR},
    {"P40", "每周至少登录1次", RULE("每周至少登录1次", EVERY_WEEK)},
    {"P41", "一年内受到行政处罚数量在60次以上、受到3个及以上部门处罚", PHRASE_WINDOW, "一年内"},
    {"P42", "定期", PHRASE_NONE},
    {"P43", "适时", PHRASE_NONE},
    {"P44", "及时", PHRASE_NONE},
    {"P44", "不及时", PHRASE_NONE},
    {"P44", "及时率", PHRASE_NONE},
    {"P45", "按时", PHRASE_NONE},
    {"P46", "长期", PHRASE_NONE},
    {"P47", "持续", PHRASE_NONE},
    {"P48", "尽快", PHRASE_NONE},
    {"P49", "第一时间", PHRASE_NONE},
    {"P49", "及早", PHRASE_NONE},
    {"P50", "动态更新", PHRASE_NONE},
    {"P51", "常态化", PHRASE_NONE},
    {"P52", "同步", PHRASE_NONE},
    {"P53", "“信用交通宣传月”", PHRASE_WINDOW, "宣传月"},
    {"P54", "诚信春运", PHRASE_WINDOW, "春运"},
    {"P54", "春运期间", PHRASE_WINDOW, "春运期间"},
    {"P54", "诚信兴商宣传月", PHRASE_WINDOW, "宣传月"},
    {"P55", "在规定时间内", PHRASE_NONE},
    {"P55", "严格按照时间节点", PHRASE_NONE},
    {"P56", "在省厅信用信息系统建成前", PHRASE_WINDOW, "在省厅信用信息系统建成前"},
    {"P56", "系统建成之前", PHRASE_WINDOW, "系统建成之前"},
    {"P56", "待未来省厅平台全面实现许可数据自动归集时结束", PHRASE_WINDOW,
     "待未来省厅平台全面实现许可数据自动归集时结束"},
    {"P57", "2022年版", PHRASE_WINDOW, "2022年版"},
    {"P57", "2022 年、2023 年", PHRASE_WINDOW, "2022 年、2023 年", "2022-01-01", "2023-12-31"},
    {"P58", "“双公示”数据迟报漏报瞒报，一经查实，每发生1次，扣5分", PHRASE_NONE},
};

static void test_source(void) {
  int number = 0;
  assert_rows(SOURCE, G_N_ELEMENTS(SOURCE));
  for (gsize i = 0; i < G_N_ELEMENTS(SOURCE); i++) {
    int next = (int)g_ascii_strtoll(SOURCE[i].id + 1, NULL, 10);
    g_assert_true(next == number || next == number + 1);
    number = next;
  }
  g_assert_cmpint(number, ==, 58);
}

/* As they stand in the documents, whole. */
static const Row SENTENCES[] = {
    {"P04",
     "深入学习贯彻习近平总书记关于社会信用体系建设的指示批示，落实党中央、国务院有关信用工作的决策部"
     "署，自治区交通运输厅信用体系建设领导小组每季度至少开展1次信用专题学习。",
     RULE("每季度至少开展1次", EVERY_QUARTER)},
    {"P05",
     "2. "
     "本地区“信用交通县”创建领导小组（交通运输信用体系建设领导小组）每季度至少1次研究推进“信用交通"
     "县”创建工作，得0.5分，最多2分；每季度至少开展1次信用专题学习，得0.5分，最多2分。",
     RULE("每季度至少1次", EVERY_QUARTER)},
    {"P06",
     "4. "
     "制订“信用交通县”创建工作方案，明确时间表、任务分工和责任部门，得2分。按照工作方案，开展具体落实"
     "，每月更新进展情况，形成月度工作记录或台账，得2分。",
     RULE("每月", EVERY_MONTH)},
    {"P07", "每月同步增量信息给全国交通运输信用信息共享平台和自治区信用信息平台。",
     RULE("每月", EVERY_MONTH)},
    {"P08", "在宁夏“信用交通”网站（网页）每周至少1次主动公开交通运输信用信息。",
     RULE("每周至少1次", EVERY_WEEK)},
    {"P09",
     "依法依规开展联合奖惩工作，每月将奖惩情况形成成效清单，及时反馈给全国交通运输信用信息共享平台和"
     "自治区信用信息共享平台。",
     RULE("每月", EVERY_MONTH)},
    {"P10", "每季度公示2个以上联合奖惩案例，并同步给“信用交通”网站和“信用宁夏”网站。",
     RULE("每季度公示2个以上", EVERY_QUARTER), .quota = 2},
    {"P11",
     "2. 印发信用交通年度工作要点。根据省交通运输厅和忻州市发展和改革委员会有关文件精神，结合我市实际"
     "制定《忻州市交通运输局2023年度交通运输信用体系建设工作要点》。本项工作由市局行政审批管理科（政策"
     "法规科）牵头，2023年5月底完成。",
     DATE("2023年5月底", "2023-05-31")},
    {"P12",
     "按照《山西省交通运输厅“信用交通市”建设评价指标和标准》，组织开展“信用交通市(县、区)”建设。本项"
     "工作由市局行政审批管理科（政策法规科）和各县(市、区)交通运输局牵头，贯穿全年。",
     PHRASE_WINDOW, "贯穿全年", "2023-01-01", "2023-12-31"},
    {"P13",
     "聚焦主题计划相关内容（附件1）梳理总结本单位信用体系建设工作中的亮点和取得的成效，每月案例报送情"
     "况将纳入本年度信用建设考核指标。",
     RULE("每月", EVERY_MONTH)},
    {"P14",
     "按照信用修复相关要求，依规受理修复申请，并在信用修复决定作出之日起七个工作日内通过部省联网数据"
     "报送通道将信息共享至全国平台。",
     EVENT("之日起七个工作日内", 7)},
    {"P15",
     "1. "
     "各类制度文件，应在出台后及时反馈市局行政审批科（政策法规科），由市局行政审批管理科（政策法规科）"
     "统一上报省交通运输厅。",
     PHRASE_NONE},
    {"P16",
     "数据及相关印证材料由成员单位（科室）于当月 15 日前反馈至市局行政审批管理科（政策法规科），汇总后"
     "上报省交通运输厅。",
     RULE("当月 15 日前", EVERY_MONTH), .due_day = 15},
    {"P17",
     "3. "
     "各月“双公示”数据以及信用承诺、信用评价、信用分级分类监管、守信激励、失信惩戒、信用修复等数据，由"
     "成员单位（科室）于次月 8 日前以电子表格形式准确、完整、规范反馈至市局。",
     RULE("次月 8 日前", EVERY_MONTH), .due_day = 8, .due_month = 1},
    {"P19",
     "我们对《2021—2022年交通运输信用体系（信用交通省）建设重点工作测评与要求（试行）》进行了优化调整，"
     "每月开展动态测评。在去年试运行的基础上，我们吸收各省意见，修改形成了《信用交通测评指标（2023年版"
     "）》，将于三月正式启用。",
     RULE("每月", EVERY_MONTH)},
    {"P20", "修改形成了《信用交通测评指标（2023年版）》，将于三月正式启用。",
     DATE("三月", "2023-03-31")},
    {"P21",
     "指标说明：省级交通运输部门每月25日之前向部平台报送信用相关各领域各环节及行业发展重点难点热点问题"
     "典型案例，月度报送案例质量符合要求、数量达3个及以上得2分，报送案例质量符合要求、数量超过1个但不"
     "足3个得1分。报送案例当月被部信用交通月报采纳得1分。该项总分3分。",
     RULE("每月25日之前", EVERY_MONTH), .due_day = 25},
    {"P22",
     "2.指标内涉及反馈证明材料等内容的，请于每月25日前将材料反馈至办公邮箱，并在文件名中注明反馈条目，"
     "例如：将已出台的文件及目录发送至邮箱时，可命名为“1.信用规范性文件出台情况”。",
     RULE("每月25日前", EVERY_MONTH), .due_day = 25},
    {"P23",
     "如部分二级行政区当月没有任何公路水运建设工程的地市信息，请各单位每月月初（10 号前）将地市信息报"
     "送至办公邮箱，包括地市名称和行政区划。",
     RULE("每月月初（10 号前）", EVERY_MONTH), .due_day = 10},
    {"P24",
     "在时效期（14个工作日）内报送数据量占报送数据总量的比值。根据《国家发展改革委办公厅关于进一步完善"
     "行政许可和行政处罚等信用信息公示工作的指导意见》（发改办财金〔2018〕424号），要求将行政许可和行政"
     "处罚等信用信息自作出行政决定之日起7个工作日内上网公开。",
     EVENT("14个工作日", 14)},
    {"P25",
     "要求将行政许可和行政处罚等信用信息自作出行政决定之日起7个工作日内上网公开。为保证数据时效性，报"
     "送到全国平台不应超过14个工作日。",
     EVENT("之日起7个工作日内", 7)},
    {"P26",
     "指标说明：用以评估各省每月是否及时增量报送信息给全国平台的情况。每两周至少完成一次报送得4分，如当"
     "月仅完成一次增量报送得2分，未增量报送得0分。",
     RULE("每两周至少完成一次", EVERY_FORTNIGHT)},
    {"P27",
     "每月反馈信用修复开展情况(含“信用交通·山东”网站交办的信用修复工作),每月将信用信息修复情况反馈至“"
     "信用交通·山东”平台,每月得0.5分,全年最多4分。",
     RULE("每月", EVERY_MONTH)},
    {"P28", "每包含一项内容,得0.5分,最高得3分。信用动态最长更新时间间隔不超过一个月,全年得1分。",
     MONTH_GAP("最长更新时间间隔不超过一个月")},
    {"P29", "报送数据分析应用情况当月被部信用交通月报采纳得1分。该项总分3分。", PHRASE_WINDOW,
     "当月"},
    {"P30", "制定印发本市信用交通建设方案,明确未来三年目标任务,得2分。", PHRASE_WINDOW, "未来三年"},
    {"P31",
     "落实国家发展改革委、交通运输部、自治区党委和政府本年度发布的有关信用文件要求，制定年度信用工作要"
     "点。",
     RULE("年度信用工作要点", EVERY_YEAR)},
    {"P32",
     "组织开展年度公路建设市场、水运建设市场、公路水运工程检验检测领域信用评价工作，评价结果通过“信用"
     "交通·山西”网站及时向社会公示。",
     RULE("年度公路建设市场、水运建设市场、公路水运工程检验检测领域信用评价", EVERY_YEAR)},
    {"P33", "作为全省第二批“信用交通县（市、区）”试点，创建期为1年。", PHRASE_WINDOW,
     "创建期为1年"},
    {"P34",
     "作为对各市信用交通建设常态化评估的标准，并据此对16市信用交通指数进行年度排名，请各市进一步拓展深"
     "化工作成果。",
     RULE("年度排名", EVERY_YEAR)},
    {"P35",
     "1. 每季度向“信用交通·山东”网站至少报送2条信用信息（不允许补报，且本指标体系“五、2”中的内容在此"
     "处不计入），每条得1分，单季度最多2分，全年最多8分。",
     RULE("每季度向“信用交通·山东”网站至少报送2条", EVERY_QUARTER), .quota = 2, .no_makeup = TRUE},
    {"P37",
     "及时总结提炼信用体系建设经验,增量报送案例至省厅。每月15日之前向厅报送典型案例,月度报送案例必须符"
     "合交通部指定的每月主题范围,并符合格式要求,每形成1次月度报送,得2分,全年最多8分。",
     RULE("每月15日之前", EVERY_MONTH), .due_day = 15},
    {"P38", "5. 信用交通年度总结(3分) | 2023年11月底前报送本市年度信用交通工作总结,得3分。",
     DATE("2023年11月底前", "2023-11-30")},
    {"P39",
     "按规定时效周期(每14个工作日)将市级行政许可数据增量报送至“信用交通·山东”网站(此项工作在本指标正式"
     "发布之日起执行,待未来省厅平台全面实现许可数据自动归集时结束)。每14个工作日报送1次,每季度得5分,全"
     "年15分,单季度内出现2次未按时效周期报送的,该季度得分扣至0分。",
     RULE(NULL, EVERY_WORKDAYS), .step = 14, .basis = BASIS_ANCHOR},
    {"P40",
     "使用市级账号每周至少登录1次“信用交通·山东”网站管理后台,全年最多得3分,每出现1次单周末登录,扣0.5"
     "分。",
     RULE("每周至少登录1次", EVERY_WEEK)},
    {"P41",
     "对于市信用平台推送的一年内受到行政处罚数量在60次以上、受到3个及以上部门处罚、被列入多个严重失信主"
     "体名单清单，向市场主体发出预警。",
     PHRASE_WINDOW, "一年内"},
    {"P42", "宁夏“信用交通”网站（网页）定期开展安全测评。", PHRASE_NONE},
    {"P43", "定期开展等保安全评测，适时开展网络与信息安全风险检测评估。", PHRASE_NONE},
    {"P44", "信用评价结果及时向社会公示，并及时推送至“信用交通”网站和“信用宁夏”网站。",
     PHRASE_NONE},
    {"P45", "按时参加交通运输部组织的信用培训。", PHRASE_NONE},
    {"P46", "与自治区社会信用体系建设牵头部门、宣传部门形成长期的沟通对接协调机制。", PHRASE_NONE},
    {"P47", "在信用信息归集、共享、公开和应用等核心业务和技术工作中，持续明确责任单位和负责人员。",
     PHRASE_NONE},
    {"P48", "尽快实现信用信息自动采集、归集，数据与全国交通运输信用信息共享平台对接、自动报送。",
     PHRASE_NONE},
    {"P49", "及早开展核查，及时消除风险隐患；对负面舆情事件，第一时间主动核实、妥善处理。",
     PHRASE_NONE},
    {"P50", "推行证明事项和涉企经营许可告知承诺制事项清单动态更新。", PHRASE_NONE},
    {"P51", "在“双随机一公开”等监管工作中常态化运用，科学配置监管资源。", PHRASE_NONE},
    {"P52", "及时将相关数据同步录入“信用交通·山西”网站，由网站后台推送至全国平台。", PHRASE_NONE},
    {"P53",
     "开展“信用交通宣传月”及“一把手谈信用”主题活动，制定活动方案，开展信用宣传，总结活动成果。",
     PHRASE_WINDOW, "宣传月"},
    {"P54", "信用承诺、信用修复助力复工复产; 春运期间信用服务交通出行、物流运输", PHRASE_WINDOW,
     "春运期间"},
    {"P55", "落实市信用修复制度，严格按照时间节点和要求，规范开展信用网站信用修复。", PHRASE_NONE},
    {"P56",
     "9. 推进信用信息归集和公开。在省级交通运输信用信息管理系统建成之前，按照部省信用信息交换指标要求，"
     "开展归集前期准备工作。",
     PHRASE_WINDOW, "在省级交通运输信用信息管理系统建成之前"},
    {"P57", "按照国家标准及我市公共信用信息目录编制规范，梳理修订2022年版公共信用信息目录。",
     PHRASE_WINDOW, "2022年版"},
    {"P57", "回顾 2023 年创新举措、重要突破和建设成效", PHRASE_WINDOW, "2023 年"},
    {"P58", "5. 严格杜绝“双公示”数据迟报漏报瞒报，一经查实，每发生1次，扣5分。", PHRASE_NONE},
};

static void test_sentences(void) {
  assert_rows(SENTENCES, G_N_ELEMENTS(SENTENCES));
}

/* What a person would write. */
static const Row DATES[] = {
    {NULL, "2026年11月廿五日前", DATE("2026年11月廿五日前", "2026-11-25")},
    {NULL, "2026.3.5", DATE("2026.3.5", "2026-03-05")},
    {NULL, "2026年3月5日前", DATE("2026年3月5日前", "2026-03-05")},
    {NULL, "２０２６年３月５日前", DATE("２０２６年３月５日前", "2026-03-05")},
    {NULL, " 2026 年 3 月\n5 日前 ", DATE("2026 年 3 月\n5 日前", "2026-03-05")},
    {NULL, "于2026年3月5日前报送", DATE("2026年3月5日前", "2026-03-05")},
    {NULL, "三月底", DATE("三月底", "2023-03-31")},
    {NULL, "二〇二六年三月底前完成", DATE("二〇二六年三月底前", "2026-03-31")},
    {NULL, "第二季度末", DATE("第二季度末", "2023-06-30")},
    {NULL, "二季度末前", DATE("二季度末前", "2023-06-30")},
    {NULL, "第 ２ 季度末前完成", DATE("第 ２ 季度末前", "2023-06-30")},
    {NULL, "上半年底", DATE("上半年底", "2023-06-30")},
    {NULL, "上半年完成", DATE("上半年", "2023-06-30")},
    {NULL, "6月中旬前报送", DATE("6月中旬前", "2023-06-20")},
    {NULL, "6月内完成", DATE("6月", "2023-06-30")},
    {NULL, "截至2026年6月底", DATE("2026年6月底", "2026-06-30")},
    {NULL, "今年底", DATE("今年底", "2023-12-31")},
    {NULL, "明年3月底前", DATE("明年3月底前", "2024-03-31")},
    {NULL, "①5月底完成", DATE("5月底", "2023-05-31")},
    {NULL, "1. 5月底前完成", DATE("5月底前", "2023-05-31")},
    {NULL, "统一5月底前完成", DATE("5月底前", "2023-05-31")},
    {NULL, "⼀⽉底前", DATE("⼀⽉底前", "2023-01-31")},
    {NULL, "一月一日", DATE("一月一日", "2023-01-01")},
    {
        NULL,
        "2026年3月底前制定方案，6月底前完成",
        DATE("6月底前", "2026-06-30"),
    },
    {NULL, "根据2026年5月29日下发的通知，于4月底前完成", DATE("4月底前", "2023-04-30")},
    {NULL, "5月20日召开会议，3月底前报送", DATE("3月底前", "2023-03-31")},
    /* the year is not that of the ledger, or the date no end */
    {NULL, "6月底前印发方案", DATE("6月底前", "2023-06-30")},
    {NULL, "3月底前报送，5月20日召开会议", DATE("3月底前", "2023-03-31")},
    {NULL, "2026.10-5月", UNREAD},
    {NULL, "自2026年3月1日起施行", PHRASE_NONE},
    {NULL, "2026年5月29日印发", PHRASE_NONE},
    {NULL, "去年底", UNREAD},
    {NULL, "3月初", UNREAD},
    {NULL, "12月前", UNREAD},
    {NULL, "12月前完成", UNREAD},
    {NULL, "2026年2月30日前完成", UNREAD},
    {NULL, "20 20年12月", UNREAD},
    {NULL, "2020年1 2月", UNREAD},
    {NULL, "2020年一二月", UNREAD},
    {NULL, "十2月", UNREAD},
    {NULL, "2026.10", UNREAD},
    {NULL, "2026.3.5.1", PHRASE_NONE},
    {NULL, "国办发〔2020〕16号", PHRASE_NONE},
    {NULL, "落实《2026年6月底前重点任务》", PHRASE_NONE},
    {NULL, "《2026年6月底前", DATE("2026年6月底前", "2026-06-30")},
};

static const Row RULES[] = {
    {NULL, "每月廿五日前", RULE("每月廿五日前", EVERY_MONTH), .due_day = 25},
    {NULL, "每月卅日前", RULE("每月卅日前", EVERY_MONTH), .due_day = 30},
    {NULL, "每月10号前", RULE("每月10号前", EVERY_MONTH), .due_day = 10},
    {NULL, "每 月 １０ 号 前", RULE("每 月 １０ 号 前", EVERY_MONTH), .due_day = 10},
    {NULL, "每月十号前", RULE("每月十号前", EVERY_MONTH), .due_day = 10},
    {NULL, "每⽉10⽇前", RULE("每⽉10⽇前", EVERY_MONTH), .due_day = 10},
    {NULL, "每个月15号", RULE("每个月15号", EVERY_MONTH), .due_day = 15},
    {NULL, "每月1日至5日", RULE("每月1日至5日", EVERY_MONTH), .due_day = 5},
    {NULL, "每月中旬前", RULE("每月中旬前", EVERY_MONTH), .due_day = 20},
    {NULL, "每月底前", RULE("每月底前", EVERY_MONTH)},
    {NULL, "每月月末", RULE("每月月末", EVERY_MONTH)},
    {NULL, "月底前", RULE("月底前", EVERY_MONTH)},
    {NULL, "于月底前完成整改", UNREAD},
    {NULL, "各单位每月整理数据，于次月5日前报送", RULE("每月整理数据，于次月5日前", EVERY_MONTH),
     .due_day = 5, .due_month = 1},
    {NULL, "次月底前", RULE("次月底前", EVERY_MONTH), .due_day = 31, .due_month = 1},
    {NULL, "每月报送1次，每月5日前", RULE("每月报送1次，每月5日前", EVERY_MONTH), .due_day = 5},
    {NULL, "按月报送", RULE("按月", EVERY_MONTH)},
    {NULL, "月报", RULE("月报", EVERY_MONTH)},
    {NULL, "一月一通报", RULE("一月一", EVERY_MONTH)},
    {NULL, "每两个月一次", RULE("每两个月一次", EVERY_MONTH), .step = 2},
    {NULL, "每２个月一次", RULE("每２个月一次", EVERY_MONTH), .step = 2},
    {NULL, "每 2 个 月 1 次", RULE("每 2 个 月 1 次", EVERY_MONTH), .step = 2},
    {NULL, "每两周", RULE("每两周", EVERY_FORTNIGHT)},
    {NULL, "每２周", RULE("每２周", EVERY_FORTNIGHT)},
    {NULL, "每半月", RULE("每半月", EVERY_FORTNIGHT)},
    {NULL, "每半个月报送一次", RULE("每半个月报送一次", EVERY_FORTNIGHT)},
    {NULL, "每三周", RULE("每三周", EVERY_WEEK), .step = 3},
    {NULL, "每周五前", RULE("每周五前", EVERY_WEEK), .due_day = 5},
    {NULL, "每周星期日", RULE("每周星期日", EVERY_WEEK), .due_day = 7},
    {NULL, "每周一前", RULE("每周一前", EVERY_WEEK), .due_day = 1},
    {NULL, "每周一次", RULE("每周一次", EVERY_WEEK)},
    {NULL, "每周三次", RULE("每周三次", EVERY_WEEK), .quota = 3},
    {NULL, "每周一调度", RULE("每周", EVERY_WEEK)},
    {NULL, "每季度末月20日前", RULE("每季度末月20日前", EVERY_QUARTER), .due_day = 20},
    {NULL, "每季度首月10日前", RULE("每季度首月10日前", EVERY_QUARTER), .due_day = 10,
     .due_month = -2},
    {NULL, "每季度首月１０日前", RULE("每季度首月１０日前", EVERY_QUARTER), .due_day = 10,
     .due_month = -2},
    {NULL, "每季度第一个月十日前", RULE("每季度第一个月十日前", EVERY_QUARTER), .due_day = 10,
     .due_month = -2},
    {NULL, "每季度第二个月底前", RULE("每季度第二个月底前", EVERY_QUARTER), .due_day = 31,
     .due_month = -1},
    {NULL, "每季度次月10日前", RULE("每季度次月10日前", EVERY_QUARTER), .due_day = 10,
     .due_month = 1},
    {NULL, "每季度结束后10日内", RULE("每季度结束后10日内", EVERY_QUARTER), .due_day = 10,
     .due_month = 1},
    {NULL, "每季度末前", RULE("每季度末前", EVERY_QUARTER)},
    {NULL, "季度", RULE("季度", EVERY_QUARTER)},
    {NULL, "每半年", RULE("每半年", EVERY_HALF)},
    {NULL, "每半年首月15日前", RULE("每半年首月15日前", EVERY_HALF), .due_day = 15,
     .due_month = -5},
    {NULL, "每年1次", RULE("每年1次", EVERY_YEAR)},
    {NULL, "每年11月底前", RULE("每年11月底前", EVERY_YEAR), .due_day = 31, .due_month = -1},
    {NULL, "每年１１月底前", RULE("每年１１月底前", EVERY_YEAR), .due_day = 31, .due_month = -1},
    {NULL, "每年十一月底前", RULE("每年十一月底前", EVERY_YEAR), .due_day = 31, .due_month = -1},
    {NULL, "每年 3 月 5 日前", RULE("每年 3 月 5 日前", EVERY_YEAR), .due_day = 5, .due_month = -9},
    {NULL, "每年第三季度末", RULE("每年第三季度末", EVERY_YEAR), .due_day = 31, .due_month = -3},
    {NULL, "每年开展1次评价，于次年1月底前报送", RULE("每年开展1次评价，于次年1月底前", EVERY_YEAR),
     .due_day = 31, .due_month = 1},
    {NULL, "每年4月至6月", RULE(NULL, EVERY_YEAR), .due_day = 31, .due_month = -6},
    {NULL, "每年年底前", RULE("每年年底前", EVERY_YEAR)},
    {NULL, "每两年", RULE("每两年", EVERY_YEAR), .step = 2},
    {NULL, "年度", RULE("年度", EVERY_YEAR)},
    {NULL, "每个工作日", RULE("每个工作日", EVERY_WORKDAYS), .basis = BASIS_ANCHOR},
    /* how many */
    {NULL, "每月报送3篇", RULE("每月报送3篇", EVERY_MONTH), .quota = 3},
    {NULL, "每月报送两篇案例", RULE("每月报送两篇", EVERY_MONTH), .quota = 2},
    {NULL, "每月1-2次", RULE("每月1-2次", EVERY_MONTH)},
    {NULL, "每季度不少于二十次", RULE("每季度不少于二十次", EVERY_QUARTER), .quota = 20},
    {NULL, "每年一百二十篇", RULE("每年一百二十篇", EVERY_YEAR), .quota = 120},
    {NULL, "每月报送进展，至少2次", RULE("每月报送进展，至少2次", EVERY_MONTH), .quota = 2},
    {NULL, "每季度对3个县开展检查", RULE("每季度", EVERY_QUARTER)},
    {NULL, "每月报送信息，全年40条", RULE("每月", EVERY_MONTH)},
    {NULL, "每月召开会议，人员不少于2人", RULE("每月", EVERY_MONTH)},
    {NULL, "每月每单位报送2篇", RULE("每月每单位报送2篇", EVERY_MONTH), .quota = 2},
    {NULL, "每月至少召开1次会议、培训2次", RULE("每月至少召开1次", EVERY_MONTH)},
    {NULL, "每月报送案例、每形成2次得1分", RULE("每月", EVERY_MONTH)},
    {NULL, "每季度报送信息最多3条", RULE("每季度", EVERY_QUARTER)},
    {NULL, "每月报送进展。材料15日前反馈", RULE("每月", EVERY_MONTH)},
    /* until */
    {NULL, "6月底前完成，每月报送进展", RULE("每月", EVERY_MONTH), .due = "2023-06-30"},
    {NULL, "每季度至少1次，2026年12月底前", RULE("每季度至少1次", EVERY_QUARTER),
     .due = "2026-12-31"},
    {NULL, "每季度至少1次\n2026年12月", RULE("每季度至少1次", EVERY_QUARTER), .due = "2026-12-31"},
    {NULL, "每季度至少１次，２０２６年１２月", RULE("每季度至少１次", EVERY_QUARTER),
     .due = "2026-12-31"},
    {NULL, "每周报送，贯穿全年", RULE("每周", EVERY_WEEK), .due = "2023-12-31"},
    {NULL, "3月1日起每周报送1次", RULE("每周报送1次", EVERY_WEEK)},
};

static const Row OTHERS[] = {
    /* working days and gaps */
    {NULL, "十个工作日内", EVENT("十个工作日内", 10)},
    {NULL, "１０个工作日内", EVENT("１０个工作日内", 10)},
    {NULL, "10 个工作日\n以内", EVENT("10 个工作日\n以内", 10)},
    {NULL, "两个工作日", EVENT("两个工作日", 2)},
    {NULL, "3-5个工作日内", EVENT("3-5个工作日内", 5)},
    {NULL, "10个工作日内，2026年6月底前", EVENT("10个工作日内", 10)},
    {NULL, "400个工作日内", UNREAD},
    {NULL, "更新间隔不得超过1个月", MONTH_GAP("间隔不得超过1个月")},
    {NULL, "间隔不超过两周", PHRASE_GAP, "间隔不超过两周", .every = EVERY_WEEK, .step = 2,
     .basis = BASIS_SUBMISSION},
    {NULL, "间隔不超过10个工作日", PHRASE_GAP, "间隔不超过10个工作日", .every = EVERY_WORKDAYS,
     .step = 10, .basis = BASIS_SUBMISSION},
    {NULL, "间隔不超过30天", UNREAD},
    /* spans */
    {NULL, "全年", PHRASE_WINDOW, "全年", "2023-01-01", "2023-12-31"},
    {NULL, "年内", PHRASE_WINDOW, "年内", "2023-01-01", "2023-12-31"},
    {NULL, "年内完成", PHRASE_WINDOW, "年内", "2023-01-01", "2023-12-31"},
    {NULL, "2026 年内完成", PHRASE_WINDOW, "2026 年内", "2026-01-01", "2026-12-31"},
    {NULL, "２０２６年度", PHRASE_WINDOW, "２０２６年度", "2026-01-01", "2026-12-31"},
    {NULL, "4月至6月", PHRASE_WINDOW, "4月至6月", "2023-04-01", "2023-06-30"},
    {NULL, "４－６月", PHRASE_WINDOW, "４－６月", "2023-04-01", "2023-06-30"},
    {NULL, "2026年4月—12月", PHRASE_WINDOW, "2026年4月—12月", "2026-04-01", "2026-12-31"},
    {NULL, "3月1日-15日", PHRASE_WINDOW, "3月1日-15日", "2023-03-01", "2023-03-15"},
    {NULL, "一至三季度", PHRASE_WINDOW, "一至三季度", "2023-01-01", "2023-09-30"},
    {NULL, "2025-2026年", PHRASE_WINDOW, "2025-2026年", "2025-01-01", "2026-12-31"},
    {NULL, "11月至2月", PHRASE_WINDOW, "11月至2月"},
    {NULL, "3个月内", PHRASE_WINDOW, "3个月内"},
    {NULL, "为期两年", PHRASE_WINDOW, "为期两年"},
    /* nothing, though it looks like something */
    {NULL, "每旬", UNREAD},
    {NULL, "每旬报送1次", UNREAD},
    {NULL, "每日", UNREAD},
    {NULL, "每3天", UNREAD},
    {NULL, "每隔一周", UNREAD},
    {NULL, "每13个月", UNREAD},
    {NULL, "每两个半月", UNREAD},
    {NULL, "每周期", PHRASE_NONE},
    {NULL, "每月是否按时", PHRASE_NONE},
    {NULL, "每季度得5分", PHRASE_NONE},
    {NULL, "每季度最多3条", PHRASE_NONE},
    {NULL, "单季度最多3条", PHRASE_NONE},
    {NULL, "每形成1次月度报送", PHRASE_NONE},
    {NULL, "未按时效周期", PHRASE_NONE},
    {NULL, "仅一次", PHRASE_NONE},
    {NULL, "每增加一个", PHRASE_NONE},
    {NULL, "每组织一次", PHRASE_NONE},
    {NULL, "每1起", PHRASE_NONE},
    {NULL, "每个", PHRASE_NONE},
    {NULL, "每项", PHRASE_NONE},
    {NULL, "全年最多8分", PHRASE_NONE},
    {NULL, "全年15分", PHRASE_NONE},
    {NULL, "15日前", UNREAD},
    {NULL, "工作日", PHRASE_NONE},
    {NULL, "长期坚持", PHRASE_NONE},
    {NULL, "", PHRASE_NONE},
    {NULL, " \n", PHRASE_NONE},
    {NULL, NULL, PHRASE_NONE},
    {NULL, "每\xff月", PHRASE_NONE},
};

/* A time is stated, but no rule and no date can hold it: nothing is made of the rest. */
static const Row UNREADABLE[] = {
    /* a number torn in two */
    {NULL, "每月2 5日前", UNREAD},
    {NULL, "每 月 2 5 日 前", UNREAD},
    {NULL, "每季度1 0次", UNREAD},
    {NULL, "每月第2个周五前", UNREAD},
    /* the due day or the amount of a rule */
    {NULL, "每月10日、20日、30日前", UNREAD},
    {NULL, "每月5日、20日前", UNREAD},
    {NULL, "每月报送进展，10日、20日前反馈", UNREAD},
    {NULL, "每月（10日、20日前）", UNREAD},
    {NULL, "每年3月、9月底前", UNREAD},
    {NULL, "每年6月底、12月底前", UNREAD},
    {NULL, "每年开展评价，6月底、12月底前报送", UNREAD},
    {NULL, "每年12月前", UNREAD},
    {NULL, "每年2月30日前", UNREAD},
    {NULL, "每年13月底前", UNREAD},
    {NULL, "每月的最后一个工作日前", UNREAD},
    {NULL, "每月最后一周", UNREAD},
    {NULL, "每月末最后一个工作日", UNREAD},
    {NULL, "每月底前5个工作日", UNREAD},
    {NULL, "每月结束后5个工作日内", UNREAD},
    {NULL, "每季度结束后5个工作日内", UNREAD},
    {NULL, "每季度结束后报送", UNREAD},
    {NULL, "每月第一周", UNREAD},
    {NULL, "每月第 3 个工作日前", UNREAD},
    {NULL, "每月前三个工作日", UNREAD},
    {NULL, "每月初报送", UNREAD},
    {NULL, "每月32日前", UNREAD},
    {NULL, "每季度15日前", UNREAD},
    {NULL, "每季度报送1次，15日前反馈", UNREAD},
    {NULL, "每季度末15日前", UNREAD},
    {NULL, "每季度首月报送", UNREAD},
    {NULL, "每季度首月第一周", UNREAD},
    {NULL, "每月整理数据，于次月5个工作日内报送", UNREAD},
    {NULL, "每月整理数据，次月第3个工作日前报送", UNREAD},
    {NULL, "每周一至周五", UNREAD},
    {NULL, "每周一、四", UNREAD},
    {NULL, "每周二和周五前", UNREAD},
    {NULL, "每季度至少0次", UNREAD},
    {NULL, "每季度至少99999次", UNREAD},
    {NULL, "每月0次", UNREAD},
    {NULL, "每月至少一万次", UNREAD},
    {NULL, "每季度至少0次，2026年12月底前", UNREAD},
    {NULL, "每月10日、20日前，2026年12月底前完成", UNREAD},
    /* no rule at all */
    {NULL, "10日内", UNREAD},
    {NULL, "之日起30日内", UNREAD},
    {NULL, "收到通知24小时内", UNREAD},
    {NULL, "下周三前", UNREAD},
    {NULL, "明天下午5点前", UNREAD},
    {NULL, "春节前", UNREAD},
    {NULL, "国庆节前完成", UNREAD},
    {NULL, "五一前", UNREAD},
    {NULL, "本月底前", UNREAD},
    {NULL, "逐月报送", UNREAD},
    {NULL, "隔周三前", UNREAD},
    {NULL, "每天", UNREAD},
    {NULL, "每日报送", UNREAD},
    {NULL, "每两天一次", UNREAD},
    {NULL, "每10日", UNREAD},
    {NULL, "每逢5日", UNREAD},
    {NULL, "三月第一周", UNREAD},
    {NULL, "3月最后一个工作日前", UNREAD},
    {NULL, "到期前10个工作日内", UNREAD},
    {NULL, "提前5个工作日", UNREAD},
    {NULL, "16日上午9点前", UNREAD},
    /* but these say when, or nothing of it */
    {NULL, "每月初步分析", RULE("每月", EVERY_MONTH)},
    {NULL, "每周三次", RULE("每周三次", EVERY_WEEK), .quota = 3},
    {NULL, "每月第一书记讲评", RULE("每月", EVERY_MONTH)},
    {NULL, "每季度整理，3月31日前完成", RULE("每季度", EVERY_QUARTER), .due = "2023-03-31"},
    {NULL, "每年3月底前印发计划，9月底前总结", RULE("每年3月底前", EVERY_YEAR), .due_day = 31,
     .due_month = -9},
    {NULL, "每月15日前，遇有情况10日内反馈", RULE("每月15日前", EVERY_MONTH), .due_day = 15},
    {NULL, "10日内反馈，2026年6月底前完成", DATE("2026年6月底前", "2026-06-30")},
    {NULL, "落实《每旬例会制度》", PHRASE_NONE},
    {NULL, "做好日常维护", PHRASE_NONE},
    {NULL, "每日常态化开展", PHRASE_NONE},
};

static void test_dates(void) {
  assert_rows(DATES, G_N_ELEMENTS(DATES));
}

static void test_rules(void) {
  assert_rows(RULES, G_N_ELEMENTS(RULES));
}

static void test_others(void) {
  assert_rows(OTHERS, G_N_ELEMENTS(OTHERS));
}

static void test_unreadable(void) {
  assert_rows(UNREADABLE, G_N_ELEMENTS(UNREADABLE));
}

/* A date that does not exist is a slip only where nothing else is written. */
static void test_impossible(void) {
  static const char *const slips[] = {
      "13月40日",  "2026年2月29日前", "2026-02-30", "２０２６年１３月", "0月",   "11月31号",
      "2026.13.1", "2026年2 月30日",  "第五季度",   "26年3月",          "十三月"};
  static const char *const words[] = {"及时",        "每月15日前", "12月前",   "贯穿全年",
                                      "2026年12月",  "11月底前",   "第四季度", "2026年2月28日",
                                      "2月30日报送", "30年",       ""};
  for (gsize i = 0; i < G_N_ELEMENTS(slips); i++) {
    g_auto(Phrase) phrase;
    phrase_read(slips[i], 2023, &phrase);
    g_assert_true(phrase.impossible);
    g_assert_cmpint(phrase.kind, ==, PHRASE_NONE);
    g_assert_cmpuint(phrase.due, ==, DAY_NONE);
  }
  for (gsize i = 0; i < G_N_ELEMENTS(words); i++) {
    g_auto(Phrase) phrase;
    phrase_read(words[i], 2023, &phrase);
    g_assert_false(phrase.impossible);
  }
}

static void test_year(void) {
  g_auto(Phrase) leap;
  phrase_read("2月底前完成", 2024, &leap);
  assert_day(leap.due, "2024-02-29");
  g_auto(Phrase) none;
  phrase_read("明年底", 9999, &none);
  g_assert_cmpint(none.kind, ==, PHRASE_NONE);
}

static void test_explain(void) {
  static const char *const cases[][2] = {
      {"2026年3月5日前", "期限 2026年3月5日（周四）"},
      {"每月15日前", "每月至少1次，当月15日前"},
      {"每季度至少2条，2026年12月", "每季度至少2次，季度末前，到2026年12月31日为止"},
      {"4月至6月", "2023年4月1日至2023年6月30日"},
      {"未来三年", "时段“未来三年”，没有写明起止日期"},
      {"及时", "没有写明日期"},
      {"明年春天", "没有读出日期，照原文保留，不计算期限"},
      {"2026年2月30日", "没有这一天"},
      {"每月10日、20日前", "写明了时间，但这种写法读不懂，照原文保留，不计算期限"},
      {"春节前", "写明了时间，但这种写法读不懂，照原文保留，不计算期限"},
  };
  for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
    g_auto(Phrase) phrase;
    phrase_read(cases[i][0], 2023, &phrase);
    g_autofree char *explained = phrase_explain(&phrase);
    g_assert_cmpstr(explained, ==, cases[i][1]);
  }
}

/* Letters among digits: neither is the rest of the date the date, nor has it none. */
static void test_letters(void) {
  static const char *const misspelt[] = {
      "2O26-12-01",       "2026-l2-01",         "2026-12-1O",        "2026/12/3O前",
      "２Ｏ２６-12-01",   "2026年l2月31日",     "2026年12月3l日",    "2026年12月O1日",
      "lO月底前",         "每月1O日前",         "每季度2o次",        "2026年Il月",
      "2026-12-O1完成",   "2o26年12月底前完成", "2026-02-3O",        "每年l2月底前",
      "o 2O26年12月底前", "l02026年12月底前",   "I．2026年l2月底前",
  };
  static const Row right[] = {
      {NULL, "O2O平台2026年6月底前上线", DATE("2026年6月底前", "2026-06-30")},
      {NULL, "IO接口6月底前完成", DATE("6月底前", "2023-06-30")},
      {NULL, "Goal 1，每月15日前", RULE("每月15日前", EVERY_MONTH), .due_day = 15},
      {NULL, "o 2026年12月底前", DATE("2026年12月底前", "2026-12-31")},
      {NULL, "l 2026年12月底前", DATE("2026年12月底前", "2026-12-31")},
      {NULL, "I 2026年6月底前", DATE("2026年6月底前", "2026-06-30")},
      {NULL, "I．2026年6月底前", DATE("2026年6月底前", "2026-06-30")},
      {NULL, "12.2026年6月底前", DATE("2026年6月底前", "2026-06-30")},
      {NULL, "I、2026-06-30", DATE("2026-06-30", "2026-06-30")},
      {NULL, "o 2026/6/30前完成", DATE("2026/6/30前", "2026-06-30")},
      {NULL, "I期工程全年", PHRASE_WINDOW, "全年", "2023-01-01", "2023-12-31"},
  };
  for (gsize i = 0; i < G_N_ELEMENTS(misspelt); i++) {
    g_auto(Phrase) phrase;
    g_test_message("%s", misspelt[i]);
    phrase_read(misspelt[i], 2023, &phrase);
    g_assert_cmpint(phrase.kind, ==, PHRASE_NONE);
    g_assert_cmpint(phrase.due, ==, DAY_NONE);
    g_assert_null(phrase.text);
    g_assert_true(phrase.unread);
  }
  assert_rows(right, G_N_ELEMENTS(right));
}

/* That no date is meant is said by known words; of all else it is not known. */
static void test_unknown(void) {
  static const char *const unknown[] = {"明年春天", "6.30",       "31/12/2026", "国庆后",
                                        "开学前",   "按通知要求", "20261201",   "2026.3.5.1",
                                        "12-31",    "见附件",     "5次后及时"};
  static const char *const known[] = {
      "及时", "出台后及时", "长期坚持", "持续推进",  "在规定时间内", "不定期", "待定", "无",
      "—",    " \n",        "春节前",   "2026-2-30", "年底前",       "全年",   "每月", "未来三年"};
  for (gsize i = 0; i < G_N_ELEMENTS(unknown) + G_N_ELEMENTS(known); i++) {
    gboolean wanted = i < G_N_ELEMENTS(unknown);
    const char *text = wanted ? unknown[i] : known[i - G_N_ELEMENTS(unknown)];
    g_auto(Phrase) phrase;
    g_test_message("%s", text);
    phrase_read(text, 2023, &phrase);
    g_assert_cmpint(phrase.unknown, ==, wanted);
  }
  for (gsize i = 0; i < G_N_ELEMENTS(SOURCE); i++) {
    g_auto(Phrase) phrase;
    phrase_read(SOURCE[i].phrase, 2023, &phrase);
    g_assert_cmpint(phrase.unknown, ==, g_str_equal(SOURCE[i].id, "P58"));
  }
}

static void test_kinds(void) {
  for (int i = 0; i < PHRASE_KIND_COUNT; i++) {
    g_assert_nonnull(phrase_kind_code((PhraseKind)i));
    for (int j = 0; j < i; j++)
      g_assert_cmpstr(phrase_kind_code((PhraseKind)i), !=, phrase_kind_code((PhraseKind)j));
  }
}

static void assert_sound(const char *text) {
  g_auto(Phrase) phrase;
  phrase_read(text, 2023, &phrase);
  g_assert_true((phrase.kind == PHRASE_NONE) == (phrase.text == NULL));
  g_assert_true(!phrase.unread || (phrase.kind == PHRASE_NONE && !phrase.impossible));
  g_assert_true(!phrase.unknown ||
                (phrase.kind == PHRASE_NONE && !phrase.impossible && !phrase.unread));
  if (phrase.text != NULL) {
    g_assert_true(g_utf8_validate(phrase.text, -1, NULL));
    g_assert_cmpuint(strlen(phrase.text), >, 0);
    g_assert_true(!g_utf8_validate(text, -1, NULL) || strstr(text, phrase.text) != NULL);
  }
  if (has_rule(phrase.kind)) {
    const char *problem = recurrence_problem(&phrase.recurrence);
    if (problem != NULL)
      g_error("%s: %s", text, problem);
  }
  if (phrase.kind == PHRASE_DATE)
    g_assert_cmpuint(phrase.due, !=, DAY_NONE);
  if (phrase.kind == PHRASE_WINDOW) {
    g_assert_true((phrase.first == DAY_NONE) == (phrase.due == DAY_NONE));
    g_assert_cmpuint(phrase.first, <=, phrase.due);
  }
  g_autofree char *explained = phrase_explain(&phrase);
  g_assert_cmpuint(strlen(explained), >, 0);
}

/* Any heap of the words that phrases are made of, and of their bytes. */
static void test_any(void) {
  static const char *const words[] = {
      "每",   "个",           "两",   "半",         "年",     "月",     "日",       "号",
      "周",   "季度",         "季",   "底",         "末",     "前",     "之前",     "内",
      "以上", "至少",         "最多", "次",         "条",     "篇",     "1",        "2",
      "15",   "31",           "999",  "2026",       "二〇",   "十",     "一",       "三",
      "百",   "工作日",       "间隔", "不超过",     "最长",   "当月",   "次月",     "首月",
      "末月", "年度",         "要点", "全年",       "上半年", "第",     "至",       "-",
      "、",   "，",           "。",   "（",         "）",     "《",     "》",       " ",
      "\n",   "　",           "２",   ".",          "/",      "自",     "起",       "按",
      "旬",   "结束后",       "未来", "不允许补报", "次年",   "\xff",   "\xe5\xb9", "⽉",
      "①",    "\xe2\x80\x8b", "O",    "l",          "年内",   "之日起", "第",       "最后",
      "初",   "春节"};
  GRand *random = g_rand_new_with_seed(20260305);
  for (int i = 0; i < 20000; i++) {
    g_autoptr(GString) text = g_string_new(NULL);
    int count = g_rand_int_range(random, 1, 14);
    for (int j = 0; j < count; j++)
      g_string_append(text, words[g_rand_int_range(random, 0, G_N_ELEMENTS(words))]);
    assert_sound(text->str);
    g_string_truncate(text, text->len - 1);
    assert_sound(text->str);
  }
  g_rand_free(random);
}

/* Texts far longer than any deadline: time that grew with their square would run into the test's
 * time limit. */
static void test_long(void) {
  static const char *const parts[] = {"每",        "1",    "年度",       "2020年、", "《", "间隔",
                                      "每月至少",  "一",   "系统建成前", "4月至",    "1-", "不超过",
                                      "每月1日前", "二〇", " 1",         "次月"};
  for (gsize i = 0; i < G_N_ELEMENTS(parts); i++) {
    g_autoptr(GString) text = g_string_new(NULL);
    for (int j = 0; j < 50000; j++)
      g_string_append(text, parts[i]);
    assert_sound(text->str);
  }
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/phrase/source", test_source);
  g_test_add_func("/phrase/sentences", test_sentences);
  g_test_add_func("/phrase/dates", test_dates);
  g_test_add_func("/phrase/rules", test_rules);
  g_test_add_func("/phrase/others", test_others);
  g_test_add_func("/phrase/unreadable", test_unreadable);
  g_test_add_func("/phrase/impossible", test_impossible);
  g_test_add_func("/phrase/year", test_year);
  g_test_add_func("/phrase/explain", test_explain);
  g_test_add_func("/phrase/letters", test_letters);
  g_test_add_func("/phrase/unknown", test_unknown);
  g_test_add_func("/phrase/kinds", test_kinds);
  g_test_add_func("/phrase/any", test_any);
  g_test_add_func("/phrase/long", test_long);
  return g_test_run();
}
