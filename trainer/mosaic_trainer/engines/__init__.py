"""Tasks, verifier, judge and advantages for engines that are not ours."""
