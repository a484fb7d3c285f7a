"""What cannot be tried on Windows: there a disk is neither mounted nor are files limited in size."""

import sys

collect_ignore = ["test_full_disk.py"] if sys.platform == "win32" else []
