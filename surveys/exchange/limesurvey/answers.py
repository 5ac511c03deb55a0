"""The answers LimeSurvey supplies itself."""

Found = tuple[str, str, float | None]

#: Questions and arrays whose answers are LimeSurvey's own, by type: their codes.
ONE = {"5": "12345", "Y": "YN", "G": "FM"}
GRIDS = {"F": "", "H": "", "1": "", "A": "12345", "B": "0123456789", "C": "YUN", "E": "ISD"}
_WORDS = {
    "en": {"Y": "Yes", "N": "No", "U": "Uncertain", "F": "Female", "M": "Male",
           "I": "Increase", "S": "Same", "D": "Decrease"},
    "de": {"Y": "Ja", "N": "Nein", "U": "Unsicher", "F": "Weiblich", "M": "Männlich",
           "I": "Mehr", "S": "Gleich", "D": "Weniger"},
    "es": {"Y": "Sí", "N": "No", "U": "Dudoso", "F": "Mujer", "M": "Hombre",
           "I": "Aumenta", "S": "Igual", "D": "Disminuye"},
}  # fmt: skip


def fixed(sort: str, language: str) -> list[Found]:
    """The answers of a type that has its own; English words where those of the language are not known."""
    words = _WORDS.get(language[:2], _WORDS["en"])
    if sort == "B":
        return [(str(point), str(point), None) for point in range(1, 11)]
    return [(code, words.get(code, code), None) for code in (ONE | GRIDS)[sort]]
