"""The emulated input devices of the counter, which reach the agent's real evdev."""
