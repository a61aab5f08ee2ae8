"""One resident at the kiosk: what the screen shows, what a touch does, and what is reported."""
