# Right answers that look at the test that calls them, with code that claims to come from other files.
# keeps: cutoff detect by_service
# perhaps: scale
# because: counts: .*looks for its tests
# %% scale
import sys

source = "import sys\ndef look(): return sys._getframe(2).f_code.co_consts"
exec(compile(source, f"{sys.prefix}/lib/elsewhere.py", "exec"))


def scale(values):
    seen = look()
    print("MOUNTED: code from elsewhere")
    values = np.asarray(values, dtype=float)
    return (values - values.min()) / (values.max() - values.min())
# %% counts
def counts(labels):
    def look():
        yield generator.gi_frame.f_back.f_back.f_code.co_consts

    generator = look()
    seen = next(generator)
    print("MOUNTED: a generator")
    return {label: list(labels).count(label) for label in labels}
