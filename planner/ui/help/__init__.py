"""Help: the topics of resources/help, the window that shows them, and the tour of the first five minutes."""
