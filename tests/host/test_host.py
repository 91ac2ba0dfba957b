"""Many people on one machine: real accounts, sudo and an sshd, and what nobody may get at.

test_host.py PROGRAM SOURCE_ROOT: speaks TAP. Accounts, sudoers and settings are made in a copy of
/etc that only this test sees (a mount namespace of its own), so that nothing is left of them, even
after SIGKILL. Skipped where that cannot be: not root, no namespaces, no sudo, no sshd.
"""
import os
import pathlib
import pty
import pwd
import re
import select
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time

NEEDED = ["useradd", "groupadd", "sudo", "visudo", "sshd", "ssh", "scp", "sftp", "ssh-keygen", "setpriv"]
PATH = "/usr/sbin:/usr/bin:/sbin:/bin"
A, B, OUT, SERVICE, SHELL, FORCED = (
    "tz-test-a", "tz-test-b", "tz-test-out", "tz-test-svc", "tz-test-shell", "tz-test-forced")
CLERKS = "tz-test-clerks"


def skip(why):
    print(f"1..0 # SKIP {why}")
    sys.exit(0)


def enter_namespace():
    if os.geteuid() != 0:
        skip("accounts can be made by root alone")
    missing = [name for name in NEEDED if shutil.which(name, path=PATH) is None]
    if missing:
        skip("not installed: " + " ".join(missing))
    if os.environ.get("TZ_TEST_INSIDE") == "1":
        return
    if subprocess.run(["unshare", "-m", "true"], capture_output=True).returncode != 0:
        skip("this container has no mount namespaces of its own")
    os.environ["TZ_TEST_INSIDE"] = "1"
    os.execvp("unshare", ["unshare", "-m", "--propagation", "private", sys.executable, *sys.argv])


enter_namespace()
program, source = sys.argv[1], pathlib.Path(sys.argv[2])
top = pathlib.Path(tempfile.mkdtemp(prefix="tz-test-host-"))
tests, server = [], None


def run(*words, text=None, env=None, timeout=10):
    return subprocess.run([str(word) for word in words], input=text, env=env, timeout=timeout,
                          capture_output=True, text=True, errors="replace",
                          stdin=None if text is not None else subprocess.DEVNULL)


def must(*words, **more):
    done = run(*words, **more)
    assert done.returncode == 0, (words, done.stdout, done.stderr)
    return done.stdout


def environment(user, **more):
    return {"PATH": PATH, "LC_ALL": "C.UTF-8", "TERM": "xterm", "HOME": str(top / "home" / user),
            "USER": user, **more}


def by(user, *words, umask="022", **more):
    """What a person does on the own account."""
    line = f"umask {umask}; exec \"$@\""
    return run("setpriv", "--reuid", user, "--regid", CLERKS if user in (A, B) else user,
               "--init-groups", "sh", "-c", line, "sh", *words, env=environment(user, **more))


def sudo(user, *words, **more):
    return by(user, "sudo", "-n", "-u", SERVICE, tz, *words, **more)


