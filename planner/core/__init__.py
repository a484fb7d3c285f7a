"""Pure values and rules of a plan: no Qt, no SQL, no file formats."""
