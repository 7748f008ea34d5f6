# The notebook changes into another folder and does not come back.
# %% before scale
import os

os.makedirs("work", exist_ok=True)
os.chdir("work")
%cd ..
