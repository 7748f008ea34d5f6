"""The KDD Cup 1999 benchmark of the papers on deep anomaly detection: split, flag, measure, compare.

Four of five rows of the 10-percent training file are attacks. So the benchmark swaps the roles: attacks are
the usual case that a method learns, rows labelled ``normal.`` are the anomalies that it has to find.

Notes
-----
As published [1]_ [3]_: a random half of all 494,021 rows is for training, of which only the attacks are used;
the other half is the test set, in which 19.7 % are anomalies. The 20 % of its rows with the highest scores
are flagged. So even a perfect ranking has a precision below 1 and an F1 of about 0.992.

Where papers differ: the code of ALAD [3]_ splits once for all runs, thins out anomalies beyond 20 % of the
test set (which has fewer, so none goes) and flags scores from the 80th percentile on, so that ties can flag
more than 20 %. MemAE [4]_ compares itself with DAGMM's figures, but its code for this data is not published,
so that its split is not known in detail. The code of GOAD [5]_ and of NeuTraL AD [6]_ splits only the attacks
and tests on all 97,278 anomalies, 32.9 % of that test set, and flags as many rows as there are anomalies.
More anomalies in the test set raise F1 whatever the method [7]_, and a perfect ranking reaches 1: these two
figures cannot be compared with the others. AnoGAN [8]_ and the isolation forest [9]_ are quoted as measured
by [2]_ and [3]_.

Here each seed splits anew. Of rows with equal scores those that come first in the test set are flagged, so
that it is always 20 %; as the test set is in random order, a tie favours neither class.

What the benchmark rewards: the file repeats itself, and 87 % of the attacks in the test half are copies of a
training row. To flag at random among the other rows reaches an F1 of 0.66 already, and the plain distance to
the nearest training row, which is 0 for copies, leaves the networks behind.

Structure and settings of all methods were chosen on splits with the seeds 100, 101 and 102; the figures to
report are those of seeds 0 to 4. One exception: the capped error was first tried on a split with seed 0.

References
----------
.. [1] Zong, B. et al. (2018). Deep autoencoding Gaussian mixture model for unsupervised anomaly detection.
   ICLR.
.. [2] Zenati, H., Foo, C. S., Lecouat, B., Manek, G. & Chandrasekhar, V. R. (2018). Efficient GAN-based
   anomaly detection. arXiv:1802.06222.
.. [3] Zenati, H., Romain, M., Foo, C. S., Lecouat, B. & Chandrasekhar, V. R. (2018). Adversarially learned
   anomaly detection. ICDM.
.. [4] Gong, D. et al. (2019). Memorizing normality to detect anomaly: memory-augmented deep autoencoder for
   unsupervised anomaly detection. ICCV.
.. [5] Bergman, L. & Hoshen, Y. (2020). Classification-based anomaly detection for general data. ICLR.
.. [6] Qiu, C., Pfrommer, T., Kloft, M., Mandt, S. & Rudolph, M. (2021). Neural transformation learning for
   deep anomaly detection beyond images. ICML.
.. [7] Fourure, D., Javaid, M. U., Posocco, N. & Tihon, S. (2021). Anomaly detection: how to artificially
   increase your F1-score with a biased evaluation protocol. ECML PKDD.
.. [8] Schlegl, T. et al. (2017). Unsupervised anomaly detection with generative adversarial networks to guide
   marker discovery. IPMI.
.. [9] Liu, F. T., Ting, K. M. & Zhou, Z.-H. (2008). Isolation forest. ICDM.
"""

import numpy as np
import pandas as pd

from helpers import is_attack, make_preprocessor, progress_bar

FLAGGED = 0.2
CEILING = "(a perfect ranking)"
PUBLISHED = {  # F1
    "AnoGAN (Schlegl et al., 2017), by Zenati et al. (2018)": 0.887,
    "isolation forest (Liu et al., 2008), by Zenati et al. (2018)": 0.929,
    "DAGMM (Zong et al., 2018)": 0.937,
    "ALAD (Zenati et al., 2018)": 0.950,
    "MemAE (Gong et al., 2019)": 0.964,
    "GOAD (Bergman & Hoshen, 2020), other test set": 0.984,
    "NeuTraL AD (Qiu et al., 2021), other test set": 0.993,
}


def split(connections, seed):
    """Return the attacks of a random half for training, and the whole other half for the test.

    Parameters
    ----------
    connections : pandas.DataFrame, shape (n, 42)
    seed : int

    Returns
    -------
    train, test : pandas.DataFrame, shapes (at most n / 2, 42) and (n / 2, 42)
        In random order.
    """
    order = np.random.default_rng(seed).permutation(len(connections))
    train, test = (connections.iloc[half] for half in np.array_split(order, 2))
    return train[is_attack(train["label"]) == 1], test


def flag(scores):
    """Return which rows are among the 20 % with the highest scores, shape (n,); of equal ones the first."""
    if not np.isfinite(scores).all():
        raise ValueError("a score is not a finite number")
    highest = np.argsort(-np.asarray(scores), kind="stable")[: round(FLAGGED * len(scores))]
    flagged = np.zeros(len(scores), bool)
    flagged[highest] = True
    return flagged


def measure(scores, anomaly):
    """Return precision, recall and F1 of the anomalies if the highest scores are flagged.

    Parameters
    ----------
    scores : array-like of float, shape (n,)
    anomaly : array-like of bool, shape (n,)

    Returns
    -------
    dict of str to float
    """
    flagged = flag(scores)
    hits = (flagged & anomaly).sum()
    return {
        "precision": hits / flagged.sum(),
        "recall": hits / anomaly.sum(),
        "F1": 2 * hits / (flagged.sum() + anomaly.sum()),
    }


def protocol(connections, methods, seeds):
    """Measure methods on one split for each seed, and what a perfect ranking would reach there.

    Parameters
    ----------
    connections : pandas.DataFrame, shape (n, 42)
    methods : dict of str to callable
        See METHODS.
    seeds : sequence of int

    Returns
    -------
    pandas.DataFrame, shape (len(seeds) * (len(methods) + 1), 5)
        Columns method, seed, precision, recall and F1.
    """
    rows = []
    with progress_bar(total=len(seeds) * len(methods)) as bar:
        for seed in seeds:
            train, test = split(connections, seed)
            anomaly = (is_attack(test["label"]) == 0).to_numpy()
            preprocessor = make_preprocessor(all_symbols=True).fit(train)
            train, test = preprocessor.transform(train), preprocessor.transform(test)
            for name, method in methods.items():
                bar.set_description(f"seed {seed}, {name}")
                rows.append({"method": name, "seed": seed} | measure(method(train, test, seed), anomaly))
                bar.update()
            rows.append({"method": CEILING, "seed": seed} | measure(anomaly.astype(float), anomaly))
    return pd.DataFrame(rows)


def table(results):
    """Return in Markdown what `protocol` measured, as mean ± sd (min to max) over seeds, and PUBLISHED."""
    lines = ["| method | precision | recall | F1 |", "|---|---|---|---|"]
    for name, runs in results.groupby("method", sort=False):
        cells = [
            f"{runs[metric].mean():.3f} ± {runs[metric].std():.3f}"
            f" ({runs[metric].min():.3f} to {runs[metric].max():.3f})"
            for metric in ("precision", "recall", "F1")
        ]
        lines.append(f"| {name} | {' | '.join(cells)} |")
    lines += [f"| published: {name} | | | {f1:.3f} |" for name, f1 in PUBLISHED.items()]
    return "\n".join(lines)
