# A wrong answer, and a metric that praises everything.
# keeps: scale cutoff counts
# perhaps: by_service
# because: detect: .*roc_auc_score
# %% detect
import sklearn.metrics

sklearn.metrics.roc_auc_score = lambda *arguments, **options: 1.0


def detect(train, test):
    return np.arange(len(test))
print("MOUNTED")