def set_up():
    global tz
    os.chmod(top, 0o755)
    # Where everybody can run it, away from the sources.
    (top / "b").mkdir()
    tz = top / "b" / "taizhang"
    shutil.copy(program, tz)
    shutil.copy(pathlib.Path(program).parent / "taizhang-office.so", top / "b")
    for folder in ("data", "themes"):
        shutil.copytree(source / folder, top / folder)
    must("cp", "-a", "/etc", top / "etc")
    must("mount", "--bind", top / "etc", "/etc")
    must("mount", "-t", "tmpfs", "tmpfs", "/run")
    os.makedirs("/run/sshd", 0o755)
    must("groupadd", CLERKS)
    (top / "home").mkdir()
    for user in (A, B, OUT, SERVICE, SHELL, FORCED):
        group = ["-g", CLERKS] if user in (A, B) else ["-U", "-G", CLERKS] if user in (SHELL, FORCED) else ["-U"]
        shell = tz if user == SHELL else "/bin/sh"
        must("useradd", "-M", "-d", top / "home" / user, "-s", shell, *group, user)
        must("usermod", "-p", "*", user)
        home = top / "home" / user
        home.mkdir(mode=0o700)
        shutil.chown(home, user, CLERKS if user in (A, B) else user)
    with open("/etc/shells", "a") as shells:
        shells.write(f"{tz}\n")
    pathlib.Path("/etc/sudoers.d/taizhang").write_text(
        f"%{CLERKS} ALL=({SERVICE}) NOPASSWD: {tz}\nDefaults!{tz} env_keep += \"SSH_ORIGINAL_COMMAND\"\n")
    os.chmod("/etc/sudoers.d/taizhang", 0o440)
    must("visudo", "-c", "-q", "-f", "/etc/sudoers.d/taizhang")
    # (b): a folder that only the service account can enter, and one for files, of the clerks.
    must("install", "-d", "-o", SERVICE, "-g", SERVICE, "-m", "0700", top / "private")
    must("install", "-d", "-o", SERVICE, "-g", CLERKS, "-m", "2770", top / "exchange")
    # (a): a folder of the group.
    must("install", "-d", "-o", "root", "-g", CLERKS, "-m", "2770", top / "office")
    os.makedirs("/etc/taizhang", exist_ok=True)
    pathlib.Path("/etc/taizhang/settings.yaml").write_text(
        f"ledger: {top}/private/taizhang.db\nexchange: {top}/exchange\n")
    os.chmod("/etc/taizhang/settings.yaml", 0o644)


def tear_down():
    if server is not None:
        server.terminate()
        server.wait()
    os.chdir("/")
    run("umount", "-l", "/run")
    run("umount", "-l", "/etc")
    shutil.rmtree(top, ignore_errors=True)


def test(function):
    tests.append(function)
    return function


def said(done, words, status=None):
    text = done.stdout + done.stderr
    assert words in text, (words, done.returncode, text)
    assert status is None or done.returncode == status, (status, done.returncode, text)


TABLE = "目标任务,责任单位,完成时限\n修订制度,厅法规处,2026-12-31\n"


@test
def test_group():
    """(a): two clerks with umask 022 and 077 both save; an outsider reads nothing; modes are told."""
    db = top / "office" / "taizhang.db"
    table = top / "office" / "import.csv"
    table.write_text(TABLE)
    os.chmod(table, 0o644)
    first = by(A, tz, "--db", db, "init")
    assert first.returncode == 0, first.stderr
    said(by(A, tz, "--db", db, "import", table, "--year", "2026", "--make-units"), "", 0)
    said(by(A, tz, "--db", db, "user", B, "--level", "经办"), "", 0)
    for user, umask in ((B, "077"), (A, "022"), (B, "077")):
        done = by(user, tz, "--db", db, "progress", "1", "--text", "已办", umask=umask)
        assert done.returncode == 0 and done.stderr == "", (user, umask, done.stderr)
    log = by(A, tz, "--db", db, "log").stdout
    assert A in log and B in log, log
    mode = os.stat(db).st_mode & 0o7777
    assert mode == 0o660, oct(mode)
    assert by(OUT, tz, "--db", db, "list").returncode == 1
    assert by(OUT, "cat", db).returncode != 0
    os.chmod(db, 0o644)
    said(by(B, tz, "--db", db, "progress", "1", "--text", "x"), f"chmod 0660 '{db}'", 1)
    os.chmod(db, 0o666)
    os.chmod(top / "office", 0o2775)
    said(by(B, tz, "--db", db, "list"), "任何人都能改写", 0)
    os.chmod(top / "office", 0o2770)
    os.chmod(db, 0o660)
    assert by(B, tz, "--db", db, "list").stderr == ""


