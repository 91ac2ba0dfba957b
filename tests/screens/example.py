"""The ledger the pictures are made on: the shipped templates of 2026 with some of everything."""
import shlex
import shutil
import subprocess

# Commands, one a line; words with blanks stand in quotes.
COMMANDS = """
init --template ningxia-2020 --template xinzhou-2023-topics --template mot-2023
unit 厅法规处 --phone 0951-6076000 --alias 法规科
progress 4 --text 已完成征求意见，正在汇总修改 --percent 60 --on 2026-11-10
progress 5 --text 已报送十月份数据 --percent 80 --evidence 宁交办发〔2026〕12号 --on 2026-11-12
progress 12 --text 省级平台已上线运行 --percent 100 --on 2026-11-18
done 12
done 13
step 13 退回 --reason 缺少印发的文件
step 20 交办
step 22 作废 --reason 与第23项重复
step 21 暂停 --reason 等待机构改革方案
split 7 --part 50:起草要点:厅法规处:11月底 --part 30:征求意见 --part 20:印发
submit 50 --text 公示联合奖惩案例一件
submit 28 --text 周报 --unit 厅法规处
rule 38 决定作出之日起7个工作日内
event 38 --text 作出信用评价决定 --on 2026-11-18
extend 8 --until 2027年3月31日 --reason 等待上级文件印发
notice 4 --level 2 --text 请于本周内办结 --answer-by 2026-11-27
nudge 4 --record --text 已电话催办
case add --title 诚信经营示范线路 --unit 厅运输处 --domain 道路运输 --month 11
case add --title 信用修复一件事 --unit 厅法规处 --month 11
case 1 报省厅
case add --title 信用承诺进工地 --unit 厅建管处 --month 10
score 9 --system mot-2023 --set 分子=930 --set 分母=1000
score 1.2 --system mot-2023 --entry 诚信典范培树宣传活动 --on 2026-11-05 --reference 活动方案.docx
score 9 --system mot-2023 --confirm 1.5 --note 数据未核实
sendout --period 2026-11 --unit 厅法规处 --unit 厅财审处 --dir {home}/out
collect {home}/out/厅财审处_2026-11.xlsx
"""

# What a person may bring in: two new tasks, one of a unit that nobody knows.
IMPORTED = """序号,一级指标,二级指标,目标任务,责任单位,完成时限
1,贯彻落实,组织领导,建立信用修复指南,厅法规处,2026年11月底
2,贯彻落实,组织领导,编制信用报告,信用中心,2026年12月底
3,,,开展信用培训,,每季度至少1次
"""


def make(program, home, environment):
    """Makes it in home, by the program's own commands."""
    for line in COMMANDS.strip().splitlines():
        words = shlex.split(line.format(home=home))
        done = subprocess.run([program, *words], env=environment, capture_output=True, text=True)
        if done.returncode != 0:
            raise SystemExit(f"example: {line}: {done.stderr}")
    # Names of files are bytes: these can be typed in any charset.
    (home / "import.csv").write_text(IMPORTED, encoding="utf-8")
    shutil.copy(home / "out/厅法规处_2026-11.xlsx", home / "returned.xlsx")
