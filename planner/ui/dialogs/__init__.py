"""The windows that open over the main one: the review, printing, errors."""
