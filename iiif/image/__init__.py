"""IIIF Image API 3.0 and 2.1: pieces copied out of the pyramid, everything else rendered."""
