"""The change channel of applications; the ids it carries are case ids, or those of codes that wait for their case."""

CASES = "cases"
