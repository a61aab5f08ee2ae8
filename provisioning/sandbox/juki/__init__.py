"""A stand-in for 住基: a program of its own with the documented REST wire and a page to change what it says."""
