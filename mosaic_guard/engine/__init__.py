"""How a check is answered: judge, settle, ask, run once, record."""