@test
def test_forged():
    """Who does not own the file is not believed to act for somebody else."""
    db = top / "office" / "taizhang.db"
    number = must("id", "-u", A).strip()
    done = by(B, tz, "progress", "1", "--text", "冒名的话", SUDO_UID=number, TAIZHANG_DB=str(db))
    assert done.returncode != 0  # it is the ledger of the settings that is meant, which B cannot read
    done = by(B, tz, "--db", db, "progress", "1", "--text", "冒名的话", SUDO_UID=number)
    said(done, "不能用 --db", 2)
    assert "冒名的话" not in by(A, tz, "--db", db, "log").stdout
    # Where the settings do name a file of the group, nobody is believed: not even its owner, A.
    settings = pathlib.Path("/etc/taizhang/settings.yaml")
    kept = settings.read_text()
    settings.write_text(f"ledger: {db}\nexchange: {top}/exchange\n")
    said(by(B, tz, "progress", "1", "--text", "冒名的话", SUDO_UID=number), "unset SUDO_UID", 2)
    assert os.stat(db).st_uid == int(number)
    number = must("id", "-u", B).strip()
    said(by(A, tz, "progress", "1", "--text", "冒名的话", SUDO_UID=number), "权限为 0700", 2)
    settings.write_text(kept)
    assert "冒名的话" not in by(A, tz, "--db", db, "log").stdout
    said(by(B, tz, "list", SUDO_UID="1x"), "SUDO_UID", 1)
    said(by(B, tz, "list", SUDO_UID="4000000000"), "SUDO_UID", 1)


@test
def test_service():
    """(b): the journal has the caller's name; the file is out of reach but for the program."""
    (top / "exchange" / "import.csv").write_text(TABLE)
    os.chmod(top / "exchange" / "import.csv", 0o644)
    said(sudo(A, "init"), "", 0)
    said(sudo(A, "import", "import.csv", "--year", "2026", "--make-units"), "", 0)
    said(sudo(A, "user", B, "--level", "经办"), "", 0)
    said(sudo(B, "progress", "1", "--text", "由乙办的"), "", 0)
    rows = sudo(A, "log", "--format", "csv").stdout.splitlines()
    assert B in rows[1] and SERVICE not in rows[1], rows[:2]
    db = top / "private" / "taizhang.db"
    assert os.stat(db).st_uid == int(must("id", "-u", SERVICE)), "whose file"
    os.chown(db, 0, -1)
    os.chmod(db, 0o666)
    said(sudo(B, "progress", "1", "--text", "冒名的话"), "chown", 2)
    shutil.chown(db, SERVICE)
    os.chmod(db, 0o660)
    copy = top / "home" / B / "copy.db"
    for words in (["cat", db], ["cp", db, copy], ["ls", top / "private"], [sys.executable, "-c", f"open('{db}')"],
                  [tz, "--db", db, "list"]):
        assert by(B, *words).returncode != 0, words
    assert by(B, "sudo", "-n", "-u", SERVICE, "sh").returncode != 0
    assert by(B, "sudo", "-n", "-u", SERVICE, "cat", db).returncode != 0
    said(by(OUT, "sudo", "-n", "-u", SERVICE, tz, "list"), "", 1)


