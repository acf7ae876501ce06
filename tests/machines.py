"""A folder that stands for a machine set up as docs/operations.md says."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[1]


@dataclass
class Machine:
    """`deploy/portal` is the only command it adds to those of every machine."""

    root: Path

    def set_up(self) -> None:
        home, commands = self.root / "srv", self.root / "bin"
        (home / "var").mkdir(parents=True)
        (self.code / ".venv" / "bin").mkdir(parents=True)
        (self.code / ".venv" / "bin" / "portal").symlink_to(Path(sys.executable).parent / "portal")
        commands.mkdir()
        script = (ROOT / "deploy" / "portal").read_text()
        # There is no user of that name here; everything else is as shipped.
        for old, new in {
            "/opt/portal/current": str(self.code), "/srv/portal": str(home), "/etc/portal": str(self.root), "runuser -u portal -- ": "",
        }.items():  # fmt: skip
            assert old in script
            script = script.replace(old, new)
        (commands / "portal").write_text(script)
        (commands / "portal").chmod(0o755)

    @property
    def code(self) -> Path:
        return self.root / "opt" / "current"

    def configure(self, **settings: str) -> None:
        told = "".join(f"PORTAL_{name}={value}\n" for name, value in settings.items())
        (self.root / "environment").write_text(f"# Settings\n{told}")

    def run(self, line: str, typed: str = "") -> subprocess.CompletedProcess[str]:
        """In a shell of its own, that has no terminal and no settings."""
        place = ROOT if line.startswith(".venv") else self.root
        path = f"{self.root / 'bin'}{os.pathsep}/usr/bin{os.pathsep}/bin"
        return subprocess.run(
            ["sh", "-c", line], cwd=place, env={"PATH": path, "HOME": str(self.root), "LANG": "C.UTF-8"},
            input=typed, capture_output=True, text=True, timeout=300, start_new_session=True,
        )  # fmt: skip

    def exec_starts(self, unit: str) -> list[list[str]]:
        """The very lines of a unit's service, with this folder in place of the machine's root."""
        text = (ROOT / "deploy" / "systemd" / unit).read_text()
        assert "WorkingDirectory=/srv/portal" in text
        found = re.findall(r"^ExecStart=(.*)$", text, re.M)
        # systemd takes a percent sign for the beginning of a name of its own, so the file doubles it.
        places = {"/opt/portal/current": str(self.code), "/srv/portal": str(self.root / "srv"), "%%": "%"}
        for old, new in places.items():
            found = [line.replace(old, new) for line in found]
        return [shlex.split(line) for line in found]

    def run_as_unit(self, command: list[str]) -> subprocess.CompletedProcess[str]:
        """As systemd does: in the service's folder, with EnvironmentFile alone, nothing readable by others."""
        told = (self.root / "environment").read_text().splitlines()
        settings = dict(line.split("=", 1) for line in told if not line.startswith("#"))
        return subprocess.run(
            command, cwd=self.root / "srv", env={"PATH": "/usr/bin:/bin", **settings}, umask=0o077,
            capture_output=True, text=True, timeout=300, stdin=subprocess.DEVNULL,
        )  # fmt: skip
