"""What identity counts for prometheus. No label: no number may tell one cause from another."""

from prometheus_client import Counter

IDENTITY_CHECKS = Counter("madoguchi_identity_checks", "Proofs of identity that were judged")
