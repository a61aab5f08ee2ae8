"""The lines to whoever knows which certificates are revoked."""
