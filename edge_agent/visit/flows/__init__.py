"""The rules of one part of a visit each; `transitions.py` knows them all."""
