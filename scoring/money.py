"""What is an amount in another currency worth in the company's, in the period it was earned in?"""

from collections.abc import Iterable

import pandas as pd

#: Active codes of ISO 4217 that companies are paid in; a unit of this form is money, whatever else it may spell.
CURRENCIES = frozenset(
    {
        "AED", "AFN", "ALL", "AMD", "AOA", "ARS", "AUD", "AWG", "AZN", "BAM", "BBD", "BDT", "BGN", "BHD", "BIF", "BMD",
        "BND", "BOB", "BRL", "BSD", "BTN", "BWP", "BYN", "BZD", "CAD", "CDF", "CHF", "CLP", "CNY", "COP", "CRC", "CUP",
        "CVE", "CZK", "DJF", "DKK", "DOP", "DZD", "EGP", "ERN", "ETB", "EUR", "FJD", "FKP", "GBP", "GEL", "GHS", "GIP",
        "GMD", "GNF", "GTQ", "GYD", "HKD", "HNL", "HTG", "HUF", "IDR", "ILS", "INR", "IQD", "IRR", "ISK", "JMD", "JOD",
        "JPY", "KES", "KGS", "KHR", "KMF", "KPW", "KRW", "KWD", "KYD", "KZT", "LAK", "LBP", "LKR", "LRD", "LSL", "LYD",
        "MAD", "MDL", "MGA", "MKD", "MMK", "MNT", "MOP", "MRU", "MUR", "MVR", "MWK", "MXN", "MYR", "MZN", "NAD", "NGN",
        "NIO", "NOK", "NPR", "NZD", "OMR", "PAB", "PEN", "PGK", "PHP", "PKR", "PLN", "PYG", "QAR", "RON", "RSD", "RUB",
        "RWF", "SAR", "SBD", "SCR", "SDG", "SEK", "SGD", "SHP", "SLE", "SOS", "SRD", "SSP", "STN", "SVC", "SYP", "SZL",
        "THB", "TJS", "TMT", "TND", "TOP", "TRY", "TTD", "TWD", "TZS", "UAH", "UGX", "USD", "UYU", "UZS", "VED", "VES",
        "VND", "VUV", "WST", "XAF", "XCD", "XOF", "XPF", "YER", "ZAR", "ZMW", "ZWG",
    }
)  # fmt: skip
#: What people write instead of a code, in small letters; a sign that ends in another one comes before it.
SIGNS = {
    "us$": "USD", "$": "USD", "€": "EUR", "£": "GBP", "¥": "JPY", "₹": "INR", "₩": "KRW", "zł": "PLN", "fr.": "CHF",
}  # fmt: skip


def is_money(unit: str) -> bool:
    """Whether a unit is a currency's code."""
    return unit in CURRENCIES


def worth(rates: Iterable[tuple[pd.Timestamp, pd.Timestamp, float]], start: pd.Timestamp, end: pd.Timestamp) -> float:
    """The rate of a period, weighted by days where several of ``rates`` share it; NaN where a day has none.

    Parameters
    ----------
    rates : (first day, last day, rate)
        Of one currency into one other; they do not overlap.
    start, end : Timestamp

    Examples
    --------
    >>> year = [(pd.Timestamp("2025-01-01"), pd.Timestamp("2025-01-31"), 1.0),
    ...         (pd.Timestamp("2025-02-01"), pd.Timestamp("2025-02-28"), 2.0)]
    >>> round(worth(year, pd.Timestamp("2025-01-01"), pd.Timestamp("2025-02-28")), 4)
    1.4746
    """
    days, total = 0, 0.0
    for first, last, rate in rates:
        shared = (min(last, end) - max(first, start)).days + 1
        if shared > 0:
            days, total = days + shared, total + shared * rate
    return total / days if days == (end - start).days + 1 else float("nan")


def factors(spans: Iterable[tuple[str, pd.Timestamp, pd.Timestamp]], rates: pd.DataFrame, home: str) -> list[float]:
    """What each amount of (currency, first, last day) is to be multiplied by; NaN without a rate for every day.

    Parameters
    ----------
    rates : DataFrame
        Columns currency, into, period_start, period_end, rate: units of ``into`` for one of ``currency``.
    """
    listed: dict[str, list[tuple[pd.Timestamp, pd.Timestamp, float]]] = {}
    ours = rates[rates["into"] == home]
    days = (pd.to_datetime(ours[name]) for name in ("period_start", "period_end"))
    for currency, first, last, rate in zip(ours["currency"], *days, ours["rate"].astype(float), strict=True):
        listed.setdefault(currency, []).append((first, last, rate))
    return [1.0 if currency == home else worth(listed.get(currency, []), start, end) for currency, start, end in spans]
