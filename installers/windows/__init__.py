"""The folder, the installer and the zip for Windows, built on Linux and on Windows by the same steps."""
