"""An evaluation set that people wrote by hand and nobody tunes on."""
