"""Cards of invented people that behave as cards do, and the reader slots they are put on."""