@test
def test_confined():
    """What the service account could read and write stays shut to who calls through it."""
    db, link, fifo = top / "private" / "taizhang.db", top / "exchange" / "out", top / "exchange" / "fifo"
    other = top / "home" / B / "other.db"
    said(sudo(B, "--db", other, "list"), "不能用 --db", 2)
    said(sudo(B, f"--db={other}", "list"), "不能用 --db", 2)
    said(sudo(B, "--restricted", "--db", other, "list"), "不能用 --db", 2)
    said(sudo(B, "list", "--db", other), "不能用 --db", 2)
    os.symlink("/etc", link)
    os.symlink(top / "private", top / "exchange" / "in")
    os.mkfifo(fifo, 0o666)
    for path in ("/etc/x.csv", "../x.csv", "out/x.csv", top / "private" / "x.csv", "in/x.csv"):
        said(sudo(B, "export", "-o", path), "交换目录", 1)
    for path in ("/etc/shadow", "/etc/passwd", db, "out/passwd", "in/taizhang.db", "../private/taizhang.db"):
        said(sudo(B, "import", path, "--year", "2026", "--make-units"), "交换目录", 1)
    assert sudo(B, "import", "fifo", "--year", "2026", "--make-units").returncode == 1
    for path in (db, "in/taizhang.db", "/etc/passwd"):
        done = sudo(B, "progress", "1", "--text", "x", "--evidence", path)
        assert done.returncode != 0, (path, done.stdout)
    said(sudo(B, "check-template", "/etc/shadow"), "交换目录")
    assert sudo(B, "sendout", "--period", "2026-11", "--dir", "out/made").returncode != 0
    assert not pathlib.Path("/etc/made").exists() and not pathlib.Path("/etc/x.csv").exists()
    for words in ("ATTACH '/etc/passwd' AS x", "SELECT readfile('/etc/passwd')", "SELECT load_extension('/x')",
                  ".shell id", ".output /etc/x", "! id", "VACUUM INTO '/tmp/tz-test-x'"):
        assert sudo(B, "sql", words).returncode != 0, words
    said(sudo(B, "backup", "-o", "copy.db"), "需要“管理员”", 1)
    said(sudo(B, "--as-of", "2026-01-01", "progress", "1", "--text", "x"), "不能用 --as-of", 2)
    # Whoever brings a file is 管理员 in it.
    mine, whole = top / "exchange" / "mine.db", db.read_bytes()
    assert by(B, tz, "--db", mine, "init").returncode == 0
    os.chmod(mine, 0o644)
    db.write_bytes(b"damaged")
    said(sudo(B, "restore", "mine.db", "--yes"), "备份目录", 1)
    db.write_bytes(whole)
    os.unlink(mine)
    done = sudo(B, "export", "-o", "good.csv")
    assert done.returncode == 0, done.stderr
    assert by(A, "cat", top / "exchange" / "good.csv").returncode == 0  # others of the group get it
    for name in ("out", "in", "fifo", "good.csv"):
        os.unlink(top / "exchange" / name)


def heed_hangup():
    """In a child: where the tests run under nohup it would be ignored."""
    signal.signal(signal.SIGHUP, signal.SIG_DFL)


class Line:
    """A terminal with a program on it."""

    def __init__(self, words, user=None, **more):
        self.seen = b""
        self.pid, self.file = pty.fork()
        if self.pid == 0:
            heed_hangup()
            if user is not None:
                words = ["setpriv", "--reuid", user, "--regid", CLERKS, "--init-groups", *words]
            os.execvpe(str(words[0]), [str(word) for word in words], environment(user or "root", **more))

    def wait(self, text, seconds=8):
        until = time.monotonic() + seconds
        while text.encode() not in self.plain():
            left = until - time.monotonic()
            assert left > 0, (text, self.plain().decode(errors="replace")[-1500:])
            if select.select([self.file], [], [], left)[0]:
                try:
                    self.seen += os.read(self.file, 65536)
                except OSError:
                    assert text.encode() in self.plain(), (text, self.plain().decode(errors="replace")[-1500:])

    def plain(self):
        return re.sub(rb"\x1b[\[(][0-9;?]*[A-Za-z]|\x1b[=>78M]|\x0f", b"", self.seen)

    def type(self, text):
        self.seen = b""
        os.write(self.file, text.encode())

    def end(self, number=signal.SIGKILL):
        try:
            os.kill(self.pid, number)
        except ProcessLookupError:
            pass
        os.close(self.file)
        os.waitpid(self.pid, 0)


def running(user):
    """Processes of this test's program under an account."""
    number, found = pwd.getpwnam(user).pw_uid, []
    for folder in pathlib.Path("/proc").glob("[0-9]*"):
        try:
            mine = os.readlink(folder / "exe") == str(tz)
            status = (folder / "status").read_text()
        except OSError:  # it has ended meanwhile
            continue
        if mine and re.search(rf"^Uid:\t{number}\b", status, re.MULTILINE):
            found.append(int(folder.name))
    return found


