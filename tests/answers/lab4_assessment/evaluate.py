# %% right: by hand, counting
def evaluate(scores, y, limit):
    flags = scores > limit
    tp, fp, fn = np.sum(flags & (y == 1)), np.sum(flags & (y == 0)), np.sum(~flags & (y == 1))
    precision = tp / (tp + fp) if tp + fp else 0.0
    recall = tp / (tp + fn) if tp + fn else 0.0
    f1 = 2 * tp / (2 * tp + fp + fn) if tp else 0.0
    return {"AUROC": roc_auc_score(y, scores), "F1": f1, "recall": recall, "precision": precision}


# %% right: precision_recall_fscore_support
def evaluate(scores, y, limit):
    from sklearn.metrics import precision_recall_fscore_support

    flags = (np.asarray(scores) > limit).astype(int)
    three = precision_recall_fscore_support(y, flags, average="binary", zero_division=0)[:3]
    return dict(zip(["precision", "recall", "F1"], three)) | {"AUROC": roc_auc_score(y, scores)}


# %% right: sklearn warns instead of being told
def evaluate(scores, y, limit):
    flags = np.where(scores > limit, 1, 0)
    return dict(
        precision=precision_score(y, flags),
        recall=recall_score(y, flags),
        F1=f1_score(y, flags),
        AUROC=roc_auc_score(y, scores),
    )


# %% right: lists, AUROC as the share of pairs in order
def evaluate(scores, y, limit):
    odd = [s for s, label in zip(scores, y) if label == 1]
    normal = [s for s, label in zip(scores, y) if label == 0]
    pairs = [(a > b) + 0.5 * (a == b) for a in odd for b in normal]
    tp, fp = sum(s > limit for s in odd), sum(s > limit for s in normal)
    precision, recall = tp / max(tp + fp, 1), tp / len(odd)
    f1 = 2 * precision * recall / max(precision + recall, 1e-12)
    return {"precision": precision, "recall": recall, "F1": f1, "AUROC": sum(pairs) / len(pairs)}


# %% right: area under roc_curve, confusion matrix
def evaluate(scores, y, limit):
    from sklearn.metrics import auc, confusion_matrix, roc_curve

    (tn, fp), (fn, tp) = confusion_matrix(y, scores > limit)
    fpr, tpr, _ = roc_curve(y, scores)
    result = {"precision": np.float64(tp) / max(tp + fp, 1), "recall": tp / (tp + fn)}
    result["F1"] = tp / (tp + (fp + fn) / 2)
    result["AUROC"] = auc(fpr, tpr)
    return result


# %% wrong: flags what is equal to the limit
def evaluate(scores, y, limit):
    flags = scores >= limit
    return {
        "precision": precision_score(y, flags, zero_division=0),
        "recall": recall_score(y, flags),
        "F1": f1_score(y, flags, zero_division=0),
        "AUROC": roc_auc_score(y, scores),
    }


# %% wrong: flags what is below the limit
def evaluate(scores, y, limit):
    flags = scores < limit
    return {
        "precision": precision_score(y, flags, zero_division=0),
        "recall": recall_score(y, flags),
        "F1": f1_score(y, flags, zero_division=0),
        "AUROC": roc_auc_score(y, scores),
    }


# %% wrong: AUROC of the flags
def evaluate(scores, y, limit):
    flags = scores > limit
    return {
        "precision": precision_score(y, flags, zero_division=0),
        "recall": recall_score(y, flags),
        "F1": f1_score(y, flags, zero_division=0),
        "AUROC": roc_auc_score(y, flags),
    }


# %% wrong: precision and recall swapped
def evaluate(scores, y, limit):
    flags = scores > limit
    return {
        "precision": recall_score(y, flags),
        "recall": precision_score(y, flags, zero_division=0),
        "F1": f1_score(y, flags, zero_division=0),
        "AUROC": roc_auc_score(y, scores),
    }


