#!/usr/bin/env python3
"""Training of word vectors beside word2vec.c, gensim and fastText, taking turns on the same corpus with the same settings.

    python3 benches/peers/embedding.py [--corpus FILE] [--evaluate FOLDER] [--threads 1,2] [--runs 3] [--only NAME…]

Skip-gram with negative sampling. FILE holds words between blanks, a sentence a line; without it, the small worlds of
`corpora/small_worlds.grammar` are written, `--tokens` words of them, with questions of their own.

Speed is that of the training phase alone, in words of the corpus that the vocabulary keeps, the same number for all.
Every tool reports while it trains; wall and processor time are read (`/proc`) when the first and the last report
arrive, so that vocabulary building before and writing after do not count. word2vec.c and fastText read and split the
text anew in every epoch, as they always do. `words/s` is by the wall clock, `a core` divides by processor seconds:
that is what word2vec.c prints as words/thread/sec, and what a busy machine disturbs least. Behind either stands how
many times that is what word2vec.c does on as many threads. `peak` is the most memory of the whole process. Medians of
the runs; `±` is half the distance between the slowest and the fastest run.

Quality: FOLDER holds word-similarity sets and questions under the names in `SETS` (`--evaluate gensim`: those that
gensim brings along): Spearman's ρ of cosines, and questions answered right among the 30,000 most frequent words, as
means over the runs. Our code judges the vectors of every tool or, with `--judge gensim`, gensim's: the figures are the
same, ours come sooner. The seed is the number of the run; those of word2vec.c and fastText cannot be set, so that on one
thread all their runs give the same vectors.

gensim and fastText are installed into benches/peers/.venv on the first run; word2vec.c is compiled from the source that
PyPI's `word2vec` carries, with the flags of its setup.py.
"""
import argparse
import collections
import dataclasses
import importlib.metadata
import json
import os
import pathlib
import platform
import re
import shutil
import statistics
import subprocess
import sys
import tarfile
import tempfile
import time
import venv

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent.parent
REQUIREMENTS = ["gensim==4.4.0", "fasttext==0.9.3"]
SOURCE = "word2vec==0.10.6 --hash=sha256:95aa222ff2d5c2559192414b794870d14a022016ba83f1bef0cf8cc185e41483"
FLAGS = os.environ.get("W2V_CFLAGS", "-lm -pthread -O3 -Wall -march=native -funroll-loops -Wno-unused-result")
ONE_THREAD = {name: "1" for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")}
# On one thread fastText reports at the end only: its training begins where its vocabulary is done.
PROGRESS = re.compile(rb"Progress: *([\d.]+)%|Number of labels:")

# Column of the table → names of its file.
SETS = {
    "WordSim-353": ("EN-WS-353-ALL.txt", "wordsim353.tsv"),
    "SimLex-999": ("EN-SIMLEX-999.txt", "simlex999.txt"),
    "MEN": ("EN-MEN-TR-3k.txt",),
    "RareWord": ("EN-RW-STANFORD.txt",),
    "analogies": ("questions-words.txt",),
}
PEERS = ("word2vec.c", "gensim", "fastText")
OURS = ("reproducible", "fast", "sequential")


# ---- the tools: the command that trains once ---------------------------------------------------------------------


def command(tool, options, threads, seed, output):
    """What to run so that `tool` trains on `threads` threads and writes its vectors to `output`."""
    if tool == "word2vec.c":
        shared = ("size", "window", "negative", "sample", "min-count", "alpha")
        values = [word for name in shared for word in (f"-{name}", str(value_of(options, name)))]
        fixed = ["-cbow", "0", "-hs", "0", "-binary", "1", "-debug", "2"]
        return [options.word2vec, "-train", options.corpus, "-output", output, "-threads", str(threads),
                "-iter", str(options.epochs), *values, *fixed]
    names = ("size", "epochs", "window", "negative", "sample", "min-count", "alpha")
    settings = [word for name in names for word in (f"--{name}", str(value_of(options, name)))]
    run = ["--threads", str(threads), "--seed", str(seed), "--output", output]
    if tool in PEERS:
        return [sys.executable, __file__, "--peer", tool, "--corpus", options.corpus, *settings, *run]
    return [options.binary, "pace", tool, options.corpus, *settings, *run]


def value_of(options, name):
    return getattr(options, name.replace("-", "_"))


def train_gensim(options):
    from gensim.models import Word2Vec
    model = Word2Vec(sg=1, hs=0, negative=options.negative, vector_size=options.size, window=options.window,
                     sample=options.sample, min_count=options.min_count, alpha=options.alpha, seed=options.seed,
                     epochs=options.epochs, workers=int(options.threads))
    model.build_vocab(corpus_file=options.corpus)
    print("Progress: 0%", flush=True)
    model.train(corpus_file=options.corpus, total_words=model.corpus_total_words,
                total_examples=model.corpus_count, epochs=options.epochs)
    print("Progress: 100%", flush=True)
    model.wv.save_word2vec_format(options.output, binary=True)


def train_fasttext(options):
    import fasttext
    import numpy as np
    # Without n-grams of characters it is word2vec's model.
    model = fasttext.train_unsupervised(
        options.corpus, model="skipgram", loss="ns", minn=0, maxn=0, dim=options.size, ws=options.window,
        neg=options.negative, t=options.sample, minCount=options.min_count, lr=options.alpha, epoch=options.epochs,
        thread=int(options.threads), verbose=2)
    rows = model.get_input_matrix().astype(np.float32)
    with open(options.output, "wb") as file:
        file.write(f"{rows.shape[0]} {rows.shape[1]}\n".encode())
        for word, row in zip(model.get_words(), rows):
            file.write(word.encode() + b" " + row.tobytes() + b"\n")


# ---- one run, watched --------------------------------------------------------------------------------------------


@dataclasses.dataclass
class Run:
    """What one run showed: words a second by the wall clock and by the processor's, megabytes, and figures of quality."""
    pace: float
    core: float
    megabytes: float
    quality: dict


def watch(arguments):
    """Runs a command; gives the share of the training between its first and last report, seconds and processor
    seconds between them, and the most memory in megabytes."""
    child = subprocess.Popen(arguments, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                             env={**os.environ, **ONE_THREAD})
    reports, output, read = [], b"", 0
    while part := os.read(child.stdout.fileno(), 1 << 16):
        now = (time.perf_counter(), processor_seconds(child.pid))
        output += part
        for report in PROGRESS.finditer(output, read):
            reports.append((float(report[1] or 0) / 100, *now))
            read = report.end()
    _, status, usage = os.wait4(child.pid, 0)
    if status or len(reports) < 2:
        raise SystemExit(f"{' '.join(arguments)} failed:\n{output.decode(errors='replace')[-2000:]}")
    (share, wall, core), (share_at_end, wall_at_end, core_at_end) = reports[0], reports[-1]
    seconds = wall_at_end - wall
    core_seconds = core_at_end - core if core_at_end > core else float("nan")
    return share_at_end - share, seconds, core_seconds, usage.ru_maxrss / 1e3


def processor_seconds(process):
    """Of all its threads, in the user's and the system's name; 0 where there is no `/proc`."""
    try:
        fields = pathlib.Path(f"/proc/{process}/stat").read_text().rpartition(") ")[2].split()
    except OSError:
        return 0.0
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def words_of(tool, share, options):
    """Words of the vocabulary that a share of the training is."""
    kept, tokens, lines = options.words
    if tool == "fastText":
        # The whole counts rare words and ends of lines, the part only what is in the vocabulary (and ends of lines).
        share *= (tokens + lines) / (kept + lines)
    return share * options.epochs * kept


def count_words(file, min_count):
    """Words seen often enough, all words, and lines."""
    counts, lines = collections.Counter(), 0
    with open(file, encoding="utf-8") as text:
        for line in text:
            counts.update(line.split())
            lines += 1
    return sum(count for count in counts.values() if count >= min_count), sum(counts.values()), lines


def run(tool, options, threads, number):
    with tempfile.TemporaryDirectory() as folder:
        vectors = f"{folder}/vectors.bin"
        share, seconds, core_seconds, megabytes = watch(command(tool, options, threads, number, vectors))
        words = words_of(tool, share, options)
        quality = judge(vectors, options) if options.evaluate else {}
        return Run(words / seconds, words / core_seconds, megabytes, quality)


def judge(vectors, options):
    """The figures of one file of vectors: Spearman's ρ, and per cent of the questions answered."""
    found = {}
    for name, files in SETS.items():
        paths = [path for path in (pathlib.Path(options.evaluate) / file for file in files) if path.exists()]
        found |= {name: str(path) for path in paths[:1]}
    if options.judge == "wordmill":
        sets = [f"{name}={path}" for name, path in found.items()]
        output = subprocess.run([options.binary, "judge", vectors, *sets], check=True, capture_output=True, text=True).stdout
        return {name: float(figure) for name, figure in map(str.split, output.splitlines())}
    from gensim.models import KeyedVectors
    words = KeyedVectors.load_word2vec_format(vectors, binary=True)
    return {name: 100 * words.evaluate_word_analogies(path, restrict_vocab=30_000)[0] if name == "analogies"
            else words.evaluate_word_pairs(path)[1].statistic for name, path in found.items()}


# ---- making ready ------------------------------------------------------------------------------------------------


def install():
    """Runs this script again by the interpreter that has the peers."""
    folder = HERE / ".venv"
    interpreter = folder / "bin/python"
    if not interpreter.exists():
        venv.create(folder, with_pip=True)
    if pathlib.Path(sys.prefix).resolve() == folder.resolve():
        return
    if subprocess.run([interpreter, "-c", "import fasttext, gensim"], capture_output=True).returncode:
        subprocess.run([interpreter, "-m", "pip", "install", "-q", *REQUIREMENTS], check=True)
    os.execv(interpreter, [str(interpreter), *sys.argv])


def build_word2vec():
    """The program, compiled once from the C source in PyPI's source distribution."""
    target = HERE / ".venv/word2vec.c" / "word2vec"
    if target.exists():
        return str(target)
    with tempfile.TemporaryDirectory() as folder:
        required = pathlib.Path(folder) / "requirements.txt"
        required.write_text(SOURCE)
        subprocess.run([sys.executable, "-m", "pip", "download", "-q", "--no-deps", "--no-binary", ":all:",
                        "--require-hashes", "-r", required, "-d", folder], check=True)
        with tarfile.open(next(pathlib.Path(folder).glob("word2vec-*.tar.gz"))) as archive:
            member = next(name for name in archive.getnames() if name.endswith("word2vec/src/word2vec.c"))
            target.parent.mkdir(exist_ok=True)
            (target.parent / "word2vec.c").write_bytes(archive.extractfile(member).read())
    subprocess.run(["gcc", target.parent / "word2vec.c", "-o", target, *FLAGS.split()], check=True)
    return str(target)


def bench_binary():
    arguments = ["cargo", "bench", "--bench", "embedding", "--no-run", "--message-format", "json"]
    lines = subprocess.run(arguments, cwd=ROOT, check=True, capture_output=True, text=True).stdout.splitlines()
    messages = [json.loads(line) for line in lines]
    return next(m["executable"] for m in messages if m.get("executable") and m["target"]["name"] == "embedding")


def first_line(*arguments):
    """What a program says about itself."""
    if not shutil.which(arguments[0]):
        return f"no {arguments[0]}"
    result = subprocess.run(arguments, cwd=ROOT, capture_output=True, text=True)
    return next(iter(result.stdout.splitlines()), "unknown")


def describe(options, tools):
    """The machine, the versions, the compiler flags, the corpus and the settings, a line each."""
    cpu = re.search(r"model name\s*: (.*)", pathlib.Path("/proc/cpuinfo").read_text()) if os.path.exists("/proc/cpuinfo") else None
    load = os.getloadavg()[0]
    print(f"machine: {cpu[1] if cpu else platform.machine()}, {os.cpu_count()} cores, load {load:.1f} before the first run")
    versions = {name: importlib.metadata.version(name.lower()) for name in ("gensim", "fastText") if name in tools}
    if "word2vec.c" in tools:
        versions["word2vec.c"] = f"{SOURCE.split()[0].split('==')[1]} ({first_line('gcc', '--version')}, gcc {FLAGS})"
    if set(tools) & set(OURS):
        flags = os.environ.get("RUSTFLAGS", "none")
        versions["wordmill"] = f"{first_line('git', 'describe', '--always', '--dirty')} ({first_line('rustc', '--version')}, RUSTFLAGS {flags})"
    for name, version in versions.items():
        print(f"{name}: {version}")
    kept, tokens, lines = options.words
    print(f"corpus: {options.corpus}, {tokens:,} words in {lines:,} lines, {kept:,} of them seen {options.min_count} times")
    print(f"settings: skip-gram, size {options.size}, window {options.window}, negative {options.negative}, "
          f"sample {options.sample:g}, min count {options.min_count}, alpha {options.alpha}, epochs {options.epochs}; "
          f"medians of {options.runs} runs")


# ---- the table ---------------------------------------------------------------------------------------------------


def table(results):
    """One row for each (tool, threads)."""
    columns = list(dict.fromkeys(name for runs in results.values() for run in runs for name in run.quality))
    print(f"\n{'':<13}{'threads':>8}{'words/s':>12}{'±':>5}{'×':>7}{'a core':>12}{'×':>7}{'peak MB':>9}", end="")
    print("".join(f"{name:>13}" for name in columns))
    for (tool, threads), runs in results.items():
        paces, cores = [run.pace for run in runs], [run.core for run in runs]
        peer = results.get(("word2vec.c", threads))
        print(f"{tool:<13}{threads:>8}", end="")
        print(f"{statistics.median(paces):>12,.0f}{half_spread(paces):>5}{ratio(paces, peer, 'pace'):>7}", end="")
        print(f"{statistics.median(cores):>12,.0f}{ratio(cores, peer, 'core'):>7}", end="")
        print(f"{max(run.megabytes for run in runs):>9.0f}", end="")
        means = [(name, statistics.fmean(run.quality[name] for run in runs)) for name in columns]
        print("".join(f"{f'{mean:.1f} %' if name == 'analogies' else f'{mean:.3f}':>13}" for name, mean in means))


def half_spread(paces):
    return f"{50 * (max(paces) - min(paces)) / statistics.median(paces):.0f}%"


def ratio(paces, peer, name):
    """Times as fast as word2vec.c on as many threads."""
    return f"{statistics.median(paces) / statistics.median(getattr(run, name) for run in peer):.2f}" if peer else "–"


def arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpus", help="a file of words, a sentence a line (default: the small worlds)")
    parser.add_argument("--tokens", type=int, default=1_000_000, help="words of the small worlds")
    parser.add_argument("--evaluate", metavar="FOLDER", help="sets to judge by, or `gensim`")
    parser.add_argument("--judge", choices=("wordmill", "gensim"), default="wordmill", help="whose code evaluates")
    parser.add_argument("--only", nargs="+", choices=PEERS + OURS, default=PEERS + OURS)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--threads", default="1,2", help="numbers of threads, with commas")
    for name, default in (("size", 100), ("epochs", 5), ("window", 5), ("negative", 5), ("sample", 1e-4),
                          ("min-count", 5), ("alpha", 0.025)):
        parser.add_argument(f"--{name}", type=type(default), default=default)
    parser.add_argument("--binary", help="our bench, built before")
    parser.add_argument("--word2vec", help="word2vec.c, built before")
    for name in ("peer", "output"):
        parser.add_argument(f"--{name}", help=argparse.SUPPRESS)
    parser.add_argument("--seed", type=int, default=1, help=argparse.SUPPRESS)
    return parser.parse_args()


def main():
    options = arguments()
    if options.peer:
        return {"gensim": train_gensim, "fastText": train_fasttext}[options.peer](options)
    install()
    judges = options.evaluate and options.judge == "wordmill"
    needs_ours = set(options.only) & set(OURS) or not options.corpus or judges
    options.binary = options.binary or (bench_binary() if needs_ours else None)
    if "word2vec.c" in options.only:
        options.word2vec = options.word2vec or build_word2vec()
    if options.evaluate == "gensim":
        import gensim
        options.evaluate = str(pathlib.Path(gensim.__file__).parent / "test/test_data")
    with tempfile.TemporaryDirectory() as folder:
        if not options.corpus:
            subprocess.run([options.binary, "corpus", folder, "--tokens", str(options.tokens)], check=True)
            options.corpus = f"{folder}/small-worlds.txt"
            options.evaluate = options.evaluate or folder
        options.words = count_words(options.corpus, options.min_count)
        describe(options, options.only)
        results = {}
        for threads in map(int, options.threads.split(",")):
            tools = [tool for tool in options.only if threads == 1 or tool != "sequential"]
            for number in range(1, options.runs + 1):
                for tool in tools:
                    results.setdefault((tool, threads), []).append(run(tool, options, threads, number))
        table(results)


if __name__ == "__main__":
    main()
