"""The data that all are measured on: the same rows for the same number, in every program's form.

Four words have a known share in the tasks, so that a search for them is a common or a rare one;
SHARES says which.
"""
import csv
import datetime
import json
import random
import subprocess
import uuid

TODAY = datetime.date(2026, 11, 21)
SEED = 20261121
# name: word, share of the tasks that hold it
SHARES = {
    "common-2": ("整治", 0.125),
    "rare-2": ("史志", 0.005),
    "common-4": ("营商环境", 0.04),
    "rare-4": ("智慧港口", 0.001),
}

UNITS = """发展改革局 教育局 科学技术局 工业信息化局 公安局 民政局 司法局 财政局 人力资源社会保障局 自然资源局
生态环境局 住房城乡建设局 交通运输局 水利局 农业农村局 商务局 文化旅游局 卫生健康局 退役军人事务局 应急管理局
审计局 国有资产监督管理局 市场监督管理局 体育局 统计局 医疗保障局 信访局 城市管理局 行政审批局 林业草原局
机关事务管理局 税务局 气象局 消防救援支队 邮政管理局 烟草专卖局 东山街道办事处 西城街道办事处 南湖镇 北岭镇""".split()
PRIMARIES = "综合经济 改革开放 科技创新 民生事业 城乡建设 三农工作 生态文明 平安建设 政府自身".split()
SECONDARIES = 3
VERBS = "推动 抓好 完成 持续深化 组织实施 协同做好 修订完善 逐项核查 开展 加强 统筹 按期办理".split()
MATTERS = """交通秩序专项整治 违法建设集中整治 河道采砂综合整治 农村人居环境改善 公租房分配入住 信用信息归集共享
重点工程用地保障 县乡道路安全设施 学校食堂明厨亮灶 社区养老服务站建设 小微企业融资对接 燃气管网更新
水库除险加固 秸秆综合利用 高校毕业生就业帮扶 拖欠账款清理 政务热线办理质量 招投标领域改革 粮食储备库扩容
义务教育学位供给 基层卫生院能力提升 文物保护单位修缮 应急物资储备 行政执法案卷评查""".split()
STEPS = """，列出清单并明确到人 ，逐月通报完成情况 ，会同有关部门现场核验 ，对发现的问题限期办结 ，及时回应群众关切
，严格执行预算和采购规定 ，完成后组织评估 ，与上级部署同步推进 ，建立长效管理办法 ，按季度向领导小组报告""".split()
ENDS = ["，有关材料一并归档。", "，遇重大事项随时报告。", "，列入年度考核。", "，由督查部门跟踪。"]
STATES = ["未启动", "办理中", "办理中", "办理中", "已办结", "已办结", "已办结", "暂停"]


class Row:
    def __init__(self, chance, number):
        self.number = number
        self.primary = chance.choice(PRIMARIES)
        self.secondary = f"{self.primary}{'一二三'[chance.randrange(SECONDARIES)]}类"
        self.lead, *support = chance.sample(UNITS, 1 + chance.randint(0, 3))
        self.support = "、".join(support)
        self.due = TODAY + datetime.timedelta(days=chance.randint(-300, 240))
        self.state = chance.choice(STATES)
        if self.due < TODAY and self.state != "已办结" and chance.random() < 0.7:
            self.state = "已办结"
        words = [chance.choice(VERBS), chance.choice(MATTERS)]
        for name, lead in (("common-4", "，优化"), ("rare-4", "，配合建设"), ("rare-2", "，协助编修")):
            word, share = SHARES[name]
            if number % round(1 / share) == 7:
                words.append(lead + word)
        wanted = chance.randint(40, 72)
        for step in chance.sample(STEPS, len(STEPS)):
            if sum(map(len, words)) >= wanted:
                break
            words.append(step)
        self.goal = "".join(words) + chance.choice(ENDS)


def rows(count):
    chance = random.Random(SEED)
    return [Row(chance, number) for number in range(1, count + 1)]


def write_csv(path, head, lines):
    with open(path, "w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(head.split())
        writer.writerows(lines)


def in_order(made):
    """As an office's table has them, and ours lists them."""
    return sorted(made, key=lambda row: (PRIMARIES.index(row.primary), row.secondary, row.number))


def write_ledger(path, made):
    """As an office's table, for our import."""
    write_csv(path, "序号 一级指标 二级指标 目标任务 牵头单位 配合单位 完成时限 状态",
              ((row.number, row.primary, row.secondary, row.goal, row.lead, row.support, row.due, row.state)
               for row in in_order(made)))


def write_tasks(path, made):
    """As a plain table, for the yardstick, sqlite3 and VisiData."""
    write_csv(path, "id title lead co top sub due status",
              ((row.number, row.goal, row.lead, row.support, row.primary, row.secondary, row.due, row.state)
               for row in made))


def write_lines(path, made):
    """A line a task, for less and lnav."""
    with open(path, "w", encoding="utf-8") as file:
        for row in made:
            file.write(f"{row.number} {row.lead} {row.due} {row.state} {row.goal}\n")


def write_taskwarrior(path, made):
    names = random.Random(SEED)
    with open(path, "w", encoding="utf-8") as file:
        for row in made:
            due = row.due.strftime("%Y%m%dT090000Z")
            task = {"uuid": str(uuid.UUID(int=names.getrandbits(128), version=4)), "description": row.goal,
                    "project": f"{row.primary}.{row.secondary}", "entry": "20260101T090000Z", "due": due,
                    "tags": [row.lead], "status": "completed" if row.state == "已办结" else "pending"}
            if row.state == "已办结":
                task["end"] = due
            file.write(json.dumps(task, ensure_ascii=False) + "\n")


def make_repository(folder, made):
    """A commit a task, for tig."""
    subprocess.run(["git", "init", "-q", folder], check=True)
    with subprocess.Popen(["git", "-C", folder, "fast-import", "--quiet"], stdin=subprocess.PIPE) as reader:
        for row in made:
            text = row.goal.encode()
            reader.stdin.write(b"commit refs/heads/tasks\ncommitter %s <bench> %d +0000\ndata %d\n%s\n"
                               % (row.lead.encode(), 1600000000 + row.number, len(text), text))
        reader.stdin.close()
        if reader.wait():
            raise SystemExit("git fast-import failed")
    subprocess.run(["git", "-C", folder, "symbolic-ref", "HEAD", "refs/heads/tasks"], check=True)
