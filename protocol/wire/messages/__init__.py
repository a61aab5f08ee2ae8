"""The words both ends use: one file per direction and purpose."""
