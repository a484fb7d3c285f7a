"""The parts of the window, each knowing the workspace at most, never another pane."""
