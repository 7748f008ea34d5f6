"""Check a lab without JupyterLab, as its Validate button does: `make validate LAB=lab1_xgboost`."""
