"""Engines by name."""

from collections.abc import Callable
from functools import partial

from digitize.ocr.engine import OcrEngine
from digitize.ocr.errors import UnknownEngineError
from digitize.ocr.faults import make_faulty_engines
from digitize.ocr.null import NullEngine
from digitize.ocr.tesseract import TesseractEngine

EngineFactory = Callable[[], OcrEngine]

_factories: dict[str, EngineFactory] = {
    "tesseract": TesseractEngine,
    "null": NullEngine,
}


def register_engine(name: str, factory: EngineFactory) -> None:
    """Make an engine known by name; a later one takes the place of an earlier."""
    _factories[name] = factory


def register_faulty_engines() -> None:
    """Make the engines that fail by name known: in development and tests only."""
    for engine in make_faulty_engines():
        register_engine(engine.name, partial(_same, engine))


def get_engine(name: str) -> OcrEngine:
    """Return the engine of that name.

    Raises:
        UnknownEngineError: there is none.
        ToolMissingError: its program or a language is not installed.
    """
    factory = _factories.get(name)
    if factory is None:
        raise UnknownEngineError(field="engine", name=name, known="、".join(engine_names()))
    return factory()


def engine_names() -> list[str]:
    """Return the known names in order."""
    return sorted(_factories)


def _same(engine: OcrEngine) -> OcrEngine:
    return engine
