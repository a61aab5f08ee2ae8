"""The stand-in's other way out (docs/juki-files.md): full and difference extracts, written into a folder."""
