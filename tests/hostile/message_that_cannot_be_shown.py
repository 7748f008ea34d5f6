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


raise Nameless
# %% counts
def counts(labels):
    raise Nameless
# %% detect
def detect(train, test):
    raise ValueError("half \ud800")
