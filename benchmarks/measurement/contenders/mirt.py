"""mirt for Python, whose core is Rust: the peer that does most of what R's mirt does."""

from collections.abc import Callable
from typing import Any

import mirt
import numpy as np
from mirt.cat import CATEngine
from mirt.cat.stopping import MaxItemsStop
from mirt.estimation.em import EMEstimator
from mirt.estimation.latent_density import GaussianDensity
from mirt.models.polytomous import PartialCreditModel

Arrays = dict[str, Any]
Call = Callable[[], Arrays]


def grm(data: Arrays) -> Call:
    """Graded response model, 61 nodes, SQUAREM, observed information (Oakes)."""
    return _fit(data, "GRM", accelerate="squarem")


def grm_wider(data: Arrays) -> Call:
    """At 71 nodes, few that come within .1 of the highest log-likelihood: Gauss–Hermite nodes lie far apart."""
    return _fit(data, "GRM", accelerate="squarem", n_quadpts=71)


def grm_wider_crossprod(data: Arrays) -> Call:
    """The same with standard errors from cross-products."""
    return _fit(data, "GRM", accelerate="squarem", n_quadpts=71, se_method="crossprod")


def grm_fine(data: Arrays) -> Call:
    """At 101 nodes."""
    return _fit(data, "GRM", accelerate="squarem", n_quadpts=101)


def grm_plain(data: Arrays) -> Call:
    """EM without acceleration."""
    return _fit(data, "GRM")


def grm_defaults(data: Arrays) -> Call:
    """As mirt does it unless told otherwise: 21 nodes."""
    return _fit(data, "GRM", n_quadpts=21)


def grm_items(data: Arrays) -> Call:
    """At 71 nodes without standard errors."""
    return _fit(data, "GRM", accelerate="squarem", n_quadpts=71, compute_standard_errors=False)


def two_parameters(data: Arrays) -> Call:
    """Two-parameter model in Rust throughout, 61 nodes."""
    return _fit(data, "2PL")


def two_parameters_crossprod(data: Arrays) -> Call:
    """The same with standard errors from cross-products."""
    return _fit(data, "2PL", se_method="crossprod")


def partial_credit(data: Arrays) -> Call:
    """Slopes of one and a free spread of the trait, which is three times faster than one free slope for all."""
    return _free_spread(data)


def partial_credit_crossprod(data: Arrays) -> Call:
    """The same with standard errors from cross-products."""
    return _free_spread(data, se_method="crossprod")


def rasch(data: Arrays) -> Call:
    """Two-parameter model with one slope for all."""
    return _one_slope(data, "2PL", "difficulty")


def rasch_crossprod(data: Arrays) -> Call:
    """The same with standard errors from cross-products."""
    return _one_slope(data, "2PL", "difficulty", se_method="crossprod")


def eap(data: Arrays) -> Call:
    """EAP at 61 nodes."""
    return _eap(data, n_quadpts=61)


def eap_fine(data: Arrays) -> Call:
    """At 101 nodes, where mean and sd are right to the third decimal."""
    return _eap(data, n_quadpts=101)


def eap_defaults(data: Arrays) -> Call:
    """EAP at the 49 nodes mirt takes unless told otherwise."""
    return _eap(data)


def adaptive(data: Arrays) -> Call:
    """Select by information, score by EAP at 61 nodes; a fresh engine for each person, answers one at a time."""
    return _adaptive(data, 61)


def adaptive_fine(data: Arrays) -> Call:
    """At 101 nodes, where the score is no longer coarse."""
    return _adaptive(data, 101)


def adaptive_defaults(data: Arrays) -> Call:
    """At the 21 nodes mirt takes unless told otherwise."""
    return _adaptive(data, 21)


def _fit(data: Arrays, model: str, **options: Any) -> Call:
    x = data["x"].astype(int)

    def call() -> Arrays:
        found = mirt.fit_mirt(x, model=model, **{"n_quadpts": 61, **options})
        return _table(found, "difficulty" if model == "2PL" else "thresholds")

    return call


def _one_slope(data: Arrays, model: str, name: str, **options: Any) -> Call:
    x = data["x"].astype(int)
    same = [{"parameter": "discrimination", "items": list(range(x.shape[1]))}]

    def call() -> Arrays:
        found = mirt.fit_mirt(x, model=model, n_quadpts=61, accelerate="squarem", constraints=same, **options)
        given = _table(found, name)
        sd = float(given.pop("slope")[0])
        errors = {"se_threshold": given["se_threshold"] * sd} if "se_threshold" in given else {}
        return {"threshold": given["threshold"] * sd, "sd": np.array(sd), "converged": given["converged"], **errors}

    return call


def _free_spread(data: Arrays, **options: Any) -> Call:
    x = data["x"].astype(int)

    def call() -> Arrays:
        density = GaussianDensity(mean=np.zeros(1), cov=np.eye(1), estimate_cov=True)
        model = PartialCreditModel(x.shape[1], int(x.max()) + 1)
        found = EMEstimator(n_quadpts=61, latent_density=density, **options).fit(model, x)
        given = _table(found, "steps")
        spread = {"sd": np.sqrt(found.latent_covariance[0, 0])}
        return {name: given[name] for name in given if not name.endswith("slope")} | spread

    return call


def _table(found: Any, name: str) -> Arrays:
    items, errors = found.model.parameters, found.standard_errors
    given = {"slope": items["discrimination"], "threshold": _wide(items[name]), "converged": np.array(found.converged)}
    if errors:
        given |= {"se_slope": errors["discrimination"], "se_threshold": _wide(errors[name])}
    return given


def _wide(thresholds: Any) -> Any:
    return thresholds if thresholds.ndim == 2 else thresholds[:, None]


def _model(data: Arrays) -> Any:
    slope, threshold = data["slope"], data["threshold"]
    model: Any
    if threshold.shape[1] == 1:
        model = mirt.TwoParameterLogistic(n_items=len(slope))
        model.set_parameters(discrimination=slope, difficulty=threshold[:, 0])
    else:
        model = mirt.GradedResponseModel(n_items=len(slope), n_categories=threshold.shape[1] + 1)
        model.set_parameters(discrimination=slope, thresholds=threshold)
    # its scorers take only a model that says it was fitted, and there is no public way to say so of known items
    model._is_fitted = True
    return model


def _eap(data: Arrays, **options: Any) -> Call:
    x, model = data["x"].astype(int), _model(data)

    def call() -> Arrays:
        found = mirt.fscores(model, x, method="EAP", **options)
        return {"theta": np.ravel(found.theta), "sd": np.ravel(found.standard_error)}

    return call


def _adaptive(data: Arrays, nodes: int) -> Call:
    x, length, model = data["x"].astype(int), int(data["length"]), _model(data)

    def call() -> Arrays:
        theta, sd = np.empty(len(x)), np.empty(len(x))
        for person, answers in enumerate(x):
            engine = CATEngine(model, stopping_rule=MaxItemsStop(length), n_quadpts=nodes, theta_bounds=(-6.0, 6.0))
            state = engine.get_current_state()
            while not state.is_complete:
                state = engine.administer_item(int(answers[state.next_item]))
            theta[person], sd[person] = state.theta, state.standard_error
        return {"theta": theta, "sd": sd}

    return call