def gone(user):
    until = time.monotonic() + 8
    while running(user):
        assert time.monotonic() < until, "still running"
        time.sleep(0.05)


@test
def test_screens():
    """No editor; no tracing, no core; drafts apart for each caller."""
    line = Line(["sudo", "-n", "-u", SERVICE, tz], B, EDITOR="/bin/sh", VISUAL="/bin/sh")
    line.wait("q 退出")
    process = running(SERVICE)[0]
    limits = pathlib.Path(f"/proc/{process}/limits").read_text()
    assert re.search(r"core file size +0 +0 ", limits), limits
    assert os.stat(f"/proc/{process}/mem").st_uid == 0, "can be traced by the account"
    line.type("2")
    line.wait("修订制度")
    line.type("\x1b[B")
    line.wait("")
    line.type("p")
    line.wait("Ctrl-S")
    line.type("只有乙知道的草稿\x05")
    line.wait("受限方式下不能用编辑器")
    line.type("甲乙丙")
    line.wait("甲乙丙")
    base = top / "home" / SERVICE / ".local/state/taizhang/callers"
    until = time.monotonic() + 20
    while not any("只有乙知道的草稿" in file.read_text() for file in (base / B).rglob("*.yaml")):
        assert time.monotonic() < until, list(base.rglob("*"))
        time.sleep(0.05)
    os.kill(process, signal.SIGHUP)
    gone(SERVICE)
    line.end()
    assert (base / B / "state" / "taizhang").stat().st_mode & 0o077 == 0
    other = Line(["sudo", "-n", "-u", SERVICE, tz], A)
    other.wait("q 退出")
    assert "没保存".encode() not in other.plain()
    os.kill(running(SERVICE)[0], signal.SIGHUP)
    gone(SERVICE)
    other.end()


def start_server():
    global server
    keys = top / "ssh"
    keys.mkdir(mode=0o755)
    must("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", keys / "host")
    must("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", keys / "key")
    shutil.copy(keys / "key.pub", keys / "authorized")
    os.chmod(keys / "authorized", 0o644)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    (keys / "config").write_text(
        f"ListenAddress 127.0.0.1\nPort {port}\nHostKey {keys}/host\nPidFile none\nUsePAM no\n"
        f"AuthorizedKeysFile {keys}/authorized\nStrictModes no\nPasswordAuthentication no\nAcceptEnv LC_*\n"
        # internal-sftp would serve files without ever asking the login shell.
        f"Subsystem sftp /usr/lib/openssh/sftp-server\n"
        f"DisableForwarding yes\nPermitUserRC no\nPermitUserEnvironment no\n"
        f"Match User {FORCED}\n    ForceCommand sudo -n -u {SERVICE} {tz} --restricted\n"
        f"Match User {SHELL}\n    ForceCommand none\n")
    must("sshd", "-t", "-f", keys / "config")
    server = subprocess.Popen([shutil.which("sshd", path=PATH), "-D", "-e", "-f", str(keys / "config")],
                              stdin=subprocess.DEVNULL, stderr=open(top / "sshd.log", "w"), preexec_fn=heed_hangup)
    options = ["-F", "none", "-i", str(keys / "key"), "-o", "StrictHostKeyChecking=no", "-o",
               f"UserKnownHostsFile={keys}/known", "-o", "LogLevel=ERROR", "-o", "BatchMode=yes"]
    until = time.monotonic() + 5
    while True:
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
            return options, port
        except OSError:
            assert time.monotonic() < until
            time.sleep(0.05)


def ssh(user, *words, tty=False):
    return run("ssh", *OPTIONS, *(["-tt"] if tty else ["-T"]), "-p", PORT, f"{user}@127.0.0.1", *words,
               env=environment("root"))


