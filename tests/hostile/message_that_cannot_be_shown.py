# Errors whose messages and names make trouble.
# keeps: scale by_service
# because: counts: [\s\S]*detect:
# %% cutoff
class Meta(type):
    @property
    def __name__(cls):
        raise RuntimeError


class Nameless(Exception, metaclass=Meta):
    def __str__(self):
        raise RuntimeError


print("MOUNTED: in a cell")
raise Nameless
# %% counts
def counts(labels):
    print("MOUNTED: in an answer")
    raise Nameless
# %% detect
def detect(train, test):
    print("MOUNTED: half a character")
    raise ValueError("half \ud800")
