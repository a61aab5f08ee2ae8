"""Ways to a real 住基; each keeps the promises of the port."""
