"""What `doctor` looks at: the installation, the record, the calibration, and one agent."""
