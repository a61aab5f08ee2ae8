"""The village's catalogue of guidance: its versions, which one is in force, and its way to the counters."""
