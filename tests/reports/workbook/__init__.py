"""Tests of the parts of a workbook."""
