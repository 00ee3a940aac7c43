"""Texts that teach the detector and the reader what an instruction is, and what only looks like one."""
