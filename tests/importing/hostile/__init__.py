"""The hostile set: bad files of many kinds and odd but valid ones, made by script, and what must become of each."""
