"""Checks the images of a list on a Dask cluster, a slice a task:

    python3 check_dask.py list.txt --size 500 [--scheduler tcp://host:8786]

Without --scheduler it starts workers on this machine. Run it again after an interruption: what is done is not done again.
"""

import argparse
import subprocess
import sys
from pathlib import Path

from dask.distributed import Client, LocalCluster, as_completed

HERE = Path(__file__).parent


def check(part: Path, report: Path) -> Path:
    subprocess.run([HERE / "check-slice.sh", part, report, "2"], check=True)
    return report


def slices(listed: Path, size: int) -> list[Path]:
    lines = [line for line in listed.read_text().splitlines() if line.strip()]
    folder = Path("slices")
    folder.mkdir(exist_ok=True)
    parts = []
    for number, start in enumerate(range(0, len(lines), size)):
        part = folder / f"{number:05}"
        part.write_text("".join(f"{line}\n" for line in lines[start : start + size]))
        parts.append(part)
    return parts


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("list", type=Path)
    parser.add_argument("--size", type=int, default=500)
    parser.add_argument("--scheduler")
    said = parser.parse_args()
    reports = Path("reports")
    reports.mkdir(exist_ok=True)
    wanted = {part: reports / f"{part.name}.ndjson" for part in slices(said.list, said.size)}
    left = [(part.absolute(), report.absolute()) for part, report in wanted.items() if not report.exists()]
    # omescope uses two threads for a task: that many processors a worker.
    with Client(said.scheduler or LocalCluster(threads_per_worker=1, dashboard_address=None)) as client:
        tasks = client.map(lambda both: check(*both), left, retries=2, pure=False)
        failed = 0
        for done, task in enumerate(as_completed(tasks), 1):
            failed += task.status != "finished"
            print(f"{done} of {len(left)} slices" + (f", {failed} failed" if failed else ""))
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
