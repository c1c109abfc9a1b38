#!/usr/bin/env python3
"""The exact top 10 of a million rows beside faiss's flat index, in turns, on the same files, one thread.

    cargo bench --no-run --bench million
    python3 benches/peers/nearest.py [--rows 1000000] [--columns 300] [--queries 1000] [--runs 5]

Rows are random and of length one, so that dot products are cosines. Both keep them in memory (ours mapped),
search once to warm up and once for the figure. Medians of the runs and their ratio are printed, and for how many
queries the same rows were found in the same order: faiss ranks by rounded scores, so near ties may differ.

faiss-cpu is installed into benches/peers/.venv on the first run.
"""
import argparse
import json
import os
import pathlib
import statistics
import subprocess
import sys
import tempfile
import venv

HERE = pathlib.Path(__file__).resolve().parent
REQUIREMENTS = ["faiss-cpu==1.15.1", "numpy"]
ONE_THREAD = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}

MAKE = """
import sys
import numpy as np
folder, rows, columns, queries = sys.argv[1], *map(int, sys.argv[2:])
draws = np.random.default_rng(1)
for name, count in (("rows", rows), ("queries", queries)):
    numbers = draws.standard_normal((count, columns), dtype=np.float32)
    numbers /= np.linalg.norm(numbers, axis=1, keepdims=True)
    np.save(f"{folder}/{name}.npy", numbers)
"""

PEER = """
import sys, time
import faiss, numpy as np
faiss.omp_set_num_threads(1)
rows, queries = (np.load(path) for path in sys.argv[1:3])
index = faiss.IndexFlatIP(rows.shape[1])
index.add(rows)
index.search(queries, int(sys.argv[3]))
start = time.perf_counter()
_, found = index.search(queries, int(sys.argv[3]))
print(time.perf_counter() - start)
for row in found:
    print(*row)
"""


def python():
    """The interpreter that has the peers."""
    folder = HERE / ".venv"
    interpreter = folder / "bin/python"
    if not interpreter.exists():
        venv.create(folder, with_pip=True)
    subprocess.run([interpreter, "-m", "pip", "install", "--quiet", *REQUIREMENTS], check=True)
    return interpreter


def ours():
    """The bench's executable, built if need be."""
    command = ["cargo", "bench", "--no-run", "--bench", "million", "--message-format", "json"]
    lines = subprocess.run(command, cwd=HERE.parent.parent, check=True, capture_output=True, text=True).stdout
    built = [json.loads(line) for line in lines.splitlines()]
    return next(unit["executable"] for unit in built if unit.get("target", {}).get("name") == "million")


def search(*command):
    """Seconds, and the rows of every query."""
    environment = {**os.environ, **ONE_THREAD}
    output = subprocess.run(command, check=True, capture_output=True, text=True, env=environment).stdout
    seconds, *rows = output.splitlines()
    return float(seconds), rows


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name, default in (("rows", 1_000_000), ("columns", 300), ("queries", 1_000), ("count", 10), ("runs", 5)):
        arguments.add_argument(f"--{name}", type=int, default=default)
    options = arguments.parse_args()
    interpreter, executable = python(), ours()
    with tempfile.TemporaryDirectory() as folder:
        sizes = [str(size) for size in (options.rows, options.columns, options.queries)]
        subprocess.run([interpreter, "-c", MAKE, folder, *sizes], check=True)
        files = [f"{folder}/rows.npy", f"{folder}/queries.npy", str(options.count)]
        seconds = {"faiss": [], "wordmill": []}
        for run in range(options.runs):
            peer, expected = search(interpreter, "-c", PEER, *files)
            mine, found = search(executable, *files)
            seconds["faiss"].append(peer)
            seconds["wordmill"].append(mine)
            same = sum(a == b for a, b in zip(expected, found))
            print(f"run {run + 1}: faiss {peer:.3f} s, wordmill {mine:.3f} s, {same} of {len(found)} queries alike")
    medians = {name: statistics.median(runs) for name, runs in seconds.items()}
    print(f"medians: faiss {medians['faiss']:.3f} s, wordmill {medians['wordmill']:.3f} s,", end=" ")
    print(f"ratio {medians['faiss'] / medians['wordmill']:.2f}")


if __name__ == "__main__":
    sys.exit(main())
