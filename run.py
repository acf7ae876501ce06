#!/usr/bin/env python3
"""Sets the portal up in .venv and runs it. Standard library only, so it works before anything is installed.

python3 run.py [--port 8600]     the portal, at http://localhost:8501 unless told otherwise
python3 run.py demo [--port …]   the portal with invented messages in every state, to try the whole of it
python3 run.py test [pytest…]    the tests, the browser ones included
python3 run.py test-slow         those that go through every name, page, width and force
python3 run.py test-faults       the slow proofs: crashes, full disks, dead servers
python3 run.py check             lint, types, import contract, data contract, and the same for the pages' scripts
python3 run.py audit             known faults of what is installed, or a plain word that nobody could be asked
python3 run.py mutants [--minutes N]  a sample of small faults, one at a time in a copy, which tests must notice
python3 run.py pictures           the pictures of the README, taken anew from the demonstration
python3 run.py install [pipeline]  what a server needs, or what making tables from official files needs too
python3 run.py data | verify | bench | lock
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
BIN = VENV / ("Scripts" if os.name == "nt" else "bin")
PYTHON = BIN / ("python.exe" if os.name == "nt" else "python")
CHROMIUM_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
CHROMIUM_PATHS = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/snap/bin/chromium",
)


def stop(sentence: str) -> None:
    """Ends with one plain sentence on standard error."""
    raise SystemExit(f"run.py: {sentence}")


def run(*command: object, **kwargs: Any) -> int:
    return subprocess.run([str(part) for part in command], cwd=ROOT, check=False, **kwargs).returncode


def must(*command: object, failing: str) -> None:
    if run(*command) != 0:
        stop(failing)


def make_venv() -> None:
    if PYTHON.exists():
        return
    print("Making .venv …", flush=True)
    if run(sys.executable, "-m", "venv", VENV) != 0:
        shutil.rmtree(VENV, ignore_errors=True)
        stop(
            "this Python cannot make a virtual environment. On Debian or Ubuntu: apt-get install python3-venv"
        )


def install(lock: str) -> None:
    """Installs the lock by hash; does nothing when this lock is already what .venv holds."""
    wanted = hashlib.sha256((ROOT / lock).read_bytes() + (ROOT / "pyproject.toml").read_bytes()).hexdigest()
    stamp = VENV / f"{lock}.sha256"
    if stamp.exists() and stamp.read_text() == wanted:
        return
    print(f"Installing what {lock} lists …", flush=True)
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    pip = [PYTHON, "-m", "pip", "--disable-pip-version-check"]
    # uv does the same work about four times faster, but pip alone is enough.
    if run(*pip, "install", "-q", "uv", **quiet) == 0:
        pip = [PYTHON, "-m", "uv", "pip"]
    failing = f"the packages in {lock} could not be installed; the lines above say why (is there a network?)"
    must(*pip, "install", "-q", "--no-deps", "--require-hashes", "-r", lock, failing=failing)
    must(*pip, "install", "-q", "--no-deps", "--no-build-isolation", "-e", ".", failing=failing)
    if "dev" in lock:
        # The tests start some hundred processes; where nothing may be written beside the code, each would compile all.
        compile_to_bytecode(VENV)
    stamp.write_text(wanted)


def compile_to_bytecode(*folders: Path) -> None:
    """Packages hold files that no Python compiles, such as templates of code; those are nobody's fault here."""
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    run(PYTHON, "-m", "compileall", "-q", "-j", "0", *folders, **quiet)


def in_ci() -> bool:
    return os.environ.get("CI", "").lower() in ("1", "true")


