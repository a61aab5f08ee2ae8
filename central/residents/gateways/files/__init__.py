"""住基 by files (docs/juki-files.md): extracts that are put into a folder, and a registry over what they said."""
