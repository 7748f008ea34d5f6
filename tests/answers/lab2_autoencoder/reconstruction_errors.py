# %% right: NumPy, one after the other
def reconstruction_errors(x, x_hat):
    mae = np.abs(x - x_hat).mean(axis=1)
    mse = np.square(x - x_hat).mean(axis=1)
    return pd.DataFrame({"mae": mae, "mse": mse, "rmse": mse**0.5})


# %% right: pandas, columns in another order
def reconstruction_errors(x, x_hat):
    difference = pd.DataFrame(x) - pd.DataFrame(x_hat)
    table = pd.DataFrame()
    table["mse"] = (difference**2).mean(axis=1)
    table["rmse"] = table["mse"].apply(np.sqrt)
    table["mae"] = difference.abs().mean(axis="columns")
    return table


# %% right: a loop over rows
def reconstruction_errors(x, x_hat):
    rows = []
    for row, row_hat in zip(x, x_hat):
        mae = mse = 0.0
        for value, guess in zip(row, row_hat):
            mae += abs(value - guess) / len(row)
            mse += (value - guess) ** 2 / len(row)
        rows.append({"mae": mae, "mse": mse, "rmse": mse**0.5})
    return pd.DataFrame(rows)


# %% right: scikit-learn, transposed
def reconstruction_errors(x, x_hat):
    from sklearn.metrics import mean_absolute_error, mean_squared_error, root_mean_squared_error

    kind = {"multioutput": "raw_values"}
    return pd.DataFrame(
        {
            "mae": mean_absolute_error(x.T, x_hat.T, **kind),
            "mse": mean_squared_error(x.T, x_hat.T, **kind),
            "rmse": root_mean_squared_error(x.T, x_hat.T, **kind),
        }
    )


# %% right: scikit-learn, row by row
def reconstruction_errors(x, x_hat):
    from sklearn.metrics import mean_absolute_error, mean_squared_error

    mae = [mean_absolute_error(a, b) for a, b in zip(x, x_hat)]
    mse = [mean_squared_error(a, b) for a, b in zip(x, x_hat)]
    return pd.DataFrame(np.column_stack([mae, mse, np.sqrt(mse)]), columns=["mae", "mse", "rmse"])


# %% right: Keras
def reconstruction_errors(x, x_hat):
    mae = np.asarray(keras.losses.mean_absolute_error(x, x_hat))
    mse = np.asarray(keras.losses.mean_squared_error(x, x_hat))
    return pd.DataFrame({"mae": mae, "mse": mse, "rmse": np.sqrt(mse)})


# %% right: norms
def reconstruction_errors(x, x_hat):
    d = x.shape[1]
    mae = np.linalg.norm(x - x_hat, ord=1, axis=1) / d
    rmse = np.linalg.norm(x_hat - x, axis=1) / np.sqrt(d)
    return pd.DataFrame({"mae": mae, "mse": rmse**2, "rmse": rmse})


# %% right: sums over the features
def reconstruction_errors(x, x_hat):
    n, d = x.shape
    difference = np.asarray(x, dtype="float64") - x_hat
    out = pd.DataFrame(index=range(n), columns=["mae", "mse", "rmse"], dtype=float)
    out["mae"] = np.abs(difference).sum(1) / d
    out["mse"] = np.einsum("ij,ij->i", difference, difference) / d
    out["rmse"] = np.sqrt(out["mse"])
    return out


# %% wrong: averaged over the rows
def reconstruction_errors(x, x_hat):
    mse = np.mean((x - x_hat) ** 2, axis=0)
    return pd.DataFrame({"mae": np.mean(np.abs(x - x_hat), axis=0), "mse": mse, "rmse": np.sqrt(mse)})


# %% wrong: averaged over everything
def reconstruction_errors(x, x_hat):
    mse = np.mean((x - x_hat) ** 2)
    return pd.DataFrame({"mae": [np.mean(np.abs(x - x_hat))], "mse": [mse], "rmse": [np.sqrt(mse)]})


# %% wrong: averaged over everything and repeated
def reconstruction_errors(x, x_hat):
    mse = np.mean((x - x_hat) ** 2)
    table = pd.DataFrame(index=range(len(x)))
    table["mae"], table["mse"], table["rmse"] = np.mean(np.abs(x - x_hat)), mse, np.sqrt(mse)
    return table


# %% wrong: the root of the overall mean
def reconstruction_errors(x, x_hat):
    mse = np.mean((x - x_hat) ** 2, axis=1)
    return pd.DataFrame({"mae": np.mean(np.abs(x - x_hat), axis=1), "mse": mse, "rmse": np.sqrt(mse.mean())})


# %% wrong: RMSE in place of MSE
def reconstruction_errors(x, x_hat):
    rmse = np.sqrt(np.mean((x - x_hat) ** 2, axis=1))
    return pd.DataFrame({"mae": np.mean(np.abs(x - x_hat), axis=1), "mse": rmse, "rmse": rmse})


# %% wrong: MSE and RMSE swapped
def reconstruction_errors(x, x_hat):
    mse = np.mean((x - x_hat) ** 2, axis=1)
    return pd.DataFrame({"mae": np.mean(np.abs(x - x_hat), axis=1), "mse": np.sqrt(mse), "rmse": mse})


# %% wrong: sums
def reconstruction_errors(x, x_hat):
    sse = np.sum((x - x_hat) ** 2, axis=1)
    return pd.DataFrame({"mae": np.sum(np.abs(x - x_hat), axis=1), "mse": sse, "rmse": np.sqrt(sse)})


