"""Cases: what residents handed in, how far each is, who has it, and which of its procedures are done."""
