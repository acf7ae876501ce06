"""Group rates: merged violence, derived other crime, what 2018 cannot say; the bridge; what an audit row
becomes."""

from dataclasses import replace

import numpy as np
import pytest

from portal.domain.record.period import Period, month_at, month_index
from portal.errors import PortalError
from portal.estimator import (
    HYPER,
    Audit,
    Unidentified,
    UnusableAudit,
    audited_inspection,
    estimate,
    rate_posterior,
    rates_of_inspection,
)
from portal.estimator.bridge import bridge
from portal.estimator.conversion import audit_to_logit, omega_of, omega_variance
from portal.estimator.groups import merged_omega, residual_omega
from portal.estimator.rates import group_covariance


def test_the_merged_2016_rate_hardly_depends_on_the_unread_sexual_rate(audits):
    merged = [
        rates_of_inspection(audits, "cdi-2016", {}, hyper=replace(HYPER, sexual_recorded=p))["violence"].p
        for p in (0.74, 0.85, 0.95)
    ]
    assert [round(p, 3) for p in merged] == [0.759, 0.769, 0.776]


def test_rates_are_merged_through_omega_and_not_averaged():
    omega, _ = merged_omega(0.5, omega_of(0.5), omega_of(0.9), 0.01, 0.01, 0.0)
    assert 1 / (1 + omega) == pytest.approx(2 / (1 / 0.5 + 1 / 0.9)), (
        "harmonic, since weights are on recorded crime"
    )


def test_a_sexual_rate_that_has_been_read_replaces_the_assumed_one(audits):
    read = Audit("A99", "cdi-2016", "sexual", 0.70, 0.05)
    rate = rates_of_inspection([*audits, read], "cdi-2016", {})["violence"]
    assert rate.audit_ids == ("A17", "A99")
    assert rate.p < rates_of_inspection(audits, "cdi-2016", {})["violence"].p


def test_other_crime_of_2016_is_what_violence_leaves(audits):
    other = rates_of_inspection(audits, "cdi-2016", {})["other"]
    assert other.p == pytest.approx(0.838, abs=0.0005)
    assert other.sd == pytest.approx(0.077, abs=0.001)


def test_violence_and_other_give_back_the_published_rate_and_its_variance(audits):
    q = 0.4
    rates = rates_of_inspection(audits, "peel-2021-22", {"peel-2021-22": q})
    violence, other = rates["violence"], rates["other"]
    assert q * violence.omega + (1 - q) * other.omega == pytest.approx(omega_of(0.84), rel=1e-12)
    variance = (q * violence.omega * violence.sd) ** 2 + ((1 - q) * other.omega * other.sd) ** 2
    assert variance == pytest.approx(omega_variance(0.84, 0.03), rel=1e-12)


def test_a_share_that_leaves_nothing_falls_back_on_the_all_crime_rate(audits):
    rates = rates_of_inspection(audits, "peel-2021-22", {"peel-2021-22": 0.9})
    assert {rate.how for rate in rates.values()} == {"single"}
    mu, cov = group_covariance(list(rates.values()))
    assert cov[0, 1] == cov[0, 0], "one rate, so one draw for both groups"
    published = audit_to_logit(0.84, 0.03)
    together = estimate(np.array([[60_000, 39_225]]), mu, cov)
    alone = estimate(np.array([[99_225]]), np.array([published[0]]), np.array([[published[1] ** 2]]))
    assert together.plug[0] == pytest.approx(18_900, abs=0.5)
    assert together.hi95[0] == pytest.approx(alone.hi95[0], rel=1e-9)


def test_a_missing_share_is_asked_for_and_not_papered_over(audits):
    with pytest.raises(Unidentified, match="peel-2021-22"):
        rates_of_inspection(audits, "peel-2021-22", {})
    assert rates_of_inspection(audits, "peel-2021-22", {}, mode="single")["violence"].p == pytest.approx(0.84)


def test_a_residual_without_anything_left_is_unidentified():
    with pytest.raises(Unidentified):
        residual_omega(0.19, 0.0005, [0.9], [0.24], [0.001])
    with pytest.raises(Unidentified):
        residual_omega(0.19, 0.0005, [1.0], [0.1], [0.0001])
    assert issubclass(Unidentified, PortalError)


