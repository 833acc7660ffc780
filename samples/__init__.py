"""Documents written for this project, each with its reviewed gold record beside it (see README.md)."""
