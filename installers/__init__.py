"""What turns the checkout into something to install; nothing of it is shipped."""
