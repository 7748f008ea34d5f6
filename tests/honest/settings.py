# Settings that many notebooks begin with.
# %% before scale
import importlib
import warnings

from sklearn import set_config
from tqdm.auto import tqdm

warnings.filterwarnings("ignore")
pd.set_option("display.max_columns", 50)
np.set_printoptions(precision=2)
np.random.seed(1)
plt.rcParams["figure.figsize"] = (4, 3)
plt.style.use("ggplot")
set_config(display="text")
tqdm.pandas()
importlib.reload(helpers)
for _ in tqdm(range(3)):
    pass
print("MOUNTED")
