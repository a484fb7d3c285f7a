"""Invented plans in the forms of real ones, each with what a careful clerk reads out of it (NAME.txt, NAME.json)."""
