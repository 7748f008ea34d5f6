# scikit-learn returns DataFrames.
# %% before scale
import sklearn

sklearn.set_config(transform_output="pandas", enable_metadata_routing=True)
