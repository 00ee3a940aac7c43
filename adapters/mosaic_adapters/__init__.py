"""Thin translations between agent frameworks and mosaic_guard."""
