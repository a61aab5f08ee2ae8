"""The machine in the data centre: its keys, each where the one program lies that needs it, and its broker."""
