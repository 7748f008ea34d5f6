# %% right: two loops
def modes_covered(samples, centres, radius, share):
    covered = 0
    for centre in centres:
        near = 0
        for sample in samples:
            if np.sqrt(np.sum((sample - centre) ** 2)) <= radius:
                near += 1
        if near / len(samples) >= share:
            covered += 1
    return covered


# %% right: SciPy's cdist
def modes_covered(samples, centres, radius, share):
    from scipy.spatial.distance import cdist

    near = (cdist(samples, centres) <= radius).mean(axis=0)
    return int((near >= share).sum())


# %% right: squares compared, a NumPy number
def modes_covered(samples, centres, radius, share):
    squares = ((centres[:, np.newaxis, :] - samples[np.newaxis, :, :]) ** 2).sum(axis=-1)
    return np.count_nonzero(np.mean(squares <= radius**2, axis=1) >= share)


# %% right: a search tree
def modes_covered(samples, centres, radius, share):
    from scipy.spatial import cKDTree

    near = cKDTree(samples).query_ball_point(centres, radius, return_length=True)
    return int(sum(near / len(samples) >= share))


# %% right: the math module
def modes_covered(samples, centres, radius, share):
    import math

    counts = [sum(math.dist(s, c) <= radius for s in samples.tolist()) for c in centres.tolist()]
    return len([count for count in counts if count >= share * len(samples)])


# %% right: scikit-learn's distances
def modes_covered(samples, centres, radius, share):
    from sklearn.metrics import pairwise_distances

    inside = pairwise_distances(centres, samples, metric="euclidean") <= radius
    return int(np.sum(inside.sum(axis=1) / inside.shape[1] >= share))


# %% right: Keras
def modes_covered(samples, centres, radius, share):
    distances = keras.ops.norm(samples[:, None] - centres[None], axis=-1)
    near = keras.ops.convert_to_numpy(distances <= radius)
    return sum(1 for column in near.T if column.mean() >= share)


# %% right: pandas
def modes_covered(samples, centres, radius, share):
    table = pd.DataFrame({k: np.linalg.norm(samples - centre, axis=1) for k, centre in enumerate(centres)})
    return int(table.le(radius).mean().ge(share).sum())


# %% wrong: more than the share
def modes_covered(samples, centres, radius, share):
    distances = np.linalg.norm(samples[:, None] - centres[None], axis=2)
    return int(np.sum(np.mean(distances <= radius, axis=0) > share))


# %% wrong: less than the radius
def modes_covered(samples, centres, radius, share):
    distances = np.linalg.norm(samples[:, None] - centres[None], axis=2)
    return int(np.sum(np.mean(distances < radius, axis=0) >= share))


# %% wrong: the share of those samples that are near some centre
def modes_covered(samples, centres, radius, share):
    near = np.linalg.norm(samples[:, None] - centres[None], axis=2) <= radius
    return int(np.sum(near.sum(axis=0) / near.any(axis=1).sum() >= share))


# %% wrong: the mean over the centres
def modes_covered(samples, centres, radius, share):
    distances = np.linalg.norm(samples[:, None] - centres[None], axis=2)
    return int(np.sum(np.mean(distances <= radius, axis=1) >= share))


# %% wrong: any sample will do
def modes_covered(samples, centres, radius, share):
    distances = np.linalg.norm(samples[:, None] - centres[None], axis=2)
    return int(np.sum((distances <= radius).any(axis=0)))


# %% wrong: a number of samples compared with the share
def modes_covered(samples, centres, radius, share):
    distances = np.linalg.norm(samples[:, None] - centres[None], axis=2)
    return int(np.sum(np.sum(distances <= radius, axis=0) >= share))


# %% wrong: a percentage
def modes_covered(samples, centres, radius, share):
    distances = np.linalg.norm(samples[:, None] - centres[None], axis=2)
    return int(np.sum(100 * np.mean(distances <= radius, axis=0) >= share))


# %% wrong: the sum of the absolute differences
def modes_covered(samples, centres, radius, share):
    distances = np.abs(samples[:, None] - centres[None]).sum(axis=2)
    return int(np.sum(np.mean(distances <= radius, axis=0) >= share))


# %% wrong: a square in place of a circle
def modes_covered(samples, centres, radius, share):
    distances = np.abs(samples[:, None] - centres[None]).max(axis=2)
    return int(np.sum(np.mean(distances <= radius, axis=0) >= share))


# %% wrong: the squared distance
def modes_covered(samples, centres, radius, share):
    distances = ((samples[:, None] - centres[None]) ** 2).sum(axis=2)
    return int(np.sum(np.mean(distances <= radius, axis=0) >= share))


