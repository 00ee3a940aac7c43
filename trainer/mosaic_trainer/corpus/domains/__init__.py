"""The domains: tools, tables, wishes of users, aims of attackers; data, one module each."""
