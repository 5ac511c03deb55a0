"""Answers whose covariances are exactly the ones asked for."""

import numpy as np
import pandas as pd

#: Covariances of x4–x6, 301 pupils (Holzinger & Swineford 1939).
HOLZINGER_SWINEFORD = [
    [1.3551667228846567, 1.1014119575116839, 0.8985007617632546],
    [1.1014119575116839, 1.6653183831672187, 1.0179057889233931],
    [0.8985007617632546, 1.0179057889233931, 1.2003462392860367],
]


def people(covariance, n=301, seed=0):
    """n people whose answers have this very covariance matrix (n − 1) and mean 0."""
    c = np.asarray(covariance, dtype=float)
    x = np.random.default_rng(seed).normal(size=(n, len(c)))
    x -= x.mean(axis=0)
    white = x @ np.linalg.inv(np.linalg.cholesky(np.cov(x, rowvar=False))).T
    return pd.DataFrame(white @ np.linalg.cholesky(c).T, columns=[f"q{place + 1}" for place in range(len(c))])


def one_factor(loadings, sds=1.0):
    """The covariances of one factor behind items of these SDs."""
    loading = np.asarray(loadings, dtype=float)
    r = np.outer(loading, loading)
    np.fill_diagonal(r, 1.0)
    return r * np.multiply.outer(np.ones(len(r)) * sds, np.ones(len(r)) * sds)
