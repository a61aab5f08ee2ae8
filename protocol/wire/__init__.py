"""The bytes that travel: messages, their encoding, sealing, signing and topics."""
