"""How long the labs train on this machine's GPU and on its CPU: medians of five, and their ratio.

`make bench-gpu`. Lab 1's classifier gets 0.2, 0.5 and 5 million rows from the data generator; Labs 2 and 3
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
        few, many = (seconds(lambda n=n: lab["train_bigan"](x, steps=n)) for n in (20, 20 + STEPS))
        return (many - few) / STEPS * len(x) / lab["ROWS"]

    return {f"Lab 3, an epoch of {len(x):,} rows": [epoch() for _ in range(repeats)]}


def measure(folder, device, repeats):
    """Run all in a process that sees the GPU, or one that does not; return seconds by what was timed."""
    command = [sys.executable, __file__, "--on", device, "--data", str(folder), "--repeats", str(repeats)]
    environment = os.environ | (HIDDEN if device == "cpu" else {})
    done = subprocess.run(command, env=environment, stdout=subprocess.PIPE, text=True, check=True)
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


def main(arguments=None):
    """Measure on both and print the table; or, with `--on`, measure on one and print seconds as JSON."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rows", type=int, nargs="+", default=ROWS, help="of Lab 1 (default: %(default)s)")
    parser.add_argument("--repeats", type=int, default=5)
    parser.add_argument("--on", choices=["cpu", "cuda"], help=argparse.SUPPRESS)
    parser.add_argument("--data", type=Path, help=argparse.SUPPRESS)
    args = parser.parse_args(arguments)
    if args.on:
        times = (
            time_lab1(args.data, args.on, args.repeats) | time_lab2(args.repeats) | time_lab3(args.repeats)
        )
        print(json.dumps(times))
        return
    if xgboost_device() == "cpu":
        sys.exit(
            "XGBoost cannot train on a GPU here, so there is nothing to compare: run it on a CUDA machine."
        )
    with tempfile.TemporaryDirectory() as folder:
        for rows in args.rows:
            print(f"Drawing {rows:,} rows ...", file=sys.stderr)
            synthesize(load_kdd99("train", "bundled"), rows).to_parquet(Path(folder, f"{rows}.parquet"))
        cpu, gpu = (measure(Path(folder), device, args.repeats) for device in ("cpu", "cuda"))
    backend = os.environ.get("KERAS_BACKEND", "tensorflow")
    print(f"{device_name()} against {os.cpu_count()} cores ({platform.processor() or platform.machine()}),")
    print(f"XGBoost {xgb.__version__}, Keras on {backend}, medians of {args.repeats}, ", end="")
    print(f"{datetime.date.today()}:\n")
    print(table(cpu, gpu))


if __name__ == "__main__":
    main()
