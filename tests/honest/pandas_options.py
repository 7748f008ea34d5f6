# Options of pandas.
# %% before scale
pd.set_option("display.precision", 2)
pd.set_option("mode.chained_assignment", None)
pd.options.display.float_format = "{:.1f}".format
pd.set_option("future.infer_string", True)
