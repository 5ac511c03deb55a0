"""A PostgreSQL server of its own with its usual durability, gone when done."""

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def postgres() -> Iterator[str]:
    """The address of an empty database on a socket; RuntimeError where PostgreSQL is not installed."""
    found = shutil.which("initdb") or next(
        (str(path) for path in sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))), None
    )
    if found is None:
        raise RuntimeError("PostgreSQL is not installed; tests/system.sh installs it")
    tools = Path(found).parent
    with tempfile.TemporaryDirectory() as folder:
        # the server refuses to run as root
        who = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []
        if who:
            user = pwd.getpwnam("postgres")
            os.chown(folder, user.pw_uid, user.pw_gid)
        data = f"{folder}/data"
        options = f"-c listen_addresses='' -c unix_socket_directories='{folder}' -c max_connections=100"

        def run(*command: str) -> None:
            subprocess.run([*who, *command], check=True, stdout=subprocess.DEVNULL)

        run(str(tools / "initdb"), "-D", data, "-U", "exemplar", "--auth=trust", "--encoding=UTF8", "--locale=C")
        control = str(tools / "pg_ctl")
        run(control, "-D", data, "-w", "-l", f"{folder}/log", "-o", options, "start")
        try:
            yield f"postgresql+psycopg://exemplar@/postgres?host={folder}"
        finally:
            run(control, "-D", data, "-m", "immediate", "stop")
