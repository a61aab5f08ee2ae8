"""The resident's web pages: served to the browser of this machine and to nobody else."""
