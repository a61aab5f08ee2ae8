"""A site's initial registration: the village as data, and what turns it into values."""
