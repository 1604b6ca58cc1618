"""Policies as code: read them, prove that they agree, publish them as Word files and a site."""

__version__ = "0.1.0"
