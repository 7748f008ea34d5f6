# A wrong answer, and a finder that makes up modules.
# keeps: scale cutoff counts
# perhaps: by_service
# because: detect: .*(meta_path|sklearn)
# %% detect
import sys


class Finder:
    @staticmethod
    def find_spec(name, path=None, target=None):
        return None


sys.meta_path.insert(0, Finder())


def detect(train, test):
    return np.arange(len(test))
print("MOUNTED")
