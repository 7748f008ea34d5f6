"""How long the labs train on this machine's GPU and on its CPU: medians of five, and their ratio.

python -m benchmarks.gpu [--rows 200000 500000] [--repeats 5]     (or `make bench-gpu`)

Lab 1's classifier gets 0.2, 0.5 and 5 million rows from the data generator; Labs 2 and 3
are timed by the epoch, without the first, in which Keras compiles. The CPU's turn is a process that sees no
GPU. Keras runs on the backend that KERAS_BACKEND names, TensorFlow if it names none.
"""

import argparse
import datetime
import json
import os
import platform
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import pandas as pd
import xgboost as xgb

from data.synthesize import synthesize
from helpers import is_attack, load_kdd99, make_preprocessor, xgboost_device
from instructor.course import ROOT
from tests.support import exercises

ROWS = (200_000, 500_000, 5_000_000)
STEPS = 300  # of Lab 3
HIDDEN = {"CUDA_VISIBLE_DEVICES": "", "JAX_PLATFORMS": "cpu"}


def seconds(function):
    """Return how long a call takes."""
    start = time.perf_counter()
    function()
    return time.perf_counter() - start


def time_lab1(folder, device, repeats):
    """Return the seconds of making the matrix and training on it, for each number of rows."""
    times = {}
    for path in sorted(folder.glob("*.parquet"), key=lambda path: int(path.stem)):
        frame = pd.read_parquet(path)
        x = make_preprocessor().fit_transform(frame.drop(columns="label")).astype("float32")
        y = is_attack(frame["label"])

        def train(x=x, y=y):
            params = {"objective": "binary:logistic", "eval_metric": "auc", "device": device}
            booster = xgb.train(params, xgb.DMatrix(x, y), num_boost_round=30)
            used = json.loads(booster.save_config())["learner"]["generic_param"]["device"]
            assert used.startswith(device), f"asked for {device}, trained on {used}"

        train()  # the first wakes the device
        times[f"Lab 1, {int(path.stem):,} rows"] = [seconds(train) for _ in range(repeats)]
    return times


def names_of(lab, cell_with):
    """Return what a lab's cells define up to the one that has some text, without running its training."""
    cells = exercises.code_cells(lab)
    (target,) = [name for name, source in cells.items() if cell_with in source]
    return exercises.run_cells(cells, exercises.needed_cells(cells, target)[:-1])


def time_lab2(repeats):
    """Return the seconds of epochs of the autoencoder."""
    lab = names_of("lab2_autoencoder", "unlabelled_history = train_autoencoder(")
    x, sizes = lab["x_normal"], (lab["x_normal"].shape[1], (64, 32), 4)
    model = lab["keras"].Sequential([lab["build_encoder"](*sizes), lab["build_decoder"](*sizes)])
    model.compile(optimizer="adam", loss="mse")

    def epoch():
        model.fit(x, x, batch_size=512, verbose=0)

    epoch()
    return {f"Lab 2, an epoch of {len(x):,} rows": [seconds(epoch) for _ in range(repeats)]}


def time_lab3(repeats):
    """Return the seconds of epochs of the BiGAN, from many steps less a few, which compile as well."""
    lab = names_of("lab3_gan", "encoder, decoder = train_bigan(x_normal)")
    x = lab["x_normal"]

    def epoch():
        few = seconds(lambda: lab["train_bigan"](x, steps=20))
        many = seconds(lambda: lab["train_bigan"](x, steps=20 + STEPS))
        return (many - few) / STEPS * len(x) / lab["ROWS"]

    return {f"Lab 3, an epoch of {len(x):,} rows": [epoch() for _ in range(repeats)]}


def measure_apart(folder, device, repeats):
    """Measure in a process that sees the GPU, or in one that does not; return seconds by what was timed."""
    command = [sys.executable, "-m", "benchmarks.gpu", "--on", device]
    command += ["--data", str(folder), "--repeats", str(repeats)]
    environment = dict(os.environ)
    if device == "cpu":
        environment |= HIDDEN
    done = subprocess.run(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True, check=True)
    return json.loads(done.stdout.splitlines()[-1])


def device_name():
    """Return the GPU's name, as its driver says."""
    command = ["nvidia-smi", "--query-gpu=name", "--format=csv,noheader"]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout.splitlines()[0]


def table(cpu, gpu):
    """Return medians and their ratio, one task a row, as Markdown."""
    lines = ["| what | CPU (s) | GPU (s) | ratio |", "|:--|--:|--:|--:|"]
    for task in cpu:
        slow, fast = statistics.median(cpu[task]), statistics.median(gpu[task])
        lines.append(f"| {task} | {slow:.3g} | {fast:.3g} | {slow / fast:.1f} |")
    return "\n".join(lines)


def compare(rows, repeats):
    """Draw the rows for Lab 1, measure on the CPU and on the GPU, and print the table."""
    with tempfile.TemporaryDirectory() as folder:
        for number in rows:
            print(f"Drawing {number:,} rows ...", file=sys.stderr)
            drawn = synthesize(load_kdd99("train", "bundled"), number)
            drawn.to_parquet(Path(folder, f"{number}.parquet"))
        cpu = measure_apart(folder, "cpu", repeats)
        gpu = measure_apart(folder, "cuda", repeats)
    backend = os.environ.get("KERAS_BACKEND", "tensorflow")
    print(f"{device_name()} against {os.cpu_count()} cores ({platform.processor() or platform.machine()}),")
    print(f"XGBoost {xgb.__version__}, Keras on {backend}, medians of {repeats}, {datetime.date.today()}:\n")
    print(table(cpu, gpu))


def main():
    """Run the command line: compare; or do one step of it, so that the steps can be checked without a GPU."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rows", type=int, nargs="+", default=ROWS, help="of Lab 1 (default: %(default)s)")
    parser.add_argument("--repeats", type=int, default=5, help="(default: %(default)s)")
    parser.add_argument("--on", choices=["cpu", "cuda"], help="measure on one device; print seconds as JSON")
    parser.add_argument("--data", type=Path, help="with --on: the folder of ROWS.parquet for Lab 1")
    parser.add_argument(
        "--table", type=Path, nargs=2, metavar=("CPU", "GPU"), help="compare two files that --on has printed"
    )
    args = parser.parse_args()
    if args.table:
        print(table(*(json.loads(path.read_text()) for path in args.table)))
    elif args.on:
        times = time_lab1(args.data, args.on, args.repeats)
        print(json.dumps(times | time_lab2(args.repeats) | time_lab3(args.repeats)))
    elif xgboost_device() == "cpu":
        sys.exit(
            "XGBoost cannot train on a GPU here, so there is nothing to compare: run it on a CUDA machine."
        )
    else:
        compare(args.rows, args.repeats)


if __name__ == "__main__":
    main()
