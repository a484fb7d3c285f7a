"""The fifteen stories of the clerk, driven on the real window. `python -m tests.stories` times them."""