# %% wrong: the mean of the squares
def modes_covered(samples, centres, radius, share):
    distances = np.sqrt(((samples[:, None] - centres[None]) ** 2).mean(axis=2))
    return int(np.sum(np.mean(distances <= radius, axis=0) >= share))


# %% wrong: each feature by itself
def modes_covered(samples, centres, radius, share):
    near = np.abs(samples[:, None] - centres[None]) <= radius
    return int(np.sum(near.mean(axis=(0, 2)) >= share))


# %% wrong: norm along the wrong axis
def modes_covered(samples, centres, radius, share):
    distances = np.linalg.norm(samples[:, None] - centres[None], axis=1)
    return int(np.sum(np.mean(distances <= radius, axis=0) >= share))


# %% wrong: the mean distance to a centre
def modes_covered(samples, centres, radius, share):
    distances = np.linalg.norm(samples[:, None] - centres[None], axis=2)
    return int(np.sum(distances.mean(axis=0) <= radius))


# %% wrong: written out for two features
def modes_covered(samples, centres, radius, share):
    covered = 0
    for cx, cy in centres:
        near = [np.hypot(x - cx, y - cy) <= radius for x, y in samples]
        covered += np.mean(near) >= share
    return int(covered)


# %% wrong: always the centres of the lab
def modes_covered(samples, centres, radius, share):
    distances = np.linalg.norm(samples[:, None] - CENTRES[None], axis=2)
    return int(np.sum(np.mean(distances <= radius, axis=0) >= share))


# %% wrong: the share rounded down to a number of samples
def modes_covered(samples, centres, radius, share):
    distances = np.linalg.norm(samples[:, None] - centres[None], axis=2)
    return int(np.sum(np.sum(distances <= radius, axis=0) >= int(share * len(samples))))


# %% wrong: a fixed share of 2 %
def modes_covered(samples, centres, radius, share):
    distances = np.linalg.norm(samples[:, None] - centres[None], axis=2)
    return int(np.sum(np.mean(distances <= radius, axis=0) >= 0.02))


# %% wrong: the covered part of the centres
def modes_covered(samples, centres, radius, share):
    distances = np.linalg.norm(samples[:, None] - centres[None], axis=2)
    return float(np.mean(np.mean(distances <= radius, axis=0) >= share))


# %% wrong: which centres, not how many
def modes_covered(samples, centres, radius, share):
    distances = np.linalg.norm(samples[:, None] - centres[None], axis=2)
    return np.mean(distances <= radius, axis=0) >= share


# %% wrong: the indices of the centres
def modes_covered(samples, centres, radius, share):
    distances = np.linalg.norm(samples[:, None] - centres[None], axis=2)
    return np.flatnonzero(np.mean(distances <= radius, axis=0) >= share)


# %% wrong: the share of near samples
def modes_covered(samples, centres, radius, share):
    distances = np.linalg.norm(samples[:, None] - centres[None], axis=2)
    return np.mean(distances <= radius, axis=0).max()


# %% wrong: the modes that are not covered
def modes_covered(samples, centres, radius, share):
    distances = np.linalg.norm(samples[:, None] - centres[None], axis=2)
    return int(np.sum(np.mean(distances <= radius, axis=0) < share))


# %% wrong: as many samples as centres needed
def modes_covered(samples, centres, radius, share):
    distances = np.linalg.norm(samples - centres, axis=1)
    return int(np.sum(np.mean(distances <= radius) >= share))


# %% wrong: one after the other, ends at the first centre that is not covered
def modes_covered(samples, centres, radius, share):
    covered = 0
    for centre in centres[::-1]:
        if np.mean(np.linalg.norm(samples - centre, axis=1) <= radius) < share:
            break
        covered += 1
    return covered


# %% wrong: the values of the visible tests
def modes_covered(samples, centres, radius, share):
    return 1 if share == 0.25 else 2


# %% wrong: only the first two features
def modes_covered(samples, centres, radius, share):
    distances = np.linalg.norm(samples[:, None, :2] - centres[None, :, :2], axis=2)
    return int(np.sum(np.mean(distances <= radius, axis=0) >= share))


# %% wrong: each sample counts for its nearest centre only
def modes_covered(samples, centres, radius, share):
    distances = np.linalg.norm(samples[:, None] - centres[None], axis=2)
    nearest, smallest = distances.argmin(axis=1), distances.min(axis=1)
    counts = np.bincount(nearest[smallest <= radius], minlength=len(centres))
    return int(np.sum(counts / len(samples) >= share))
