"""Who reads, and what they may do: accounts, sessions, roles, rights."""
