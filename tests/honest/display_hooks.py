# Other displays of values.
# %% before scale
import sys

from IPython.core.interactiveshell import InteractiveShell

InteractiveShell.ast_node_interactivity = "all"
get_ipython().display_formatter.formatters["text/plain"].for_type(float, lambda x, p, _: p.text(f"{x:.3f}"))
sys.displayhook = print
