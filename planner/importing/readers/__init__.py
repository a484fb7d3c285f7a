"""Readers, one file format each: bytes → source."""
