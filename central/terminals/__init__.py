"""Places and terminals: who they are, whether they are there, and whose signature is theirs."""
