"""Find columns and cells."""

import json

from digitize.layout.analyse import analyse as analyse_layout
from digitize.layout.codec import layout_to_json
from digitize.pipeline.steps.contract import IMAGE, LAYOUT, StepContext, StepResult
from digitize.pipeline.steps.pixels import load_scan


def analyse(context: StepContext) -> StepResult:
    """Find the layout of the page image, in its pixels, and write it as JSON."""
    image = load_scan(context, context.inputs[IMAGE])
    layout = analyse_layout(image, context.profile or None)
    path = context.folder / "layout.json"
    path.write_text(json.dumps(layout_to_json(layout)), encoding="utf-8")
    facts = {
        "profile": layout.profile.value,
        "panels": len(layout.panels),
        "columns": sum(len(panel.columns) for panel in layout.panels),
    }
    return StepResult(files={LAYOUT: path}, facts=facts)
