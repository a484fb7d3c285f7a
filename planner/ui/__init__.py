"""The window: it shows snapshots and turns gestures into steps; it never writes itself."""
