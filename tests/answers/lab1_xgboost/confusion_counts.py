# %% right: a loop over pairs
def confusion_counts(y_true, score, threshold):
    tp = fp = tn = fn = 0
    for truth, value in zip(y_true, score):
        if value >= threshold:
            if truth == 1:
                tp += 1
            else:
                fp += 1
        elif truth == 1:
            fn += 1
        else:
            tn += 1
    return tp, fp, tn, fn


def rates(tp, fp, tn, fn):
    tpr = tp / (tp + fn)
    fpr = fp / (fp + tn)
    return tpr, fpr


# %% right: scikit-learn, reordered, as arrays
def confusion_counts(y_true, score, threshold):
    from sklearn.metrics import confusion_matrix

    tn, fp, fn, tp = confusion_matrix(y_true, np.array(score) >= threshold, labels=[0, 1]).ravel()
    return np.array([tp, fp, tn, fn])


def rates(tp, fp, tn, fn):
    return np.array([tp / (tp + fn), fp / (fp + tn)])


# %% right: differences of sums, 1 minus the specificity, lists
def confusion_counts(y_true, score, threshold):
    y = np.asarray(y_true)
    called = (np.asarray(score) >= threshold).astype(int)
    tp = (y * called).sum()
    fp = called.sum() - tp
    fn = y.sum() - tp
    return [tp, fp, len(y) - tp - fp - fn, fn]


def rates(tp, fp, tn, fn):
    return [1 - fn / (tp + fn), 1 - tn / (tn + fp)]


# %% right: pandas, and rates that do not fail without rows
def confusion_counts(y_true, score, threshold):
    table = pd.DataFrame({"attack": np.asarray(y_true) == 1, "called": np.asarray(score) >= threshold})
    counts = table.value_counts()
    return tuple(int(counts.get(key, 0)) for key in ((True, True), (False, True), (False, False), (True, False)))


def rates(tp, fp, tn, fn):
    return (tp / (tp + fn) if tp + fn else 0.0), (fp / (fp + tn) if fp + tn else 0.0)


# %% right: Series and array mixed
def confusion_counts(y_true, score, threshold):
    called = np.where(score >= threshold, 1, 0)
    tp = np.sum((y_true == 1) & (called == 1))
    fp = np.sum((y_true == 0) & (called == 1))
    tn = np.sum((y_true == 0) & (called == 0))
    fn = np.sum((y_true == 1) & (called == 0))
    return tp, fp, tn, fn


def rates(tp, fp, tn, fn):
    return np.float64(tp / (tp + fn)), np.float64(fp / (fp + tn))


# %% wrong: more than the threshold
def confusion_counts(y_true, score, threshold):
    attack, called = np.asarray(y_true) == 1, np.asarray(score) > threshold
    return np.sum(called & attack), np.sum(called & ~attack), np.sum(~called & ~attack), np.sum(~called & attack)


def rates(tp, fp, tn, fn):
    return tp / (tp + fn), fp / (fp + tn)


# %% wrong: scikit-learn's order
def confusion_counts(y_true, score, threshold):
    from sklearn.metrics import confusion_matrix

    return tuple(confusion_matrix(y_true, score >= threshold).ravel())


def rates(tp, fp, tn, fn):
    return tp / (tp + fn), fp / (fp + tn)


# %% wrong: tn and fn swapped
def confusion_counts(y_true, score, threshold):
    attack, called = np.asarray(y_true) == 1, np.asarray(score) >= threshold
    return np.sum(called & attack), np.sum(called & ~attack), np.sum(~called & attack), np.sum(~called & ~attack)


def rates(tp, fp, tn, fn):
    return tp / (tp + fn), fp / (fp + tn)


# %% wrong: the threshold is fixed at 0.5
def confusion_counts(y_true, score, threshold):
    attack, called = np.asarray(y_true) == 1, np.asarray(score) >= 0.5
    return np.sum(called & attack), np.sum(called & ~attack), np.sum(~called & ~attack), np.sum(~called & attack)


def rates(tp, fp, tn, fn):
    return tp / (tp + fn), fp / (fp + tn)


