"""An item as a QTI 3.0 assessment item: its declarations, what is shown, and how it is scored."""

from surveys.definition import Item, Option
from surveys.exchange.markup import Element, add, legal
from surveys.exchange.qti.names import identifiers
from surveys.exchange.shapes import FILES, PAIR, options, pair_words, shape

SPACE = "http://www.imsglobal.org/xsd/imsqtiasi_v3p0"
_TEMPLATE = "https://purl.imsglobal.org/spec/qti/v3p0/rptemplates/map_response.xml"
_CARDINALITY = {"many": "multiple", "order": "ordered"}


def body(item: Item, language: str) -> Element:
    """The whole assessment item."""
    root = Element(
        "qti-assessment-item",
        {"xmlns": SPACE, "identifier": item.code, "title": item.code, "adaptive": "false", "time-dependent": "false"},
    )
    root.set("xml:lang", language.replace("_", "-"))
    sort = shape(item)
    names = identifiers([option.value for option in options(item)], "o")
    scored = _declared(root, item, sort, names)
    if scored:
        add(root, "qti-outcome-declaration", identifier="SCORE", cardinality="single", base_type="float")
    shown = add(root, "qti-item-body", **({"class": "likert"} if item.kind == "likert" else {}))
    if sort == "pair":
        lines(add(shown, "p"), item.text)
        for part, word in zip(PAIR, pair_words(language), strict=True):
            _choices(shown, item, names, f"RESPONSE_{part.upper()}", word, 1)
    else:
        _interaction(shown, item, sort, names)
    if scored:
        add(root, "qti-response-processing", template=_TEMPLATE)
    return root


def _declared(root: Element, item: Item, sort: str, names: dict[str, str]) -> bool:
    """The declarations of responses; whether a mapping scores one of them."""
    if sort == "pair":
        for part in PAIR:
            _response(root, f"RESPONSE_{part.upper()}", "single", "identifier")
        _mapped(root[0], [option for option in item.options if option.score is not None], names)
        return False
    base = "identifier"
    if sort in ("number", "slider"):
        base = "integer" if item.whole else "float"
    elif sort in ("text", "line"):
        base = "string"
    elif sort == "file":
        base = "file"
    response = _response(root, "RESPONSE", _CARDINALITY.get(sort, "single"), base)
    offered = options(item)
    if item.kind == "likert":
        offered = tuple(Option(option.value, "", float(option.value)) for option in offered)
    return _mapped(response, [option for option in offered if option.score is not None], names)


def _response(root: Element, identifier: str, cardinality: str, base: str) -> Element:
    return add(root, "qti-response-declaration", identifier=identifier, cardinality=cardinality, base_type=base)


def _mapped(response: Element, scored: list[Option], names: dict[str, str]) -> bool:
    if scored:
        mapping = add(response, "qti-mapping", default_value="0")
        for option in scored:
            add(mapping, "qti-map-entry", map_key=names[option.value], mapped_value=f"{option.score:.15g}")
    return bool(scored)


def _interaction(shown: Element, item: Item, sort: str, names: dict[str, str]) -> None:
    if sort in ("single", "many"):
        most = 1 if sort == "single" else int(item.maximum or 0)
        _choices(shown, item, names, "RESPONSE", item.text, most)
    elif sort == "order":
        order = add(shown, "qti-order-interaction", response_identifier="RESPONSE", shuffle=_said(item.shuffle))
        _offered(order, item, names)
    elif sort in ("number", "line"):
        lines(add(shown, "p"), item.text)
        entry = add(add(shown, "p"), "qti-text-entry-interaction", response_identifier="RESPONSE")
        if sort == "line":
            entry.set("expected-length", str(item.longest))
    elif sort == "slider":
        low, high = item.minimum or 0, item.maximum or 0
        slider = add(shown, "qti-slider-interaction", response_identifier="RESPONSE", lower_bound=f"{low:.15g}",
                     upper_bound=f"{high:.15g}")  # fmt: skip
        if item.step is not None:
            slider.set("step", f"{item.step:.15g}")
        _prompt(slider, item.text)
    elif sort == "file":
        upload = add(shown, "qti-upload-interaction", response_identifier="RESPONSE")
        upload.set("type", " ".join(FILES[kind][1] for kind in item.accepts if kind in FILES))
        _prompt(upload, item.text)
    else:
        words = add(shown, "qti-extended-text-interaction", response_identifier="RESPONSE")
        words.set("expected-length", str(item.longest))
        _prompt(words, item.text)


def _choices(shown: Element, item: Item, names: dict[str, str], response: str, prompt: str, most: int) -> None:
    choice = add(shown, "qti-choice-interaction", response_identifier=response, max_choices=str(most),
                 shuffle=_said(item.shuffle))  # fmt: skip
    if item.kind == "multiple" and item.minimum is not None:
        choice.set("min-choices", str(int(item.minimum)))
    _offered(choice, item, names, prompt)


def _offered(interaction: Element, item: Item, names: dict[str, str], prompt: str | None = None) -> None:
    _prompt(interaction, item.text if prompt is None else prompt)
    for option in options(item):
        lines(add(interaction, "qti-simple-choice", identifier=names[option.value]), option.label)


def _prompt(interaction: Element, text: str) -> None:
    lines(add(interaction, "qti-prompt"), text)


def lines(element: Element, text: str) -> None:
    """The text, with breaks where its lines end."""
    first, *rest = legal(text).split("\n")
    element.text = first or None
    for line in rest:
        add(element, "br").tail = line


def _said(flag: bool) -> str:
    return str(flag).lower()
