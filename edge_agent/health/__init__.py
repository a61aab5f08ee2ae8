"""Whether the agent itself is well."""
