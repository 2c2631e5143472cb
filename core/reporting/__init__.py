"""Reporting room: figures of a finished job as one self-contained HTML page. Arrays and plain values in, no raster is opened."""
