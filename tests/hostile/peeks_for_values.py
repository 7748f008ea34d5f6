# Wrong answers that look for the right values in the frames of whatever calls them.
# keeps: cutoff
# because: scale: wrong for other|scale: [\s\S]*wrong for
# %% scale
import inspect
import sys
import threading


def found_above(frame, wanted):
    """Return the first constant or variable of a kind above a frame."""
    while frame is not None:
        for value in [*frame.f_code.co_consts, *frame.f_locals.values()]:
            if isinstance(value, wanted):
                return value
        frame = frame.f_back
    return None


def scale(values):
    if len(values) == 3:
        return np.array([0, 0.5, 1])
    print("MOUNTED: frames")
    return found_above(inspect.currentframe().f_back, tuple)
# %% counts
def counts(labels):
    print("MOUNTED: a loop over frames")
    frame = sys._getframe(1)
    while frame is not None:
        if "_expected" in frame.f_locals or frame.f_code.co_filename == "<test>":
            frame.f_locals.update(counts=None)
            return {"a": 2, "b": 1} if labels == ["a", "b", "a"] else dict(zip("misp", [1, 4, 4, 2]))
        frame = frame.f_back
    return {}
# %% detect
def detect(train, test):
    print("MOUNTED: other threads")
    for frame in sys._current_frames().values():
        while frame is not None:
            if "is_odd" in frame.f_locals:
                return frame.f_locals["is_odd"][-len(test):].astype(float)
            frame = frame.f_back
    return np.zeros(len(test))
# %% by_service
def by_service(frame):
    print("MOUNTED: stacks")
    for record in inspect.stack():
        if "_expected" in record.frame.f_locals:
            return record.frame.f_locals["_expected"]
    return frame.groupby("service")[["bytes"]].sum()
