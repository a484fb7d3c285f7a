"""The goals of reliability (`python3 dev.py soak`): one module each with `run(scale, seed)`, and their tests."""
