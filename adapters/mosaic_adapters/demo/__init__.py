"""The demonstration: one agent under attack, without a guard and with one, in a world that can be looked at."""