def install_javascript(npm: str) -> None:
    """Installs what package-lock.json lists, by hash; does nothing when node_modules holds this very lock already."""
    wanted = hashlib.sha256((ROOT / "package-lock.json").read_bytes()).hexdigest()
    stamp = ROOT / "node_modules" / "package-lock.sha256"
    if stamp.exists() and stamp.read_text() == wanted:
        return
    print("Installing what package-lock.json lists …", flush=True)
    command = [npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel", "error"]
    must(*command, failing="the packages in package-lock.json could not be installed (is there a network?)")
    stamp.write_text(wanted)


def check_javascript() -> int:
    """Lint, format, types and tests of the pages' scripts. Without npm it says so, and in CI that is a failure."""
    npm, node = shutil.which("npm"), shutil.which("node")
    if not npm or not node:
        print("JAVASCRIPT: NOT DONE. The pages' scripts were not checked, because npm is not installed here.")
        return 1 if in_ci() else 0
    install_javascript(npm)
    tools = ROOT / "node_modules"
    steps = (
        [node, tools / "@biomejs" / "biome" / "bin" / "biome", "ci"],
        [node, tools / "typescript" / "bin" / "tsc", "--project", "tsconfig.json"],
        [node, "--test", *sorted((ROOT / "tests" / "javascript").glob("*.test.js"))],
    )
    return max([run(*step) for step in steps])


def set_up(lock: str) -> None:
    if sys.version_info < (3, 11):  # noqa: UP036 - reached only on the Python it is about
        stop(f"Python 3.11 or later is needed; this is {sys.version.split()[0]}")
    make_venv()
    install(lock)


def find_chromium() -> str | None:
    named = os.environ.get("PORTAL_TEST_CHROMIUM")
    if named:
        return named
    found = next((path for name in CHROMIUM_NAMES if (path := shutil.which(name))), None)
    return found or next((path for path in CHROMIUM_PATHS if Path(path).exists()), None)


def install_chromium() -> None:
    """Tries the system's own package manager, then Playwright's download."""
    print("No Chromium found; installing one for the browser tests …", flush=True)
    if shutil.which("apt-get"):
        sudo = [] if os.geteuid() == 0 else (["sudo", "-n"] if shutil.which("sudo") else None)
        if sudo is not None:
            run(*sudo, "apt-get", "update", "-qq")
            run(*sudo, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "install", "-y", "-qq", "chromium")
    elif shutil.which("brew"):
        run("brew", "install", "--cask", "chromium")
    if find_chromium() is None:
        run(PYTHON, "-m", "playwright", "install", "chromium")


def with_chromium() -> dict[str, str]:
    if find_chromium() is None:
        install_chromium()
    found = find_chromium()
    environment = dict(os.environ)
    if found:
        environment["PORTAL_TEST_CHROMIUM"] = found
    elif not any(
        list((Path.home() / cache).glob("ms-playwright/chromium*")) for cache in (".cache", "Library/Caches")
    ):
        stop(
            "the browser tests need Chromium and none could be installed; install the package 'chromium' and try again"
        )
    return environment


def port_in(arguments: list[str]) -> str:
    port = "8501"
    if "--port" in arguments:
        port = "".join(arguments[arguments.index("--port") + 1 :][:1])
        if not port.isdigit():
            stop("--port needs a number, for example: python3 run.py --port 8600")
    return port


def serve(arguments: list[str]) -> int:
    set_up("requirements.lock")
    port = port_in(arguments)
    print(f"On the Record opens at http://localhost:{port} (stop with Ctrl-C)", flush=True)
    jobs = subprocess.Popen([str(PYTHON), "-m", "portal.cli", "jobs", "--at-home"], cwd=ROOT)
    try:
        return run(PYTHON, "-m", "portal.cli", "serve", "--port", port)
    except KeyboardInterrupt:
        return 0
    finally:
        jobs.terminate()
        jobs.wait()


def demo(arguments: list[str]) -> int:
    """The portal with invented messages; it prints who may sign in at the desk, and with which password."""
    set_up("requirements.lock")
    try:
        return run(PYTHON, "-m", "portal.cli", "demo", "--port", port_in(arguments))
    except KeyboardInterrupt:
        return 0


def print_coverage(folder: Path, environment: dict[str, str]) -> int:
    """Prints what share of lines and branches the tests went through, by room; 1 when the total is below the floor."""
    written = folder / "coverage.json"
    # The servers that a browser was led through left files of their own.
    run(PYTHON, "-m", "coverage", "combine", "-q", "--append", env=environment)
    code = run(PYTHON, "-m", "coverage", "json", "-q", "-o", written, env=environment)
    if not written.exists():
        return code
    rooms: dict[str, list[int]] = {}
    for name, found in json.loads(written.read_text(encoding="utf-8"))["files"].items():
        parts = Path(name).parts
        room = "/".join(parts[: min(len(parts) - 1, 3 if parts[1] in ("services", "ui", "domain") else 2)])
        held, all_ = rooms.setdefault(room, [0, 0]), found["summary"]
        held[0] += all_["covered_lines"] + all_["covered_branches"]
        held[1] += all_["num_statements"] + all_["num_branches"]
    print("Lines and branches gone through by the tests (of servers, only that of the form):")
    for room, (done, there) in sorted(rooms.items()):
        print(f"  {room:<34}{100 * done / max(there, 1):6.1f} %")
    done, there = (sum(held[at] for held in rooms.values()) for at in (0, 1))
    print(f"  {'all':<34}{100 * done / max(there, 1):6.1f} %")
    if code:
        print("COVERAGE: below the floor that pyproject.toml names (fail_under).")
    return code


def passed_alone(cache: Path, environment: dict[str, str]) -> list[str]:
    """Up to five tests that failed beside others are tried once more, alone; those that then passed, if all did.

    A machine busy with two browsers can be late where nothing is wrong. More than five is no lateness. Each is named
    at the end of the run, so that one which comes back is looked into.
    """
    kept = cache / "v" / "cache" / "lastfailed"
    failed = sorted(json.loads(kept.read_text(encoding="utf-8"))) if kept.exists() else []
    if not 0 < len(failed) <= 5:
        return []
    print(f"Once more, alone: {', '.join(failed)}", flush=True)
    return failed if run(PYTHON, "-m", "pytest", "-m", "not faults", *failed, env=environment) == 0 else []


def failures_in(report: Path) -> list[str]:
    """A line for each test that failed: its name and how its reason begins.

    For the end of the run: of a long log, only the end is kept by whoever runs it elsewhere.
    """
    return [
        f"  {case.get('classname', '')}::{case.get('name')}  {' '.join(why.get('message', '').split())[:200]}"
        for case in ElementTree.parse(report).iter("testcase")
        for why in (*case.iter("failure"), *case.iter("error"))
    ]


# A file of tests belongs to one process: its server is started once.
TOGETHER = ("-n", str(min(4, os.cpu_count() or 1)), "--dist", "loadfile")
# Counting lines makes the long readers of official files half as long again, and other tests go the same ways.
PARTS: dict[str, tuple[str, ...]] = {
    "raw": (*TOGETHER, "tests/raw"),
    "rest": (*TOGETHER, "--ignore", "tests/browser", "--ignore", "tests/raw", "--cov", "--cov-report=", "--cov-fail-under=0"),
    "browser": (*TOGETHER, "tests/browser"),
}  # fmt: skip
SLOW = ("-m", "slow and not faults")
SWEEPS: dict[str, tuple[str, ...]] = {
    "sweeps": (*TOGETHER, *SLOW, "--ignore", "tests/browser", "tests"),
    "sweeps in a browser": (*TOGETHER, *SLOW, "tests/browser"),
}


def ready_for_tests() -> dict[str, str]:
    """What tests need is installed; the environment they run in."""
    set_up("requirements-dev.lock")
    compile_to_bytecode(ROOT / "portal", ROOT / "tests")
    return with_chromium()


def test(arguments: list[str]) -> int:
    """All but the slow ones, or what the arguments name. The whole goes in three parts, of which one counts lines."""
    environment = ready_for_tests()
    if arguments:
        return run(PYTHON, "-m", "pytest", *arguments, env=environment)
    return in_parts(PARTS, environment)


def sweeps(_: list[str]) -> int:
    """What goes through every name, every page and every width; beside `test`, which it leaves under twenty minutes."""
    return in_parts(SWEEPS, ready_for_tests())


def in_parts(parts: dict[str, tuple[str, ...]], environment: dict[str, str]) -> int:
    """Runs pytest once for each; at the end says how many passed, which failed, and what of the code was gone through."""
    code, counts = 0, dict.fromkeys(("tests", "failures", "errors", "skipped"), 0)
    late: list[str] = []
    named: list[str] = []
    with tempfile.TemporaryDirectory() as folder:
        environment["COVERAGE_FILE"] = str(Path(folder) / "coverage")
        for name, chosen in parts.items():
            report = Path(folder) / f"{name}.xml"
            cache = Path(folder) / name
            noted = [f"--junitxml={report}", "-o", f"cache_dir={cache}"]
            ended = run(PYTHON, "-m", "pytest", *chosen, *noted, env=environment)
            alone = passed_alone(cache, environment) if ended == 1 else []
            late += alone
            code = code or (0 if alone else ended)
            if report.exists():
                for suite in ElementTree.parse(report).iter("testsuite"):
                    counts = {key: counts[key] + int(suite.get(key, 0)) for key in counts}
                named += failures_in(report)
        covered = print_coverage(Path(folder), environment) if "rest" in parts else 0
    failed = counts["failures"] + counts["errors"]
    passed = counts["tests"] - failed - counts["skipped"]
    print(f"{passed} passed, {failed} failed, {counts['skipped']} skipped", *named, sep="\n")
    if late:
        print(f"Of the failed, these passed alone, and count as passed: {', '.join(late)}")
    return code or covered


def test_faults(arguments: list[str]) -> int:
    """A later -m wins over the one in pyproject.toml that leaves these out."""
    return test(
        [
            "-m",
            "faults",
            *(f"tests/{room}" for room in ("faults", "deploy", "pipeline", "raw", "browser")),
            *arguments,
        ]
    )


def check(_: list[str]) -> int:
    set_up("requirements-dev.lock")
    steps = (
        [PYTHON, "-m", "ruff", "check", "."],
        [PYTHON, "-m", "ruff", "format", "--check", "."],
        [PYTHON, "-m", "mypy"],
        [BIN / "lint-imports"],
        [PYTHON, "-m", "portal.cli", "data", "check"],
    )
    return max([*(run(*step) for step in steps), check_javascript()])


def audit(_: list[str]) -> int:
    """1 when a package has a known fault. Where the list of faults cannot be reached it says so; that is no pass."""
    set_up("requirements-dev.lock")
    command = [PYTHON, "-m", "pip_audit", "--disable-pip", "--progress-spinner", "off", "--timeout", "10"]
    command += ["--format", "json", "-r", "requirements-pipeline.lock"]
    try:
        done = subprocess.run(
            [str(part) for part in command], cwd=ROOT, capture_output=True, text=True, timeout=300
        )
        found = json.loads(done.stdout)["dependencies"]
    except (subprocess.TimeoutExpired, json.JSONDecodeError):
        found = []
    asked = [package for package in found if "skip_reason" not in package]
    faulty = [package for package in asked if package["vulns"]]
    for package in faulty:
        for fault in package["vulns"]:
            cure = ", ".join(fault["fix_versions"]) or "no version yet"
            print(f"AUDIT: {package['name']} {package['version']}: {fault['id']}, mended in {cure}")
    if not asked:
        print("AUDIT: NOT DONE. The list of known faults could not be reached from here; nothing is known.")
    else:
        print(f"AUDIT: {len(asked)} of {len(found)} packages looked up, {len(faulty)} with known faults.")
    return 1 if faulty else 0


def official_files() -> Path:
    sources = Path(os.environ.get("SOURCES", ROOT.parent / "shared" / "sources"))
    if not sources.is_dir():
        stop(
            f"no official files at {sources}; set SOURCES to the folder that holds police_uk/ and boundaries/"
        )
    return sources


def data(_: list[str]) -> int:
    set_up("requirements-pipeline.lock")
    sources = official_files()
    build = [
        PYTHON,
        "-m",
        "portal.cli",
        "data",
        "build",
        "--street",
        sources / "police_uk",
        "--sources",
        sources,
    ]
    return run(*build, "--data", "data", "--geodata", "geodata")


def install_only(arguments: list[str]) -> int:
    """Sets .venv up for a server, or with `pipeline` for making tables too, and runs nothing."""
    if arguments not in ([], ["pipeline"]):
        stop("install takes nothing, for a server, or 'pipeline', for making tables from official files too")
    set_up("requirements-pipeline.lock" if arguments else "requirements.lock")
    return 0


def verify(_: list[str]) -> int:
    set_up("requirements-pipeline.lock")
    return run(PYTHON, "-m", "portal.cli", "data", "check", "--from-raw", official_files())


def bench(arguments: list[str]) -> int:
    set_up("requirements-dev.lock")
    return run(PYTHON, "-m", "bench", *arguments, env=with_chromium())


def mutants(arguments: list[str]) -> int:
    set_up("requirements-dev.lock")
    return run(PYTHON, "-m", "bench.mutants", *arguments)


def pictures(_: list[str]) -> int:
    set_up("requirements-dev.lock")
    return run(PYTHON, "-m", "bench.pictures", env=with_chromium())


def lock_javascript() -> None:
    """Resolves package.json into package-lock.json; .npmrc leaves the registry's addresses out, this the makers'."""
    npm = shutil.which("npm")
    if not npm:
        print("package-lock.json is left as it is, because npm is not installed here.")
        return
    must(npm, "install", "--package-lock-only", "--no-audit", failing="package.json could not be resolved")
    path = ROOT / "package-lock.json"
    content = json.loads(path.read_text(encoding="utf-8"))
    for package in content["packages"].values():
        package.pop("funding", None)
    path.write_text(json.dumps(content, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")


def lock(_: list[str]) -> int:
    make_venv()
    must(PYTHON, "-m", "pip", "install", "-q", "uv", failing="uv could not be installed")
    compile_ = [PYTHON, "-m", "uv", "pip", "compile", "--universal", "--generate-hashes", "--no-header", "-q"]
    compile_ += ["--no-emit-index-url", "--no-annotate", "--python-version", "3.11", "pyproject.toml"]
    build = ["--group", "build"]
    lock_javascript()
    made = {"requirements.lock": build, "requirements-pipeline.lock": [*build, "--extra", "pipeline"]}
    made["requirements-dev.lock"] = [*made["requirements-pipeline.lock"], "--group", "dev"]
    return max([run(*compile_, *chosen, "-o", name) for name, chosen in made.items()])


def main() -> int:
    acts = {
        "test": test,
        "test-slow": sweeps,
        "test-faults": test_faults,
        "check": check,
        "audit": audit,
        "data": data,
        "verify": verify,
    }
    acts |= {
        "bench": bench,
        "mutants": mutants,
        "lock": lock,
        "app": serve,
        "demo": demo,
        "pictures": pictures,
        "install": install_only,
    }
    name, *rest = sys.argv[1:] or ["app"]
    if name.startswith("-"):
        name, rest = "app", sys.argv[1:]
    if name not in acts:
        stop(f"'{name}' is not one of: {', '.join(acts)}")
    return acts[name](rest)


if __name__ == "__main__":
    raise SystemExit(main())
