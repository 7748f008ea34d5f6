# A cell that installs a package, as on Colab.
# %% before scale
!pip install --quiet no-such-package-7f3a
%pip --version
