"""What the link counts for prometheus; no label ever names a person."""

from prometheus_client import Counter, Gauge

QUESTIONS = Counter("madoguchi_questions", "Questions answered, by their kind", ["kind"])
COMMANDS = Counter("madoguchi_commands", "Commands handed to the broker, by its answer", ["answer"])
BROKER_CONNECTED = Gauge("madoguchi_broker_connected", "1 while this process has its session")
SIGNATURES_REFUSED = Gauge("madoguchi_signatures_refused", "Messages dropped for their signature by this process")