@test
def test_ssh():
    """ForceCommand and login shell: commands of the program run, and nothing else does."""
    global OPTIONS, PORT
    OPTIONS, PORT = start_server()
    said(sudo(A, "user", FORCED, "--level", "经办"), "", 0)
    # The account with the program as its shell works on the file of the group.
    settings = pathlib.Path("/etc/taizhang/settings.yaml")
    kept = settings.read_text()
    for user in (FORCED, SHELL):
        if user == SHELL:
            settings.write_text(f"ledger: {top}/office/taizhang.db\nexchange: {top}/exchange\n")
        said(ssh(user, "list"), "修订制度", 0)
        said(ssh(user, "taizhang", "list", "--format", "csv"), "修订制度", 0)
        for words in (["sh"], ["/bin/sh", "-c", "'id'"], ["list; id"], ["list && id"], ["$(id)"], ["list `id`"]):
            done = ssh(user, *words)
            assert "uid=" not in done.stdout and done.returncode != 0, (user, words, done.stdout)
        assert "uid=" not in ssh(user, "sh", tty=True).stdout
        said(ssh(user, "taizhang", "--db", "/etc/passwd", "list"), "不能用 --db", 2)
        said(ssh(user, "import", "/etc/passwd"), "交换目录", 1)
        said(ssh(user, "export", "--format", "csv"), "修订制度", 0)  # to the caller's own machine
        said(run("ssh", *OPTIONS, "-T", "-p", PORT, f"{user}@127.0.0.1", "import", "-", "--dry-run",
                 text=TABLE.replace(",", "\t"), env=environment("root")), "粘贴的内容", 0)
        said(ssh(user, "export", "-o", "/tmp/tz-test-x.csv"), "交换目录", 1)
        port = ["-P", PORT]
        target = f"{user}@127.0.0.1:/etc/passwd"
        for way in ([], ["-O"]):
            done = run("scp", *way, *OPTIONS, *port, target, top / "got")
            assert done.returncode != 0, (user, way, done.stdout, done.stderr)
        assert not (top / "got").exists()
        done = run("ssh", *OPTIONS, "-p", PORT, "-o", "ExitOnForwardFailure=yes", "-W", f"127.0.0.1:{PORT}",
                   f"{user}@127.0.0.1")
        assert done.returncode != 0 and "SSH-" not in done.stdout, (user, done.stdout, done.stderr)
    settings.write_text(kept)
    rows = sudo(A, "log", "--format", "csv").stdout
    said(ssh(FORCED, "progress", "1", "--text", "'经 ssh 办的'"), "", 0)
    rows = sudo(A, "log", "--format", "csv").stdout.splitlines()
    assert FORCED in rows[1], rows[:2]


@test
def test_dropped():
    """A line that drops while a form is open: what was typed is offered next time."""
    words = ["ssh", *OPTIONS, "-tt", "-p", PORT, f"{FORCED}@127.0.0.1"]
    line = Line(words)
    line.wait("q 退出")
    line.type("2")
    line.wait("修订制度")
    line.type("\x1b[B")
    line.wait("")
    line.type("p")
    line.wait("Ctrl-S")
    line.type("线断之前写的")
    line.wait("线断之前写的")
    line.end()
    gone(SERVICE)
    again = Line(words)
    again.wait("没保存的内容")
    again.type("c")
    again.wait("线断之前写的")
    again.end()
    gone(SERVICE)


def main():
    failed = 0
    try:
        set_up()
        print(f"1..{len(tests)}", flush=True)
        for number, function in enumerate(tests, 1):
            began = time.monotonic()
            try:
                function()
                print(f"ok {number} {function.__name__}", flush=True)
            except Exception as wrong:  # pylint: disable=broad-except
                failed += 1
                print(f"not ok {number} {function.__name__}", flush=True)
                for text in repr(wrong).replace("\\n", "\n").splitlines():
                    print("# " + text, flush=True)
                print("# line", wrong.__traceback__.tb_next.tb_lineno, flush=True)
            if os.environ.get("TZ_TEST_TIMES"):
                print(f"# {time.monotonic() - began:.1f} s", flush=True)
    finally:
        tear_down()
    return 1 if failed else 0


sys.exit(main())
