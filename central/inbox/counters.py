"""What the inbox counts for prometheus; no label ever names a person."""

from prometheus_client import Counter, Histogram

EVENTS = Counter("madoguchi_events", "Events that arrived, by what became of them", ["outcome"])
BATCHES_REFUSED = Counter("madoguchi_batches_refused", "Batches dropped whole, by reason", ["reason"])
STORE_SECONDS = Histogram("madoguchi_store_seconds", "From a batch's arrival to its receipt")
APPLIED = Counter("madoguchi_events_applied", "Events applied, late ones included")
SET_ASIDE = Counter("madoguchi_events_set_aside", "Events set aside, by reason", ["reason"])
