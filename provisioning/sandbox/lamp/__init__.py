"""The emulated signal lamp: a backend for pyusb, and the folder in which it is seen and pulled out."""
