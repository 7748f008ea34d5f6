# The first line of the imports cell mounts Colab's drive.
# because: with 1 of the lab's own cells put back
# %% cell-1
from google.colab import drive
drive.mount("/content/drive")
import matplotlib.pyplot as plt
import numpy as np
import pandas as pd

import helpers
