"""The dialog of the settings: groups on the left, their fields on the right, each change at once in the file."""
