"""Files as firms keep them, with invented numbers: a row a person, and nothing as the documentation asks for it."""

import numpy as np
import pandas as pd


def territories(n: int = 25, seed: int = 3) -> pd.DataFrame:
    """A firm that measured its territories: sales, time in months, potential, advertising, share, accounts …"""
    rng = np.random.default_rng(seed)
    potential, share, accounts = rng.normal(40000, 9000, n), rng.normal(8, 2, n), rng.normal(120, 30, n)
    sales = -1500 + 0.06 * potential + 150 * share + 8 * accounts + rng.normal(0, 400, n)
    table = {
        "SALES": sales, "TIME": rng.gamma(2, 45, n), "POTEN": potential, "ADV": rng.gamma(3, 1500, n), "SHARE": share,
        "SHARECHG": rng.normal(0.5, 0.8, n), "ACCTS": accounts, "WORKLOAD": rng.normal(20, 5, n),
        "RATING": rng.normal(3.3, 0.6, n),
    }  # fmt: skip
    return pd.DataFrame(table).round(2)


def agents(n: int = 60, seed: int = 4) -> pd.DataFrame:
    """An insurer's agents: premium, policies, lapses, who they are, and three aptitude tests."""
    rng = np.random.default_rng(seed)
    able = rng.normal(size=n)
    return pd.DataFrame({
        "Agent": [f"A-{i:03}" for i in range(n)],
        "Gender": rng.choice(["F", "M"], n), "Age (years)": rng.integers(22, 64, n),
        "Region": rng.choice(["North", "South"], n), "Tenure_months": rng.integers(3, 200, n),
        "Premium USD": (200000 + 60000 * (0.5 * able + rng.normal(size=n))).round(0),
        "Policies sold": rng.poisson(40, n), "Lapses": rng.poisson(5, n),
        "Aptitude test verbal": (50 + 10 * able + rng.normal(0, 4, n)).round(1),
        "Aptitude test numeric": rng.normal(50, 10, n).round(1), "Extraversion": rng.normal(3.5, 0.6, n).round(2),
    })  # fmt: skip


def growth(n: int = 50, seed: int = 5) -> pd.DataFrame:
    """Three results against four tests, no id, as in a textbook."""
    rng = np.random.default_rng(seed)
    able = rng.normal(size=(n, 1))
    names = ("Growth", "Profit", "New", "Creative", "Mechanical", "Abstract", "Math")
    return pd.DataFrame(100 + 8 * able + rng.normal(0, 6, (n, 7)), columns=names).round(1)


def rated(n: int = 350, seed: int = 6) -> pd.DataFrame:
    """Sales, what customers say, what the boss says, and who was promoted."""
    rng = np.random.default_rng(seed)
    sales = rng.normal(500, 180, n).round(0)
    table = pd.DataFrame({
        "promoted": (sales + rng.normal(0, 100, n) > 600).astype(int), "sales": sales,
        "customer_rate": rng.uniform(1, 5, n).round(2), "performance": rng.integers(1, 5, n),
    })  # fmt: skip
    return table.astype(object).mask(rng.random((n, 4)) < 0.01, "NA")


def months(n: int = 40, seed: int = 7) -> pd.DataFrame:
    """Twelve columns of one year."""
    rng = np.random.default_rng(seed)
    steady = rng.normal(100, 20, n)
    table = {"Salesperson": [f"Seller {i}" for i in range(n)], "Territory potential": rng.normal(50, 10, n).round(1)}
    for name in ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"):
        table[name] = (steady + rng.normal(0, 10, n)).round(1)
    return pd.DataFrame(table)


def german(n: int = 30, seed: int = 8) -> bytes:
    """Semicolons, Windows-1252, decimal commas, euros, a title above and a total below."""
    rng = np.random.default_rng(seed)
    lines = ["Vertrieb Süd 2025;;;;;", ";;;;;", "Verkäufer;Umsatz (€);Potenzial;Kunden;Geschlecht;Region"]
    for i in range(n):
        amount = f"{rng.integers(100, 900)}.{rng.integers(0, 1000):03},{rng.integers(0, 100):02} €"
        lines.append(f"Müller {i};{amount};{rng.integers(10, 90)},5;{rng.integers(20, 90)};w;Süd")
    return "\r\n".join([*lines, "Summe;9.999.999,00 €;;;;"]).encode("cp1252")


def dollars(n: int = 28, seed: int = 9) -> str:
    """Tabs, dollars with thousands, per cent, brackets for losses, a quota that is sometimes zero or below."""
    rng = np.random.default_rng(seed)
    lines = ["Rep\tRevenue\tQuota\tWin rate\tAccounts"]
    for i in range(n):
        revenue = f'"(${rng.integers(1, 9)},500.00)"' if i == 3 else f'"${rng.integers(100, 900)},{i:03}.00"'
        quota = "0" if i == 4 else "-5000" if i == 5 else f'"${rng.integers(300, 500)},000"'
        lines.append(f"R{i:02}\t{revenue}\t{quota}\t{rng.integers(10, 40)}%\t{rng.integers(20, 60)}")
    return "\n".join(lines)


def currencies(n: int = 30) -> str:
    """Most in dollars, some in euros and one in yen."""
    units = {4: "EUR", 9: "EUR", 17: "JPY"}
    rows = [f"R{i:02},{1000 + 37 * i % 400},{units.get(i, 'USD')},{50 + i % 7}" for i in range(n)]
    return "\n".join(["rep,sales,currency,potential", *rows])


def blanks(n: int = 25) -> str:
    """Columns parted by blanks, as statistics packages print them; rows named as R writes them."""
    table = territories(n)
    return table[["SALES", "TIME", "POTEN"]].to_string(index=False)


def dated(n: int = 12, order: str = "{d:02}.{m:02}.{y}") -> str:
    """A row a person and month, the month as a day in one of several spellings."""
    rng = np.random.default_rng(10)
    rows = ["Employee ID,Date,Sales"]
    for i in range(n):
        for m in range(1, 9):
            rows.append(f"E{i},{order.format(d=1, m=m, y=2025)},{100 + 5 * i + rng.normal(0, 3):.1f}")
    return "\n".join(rows)
