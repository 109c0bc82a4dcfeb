"""The one door to iiif-prezi3.

It knows which properties there are and checks their shapes; three habits of version 3.1 are kept
away from the rest of the house:

- adding items one by one validates the whole list each time, so everything is built in one pass;
- a bare reference to an annotation page becomes an embedded empty one, so the explicit reference
  class is used;
- a property it does not know vanishes without a word, so such a one is merged in afterwards
  (:func:`as_json`).
"""

import json
from typing import Any

from iiif_prezi3 import (
    Annotation,
    AnnotationBody,
    AnnotationPage,
    AnnotationPageRef,
    AnnotationPageRefExtended,
    Base,
    Canvas,
    Homepage,
    KeyValueString,
    LinkedResource,
    Manifest,
    Provider,
    ServiceV2,
    ServiceV3,
    TextualBody,
)

__all__ = [
    "Annotation",
    "AnnotationBody",
    "AnnotationPage",
    "Canvas",
    "Homepage",
    "KeyValueString",
    "LinkedResource",
    "Manifest",
    "Provider",
    "ServiceV2",
    "ServiceV3",
    "TextualBody",
    "as_json",
    "reference",
]

CONTEXT = "http://iiif.io/api/presentation/3/context.json"


def reference(address: str, label: dict[str, list[str]]) -> AnnotationPageRef:
    """Return a reference to an annotation page kept elsewhere."""
    return AnnotationPageRef(
        AnnotationPageRefExtended(id=address, type="AnnotationPage", label=label)
    )


def as_json(resource: Base, **more: Any) -> dict[str, Any]:
    """Return ``resource`` as JSON values, its context first, with ``more`` properties merged in."""
    written: dict[str, Any] = json.loads(resource.json())
    written.pop("@context", None)
    return {"@context": CONTEXT, **written, **more}
