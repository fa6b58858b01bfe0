"""The server that serves the app, and how its process is set."""
