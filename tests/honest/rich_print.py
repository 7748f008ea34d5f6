# rich's print in the place of Python's.
# %% before scale
from rich import print

print("[bold]scaled[/bold]")
