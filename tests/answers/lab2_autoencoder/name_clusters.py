# %% right: groupby an array, mode
def name_clusters(clusters, families):
    return families.groupby(clusters).agg(lambda members: members.mode()[0]).to_dict()


# %% right: Counter
def name_clusters(clusters, families):
    from collections import Counter

    counts = {}
    for cluster, family in zip(clusters, families):
        counts.setdefault(cluster, Counter())[family] += 1
    return {cluster: counter.most_common(1)[0][0] for cluster, counter in counts.items()}


# %% right: masks and value_counts
def name_clusters(clusters, families):
    return {c: families[clusters == c].value_counts().idxmax() for c in np.unique(clusters)}


# %% right: np.unique with counts, whole numbers of Python
def name_clusters(clusters, families):
    kinds = np.asarray(families).astype(str)
    names = {}
    for cluster in set(clusters.tolist()):
        values, counts = np.unique(kinds[clusters == cluster], return_counts=True)
        names[int(cluster)] = str(values[np.argmax(counts)])
    return names


# %% right: a table with both, the array takes on the index of families
def name_clusters(clusters, families):
    table = pd.DataFrame({"cluster": clusters, "family": families})
    counts = table.groupby(["cluster", "family"], observed=False).size().unstack()
    return counts.idxmax(axis=1).to_dict()


# %% right: index reset, crosstab
def name_clusters(clusters, families):
    return pd.crosstab(pd.Series(clusters), families.reset_index(drop=True)).T.idxmax().to_dict()


# %% right: lists and max by count
def name_clusters(clusters, families):
    members = {}
    for cluster, family in zip(list(clusters), families.tolist()):
        members.setdefault(cluster, []).append(family)
    return {cluster: max(set(names), key=names.count) for cluster, names in members.items()}


# %% right: statistics.mode of positions
def name_clusters(clusters, families):
    from statistics import mode

    return {c: mode(families.iloc[np.flatnonzero(clusters == c)]) for c in sorted(set(clusters))}


# %% wrong: the least frequent family
def name_clusters(clusters, families):
    return {c: families[clusters == c].astype(str).value_counts().idxmin() for c in np.unique(clusters)}


# %% wrong: the first family
def name_clusters(clusters, families):
    return families.groupby(clusters).first().to_dict()


# %% wrong: the last family, as a dict of pairs
def name_clusters(clusters, families):
    return dict(zip(clusters, families))


# %% wrong: the alphabetically last
def name_clusters(clusters, families):
    return {c: families[clusters == c].astype(str).max() for c in np.unique(clusters)}


# %% wrong: aligned by index
def name_clusters(clusters, families):
    return families.groupby(pd.Series(clusters)).agg(lambda members: members.mode()[0]).to_dict()


# %% wrong: crosstab aligned by index
def name_clusters(clusters, families):
    return pd.crosstab(pd.Series(clusters), families).idxmax(axis=1).to_dict()


# %% wrong: a table of two Series aligned by index
def name_clusters(clusters, families):
    table = pd.DataFrame({"cluster": pd.Series(clusters), "family": families}).dropna(subset=["cluster"])
    return {int(c): rows["family"].mode().get(0) for c, rows in table.groupby("cluster")}


# %% wrong: positions taken for index labels
def name_clusters(clusters, families):
    return {c: families.loc[np.flatnonzero(clusters == c)].mode()[0] for c in np.unique(clusters)}


# %% wrong: positions taken for index labels where they exist
def name_clusters(clusters, families):
    offset = families.index.min()
    return {c: families.loc[offset + np.flatnonzero(clusters == c)].mode()[0] for c in np.unique(clusters)}


# %% wrong: families sorted by index first
def name_clusters(clusters, families):
    return families.sort_index().groupby(clusters).agg(lambda members: members.mode()[0]).to_dict()


# %% wrong: the most frequent family of all
def name_clusters(clusters, families):
    return dict.fromkeys(np.unique(clusters), families.mode()[0])


# %% wrong: the family that has the largest share of its rows there
def name_clusters(clusters, families):
    share = pd.crosstab(clusters, families.to_numpy(), normalize="columns")
    return share.idxmax(axis=1).to_dict()


# %% wrong: from family to cluster
def name_clusters(clusters, families):
    return pd.crosstab(clusters, families.to_numpy()).idxmax().to_dict()


# %% wrong: the number of rows
def name_clusters(clusters, families):
    return pd.crosstab(clusters, families.to_numpy()).max(axis=1).to_dict()


# %% wrong: the position of the family
def name_clusters(clusters, families):
    counts = pd.crosstab(clusters, families.to_numpy())
    return dict(zip(counts.index, counts.to_numpy().argmax(axis=1)))


# %% wrong: clusters that do not occur
def name_clusters(clusters, families):
    return {c: (families[clusters == c].mode().tolist() or ["normal"])[0] for c in range(max(clusters) + 1)}


# %% wrong: clusters counted from 0
def name_clusters(clusters, families):
    return dict(enumerate(families[clusters == c].mode()[0] for c in np.unique(clusters)))


# %% wrong: a Series
def name_clusters(clusters, families):
    return pd.crosstab(clusters, families.to_numpy()).idxmax(axis=1)


# %% wrong: a Series for each cluster
def name_clusters(clusters, families):
    return {c: families[clusters == c].mode() for c in np.unique(clusters)}


# %% wrong: an array for each cluster
def name_clusters(clusters, families):
    return {c: families[clusters == c].mode().to_numpy() for c in np.unique(clusters)}


# %% wrong: a list for each cluster
def name_clusters(clusters, families):
    return {c: list(families[clusters == c].mode()) for c in np.unique(clusters)}


# %% wrong: family and count
def name_clusters(clusters, families):
    from collections import Counter

    return {c: Counter(families[clusters == c]).most_common(1)[0] for c in np.unique(clusters)}


# %% wrong: numbers of clusters as text
def name_clusters(clusters, families):
    return {str(c): families[clusters == c].mode()[0] for c in np.unique(clusters)}


# %% wrong: attacks come first
def name_clusters(clusters, families):
    names = {}
    for c in np.unique(clusters):
        members = families[clusters == c].astype(str)
        attacks = members[members != "normal"]
        names[c] = "normal" if attacks.empty else attacks.mode()[0]
    return names


# %% wrong: only clusters with a clear majority
def name_clusters(clusters, families):
    share = pd.crosstab(clusters, families.to_numpy(), normalize="index")
    return share[share.max(axis=1) > 0.7].idxmax(axis=1).to_dict()


# %% wrong: the names of the visible test
def name_clusters(clusters, families):
    return {0: "normal", 2: "dos", 7: "u2r"}
