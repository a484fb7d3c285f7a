"""Turn a bureau's work plan into printed responsibility tables, offline."""

__version__ = "0.5.0"
