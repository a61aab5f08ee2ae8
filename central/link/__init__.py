"""Central's end of the link: commands, questions, presence, and what a received event looks like."""