def test_2018_has_violence_only_and_covers_no_period(audits, ask, force):
    assert list(rates_of_inspection(audits, "cdi-2018", {"cdi-2018": 0.4})) == ["violence"]
    assert rates_of_inspection(audits, "cdi-2018", {"cdi-2018": 0.4}, mode="single") == {}
    dated = [
        replace(a, applies=Period("2017-04", "2018-03")) if a.inspection_id == "cdi-2018" else a
        for a in audits
    ]
    every = ask(force.whole, audits=dated, period=Period("2017-04", "2018-03"))
    assert (every.tier, every.labels[0], every.why_not[0]) == ("no_audit", "not_shown", "no_audit")
    violence = ask(
        force.whole,
        {"violence": force.recorded["violence"]},
        audits=dated,
        period=Period("2017-04", "2018-03"),
    )
    assert violence.labels[0] != "not_shown"


def test_only_the_exact_twelve_months_are_audited(audits):
    assert audited_inspection(audits, Period("2015-06", "2016-05")) == "cdi-2016"
    assert audited_inspection(audits, Period("2021-03", "2022-02")) == "peel-2021-22"
    for first, last in (("2015-12", "2016-05"), ("2015-06", "2016-06"), ("2021-03", "2021-03")):
        assert audited_inspection(audits, Period(first, last)) is None


def test_months_of_a_group_are_one_draw_and_groups_are_apart(audits):
    posterior = rate_posterior(audits, Period("2015-06", "2016-05"), {})
    assert posterior.cells[0] == ("violence", "2015-06")
    assert posterior.cells[-1] == ("other", "2016-05")
    assert np.ptp(posterior.cov[:12, :12]) == 0
    assert posterior.cov[:12, 12:] == pytest.approx(HYPER.half_year**2), "only the unknown months are shared"


def test_a_row_without_a_rate_is_no_audit_and_without_an_interval_is_unused(audit_rows):
    rows = {row["audit_id"]: row for row in audit_rows}
    with pytest.raises(UnusableAudit):
        Audit.from_row(rows["A20"])
    assert (Audit.from_row(rows["A16"]).p, Audit.from_row(rows["A16"]).half_width) == (0.8152, 0.0172)
    loose = replace(Audit.from_row(rows["A16"]), half_width=None)
    assert audited_inspection([loose], Period("2015-06", "2016-05")) is None
    assert Audit.from_row({**rows["A16"], "half_width_pct": float("nan")}).half_width is None


@pytest.mark.parametrize(
    ("start", "central", "cv", "range80", "range95"),
    [
        ("2021-01", 18_900, 0.12, (16_600, 22_300), (15_400, 24_100)),
        ("2021-04", 19_000, 0.18, (15_200, 24_400), (13_500, 27_600)),
        ("2021-07", 19_100, 0.30, (13_200, 28_200), (10_800, 34_500)),
        ("2022-01", 19_400, 0.51, (10_600, 36_300), (7_700, 50_300)),
        ("2023-01", 20_000, 0.73, (8_700, 47_000), (5_600, 73_400)),
    ],
)
def test_the_bridge_empties_the_range_as_the_audit_ages(start, central, cv, range80, range95):
    (mu16, sd16), (mu21, sd21) = audit_to_logit(0.8152, 0.0172), audit_to_logit(0.84, 0.03)
    windows = [Period("2015-12", "2016-05").months, Period("2021-01", "2021-12").months]
    months = Period(start, month_at(month_index(start) + 11)).months
    mean, cov = bridge([mu16, mu21], [sd16, sd21], windows, months)
    answer = estimate(np.full((1, 12), 99_225 / 12), mean, cov).at(0)
    assert answer["plug"] == pytest.approx(central, abs=51)
    assert answer["cv"] == pytest.approx(cv, abs=0.0051)
    assert (answer["lo80"], answer["hi80"]) == pytest.approx(range80, abs=51)
    assert (answer["lo95"], answer["hi95"]) == pytest.approx(range95, abs=51)


def test_the_bridge_answers_any_month_and_leaves_undated_audits_out(audits):
    posterior = rate_posterior(audits, Period("2025-01", "2025-12"), {"peel-2021-22": 0.509}, mode="bridge")
    assert posterior.tier == "unaudited"
    checked = rate_posterior(audits, Period("2021-03", "2022-02"), {"peel-2021-22": 0.509}, mode="bridge")
    assert checked.tier == "audited"
    assert posterior.mu.shape == (24,)
    assert np.linalg.eigvalsh(posterior.cov).min() > -1e-9
    undated = rate_posterior([a for a in audits if a.inspection_id != "cdi-2018"], Period("2025-01", "2025-12"),
                             {"peel-2021-22": 0.509}, mode="bridge")  # fmt: skip
    assert np.array_equal(posterior.mu, undated.mu)
