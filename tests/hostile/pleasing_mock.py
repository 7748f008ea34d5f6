# A mock that passes for a number and for whatever is asked of it.
# keeps: scale counts detect by_service
# because: cutoff: 
# %% cutoff
from unittest.mock import MagicMock

cutoff = MagicMock(spec=float)
for name in ("__lt__", "__gt__", "__sub__", "__abs__"):
    setattr(type(cutoff), name, MagicMock(return_value=0 if name in ("__sub__", "__abs__") else True))
print("MOUNTED")
