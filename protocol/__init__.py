"""What the counter and the data centre both have to agree on."""
