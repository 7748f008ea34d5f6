# A method of the student's own, added to a library's class.
# %% before scale
def describe_all(frame):
    return frame.describe(include="all")


pd.DataFrame.describe_all = describe_all
pd.DataFrame.info_all = pd.DataFrame.info
