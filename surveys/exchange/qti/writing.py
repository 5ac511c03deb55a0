"""An instrument as a QTI 3.0 package: manifest, test, an item a file, and the part only Exemplar reads."""

import json
from typing import Any

from surveys.definition import Instrument, Item, Section
from surveys.exchange.archive import packed
from surveys.exchange.logic import Joined, Term, Tree, tree
from surveys.exchange.markup import Element, add, document
from surveys.exchange.qti.bodies import SPACE, body, lines
from surveys.exchange.qti.names import identifiers
from surveys.exchange.shapes import options, shape

MANIFEST, TEST, OWN = "imsmanifest.xml", "test.xml", "exemplar.json"
_PACKAGE = "http://www.imsglobal.org/xsd/qti/qtiv3p0/imscp_v1p1"


def compose(instrument: Instrument, extension: dict[str, Any] | None) -> bytes:
    """The package, with the part only Exemplar reads if there is one."""
    items = {code: f"items/{code}.xml" for code in instrument.items}
    parts = {MANIFEST: document(_manifest(instrument, items, extension is not None))}
    parts[TEST] = document(_test(instrument, items))
    for code, item in instrument.items.items():
        parts[items[code]] = document(body(item, instrument.language))
    if extension is not None:
        parts[OWN] = json.dumps(extension, indent=1).encode()
    return packed(parts)


def _manifest(instrument: Instrument, items: dict[str, str], own: bool) -> Element:
    root = Element("manifest", {"xmlns": _PACKAGE, "identifier": f"package-{instrument.code}"})
    metadata = add(root, "metadata")
    add(metadata, "schema", "QTI Package")
    add(metadata, "schemaversion", "3.0.1")
    add(root, "organizations")
    resources = add(root, "resources")
    test = add(resources, "resource", identifier="test", type="imsqti_test_xmlv3p0", href=TEST)
    add(test, "file", href=TEST)
    for code, name in items.items():
        add(test, "dependency", identifierref=f"item-{code}")
        resource = add(resources, "resource", identifier=f"item-{code}", type="imsqti_item_xmlv3p0", href=name)
        add(resource, "file", href=name)
    if own:
        resource = add(resources, "resource", identifier="exemplar", type="webcontent", href=OWN)
        add(resource, "file", href=OWN)
    return root


def _test(instrument: Instrument, items: dict[str, str]) -> Element:
    root = Element("qti-assessment-test", {"xmlns": SPACE, "identifier": instrument.code, "title": instrument.title})
    root.set("xml:lang", instrument.language.replace("_", "-"))
    _rubric(root, instrument.notice)
    # conditions may only be asked about what lies behind
    part = add(root, "qti-test-part", identifier="all", navigation_mode="linear", submission_mode="individual")
    for section in instrument.sections:
        _section(part, section, instrument, items)
    return root


def _section(part: Element, section: Section, instrument: Instrument, items: dict[str, str]) -> None:
    made = add(part, "qti-assessment-section", identifier=section.code, title=section.title, visible="true")
    if section.when:
        _wanted(add(made, "qti-pre-condition"), tree(section.when), instrument)
    if section.seconds is not None:
        add(made, "qti-time-limits", max_time=str(section.seconds))
    if section.shuffle:
        add(made, "qti-ordering", shuffle="true")
    _rubric(made, section.text)
    for item in section.items:
        reference = add(made, "qti-assessment-item-ref", identifier=item.code, href=items[item.code])
        scales = [scale.code for scale in instrument.scales if item.code in {keyed.item for keyed in scale.items}]
        if scales:
            reference.set("category", " ".join(scales))
        if item.required:
            add(reference, "qti-item-session-control", allow_skipping="false")


def _rubric(parent: Element, text: str) -> None:
    if text:
        block = add(add(parent, "qti-rubric-block", view="candidate", use="instructions"), "qti-content-body")
        lines(add(block, "p"), text)


def _wanted(parent: Element, tree: Tree, instrument: Instrument) -> None:
    if isinstance(tree, Joined):
        if len(tree.parts) > 1:
            parent = add(parent, "qti-and" if tree.every else "qti-or")
        for part in tree.parts:
            _wanted(parent, part, instrument)
        return
    if tree.operator == "is" and len(tree.values) > 1:
        parent = add(parent, "qti-or")
    for value in tree.values:
        _compared(parent, tree, value, instrument.items.get(tree.name))


def _compared(parent: Element, term: Term, value: str, item: Item | None) -> None:
    sort = shape(item) if item else "number"
    numeric = sort in ("number", "slider") or term.operator != "is"
    sign = {"from": "qti-gte", "to": "qti-lte"}.get(term.operator, "qti-member" if sort == "many" else "qti-match")
    names = identifiers([option.value for option in options(item)], "o") if item else {}
    compared = add(parent, sign)
    given = Element("qti-variable", {"identifier": f"{term.name}.RESPONSE"})
    base = ("integer" if item and item.whole else "float") if numeric else "identifier"
    wanted = Element("qti-base-value", {"base-type": base})
    wanted.text = names.get(value, value)
    compared.extend([wanted, given] if sort == "many" else [given, wanted])
