"""Read the text of a page, column by column."""

import json

from digitize.layout.codec import layout_from_json
from digitize.ocr.engines import get_engine, register_faulty_engines
from digitize.pipeline.steps.contract import IMAGE, LAYOUT, TEXT, StepContext, StepResult
from digitize.pipeline.steps.pixels import load_scan
from digitize.reading import read_layout
from digitize.reading_files import reading_to_json


def read(context: StepContext) -> StepResult:
    """Read every column and write text, boxes and confidences as JSON.

    Raises:
        StepError: the engine failed.
        ToolMissingError: the engine is not installed.
    """
    if context.settings["development"]:
        register_faulty_engines()
    engine = get_engine(context.settings["engine"])
    layout = layout_from_json(json.loads(context.inputs[LAYOUT].read_text(encoding="utf-8")))
    reading = read_layout(load_scan(context, context.inputs[IMAGE]), layout, engine)
    path = context.folder / "text.json"
    path.write_text(json.dumps(reading_to_json(reading), ensure_ascii=False), encoding="utf-8")
    facts = {
        "engine": f"{reading.engine} {reading.engine_version}".strip(),
        "confidence": reading.confidence or 0.0,
        "text": reading.text,
    }
    return StepResult(files={TEXT: path}, facts=facts)
