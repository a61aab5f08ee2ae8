"""The broker of a site: how mosquitto is configured, and who may say and hear what."""