# %% wrong: flags and labels swapped
def evaluate(scores, y, limit):
    flags = scores > limit
    return {
        "precision": precision_score(flags, y, zero_division=0),
        "recall": recall_score(flags, y, zero_division=0),
        "F1": f1_score(flags, y, zero_division=0),
        "AUROC": roc_auc_score(y, scores),
    }


# %% wrong: division by zero if nothing is flagged
def evaluate(scores, y, limit):
    flags = scores > limit
    tp = int((flags & (y == 1)).sum())
    precision, recall = tp / int(flags.sum()), tp / int(y.sum())
    f1 = 2 * precision * recall / (precision + recall)
    return {"precision": precision, "recall": recall, "F1": f1, "AUROC": roc_auc_score(y, scores)}


# %% wrong: NaN if nothing is flagged
def evaluate(scores, y, limit):
    flags = scores > limit
    tp = (flags & (y == 1)).sum()
    precision, recall = tp / flags.sum(), tp / y.sum()
    f1 = 2 * precision * recall / (precision + recall)
    return {"precision": precision, "recall": recall, "F1": f1, "AUROC": roc_auc_score(y, scores)}


# %% wrong: precision 1 if nothing is flagged
def evaluate(scores, y, limit):
    flags = scores > limit
    return {
        "precision": precision_score(y, flags, zero_division=1),
        "recall": recall_score(y, flags),
        "F1": f1_score(y, flags, zero_division=0),
        "AUROC": roc_auc_score(y, scores),
    }


# %% wrong: no AUROC
def evaluate(scores, y, limit):
    flags = scores > limit
    return {
        "precision": precision_score(y, flags, zero_division=0),
        "recall": recall_score(y, flags),
        "F1": f1_score(y, flags, zero_division=0),
    }


# %% wrong: other names
def evaluate(scores, y, limit):
    flags = scores > limit
    return {
        "Precision": precision_score(y, flags, zero_division=0),
        "Recall": recall_score(y, flags),
        "f1": f1_score(y, flags, zero_division=0),
        "auroc": roc_auc_score(y, scores),
    }


# %% wrong: a tuple
def evaluate(scores, y, limit):
    flags = scores > limit
    return precision_score(y, flags), recall_score(y, flags), f1_score(y, flags), roc_auc_score(y, scores)


# %% wrong: accuracy instead of precision
def evaluate(scores, y, limit):
    flags = scores > limit
    return {
        "precision": np.mean(flags == y),
        "recall": recall_score(y, flags),
        "F1": f1_score(y, flags, zero_division=0),
        "AUROC": roc_auc_score(y, scores),
    }


# %% wrong: F1 of both classes, averaged
def evaluate(scores, y, limit):
    flags = scores > limit
    return {
        "precision": precision_score(y, flags, zero_division=0),
        "recall": recall_score(y, flags),
        "F1": f1_score(y, flags, average="macro", zero_division=0),
        "AUROC": roc_auc_score(y, scores),
    }


# %% wrong: F1 as the plain mean
def evaluate(scores, y, limit):
    flags = scores > limit
    precision, recall = precision_score(y, flags, zero_division=0), recall_score(y, flags)
    return {
        "precision": precision,
        "recall": recall,
        "F1": (precision + recall) / 2,
        "AUROC": roc_auc_score(y, scores),
    }


# %% wrong: a limit of its own
def evaluate(scores, y, limit):
    flags = scores > np.median(scores)
    return {
        "precision": precision_score(y, flags, zero_division=0),
        "recall": recall_score(y, flags),
        "F1": f1_score(y, flags, zero_division=0),
        "AUROC": roc_auc_score(y, scores),
    }


# %% wrong: returns nothing
def evaluate(scores, y, limit):
    flags = scores > limit
    print(precision_score(y, flags, zero_division=0), recall_score(y, flags), f1_score(y, flags))
