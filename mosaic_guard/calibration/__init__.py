"""Calibration: thresholds for a stated rate of false alarms, from the user's own clean data."""