# %% wrong: the scores are rounded to 0 and 1
def confusion_counts(y_true, score, threshold):
    attack, called = np.asarray(y_true) == 1, np.round(score) >= threshold
    return np.sum(called & attack), np.sum(called & ~attack), np.sum(~called & ~attack), np.sum(~called & attack)


def rates(tp, fp, tn, fn):
    return tp / (tp + fn), fp / (fp + tn)


# %% wrong: rows are looked up by label, not by position
def confusion_counts(y_true, score, threshold):
    tp = fp = tn = fn = 0
    for i in range(len(y_true)):
        if score[i] >= threshold:
            tp, fp = tp + (y_true[i] == 1), fp + (y_true[i] == 0)
        else:
            tn, fn = tn + (y_true[i] == 0), fn + (y_true[i] == 1)
    return tp, fp, tn, fn


def rates(tp, fp, tn, fn):
    return tp / (tp + fn), fp / (fp + tn)


# %% wrong: crosstab, which has no column without alarms
def confusion_counts(y_true, score, threshold):
    table = pd.crosstab(np.asarray(y_true), np.asarray(score) >= threshold).to_numpy()
    return table[1, 1], table[0, 1], table[0, 0], table[1, 0]


def rates(tp, fp, tn, fn):
    return tp / (tp + fn), fp / (fp + tn)


# %% wrong: the rates are swapped
def confusion_counts(y_true, score, threshold):
    attack, called = np.asarray(y_true) == 1, np.asarray(score) >= threshold
    return np.sum(called & attack), np.sum(called & ~attack), np.sum(~called & ~attack), np.sum(~called & attack)


def rates(tp, fp, tn, fn):
    return fp / (fp + tn), tp / (tp + fn)


# %% wrong: precision for the TPR
def confusion_counts(y_true, score, threshold):
    attack, called = np.asarray(y_true) == 1, np.asarray(score) >= threshold
    return np.sum(called & attack), np.sum(called & ~attack), np.sum(~called & ~attack), np.sum(~called & attack)


def rates(tp, fp, tn, fn):
    return tp / (tp + fp), fp / (fp + tn)


# %% wrong: the FPR as a share of the alarms
def confusion_counts(y_true, score, threshold):
    attack, called = np.asarray(y_true) == 1, np.asarray(score) >= threshold
    return np.sum(called & attack), np.sum(called & ~attack), np.sum(~called & ~attack), np.sum(~called & attack)


def rates(tp, fp, tn, fn):
    return tp / (tp + fn), fp / (fp + tp)


# %% wrong: the missed attacks for the FPR
def confusion_counts(y_true, score, threshold):
    attack, called = np.asarray(y_true) == 1, np.asarray(score) >= threshold
    return np.sum(called & attack), np.sum(called & ~attack), np.sum(~called & ~attack), np.sum(~called & attack)


def rates(tp, fp, tn, fn):
    return tp / (tp + fn), fn / (tp + fn)


# %% wrong: shares of all rows
def confusion_counts(y_true, score, threshold):
    attack, called = np.asarray(y_true) == 1, np.asarray(score) >= threshold
    return np.sum(called & attack), np.sum(called & ~attack), np.sum(~called & ~attack), np.sum(~called & attack)


def rates(tp, fp, tn, fn):
    return tp / (tp + fp + tn + fn), fp / (tp + fp + tn + fn)


# %% wrong: rates rounded to two digits
def confusion_counts(y_true, score, threshold):
    attack, called = np.asarray(y_true) == 1, np.asarray(score) >= threshold
    counts = [called & attack, called & ~attack, ~called & ~attack, ~called & attack]
    return tuple(int(rows.sum()) for rows in counts)


def rates(tp, fp, tn, fn):
    return round(tp / (tp + fn), 2), round(fp / (fp + tn), 2)


# %% wrong: rates rounded to four digits
def confusion_counts(y_true, score, threshold):
    attack, called = np.asarray(y_true) == 1, np.asarray(score) >= threshold
    counts = [called & attack, called & ~attack, ~called & ~attack, ~called & attack]
    return tuple(int(rows.sum()) for rows in counts)


def rates(tp, fp, tn, fn):
    return round(tp / (tp + fn), 4), round(fp / (fp + tn), 4)
