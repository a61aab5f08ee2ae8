"""Who works here: accounts, roles, sessions, sign-in."""
