# Styles, backends and fonts of figures.
# %% before scale
import matplotlib

matplotlib.use("Agg")
plt.style.use("dark_background")
plt.ion()
plt.rcParams.update({"font.size": 8})
