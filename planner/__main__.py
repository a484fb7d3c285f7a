"""`python -m planner`."""
