"""The practice village: broker, database, central, one terminal and a panel of the counter, on this machine alone."""