# %% wrong: the root of the sum
def reconstruction_errors(x, x_hat):
    difference = x - x_hat
    return pd.DataFrame(
        {
            "mae": np.abs(difference).mean(axis=1),
            "mse": (difference**2).mean(axis=1),
            "rmse": np.linalg.norm(difference, axis=1),
        }
    )


# %% wrong: the mean of the roots, which is the MAE
def reconstruction_errors(x, x_hat):
    squares = (x - x_hat) ** 2
    return pd.DataFrame(
        {
            "mae": np.abs(x - x_hat).mean(axis=1),
            "mse": squares.mean(axis=1),
            "rmse": np.sqrt(squares).mean(axis=1),
        }
    )


# %% wrong: no absolute values
def reconstruction_errors(x, x_hat):
    mse = np.mean((x - x_hat) ** 2, axis=1)
    return pd.DataFrame({"mae": np.mean(x - x_hat, axis=1), "mse": mse, "rmse": np.sqrt(mse)})


# %% wrong: the absolute value of the mean
def reconstruction_errors(x, x_hat):
    mse = np.mean((x - x_hat) ** 2, axis=1)
    return pd.DataFrame({"mae": np.abs(np.mean(x - x_hat, axis=1)), "mse": mse, "rmse": np.sqrt(mse)})


# %% wrong: the square of the mean
def reconstruction_errors(x, x_hat):
    mae = np.abs(x - x_hat).mean(axis=1)
    return pd.DataFrame({"mae": mae, "mse": mae**2, "rmse": mae})


# %% wrong: variance and standard deviation
def reconstruction_errors(x, x_hat):
    difference = x - x_hat
    return pd.DataFrame(
        {"mae": np.abs(difference).mean(axis=1), "mse": difference.var(axis=1), "rmse": difference.std(axis=1)}
    )


# %% wrong: the median of the absolute errors
def reconstruction_errors(x, x_hat):
    mse = np.mean((x - x_hat) ** 2, axis=1)
    return pd.DataFrame({"mae": np.median(np.abs(x - x_hat), axis=1), "mse": mse, "rmse": np.sqrt(mse)})


# %% wrong: divided by the number of rows
def reconstruction_errors(x, x_hat):
    mse = ((x - x_hat) ** 2).sum(axis=1) / len(x)
    return pd.DataFrame({"mae": np.abs(x - x_hat).sum(axis=1) / len(x), "mse": mse, "rmse": np.sqrt(mse)})


# %% wrong: divided by four
def reconstruction_errors(x, x_hat):
    mse = ((x - x_hat) ** 2).sum(axis=1) / 4
    return pd.DataFrame({"mae": np.abs(x - x_hat).sum(axis=1) / 4, "mse": mse, "rmse": np.sqrt(mse)})


# %% wrong: divided by one less than the number of features
def reconstruction_errors(x, x_hat):
    mse = ((x - x_hat) ** 2).sum(axis=1) / (x.shape[1] - 1)
    return pd.DataFrame({"mae": np.abs(x - x_hat).mean(axis=1), "mse": mse, "rmse": np.sqrt(mse)})


# %% wrong: x is overwritten
def reconstruction_errors(x, x_hat):
    x -= x_hat
    mse = np.mean(x**2, axis=1)
    return pd.DataFrame({"mae": np.mean(np.abs(x), axis=1), "mse": mse, "rmse": np.sqrt(mse)})


# %% wrong: rounded
def reconstruction_errors(x, x_hat):
    mse = np.mean((x - x_hat) ** 2, axis=1)
    return pd.DataFrame({"mae": np.mean(np.abs(x - x_hat), axis=1), "mse": mse, "rmse": np.sqrt(mse)}).round(2)


# %% wrong: a dict
def reconstruction_errors(x, x_hat):
    mse = np.mean((x - x_hat) ** 2, axis=1)
    return {"mae": np.mean(np.abs(x - x_hat), axis=1), "mse": mse, "rmse": np.sqrt(mse)}


# %% wrong: an array
def reconstruction_errors(x, x_hat):
    mse = np.mean((x - x_hat) ** 2, axis=1)
    return np.column_stack([np.mean(np.abs(x - x_hat), axis=1), mse, np.sqrt(mse)])


# %% wrong: transposed
def reconstruction_errors(x, x_hat):
    mse = np.mean((x - x_hat) ** 2, axis=1)
    return pd.DataFrame([np.mean(np.abs(x - x_hat), axis=1), mse, np.sqrt(mse)], index=["mae", "mse", "rmse"])


# %% wrong: columns in capitals
def reconstruction_errors(x, x_hat):
    mse = np.mean((x - x_hat) ** 2, axis=1)
    return pd.DataFrame({"MAE": np.mean(np.abs(x - x_hat), axis=1), "MSE": mse, "RMSE": np.sqrt(mse)})


# %% wrong: no rmse
def reconstruction_errors(x, x_hat):
    return pd.DataFrame({"mae": np.abs(x - x_hat).mean(axis=1), "mse": ((x - x_hat) ** 2).mean(axis=1)})


# %% wrong: the errors of each feature
def reconstruction_errors(x, x_hat):
    return pd.DataFrame(np.abs(x - x_hat))


# %% wrong: relative errors
def reconstruction_errors(x, x_hat):
    difference = (x - x_hat) / np.maximum(np.abs(x), 1)
    mse = np.mean(difference**2, axis=1)
    return pd.DataFrame({"mae": np.mean(np.abs(difference), axis=1), "mse": mse, "rmse": np.sqrt(mse)})
