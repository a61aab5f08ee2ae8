"""What a village decides as data and both ends evaluate: catalogue, guidance, papers."""
