# Raises SystemExit, in a cell and in an answer.
# keeps: scale detect by_service
# because: cutoff[\s\S]*SystemExit|SystemExit[\s\S]*cutoff
# %% cutoff
import sys

print("MOUNTED: in a cell")
sys.exit(0)
# %% counts
def counts(labels):
    print("MOUNTED: in an answer")
    raise SystemExit(0)
